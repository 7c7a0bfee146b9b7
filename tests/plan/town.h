// A small town whose every part the tests may change before a Problem is made of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "rule/score.h"
#include "rule/spec.h"

namespace muster::testing {

// Two villages 30 minutes apart, a hall with one room in each, the teams "guards" (3 heads, skill
// first-aid 1) and "wives" (p-01 and one more); a class in the west hall on the first morning and
// a patrol in the east village at noon, each for one or two people of any team.
model::ProblemParts town();
rule::Levels town_levels(const std::vector<std::string>& more = {});

// Minutes after the first midnight.
TimePoint at(const model::ProblemParts& parts, int minute, int day = 0);
TimePoint at(const model::Problem& problem, int minute, int day = 0);

inline constexpr model::SessionIndex kClass(std::size_t{0}), kPatrol(std::size_t{1});
inline constexpr model::TeamIndex kGuards(std::size_t{0}), kWives(std::size_t{1});
inline constexpr model::VenueIndex kWest(std::size_t{0}), kEast(std::size_t{1});

// The class at 9:00 in the west hall by p-01, the patrol at 12:00 by guards#1: nothing is broken.
model::Solution good_plan(const model::Problem& problem);
model::HeadIndex head(const model::Problem& problem, const std::string& id);
// One crew of the team for need 0.
std::vector<model::Crew> crew(const model::Problem& problem, model::TeamIndex team,
                              const std::vector<std::string>& heads);

}  // namespace muster::testing
