// continuity and the law of precedence, counted by hand.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;

namespace {

SmallProblem lessons() {
  SmallProblem made(4);
  made.team("tutors", {.size = 3}).team("guests", {.size = 3});
  made.task("lesson", {.kind = "class", .needs = {{.min = 1, .want = 2, .max = 4}}});
  for (int day : {0, 1, 2}) made.session("lesson", day, "08:00", "20:00", 60);
  made.task("exam").session("exam", 0, "08:00", "20:00", 60);
  made.task("roster", {.kind = "class", .standing = true});
  return made;
}

std::vector<small::CrewOptions> tutors(small::Words heads) {
  return {{.team = "tutors", .heads = std::move(heads)}};
}
std::vector<small::CrewOptions> guests(small::Words heads) {
  return {{.team = "guests", .heads = std::move(heads)}};
}

RuleSpec keep(const char* what, std::int64_t weight = 1) {
  return soft("continuity", {{"keep", std::string(what)}, {"tasks", small::by_kind({"class"})}},
              weight);
}

}  // namespace

TEST_CASE("continuity relates consecutive sessions of each matched task", "[rule]") {
  const model::Problem problem = lessons().build();
  const RuleSet rules = compiled(problem, {keep("team")});
  REQUIRE(rules.relations.size() == 2);
  CHECK(rules.relations[0].second == rules.relations[1].first);
}

TEST_CASE("the same team is kept when one team serves both", "[rule]") {
  const model::Problem problem = lessons().build();
  SmallPlan plan(problem);
  plan.serve("lesson@2017-09-04", 0, "09:00", tutors({"tutors#1"}));
  plan.serve("lesson@2017-09-05", 1, "09:00", tutors({"tutors#2"}));
  plan.serve("lesson@2017-09-06", 2, "09:00", guests({"guests#1"}));
  CHECK(cost_of(keep("team", 6), problem, plan) == 6);
  plan.serve(
      "lesson@2017-09-06", 2, "09:00",
      {{.team = "guests", .heads = {"guests#1"}}, {.team = "tutors", .heads = {"tutors#3"}}});
  CHECK(cost_of(keep("team", 6), problem, plan) == 0);
  // An unserved session in between parts its neighbours.
  plan.serve("lesson@2017-09-06", 2, "09:00", guests({"guests#1"}));
  plan.drop("lesson@2017-09-05");
  CHECK(cost_of(keep("team", 6), problem, plan) == 0);
}

TEST_CASE("the same people are kept as far as the smaller session goes", "[rule]") {
  const model::Problem problem = lessons().build();
  SmallPlan plan(problem);
  plan.serve("lesson@2017-09-04", 0, "09:00", tutors({"tutors#1", "tutors#2", "tutors#3"}));
  plan.serve("lesson@2017-09-05", 1, "09:00", tutors({"tutors#2", "tutors#3"}));
  CHECK(cost_of(keep("people", 4), problem, plan) == 0);
  plan.serve("lesson@2017-09-06", 2, "09:00",
             {{.team = "tutors", .heads = {"tutors#1", "tutors#3"}},
              {.team = "guests", .heads = {"guests#1"}}});
  CHECK(cost_of(keep("people", 4), problem, plan) == 4);
}

TEST_CASE("precedence is a law on the hard level, before all rules", "[rule]") {
  SmallProblem made = lessons();
  made.precedence("lesson@2017-09-04", "exam@2017-09-04", Duration{30});
  const model::Problem problem = made.build();
  const RuleSet rules = compiled(problem, {keep("team")});
  REQUIRE(std::holds_alternative<RelationTerm::Precedence>(rules.relations.front().price));
  CHECK_FALSE(rules.relations.front().rule.exists());
  SmallPlan plan(problem);
  const auto broken = [&] {
    return evaluate(problem, rules, plan.solution()).total[Levels::hard()];
  };
  CHECK(broken() == 0);
  plan.serve("exam@2017-09-04", 0, "10:30", guests({"guests#1"}));
  CHECK(broken() == 1);  // what comes before is not served
  plan.serve("lesson@2017-09-04", 0, "09:00", tutors({"tutors#1"}));
  CHECK(broken() == 0);  // 10:00 and half an hour
  plan.serve("exam@2017-09-04", 0, "10:15", guests({"guests#1"}));
  CHECK(broken() == 1);
  plan.drop("exam@2017-09-04");
  CHECK(broken() == 0);
}
