// The laws that always hold, one function for each group. Each adds what is broken.
#pragma once

#include "plan/facts.h"
#include "plan/findings.h"

namespace muster::plan {

void check_crews(const Facts&, Findings&);   // head-count, eligible, skill, double-counted
void check_times(const Facts&, Findings&);   // window, team-available, person-available, pin
void check_venues(const Facts&, Findings&);  // venue-required, -unsuitable, -open, -rooms
void check_days(const Facts&, Findings&);    // one-place, travel-time
void check_precedences(const Facts&, Findings&);

}  // namespace muster::plan
