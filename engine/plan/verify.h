// The independent verifier: laws and rules counted from their definitions (Problem and RuleSpec),
// sharing nothing with the compiled terms or the search. Also for plans made by hand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "rule/score.h"
#include "rule/spec.h"

namespace muster::plan {

// One broken law, or one match of a rule that costs something.
struct Match {
  std::string code;  // a law ("one-place", "travel-time", "window", …) or the rule's kind
  std::string rule;  // the rule's id; empty for laws
  bool hard = false;
  rule::LevelIndex level;
  std::int64_t cost = 0;
  std::string english, chinese;               // one sentence with names and numbers
  std::vector<model::SessionIndex> sessions;  // those concerned
  std::string why = {};                       // the rule's reason, as written
};

struct Verdict {
  rule::Score score;          // recomputed from the definitions; level "hard" counts every broken
                              // law and hard rule
  std::vector<Match> broken;  // laws and hard rules; empty: the plan may be published
  std::vector<Match> priced;  // soft rules' matches; sums by level equal the score, together with
                              // unserved sessions and staffing
};

Verdict verify(const model::Problem&, const std::vector<rule::RuleSpec>&, const rule::Levels&,
               const model::Solution&);

}  // namespace muster::plan
