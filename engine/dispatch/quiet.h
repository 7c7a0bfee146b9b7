// Quiet hours: when a message may go.
#pragma once

#include "base/clock.h"
#include "base/zone_time.h"
#include "load/dispatch_policy.h"

namespace muster::dispatch {

struct Concern {
  std::string team;           // who would hear it
  std::int32_t priority = 0;  // model::Priority of what it is about
  Instant start;              // of the session; zero: none
};

// `at`, or the end of the team's quiet hours that it lies in. What is urgent, and what is about a
// session that begins before the quiet hours end, breaks them.
Instant not_in_quiet(const load::DispatchPolicy&, const ZoneTime&, const Concern&, Instant at);

}  // namespace muster::dispatch
