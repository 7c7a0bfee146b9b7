// Whether hard rules stand against serving one more session: what the search knows of rules (terms,
// counted by difference), asked of a whole plan, whoever made it.
#pragma once

#include <cstdint>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "rule/terms.h"
#include "solve/instance.h"
#include "solve/state.h"

namespace muster::plan {

// Refers to the problem and the rules. One thread at a time.
class RuleJudge {
 public:
  RuleJudge(const model::Problem& problem, const rule::RuleSet& rules,
            const model::Solution& solution);

  const std::string& id(rule::RuleIndex rule) const { return in_.rules.rules[rule].id; }
  std::size_t rules() const { return in_.rules.rules.size(); }
  bool any() const { return !hard_.empty(); }
  const std::vector<rule::RuleIndex>& hard() const { return hard_; }
  // From now on these are out, sorted, and all others in.
  void take_out(const std::vector<model::SessionIndex>& sessions);

  // Hard rules that cost more with the session placed so than without. It is not placed now.
  std::vector<rule::RuleIndex> against(model::SessionIndex session,
                                       const model::Placement& placement);
  // What serving it so would change, by the definitions in rule/terms.h; of that, each rule's part.
  rule::Score price(model::SessionIndex session, const model::Placement& placement,
                    std::vector<std::int64_t>& by_rule);
  // A rule that stands against one head alone then stands against every crew with that head.
  bool judges_heads(rule::RuleIndex rule) const { return judges_heads_[rule]; }
  // A rule that does not ask who goes.
  bool asks_for_crew(rule::RuleIndex rule) const { return asks_for_crew_[rule]; }

 private:
  void classify();
  void look_around(model::SessionIndex session, const solve::Placed& row);

  solve::Instance in_;
  solve::State state_;
  solve::Tally tally_;
  std::vector<rule::RuleIndex> hard_;
  Table<rule::RuleIndex, char> judges_heads_, asks_for_crew_;
  std::vector<std::pair<model::SessionIndex, solve::Placed>> out_;  // by session
};

}  // namespace muster::plan
