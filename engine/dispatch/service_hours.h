// What is recorded of services, as an attendance list.
#pragma once

#include <optional>
#include <vector>

#include "load/history_file.h"
#include "model/problem.h"
#include "store/store.h"

namespace muster::dispatch {

// All that is recorded of sessions that start on the days from `from` to `until` (local), by start,
// session and head. Late is who came more than ten minutes after the start. Names are those of the
// workspace.
std::vector<load::AttendanceRow> service_hours(store::Transaction&, const model::Problem&,
                                               std::optional<std::chrono::local_days> from,
                                               std::optional<std::chrono::local_days> until);

}  // namespace muster::dispatch
