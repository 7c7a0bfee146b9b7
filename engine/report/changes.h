// Changes of a plan, for people and for programs: what differs, where a session could go, what
// would be if.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "model/problem.h"
#include "plan/difference.h"
#include "plan/what_if.h"
#include "rule/score.h"
#include "solve/desk.h"

namespace muster::report {

struct Versions {
  const model::Solution& before;
  const model::Solution& after;
};
// Sessions added, removed, moved and with other people, then everyone whose assignments change.
std::string difference_text(const model::Problem&, const plan::Difference&, const Versions&,
                            Language);
// {"sessions": {"added": […], …}, "people": [{"person", "added", "removed", "moved"}]}
std::string difference_json(const model::Problem&, const plan::Difference&, const Versions&);

// Ranked places of one session, each with what it changes level by level and what moves for it.
std::string proposals_text(const model::Problem&, const rule::Levels&, model::SessionIndex,
                           const std::vector<solve::Proposal>&, Language);
// {"session", "places": [{"placement", "score": {level: difference}, "moved": […]}]}
std::string proposals_json(const model::Problem&, const rule::Levels&, model::SessionIndex,
                           const std::vector<solve::Proposal>&);

std::string what_if_text(const plan::WhatIf&, const rule::Levels&, Language);
std::string what_if_json(const plan::WhatIf&, const rule::Levels&, Language);

}  // namespace muster::report
