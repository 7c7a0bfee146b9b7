// working-time, fair-share, coverage, mix-of-lines and activation, counted by hand.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;
using model::Period;
using small::by_id;
using small::by_kind;

namespace {

// Villages north and south below a district; a town apart. Two weeks.
SmallProblem district() {
  SmallProblem made(14);
  made.line("union").line("youth").line("women");
  made.grid("district", {.kind = "district"});
  made.grid("north", {.parent = "district"}).grid("south", {.parent = "district"});
  made.grid("town", {.kind = "town"});
  made.venue("hall", {.grid = "south"});
  made.team("wives", {.lines = {"women"}, .size = 3});
  made.team("lads", {.lines = {"youth", "union"}, .size = 1});
  made.person("p-1", {.teams = {"wives", "lads"}});
  made.task("lecture", {.kind = "lecture",
                        .lines = {"women", "youth"},
                        .grid = "north",
                        .needs = {{.min = 1, .want = 2, .max = 4}}});
  made.task("show", {.kind = "show", .needs = {{.min = 1, .want = 1, .max = 4}}});
  made.task("roster", {.grid = "town", .standing = true});
  for (int day : {0, 1, 7}) made.session("lecture", day, "06:00", "30:00", 90);
  made.session("show", 0, "06:00", "24:00", 120);
  return made;
}

std::vector<small::CrewOptions> wives(small::Words heads) {
  return {{.team = "wives", .heads = std::move(heads)}};
}

}  // namespace

TEST_CASE("working time counts each person's minutes by started hours beyond", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"p-1", "wives#2"}));
  plan.serve("show@2017-09-04", 0, "10:00", {{.team = "lads", .heads = {"p-1"}}});
  const auto at_most = [](int minutes, Period every) {
    return Params{{"every", every}, {"at-most", Duration{minutes}}};
  };
  // p-1 has 210 minutes on one day, wives#2 has 90.
  CHECK(cost_of(soft("working-time", at_most(210, Period::day)), problem, plan) == 0);
  CHECK(cost_of(soft("working-time", at_most(209, Period::day)), problem, plan) == 1);
  CHECK(cost_of(soft("working-time", at_most(150, Period::day), 5), problem, plan) == 5);
  CHECK(cost_of(soft("working-time", at_most(149, Period::day), 5), problem, plan) == 10);
  CHECK(cost_of(hard("working-time", at_most(60, Period::week), 5), problem, plan) == 3 + 1);
  plan.serve("lecture@2017-09-11", 7, "08:00", wives({"p-1"}));
  CHECK(cost_of(soft("working-time", at_most(210, Period::week)), problem, plan) == 0);
  CHECK(cost_of(soft("working-time", at_most(210, Period::horizon)), problem, plan) == 2);
}

TEST_CASE("a session past midnight counts to the day it starts on", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-04", 0, "23:30", wives({"p-1"}));
  plan.serve("lecture@2017-09-05", 1, "02:00", wives({"p-1"}));
  const Params params{{"every", Period::day}, {"at-most", Duration{90}}};
  CHECK(cost_of(soft("working-time", params), problem, plan) == 0);
}

TEST_CASE("working time at least counts empty periods too", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  const Params params{
      {"every", Period::week}, {"at-least", Duration{90}}, {"teams", by_id({"lads"})}};
  // p-1 is the only one of the lads; two weeks, an hour and a half each: two started hours.
  CHECK(cost_of(soft("working-time", params), problem, plan) == 4);
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"p-1"}));
  CHECK(cost_of(soft("working-time", params), problem, plan) == 2);
}

TEST_CASE("working time per team adds up its heads", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"wives#2", "wives#3"}));
  const Params params{
      {"per", std::string("team")}, {"every", Period::day}, {"at-most", Duration{60}}};
  CHECK(cost_of(soft("working-time", params), problem, plan) == 2);  // 180 minutes
}

TEST_CASE("working time needs bounds that do not cross", "[rule]") {
  const model::Problem problem = district().build();
  using Codes = std::vector<std::string>;
  CHECK(trouble_of(soft("working-time", {{"every", Period::day}}), problem) ==
        Codes{"rule-has-no-bound"});
  CHECK(trouble_of(
            soft("working-time",
                 {{"every", Period::day}, {"at-least", Duration{61}}, {"at-most", Duration{60}}}),
            problem) == Codes{"rule-bounds-crossed"});
}

