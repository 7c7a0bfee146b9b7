// One solve: compile, bound, construct, improve.
#include "solve/solve.h"

#include "base/check.h"
#include "rule/evaluate.h"
#include "solve/bound.h"
#include "solve/instance.h"
#include "solve/run.h"

namespace muster::solve {

Outcome solve(const model::Problem& problem, const rule::RuleSet& rules, const Options& options) {
  const SteadyClock steady;
  const Clock& clock = options.clock != nullptr ? *options.clock : steady;
  const auto begin = clock.elapsed();
  const Instance instance(problem, rules);
  model::Solution nothing;
  nothing.placements.resize(problem.sessions().size());
  const rule::Evaluation start = rule::evaluate(problem, rules, nothing);
  const rule::Score least = bound(instance);
  Run run(instance, options, start, least);
  run.construct();
  const auto first_plan = clock.elapsed() - begin;
  run.improve();
  Outcome out = run.outcome();
  out.score += start.total;
  out.bound = least;
  out.first_plan = first_plan;
  MUSTER_ASSERT(out.score == rule::evaluate(problem, rules, out.solution).total,
                "the score of the outcome is not what it costs");
  return out;
}

}  // namespace muster::solve
