// Quiet hours: when a message may go.
#pragma once

#include "base/clock.h"
#include "base/zone_time.h"
#include "load/dispatch_policy.h"

namespace muster::dispatch {

// `at`, or the end of the quiet hours that it lies in. Urgent offers, and what is about a session
// that begins before the quiet hours end, break them.
Instant not_in_quiet(const load::DispatchPolicy&, const ZoneTime&, std::int32_t priority,
                     Instant session_start, Instant at);

}  // namespace muster::dispatch