TEST_CASE("fair share splits what is wanted by team size", "[rule]") {
  const model::Problem problem = district().build();
  // Wanted: three lectures × 2 heads × 90 + one show × 1 × 120 = 660 minutes, over 3 + 1 heads.
  const RuleSet rules = compiled(problem, {soft("fair-share", {{"tolerance", std::int64_t{0}}})});
  // The roster stands and takes no minutes.
  REQUIRE(rules.ledgers.size() == 1);
  REQUIRE(rules.ledgers[0].bounds.size() == 2);
  CHECK(rules.ledgers[0].bounds[0].at_most == 495);
  CHECK(rules.ledgers[0].bounds[1].at_most == 165);
  CHECK(rules.ledgers[0].bounds[0].unit == 60);
  const RuleSet looser = compiled(problem, {soft("fair-share", {{"every", Period::week}})});
  CHECK(looser.ledgers[0].bounds[1].at_most == 90);  // 181.5 over two weeks, rounded down
}

TEST_CASE("fair share prices the heads' hours above the share", "[rule]") {
  const model::Problem problem = district().build();
  const Params params{{"tolerance", std::int64_t{0}}};
  SmallPlan plan(problem);
  plan.serve("show@2017-09-04", 0, "10:00", {{.team = "lads", .heads = {"p-1"}}});
  CHECK(cost_of(soft("fair-share", params), problem, plan) == 0);  // 120 of 165
  plan.serve("lecture@2017-09-05", 1, "10:00", {{.team = "lads", .heads = {"p-1"}}});
  CHECK(cost_of(soft("fair-share", params, 3), problem, plan) == 3);  // 45 above
  plan.serve("lecture@2017-09-11", 7, "10:00", {{.team = "lads", .heads = {"p-1"}}});
  CHECK(cost_of(soft("fair-share", params, 3), problem, plan) == 9);  // 135 above
}

TEST_CASE("fair share by sessions and persons counts turns, standing ones too", "[rule]") {
  const model::Problem problem = district().build();
  // Turns wanted: 3 × 2 + 1 + 1 = 8 over three heads: 2 each.
  const RuleSpec rule = soft("fair-share", {{"per", std::string("person")},
                                            {"measure", std::string("sessions")},
                                            {"tolerance", std::int64_t{0}}});
  const RuleSet rules = compiled(problem, {rule});
  REQUIRE(rules.ledgers[0].bounds.size() == 3);
  CHECK(rules.ledgers[0].bounds[0].at_most == 2);
  SmallPlan plan(problem);
  plan.serve("roster", 0, "00:00", wives({"wives#2"}));
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"wives#2"}));
  CHECK(cost_of(rule, problem, plan) == 0);
  plan.serve("lecture@2017-09-05", 1, "08:00", wives({"wives#2"}));
  CHECK(cost_of(rule, problem, plan) == 1);
}

TEST_CASE("fair share leaves out needs that its teams may not serve", "[rule]") {
  SmallProblem made = district();
  made.task("patrol", {.needs = {{.want = 1, .from = by_id({"wives"})},
                                 {.want = 1, .from = by_id({"lads"})}}});
  made.session("patrol", 3, "08:00", "20:00", 60);
  const model::Problem problem = made.build();
  const Params params{
      {"tasks", by_id({"patrol"})}, {"teams", by_id({"wives"})}, {"tolerance", std::int64_t{0}}};
  const RuleSet rules = compiled(problem, {soft("fair-share", params)});
  REQUIRE(rules.ledgers[0].bounds.size() == 1);
  CHECK(rules.ledgers[0].bounds[0].at_most == 60);
}

TEST_CASE("coverage counts missing sessions in each grid and period", "[rule]") {
  const model::Problem problem = district().build();
  const Params villages{{"grids", by_kind({"village"})}, {"at-least", std::int64_t{1}}};
  SmallPlan plan(problem);
  CHECK(cost_of(soft("coverage", villages, 50), problem, plan) == 100);
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"p-1"}));
  CHECK(cost_of(soft("coverage", villages, 50), problem, plan) == 50);
  plan.serve("show@2017-09-04", 0, "10:00", wives({"wives#2"}), "hall");  // serves the hall's grid
  CHECK(cost_of(soft("coverage", villages, 50), problem, plan) == 0);
  Params weekly = villages;
  weekly.emplace("every", Period::week);
  CHECK(cost_of(hard("coverage", weekly, 50), problem, plan) == 2);
}

