// One solve: compile, construct, bound, improve, and bound again what was reached.
#include "solve/solve.h"

#include <algorithm>

#include "base/check.h"
#include "rule/evaluate.h"
#include "solve/bound.h"
#include "solve/budget.h"
#include "solve/instance.h"
#include "solve/run.h"

namespace muster::solve {

namespace {

constexpr double kProofTime = 0.06;                // of the time, kept for the last proofs
constexpr std::uint64_t kProofWork = 300'000'000;  // as Bound counts it, and what a round is worth
constexpr std::uint64_t kProofRound = 10'000;

std::uint64_t proof_work(const Options& options) {
  return kProofRound * std::min(options.effort, kProofWork / kProofRound);
}

// What is left for construction and improvement.
Options for_search(const Options& options, std::chrono::nanoseconds spent) {
  Options out = options;
  if (!options.time) return out;
  const auto all = static_cast<double>(options.time->count());
  const auto kept = std::chrono::nanoseconds(static_cast<std::int64_t>(kProofTime * all));
  out.time = std::max(std::chrono::nanoseconds(0), *options.time - kept - spent);
  return out;
}

}  // namespace

Outcome solve(const model::Problem& problem, const rule::RuleSet& rules, const Options& options) {
  Budget whole(options);
  const Instance instance(problem, rules);
  model::Solution nothing;
  nothing.placements.resize(problem.sessions().size());
  const rule::Evaluation start = rule::evaluate(problem, rules, nothing);
  Bound bound(instance);
  const Options searching = for_search(options, whole.elapsed());
  Run run(instance, searching, start, bound.goal());
  run.construct();
  const auto first_plan = whole.elapsed();
  run.prove(bound, proof_work(options) / 3);
  run.improve();
  Outcome out = run.outcome();
  bound.tighten(out.solution, out.score, {1, proof_work(options)}, whole, options.threads);
  out.bound = bound.given(out.score);
  out.first_plan = first_plan;
  MUSTER_ASSERT(out.score == rule::evaluate(problem, rules, out.solution).total,
                "the score of the outcome is not what it costs");
  return out;
}

}  // namespace muster::solve
