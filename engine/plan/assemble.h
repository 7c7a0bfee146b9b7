// From a verified solution to a plan.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "plan/plan.h"
#include "plan/verify.h"
#include "rule/spec.h"

namespace muster::plan {

// Where a solution came from; a hand-made one has no bound and no seed.
struct Origin {
  std::uint64_t seed = 1;
  std::string inputs;
  rule::Score bound;
};

// The score is the verdict's; every unserved session gets its reasons.
Plan assemble(const model::Problem&, const std::vector<rule::RuleSpec>&, const rule::Levels&,
              model::Solution, const Verdict&, Origin);

}  // namespace muster::plan
