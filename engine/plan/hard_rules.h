// Whether one more head in one more session would break a hard rule, found by counting the rule
// with and without it over the sessions that it can touch.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/facts.h"
#include "plan/scope.h"

namespace muster::plan {

class HardRules {
 public:
  // Refers to all of them.
  HardRules(const Facts& facts, const std::vector<rule::RuleSpec>& specs,
            const rule::Levels& levels);

  bool any() const { return !scopes_.empty(); }
  // False once the work allowed for all questions together is used up.
  bool may_ask() const { return work_left_ > 0; }
  // Ids of hard rules that cost more with `placement` than without; ask only while may_ask().
  // `part`: more heads will join, so rules that they could still satisfy are not asked.
  std::vector<std::string> against(SessionIndex session, const Placement& placement, bool part);

 private:
  std::int64_t cost(const Scope& scope, const Facts& facts) const;

  const Facts& facts_;
  std::vector<Scope> scopes_;
  model::Solution trial_;
  Table<TeamIndex, std::vector<SessionIndex>> sessions_of_team_;
  bool look_far_ = false;  // some rule looks beyond the crew's teams and the task's own sessions
  std::int64_t work_of_one_ = 1;
  std::int64_t work_left_ = 400'000'000;  // rows looked at
};

}  // namespace muster::plan
