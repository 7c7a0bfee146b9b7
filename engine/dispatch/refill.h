// Somebody else for what was declined or not answered, or the reasons why there is nobody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "load/workspace.h"
#include "model/solution.h"
#include "plan/plan.h"

namespace muster::dispatch {

// What stands about one session when a team has refused it. Ids of teams.
struct Refusal {
  model::SessionIndex session;
  std::vector<model::TeamIndex> refused;   // declined or let it expire: never asked again
  std::vector<model::TeamIndex> accepted;  // will come: keep start and venue, and them if possible
};

struct Refilled {
  // The whole plan with the gap filled; none: nothing fits.
  std::optional<plan::Plan> plan;
  // Then why, one reason or more, teams that refused counted as away.
  std::vector<plan::Reason> reasons;
  bool needed = true;  // false: the plan counts on none of the refusing teams any more
};

// The best substitute for the refusing teams in the plan as it is published, moving at most
// `disturb` other sessions. Nothing of it begins before `now`. Pure; takes as long as it takes to
// load the plan.
Refilled refill(const load::Workspace&, const plan::Plan& published, const Refusal&,
                std::uint32_t disturb, Instant now);

}  // namespace muster::dispatch
