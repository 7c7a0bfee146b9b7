#include "plan/what_if.h"

#include <utility>

#include "base/check.h"
#include "plan/assemble.h"
#include "plan/rebase.h"
#include "plan/verify.h"
#include "solve/keep.h"

namespace muster::plan {

namespace {

using model::Crew;
using model::SessionIndex;

// Sessions of the plan that can't stay as they are, or lost somebody.
std::vector<SessionIndex> broken_sessions(const Changed& changed, const model::Solution& before,
                                          const model::Problem& problem,
                                          const model::Solution& solution) {
  const solve::Instance instance(changed.problem, changed.rules);
  solve::State state(instance);
  solve::keep(state, before);
  std::vector<SessionIndex> out;
  for (auto s : indices(problem.sessions())) {
    if (!solution.serves(s)) continue;
    std::size_t sent = 0;
    std::size_t left = 0;
    for (const Crew& crew : solution.placements[s]->crews) sent += crew.heads.size();
    if (before.serves(s)) {
      for (const Crew& crew : before.placements[s]->crews) left += crew.heads.size();
    }
    const solve::Placed& row = state.placed(s);
    if (!row.served || row.forced || left < sent) out.push_back(s);
  }
  return out;
}

}  // namespace

WhatIf what_if(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
               const rule::RuleSet& rules, const model::Solution& solution,
               const std::vector<Change>& changes, const solve::Options& options) {
  Changed changed = apply(problem, specs, rules.levels, changes);
  model::Solution before = carry_over(problem, solution, changed.problem);
  Diagnostics diagnostics;
  const auto again = rebase(changed.problem, changed.specs, changed.rules, before, {}, diagnostics);
  // Without room for one more level the search is as it is, from the same base.
  const Changed& planned = again ? again->changed : changed;
  solve::Outcome outcome = solve::solve(planned.problem, planned.rules, options);
  std::vector<SessionIndex> broken = broken_sessions(changed, before, problem, solution);
  const Verdict verdict = verify(changed.problem, changed.specs, rules.levels, outcome.solution);
  Difference change = difference(changed.problem, before, outcome.solution);
  Plan after = assemble(changed.problem, changed.specs, rules.levels, std::move(outcome.solution),
                        verdict, {options.seed, {}, {}});
  WhatIf out{std::move(changed),
             std::move(before),
             std::move(after),
             std::move(broken),
             {},
             {},
             {},
             std::move(change),
             {}};
  for (auto s : indices(problem.sessions())) {
    const bool now = out.after.solution.serves(s);
    if (solution.serves(s) && !now) out.lost.push_back(s);
    if (!solution.serves(s) && now) out.gained.push_back(s);
  }
  for (SessionIndex s : out.broken) {
    if (out.after.solution.serves(s)) out.rescued.push_back(s);
  }
  out.score_before = verify(problem, specs, rules.levels, solution).score;
  return out;
}

}  // namespace muster::plan
