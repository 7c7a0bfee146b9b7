// A plan: the solution with its score, bound, and a reason for every session left out. Immutable.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/ids.h"
#include "model/solution.h"
#include "rule/score.h"

namespace muster::plan {

// Why a session is not served. Codes are stable; texts are for people; blockers are ids of
// sessions, teams, venues, skills, people or rules.
struct Reason {
  std::string code;  // "no-team-has-skill"
  std::string english, chinese;
  std::vector<std::string> blockers;
  friend bool operator==(const Reason&, const Reason&) = default;
};

struct Unserved {
  model::SessionIndex session;
  std::vector<Reason> reasons;  // at least one
};

struct Plan {
  std::string zone;  // id
  std::uint64_t seed = 1;
  std::string inputs;  // "sha256:…" over the workspace's files
  rule::Levels levels;
  rule::Score score, bound;
  model::Solution solution;
  std::vector<Unserved> unserved;  // every unserved session, in session order

  // Whether the bound proves that no plan is better, on any level from the first on.
  bool optimal() const { return score == bound; }
};

}  // namespace muster::plan
