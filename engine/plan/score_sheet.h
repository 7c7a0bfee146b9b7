// A score taken apart: every level, every rule on it, every match of the rule.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "plan/verify.h"
#include "rule/score.h"
#include "rule/spec.h"

namespace muster::plan {

// What one rule, one law, unserved sessions ("unserved") or missing heads ("staffing") cost on a
// level.
struct ScoreRow {
  std::string code;            // a law, the rule's kind, "unserved" or "staffing"
  std::string rule, why;       // the rule's id and what it is for; empty besides rules
  std::int64_t cost = 0;       // the sum of the matches' costs
  std::vector<Match> matches;  // dearest first
};

struct ScoreSheet {
  struct Level {
    rule::LevelIndex level;
    std::int64_t cost = 0;       // the sum of the rows' costs, and the score's
    std::vector<ScoreRow> rows;  // dearest first; rules without a match are left out
  };
  std::vector<Level> levels;  // most important first, all of them
};

// `verdict` is the verifier's on this solution. That the sums are its score to the unit is checked.
ScoreSheet score_sheet(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
                       const rule::Levels& levels, const model::Solution& solution,
                       const Verdict& verdict);

}  // namespace muster::plan
