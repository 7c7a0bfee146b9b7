// travel and rest, counted by hand.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;
using small::by_id;
using small::by_kind;

namespace {

// The base is 10 minutes from east, 15 from west, which are 20 apart.
SmallProblem triangle() {
  SmallProblem made(3);
  made.grid("base").grid("east").grid("west");
  made.way("base", "east", 10).way("base", "west", 15).way("east", "west", 20);
  made.team("walkers", {.base = "base", .size = 2}).team("floaters", {.size = 1});
  made.task("sweep", {.kind = "sweep", .grid = "east"});
  made.task("guard", {.kind = "guard", .grid = "west"});
  made.task("roster", {.grid = "west", .standing = true});
  for (int day : {0, 1}) {
    made.session("sweep", day, "06:00", "24:00", 60);
    made.session("guard", day, "06:00", "30:00", 60);
  }
  return made;
}

const std::vector<small::CrewOptions> kFirst{{.team = "walkers", .heads = {"walkers#1"}}};
const std::vector<small::CrewOptions> kFloater{{.team = "floaters", .heads = {"floaters#1"}}};

}  // namespace

TEST_CASE("travel prices the round trip of one session", "[rule]") {
  const model::Problem problem = triangle().build();
  SmallPlan plan(problem);
  plan.serve("sweep@2017-09-04", 0, "08:00", kFirst);
  CHECK(cost_of(soft("travel", {}), problem, plan) == 10 + 10);
  CHECK(cost_of(soft("travel", {}, 4), problem, plan) == 4 * 20);
  CHECK(cost_of(soft("travel", {{"free", Duration{8}}}), problem, plan) == 2 + 2);
  CHECK(cost_of(soft("travel", {{"free", Duration{10}}}), problem, plan) == 0);
}

TEST_CASE("travel goes from place to place within a day and home over night", "[rule]") {
  const model::Problem problem = triangle().build();
  SmallPlan plan(problem);
  plan.serve("sweep@2017-09-04", 0, "08:00", kFirst);
  plan.serve("guard@2017-09-04", 0, "10:00", kFirst);
  CHECK(cost_of(soft("travel", {}), problem, plan) == 10 + 20 + 15);
  CHECK(cost_of(soft("travel", {{"free", Duration{12}}}), problem, plan) == 0 + 8 + 3);
  plan.drop("guard@2017-09-04");
  plan.serve("guard@2017-09-05", 1, "10:00", kFirst);
  CHECK(cost_of(soft("travel", {}), problem, plan) == (10 + 10) + (15 + 15));
}

TEST_CASE("travel counts a leg only where both its sessions are matched", "[rule]") {
  const model::Problem problem = triangle().build();
  SmallPlan plan(problem);
  plan.serve("sweep@2017-09-04", 0, "08:00", kFirst);
  plan.serve("guard@2017-09-04", 0, "10:00", kFirst);
  // The first leg is the sweep's own; the way to the guard and home is not.
  CHECK(cost_of(soft("travel", {{"tasks", by_kind({"sweep"})}}), problem, plan) == 10);
  CHECK(cost_of(soft("travel", {{"tasks", by_kind({"guard"})}}), problem, plan) == 15);
}

TEST_CASE("travel is free without a base, for others' heads and for standing work", "[rule]") {
  const model::Problem problem = triangle().build();
  SmallPlan plan(problem);
  plan.serve("sweep@2017-09-04", 0, "08:00", kFloater);
  plan.serve("guard@2017-09-04", 0, "10:00", kFloater);
  CHECK(cost_of(soft("travel", {}), problem, plan) == 20);
  CHECK(cost_of(soft("travel", {{"teams", by_id({"walkers"})}}), problem, plan) == 0);
  SmallPlan standing(problem);
  standing.serve("roster", 0, "00:00", kFirst);
  CHECK(cost_of(soft("travel", {}), problem, standing) == 0);
}

TEST_CASE("rest over night looks at neighbours on different days", "[rule]") {
  const model::Problem problem = triangle().build();
  const RuleSpec rule = soft("rest", {{"at-least", Duration{600}}}, 3);
  SmallPlan plan(problem);
  plan.serve("guard@2017-09-04", 0, "21:00", kFirst);  // to 22:00
  plan.serve("sweep@2017-09-05", 1, "08:00", kFirst);
  CHECK(cost_of(rule, problem, plan) == 0);  // ten hours sharp
  plan.serve("guard@2017-09-04", 0, "21:15", kFirst);
  CHECK(cost_of(rule, problem, plan) == 3);
  plan.serve("sweep@2017-09-04", 0, "12:00", kFirst);  // the same day as the guard
  CHECK(cost_of(rule, problem, plan) == 3);
  CHECK(cost_of(soft("rest", {{"at-least", Duration{600}}, {"between", std::string("sessions")}}),
                problem, plan) == 2);
}

TEST_CASE("a session past midnight belongs to the day it starts on", "[rule]") {
  const model::Problem problem = triangle().build();
  const RuleSpec rule = soft("rest", {{"at-least", Duration{120}}});
  SmallPlan plan(problem);
  plan.serve("guard@2017-09-04", 0, "23:30", kFirst);  // to 00:30 on the fifth
  plan.serve("guard@2017-09-05", 1, "06:00", kFirst);
  CHECK(cost_of(rule, problem, plan) == 0);
  CHECK(cost_of(soft("rest", {{"at-least", Duration{331}}}), problem, plan) == 1);
}

TEST_CASE("an unmatched session between two matched ones parts them", "[rule]") {
  const model::Problem problem = triangle().build();
  SmallPlan plan(problem);
  plan.serve("sweep@2017-09-04", 0, "20:00", kFirst);
  plan.serve("guard@2017-09-05", 1, "05:00", kFirst);
  plan.serve("sweep@2017-09-05", 1, "06:30", kFirst);
  const Params params{{"at-least", Duration{720}}, {"tasks", by_kind({"sweep"})}};
  CHECK(cost_of(soft("rest", params), problem, plan) == 0);
  plan.drop("guard@2017-09-05");
  CHECK(cost_of(soft("rest", params), problem, plan) == 1);
  CHECK(cost_of(hard("rest", params, 9), problem, plan) == 1);
}
