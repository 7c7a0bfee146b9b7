// The first true reasons why a session is not served.
#pragma once

#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "plan/plan.h"
#include "rule/spec.h"

namespace muster::plan {

// One entry for every unserved session, in session order, each with at least one reason.
std::vector<Unserved> reasons(const model::Problem&, const std::vector<rule::RuleSpec>&,
                              const rule::Levels&, const model::Solution&);

}  // namespace muster::plan
