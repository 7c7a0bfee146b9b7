// A score taken apart, for people and for programs.
#pragma once

#include <cstddef>
#include <string>

#include "base/language.h"
#include "model/problem.h"
#include "plan/score_sheet.h"
#include "rule/score.h"

namespace muster::report {

// Level by level, rule by rule, match by match; of each rule the dearest `most` matches.
std::string score_text(const model::Problem&, const rule::Levels&, const plan::ScoreSheet&,
                       std::size_t most, Language);
// {"levels": [{"level", "score", "rules": [{"code", "rule", "why", "cost", "matches": […]}]}]}
std::string score_json(const model::Problem&, const rule::Levels&, const plan::ScoreSheet&,
                       Language);

}  // namespace muster::report
