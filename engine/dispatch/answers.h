// What teams have answered, as the planner is to know it.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "store/store.h"

namespace muster::dispatch {

// All answers about sessions that can still be planned, by session and team (ids).
std::vector<store::Assignment> answered(store::Transaction&, Instant now);

// The problem with accepted assignments pinned (start, venue and people, as `published` has them;
// others may join) and refusing teams barred from their sessions. What the problem or the published
// plan no longer has is left out. Answers of other states are not looked at.
model::Problem with_answers(const model::Problem&, const model::Solution& published,
                            const std::vector<store::Assignment>& answers);

// The placements of a published plan (plan.json) that the problem still has: unknown sessions are
// left out, and placements outside the horizon, at unknown venues or with unknown heads.
struct Standing {
  model::Solution solution;
  std::vector<Instant> lost;  // when those begin that were left out
  bool lost_after(Instant now) const {
    return std::any_of(lost.begin(), lost.end(), [&](Instant start) { return start > now; });
  }
};
Standing published_plan(const model::Problem&, std::string_view document);

}  // namespace muster::dispatch
