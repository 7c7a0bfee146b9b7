// What every command that plans does: search, look for bugs, count by the workspace's own levels.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/stop_on_signal.h"
#include "model/problem.h"
#include "plan/verify.h"
#include "rule/spec.h"
#include "rule/terms.h"
#include "solve/solve.h"

namespace muster::cli {

// What is planned: the workspace, or the same planned again from a plan.
struct Setting {
  const model::Problem& problem;
  const std::vector<rule::RuleSpec>& specs;
  const rule::RuleSet& rules;
  std::optional<solve::LevelCap> cap;
};

// Until the options' limits or Ctrl-C; with a progress line where somebody watches.
solve::Outcome search(const PlanOptions&, const Setting&, const StopOnSignal&, Console&);
// What the search must never do: break a law or a hard rule without a pin that forces it, or count
// its score otherwise than the verifier does. Empty: it did not.
std::string bug_in(const Setting&, const solve::Outcome&, const plan::Verdict&);
// The bound by the workspace's levels: down to where disturbing people costs, for the file does not
// count that.
rule::Score bound_of(const Setting&, const rule::Levels&, const rule::Score& bound);

}  // namespace muster::cli
