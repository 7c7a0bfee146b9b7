// A verdict for people and for programs.
#pragma once

#include <string>

#include "base/language.h"
#include "model/problem.h"
#include "plan/verify.h"
#include "rule/score.h"

namespace muster::report {

// Every broken law and hard rule on a line, with its code or rule and the ids of its sessions;
// their number; the score.
std::string verdict_text(const model::Problem&, const rule::Levels&, const plan::Verdict&,
                         Language);
// {"score": {…}, "broken": […], "priced": […]}, one line.
std::string verdict_json(const model::Problem&, const rule::Levels&, const plan::Verdict&,
                         Language);
// " (why)" as the language has it, to stand behind what quotes a rule; empty where it has none.
std::string why_text(const std::string& why, Language);
// "must 0  high 0  normal -2": the negated costs of all levels, level "hard" only when not zero.
std::string score_line(const rule::Levels&, const rule::Score&);

}  // namespace muster::report
