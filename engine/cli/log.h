// The log of commands that run unattended, by spdlog.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/zone_time.h"

namespace muster::cli {

// What `--log-level` takes, from the most to the least.
const std::vector<std::string>& log_levels();

// One line an event, as soon as it happens:
//   at=2017-09-04T08:00:00.123+08:00 level=info event=delivered message=12 …
// in the zone's time by `clock`. Events below `level` are left out. Any thread.
Log make_log(std::ostream& out, const std::string& level, const WallClock& clock,
             const ZoneTime& zone);

}  // namespace muster::cli
