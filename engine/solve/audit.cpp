#include "solve/audit.h"

#include <string>

#include "base/check.h"

namespace muster::solve {

void Audit::check(const State& state, const Delta& change, const Tally& by_rule) const {
  const Instance& in = state.instance();
  const rule::Evaluation full = rule::evaluate(in.problem, in.rules, state.solution());
  for (auto rule : indices(in.rules.rules)) {
    const std::int64_t counted =
        start.by_rule[rule] + done_by_rule[rule.value] + by_rule[rule.value];
    if (counted == full.by_rule[rule]) continue;
    const std::string what = "rule " + in.rules.rules[rule].id + " lied: counted " +
                             std::to_string(counted) + ", it costs " +
                             std::to_string(full.by_rule[rule]);
    MUSTER_CHECK(false, what);
  }
  rule::Score counted = start.total;
  counted += done.score;
  counted += change.score;
  MUSTER_CHECK(counted == full.total, "priorities, staffing or precedence were counted wrong");
}

}  // namespace muster::solve
