#include "plan/assemble.h"

#include <utility>

#include "plan/reasons.h"

namespace muster::plan {

Plan assemble(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
              const rule::Levels& levels, model::Solution solution, const Verdict& verdict,
              Origin origin) {
  std::vector<Unserved> unserved = reasons(problem, specs, levels, solution);
  return {.zone = problem.zone().id,
          .seed = origin.seed,
          .inputs = std::move(origin.inputs),
          .levels = levels,
          .score = verdict.score,
          .bound = origin.bound,
          .solution = std::move(solution),
          .unserved = std::move(unserved)};
}

}  // namespace muster::plan
