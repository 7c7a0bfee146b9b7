// The rule kinds, one file each. Only catalog.cpp calls these; everyone else goes through the
// catalog.
#pragma once

#include "rule/catalog.h"

namespace muster::rule {

const Kind& travel_kind();
const Kind& working_time_kind();
const Kind& rest_kind();
const Kind& fair_share_kind();
const Kind& home_first_kind();
const Kind& coverage_kind();
const Kind& continuity_kind();
const Kind& mix_of_lines_kind();
const Kind& preference_kind();
const Kind& activation_kind();
const Kind& quota_kind();
const Kind& venue_preference_kind();
const Kind& blackout_kind();
const Kind& earliness_kind();
const Kind& no_clash_kind();
const Kind& separation_kind();
const Kind& spread_kind();
const Kind& same_venue_kind();
const Kind& budget_kind();
const Kind& rotation_kind();
const Kind& turnover_kind();
const Kind& stability_kind();
const Kind& proximity_kind();
const Kind& buddy_kind();
const Kind& standby_kind();

}  // namespace muster::rule
