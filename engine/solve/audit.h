// Paranoid builds: what the search counted change by change against a full recount.
#pragma once

#include "rule/evaluate.h"
#include "solve/state.h"

namespace muster::solve {

// Parts solved one after the other: what those before have changed, and the start.
struct Audit {
  rule::Evaluation start;  // nothing served
  Delta done;
  Tally done_by_rule;

  // Stops the program and names the rule whose change lied, if there is one.
  void check(const State& state, const Delta& change, const Tally& by_rule) const;
};

}  // namespace muster::solve