TEST_CASE("a session counts for the nearest grid that is kept", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"p-1"}));
  const auto at_least = [](std::int64_t n, model::Selector grids) {
    return Params{{"grids", std::move(grids)}, {"at-least", n}};
  };
  CHECK(cost_of(soft("coverage", at_least(2, by_kind({"district"}))), problem, plan) == 1);
  // All of district's grids are kept: the lecture is the north's, not the district's.
  CHECK(cost_of(soft("coverage", at_least(1, by_id({"district"}))), problem, plan) == 2);
  CHECK(cost_of(soft("coverage", at_least(1, by_id({"town"}))), problem, plan) == 1);
}

TEST_CASE("coverage of the zone counts everywhere, grids or none", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  plan.serve("show@2017-09-04", 0, "10:00", wives({"p-1"}));  // no venue, no grid
  const Params zone{{"per", std::string("zone")}, {"at-least", std::int64_t{3}}};
  CHECK(cost_of(soft("coverage", zone), problem, plan) == 2);
  Params both = zone;
  both.emplace("grids", by_id({"north"}));
  CHECK(trouble_of(soft("coverage", both), problem) ==
        std::vector<std::string>{"rule-grids-of-zone"});
}

TEST_CASE("a mix of lines misses heads in served sessions only", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  const Params lectures{{"tasks", by_kind({"lecture"})}};
  CHECK(cost_of(soft("mix-of-lines", lectures), problem, plan) == 0);
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"wives#2"}));
  CHECK(cost_of(soft("mix-of-lines", lectures, 4), problem, plan) == 4);  // nobody of the youth
  plan.serve("lecture@2017-09-04", 0, "08:00",
             {{.team = "wives", .heads = {"wives#2"}}, {.team = "lads", .heads = {"p-1"}}});
  CHECK(cost_of(soft("mix-of-lines", lectures, 4), problem, plan) == 0);
  Params two = lectures;
  two.emplace("at-least", std::int64_t{2});
  CHECK(cost_of(hard("mix-of-lines", two, 4), problem, plan) == 2);
}

TEST_CASE("a head of a team of several lines counts for each", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  plan.serve("show@2017-09-04", 0, "10:00", {{.team = "lads", .heads = {"p-1"}}});
  const Params named{{"tasks", by_kind({"show"})},
                     {"lines", std::vector<std::string>{"union", "youth", "women"}}};
  CHECK(cost_of(soft("mix-of-lines", named), problem, plan) == 1);
  // A task without lines of its own asks for none.
  CHECK(cost_of(soft("mix-of-lines", {{"tasks", by_kind({"show"})}}), problem, plan) == 0);
}

TEST_CASE("what a ledger starts with counts before any session", "[rule]") {
  const model::Problem problem = district().build();
  RuleSet rules = compiled(
      problem,
      {soft("working-time",
            {{"every", Period::week}, {"at-most", Duration{120}}, {"teams", by_id({"lads"})}})});
  rules.ledgers[0].initial = {100, 200};
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"p-1"}));
  // 190 minutes in the first week, 200 in the second.
  CHECK(evaluate(problem, rules, plan.solution()).by_rule[RuleIndex(std::size_t{0})] == 2 + 2);
}

TEST_CASE("activation counts a team once in each period, whatever it does there", "[rule]") {
  const model::Problem problem = district().build();
  SmallPlan plan(problem);
  const Params daily{{"every", Period::day}};
  CHECK(cost_of(soft("activation", daily, 7), problem, plan) == 0);
  plan.serve("lecture@2017-09-04", 0, "08:00", wives({"wives#2", "wives#3"}));
  plan.serve("show@2017-09-04", 0, "11:00", wives({"wives#2"}));
  CHECK(cost_of(soft("activation", daily, 7), problem, plan) == 7);
  plan.serve("lecture@2017-09-05", 1, "08:00",
             {{.team = "wives", .heads = {"wives#2"}}, {.team = "lads", .heads = {"p-1"}}});
  CHECK(cost_of(soft("activation", daily, 7), problem, plan) == 21);
  CHECK(cost_of(soft("activation", {}, 7), problem, plan) == 14);
  CHECK(cost_of(soft("activation", {{"teams", by_id({"lads"})}}, 7), problem, plan) == 7);
  CHECK(cost_of(soft("activation", {{"tasks", by_kind({"show"})}}, 7), problem, plan) == 7);
  CHECK(cost_of(hard("activation", {{"teams", by_id({"wives"})}}, 7), problem, plan) == 1);
}
