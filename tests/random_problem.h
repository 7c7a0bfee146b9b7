// Small random problems with every law and every rule kind in play, for property tests. The same
// seed gives the same case.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "model/problem.h"
#include "model/solution.h"
#include "rule/spec.h"

namespace muster::testing {

struct RandomCase {
  model::Problem problem;
  std::vector<rule::RuleSpec> specs;
  std::vector<std::string> written_levels;  // empty in half of the cases
};

struct RandomOptions {
  bool pins = false;  // some sessions are pinned, perhaps against a law
  bool hard = true;   // some rules are hard
};

RandomCase random_case(std::uint64_t seed, RandomOptions options = {});

// A rule of one kind ("travel" … "preference") with random parameters.
rule::RuleSpec random_rule(const std::string& kind, const std::string& id, Random& random);
const std::vector<std::string>& rule_kinds();

// Serves most sessions and keeps every law (pins aside), not the hard rules.
model::Solution random_solution(const model::Problem& problem, Random& random);

}  // namespace muster::testing
