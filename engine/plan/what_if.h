// What would be if: a plan under a changed problem, what of it breaks, what is rescued by planning
// again with few changes, and whom that disturbs.
#pragma once

#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "plan/change.h"
#include "plan/difference.h"
#include "plan/plan.h"
#include "solve/solve.h"

namespace muster::plan {

struct WhatIf {
  Changed changed;
  model::Solution before;  // what of the plan the changed problem still knows, legal or not
  Plan after;
  std::vector<model::SessionIndex> broken;   // served before, and not legal as they were any more
  std::vector<model::SessionIndex> rescued;  // of the broken ones, those served after
  std::vector<model::SessionIndex> lost;     // served before, not after
  std::vector<model::SessionIndex> gained;   // served after, not before
  // People who are still there; those who are gone with a team are not among them.
  Difference difference;
  rule::Score score_before;  // of the plan in the problem as it was, on the same levels
};

// `solution` is of `problem`, whose levels are those of `rules`. Options say how hard to look.
WhatIf what_if(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
               const rule::RuleSet& rules, const model::Solution& solution,
               const std::vector<Change>& changes, const solve::Options& options);

}  // namespace muster::plan
