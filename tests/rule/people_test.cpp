// budget, rotation, proximity, buddy and standby: what is wrong with them, and what history and
// availability do. What they cost is in rules/cases.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;

namespace {

using Codes = std::vector<std::string>;
using small::by_kind;

std::int64_t n(int number) { return number; }

SmallProblem town() {
  SmallProblem made(2);
  made.team("crew", {.kind = "crew", .size = 3});
  made.task("walk", {.needs = {{.min = 1, .want = 1, .max = 3}}});
  made.session("walk", 0, "08:00", "12:00", 90);
  made.session("walk", 1, "08:00", "12:00", 90);
  return made;
}

}  // namespace

TEST_CASE("people's rules say what is wrong with them", "[rule]") {
  const model::Problem problem = town().build();
  CHECK(trouble_of(soft("budget", {{"at-most", n(5)}}), problem) == Codes{"rule-has-no-price"});
  CHECK(trouble_of(soft("budget", {{"at-most", n(5)}, {"per-head", n(1)}, {"unit", n(0)}}),
                   problem) == Codes{"rule-budget-unit-is-zero"});
  CHECK(
      trouble_of(soft("budget", {{"at-most", n(5)}, {"per-head", n(1)}, {"teams", by_kind({"x"})}}),
                 problem) == Codes{"rule-teams-without-per-team"});
  const Params dear{{"at-most", n(0)}, {"per-head-hour", n(1'000'000'000)}};
  CHECK(trouble_of(soft("budget", dear, 1'000'000), problem).empty());
  SmallProblem many = town();
  many.parts().tasks[model::TaskIndex(std::size_t{0})].needs =
      std::vector<model::Need>{{{1, 1, 10'000'000}, {}, {}, false}};
  CHECK(trouble_of(soft("budget", dear, 1'000'000), many.build()) ==
        Codes{"rule-budget-too-large"});
  CHECK(trouble_of(soft("proximity", {{"unit", Duration{0}}}), problem) ==
        Codes{"rule-unit-is-zero"});
  CHECK(trouble_of(soft("proximity", {{"discount", n(101)}}), problem) ==
        Codes{"rule-discount-above-all"});
  CHECK(trouble_of(soft("proximity", {{"at-least", n(6)}, {"at-most", n(5)}}), problem) ==
        Codes{"rule-bounds-crossed"});
  CHECK(trouble_of(soft("standby", {{"at-least", n(1)}, {"slot", Duration{0}}}), problem) ==
        Codes{"rule-slot-is-zero"});
}

TEST_CASE("turns of the past count in a rotation", "[rule]") {
  const model::Problem problem = town().build();
  SmallPlan plan(problem);
  plan.serve("walk@2017-09-04", 0, "08:00", {{.team = "crew", .heads = {"crew#1"}}});
  RuleSet rules = compiled(problem, {soft("rotation", {})});
  const auto cost = [&] {
    return evaluate(problem, rules, plan.solution()).by_rule[RuleIndex(std::size_t{0})];
  };
  CHECK(cost() == 0);
  rules.ledgers[0].initial = {1, 0, 0};
  CHECK(cost() == 1);
}

TEST_CASE("a reserve counts slices of the horizon, each head once in each", "[rule]") {
  const model::Problem problem = town().build();
  SmallPlan plan(problem);
  plan.serve("walk@2017-09-04", 0, "08:00", {{.team = "crew", .heads = {"crew#1", "crew#2"}}});
  const auto reserve = [&](int least, int slot) {
    return cost_of(soft("standby", {{"at-least", n(least)}, {"slot", Duration{slot}}}), problem,
                   plan);
  };
  CHECK(reserve(1, 60) == 0);
  CHECK(reserve(2, 60) == 2);  // 08:00 and 09:00
  CHECK(reserve(2, 24 * 60) == 1);
  CHECK(reserve(9, 30) == 6);      // only three are there: both count in each of three slots
  CHECK(reserve(2, 7 * 60) == 1);  // 07:00 to 14:00 holds it whole
}
