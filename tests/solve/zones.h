// Small zones made from a seed, for the search's tests: all laws, all term shapes by hand.
#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "model/problem.h"
#include "model/solution.h"
#include "rule/terms.h"

namespace muster::testing {

struct ZoneSize {
  int sessions = 20, teams = 4, venues = 3, grids = 4, days = 3, people = 4;
  bool pins = false, precedences = true, standing = true, off_grid = true;
};

// A zone and rules over it; the rules refer to the problem by index only.
struct Case {
  model::Problem problem;
  rule::RuleSet rules;
};

// Two or three sessions of one day, whose plans can all be listed.
ZoneSize tiny(std::uint64_t seed);
Case make_case(std::uint64_t seed, const ZoneSize& size, bool with_rules = true);
// A problem of one kind of task: `sessions` once a day from 08:00, one team of `heads`.
model::ProblemParts plain_parts(int days);

// Every broken law of a solution, in words; written apart from the search.
std::vector<std::string> broken_laws(const model::Problem&, const model::Solution&);

}  // namespace muster::testing
