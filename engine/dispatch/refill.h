// Somebody else for what was declined or not answered, or the reasons why there is nobody.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "load/workspace.h"
#include "model/solution.h"
#include "plan/plan.h"
#include "store/rows.h"

namespace muster::dispatch {

struct Refilled {
  // The whole plan with the gap filled; none: nothing fits.
  std::optional<plan::Plan> plan;
  // Then why, one reason or more, teams that refused barred.
  std::vector<plan::Reason> reasons;
  bool needed = true;  // false: the plan counts on none of the refusing teams any more
};

// The best substitute for the teams that refused the session in the plan as it is published.
// `answers` are all there are, of every session: who accepted goes as agreed, who refused is not
// asked again. Moves at most `disturb` other sessions. Nothing of it begins before `now`, and it
// breaks nothing that is kept now. Pure; takes as long as it takes to load the plan.
Refilled refill(const load::Workspace&, const model::Solution& published,
                const std::vector<store::Assignment>& answers, model::SessionIndex session,
                std::uint32_t disturb, Instant now);

}  // namespace muster::dispatch
