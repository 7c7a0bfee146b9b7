// preference, home-first, venue-preference, blackout and earliness, counted by hand.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;
using small::by_id;
using small::by_kind;

namespace {

// Two villages 25 minutes apart; three wives from the north, two lads from the south.
SmallProblem village_pair() {
  SmallProblem made(3);
  made.line("women").line("youth").grid("north").grid("south").way("north", "south", 25);
  made.venue("hall", {.grid = "north"}).venue("gym", {.kind = "gym", .grid = "south"});
  made.way("hall", "south", 25).way("gym", "north", 25).way("hall", "gym", 25);
  made.team("wives", {.kind = "group", .lines = {"women"}, .base = "north", .size = 3});
  made.team("lads", {.kind = "brigade", .lines = {"youth"}, .base = "south", .size = 2});
  made.task("visit",
            {.kind = "visit", .grid = "north", .needs = {{.min = 1, .want = 2, .max = 5}}});
  made.session("visit", 0, "08:00", "20:00", 90);
  made.session("visit", 1, "08:00", "20:00", 90);
  made.task("roster", {.kind = "roster", .grid = "south", .standing = true});
  return made;
}

}  // namespace

TEST_CASE("preferred times cost a session that is not wholly inside", "[rule]") {
  const SmallProblem made = village_pair();
  const model::Problem problem = made.build();
  const RuleSpec rule = soft("preference", {{"times", made.daily("09:00", "12:00")}}, 7);
  SmallPlan plan(problem);
  const auto cost_at = [&](const char* clock) {
    plan.serve("visit@2017-09-04", 0, clock, {{.team = "wives", .heads = {"wives#1"}}});
    return cost_of(rule, problem, plan);
  };
  CHECK(cost_at("09:00") == 0);
  CHECK(cost_at("10:30") == 0);  // ends at 12:00 sharp
  CHECK(cost_at("10:45") == 7);
  CHECK(cost_at("08:45") == 7);
  plan.drop("visit@2017-09-04");
  CHECK(cost_of(rule, problem, plan) == 0);
}

TEST_CASE("avoided times cost a session that touches them", "[rule]") {
  const SmallProblem made = village_pair();
  const model::Problem problem = made.build();
  const RuleSpec rule =
      soft("preference", {{"times", made.daily("12:00", "13:00")}, {"mode", std::string("avoid")}});
  SmallPlan plan(problem);
  const auto cost_at = [&](const char* clock) {
    plan.serve("visit@2017-09-04", 0, clock, {{.team = "wives", .heads = {"wives#1"}}});
    return cost_of(rule, problem, plan);
  };
  CHECK(cost_at("10:30") == 0);
  CHECK(cost_at("10:45") == 1);
  CHECK(cost_at("13:00") == 0);
}

TEST_CASE("standing sessions have no time to prefer", "[rule]") {
  const SmallProblem made = village_pair();
  const model::Problem problem = made.build();
  SmallPlan plan(problem);
  plan.serve("roster", 0, "00:00", {{.team = "lads", .heads = {"lads#1"}}});
  CHECK(cost_of(soft("preference", {{"times", made.daily("09:00", "12:00")}}), problem, plan) == 0);
  CHECK(cost_of(soft("preference", {{"of-teams", by_id({"wives"})}}), problem, plan) == 1);
}

TEST_CASE("venue preferences price sessions, and none without a venue", "[rule]") {
  const model::Problem problem = village_pair().build();
  const RuleSpec prefer = soft("preference", {{"venues", by_kind({"gym"})}}, 3);
  const RuleSpec avoid =
      soft("preference", {{"venues", by_kind({"gym"})}, {"mode", std::string("avoid")}}, 3);
  SmallPlan plan(problem);
  const auto at = [&](const char* venue) {
    plan.serve("visit@2017-09-04", 0, "09:00", {{.team = "wives", .heads = {"wives#1"}}}, venue);
  };
  at("hall");
  CHECK(cost_of(prefer, problem, plan) == 3);
  CHECK(cost_of(avoid, problem, plan) == 0);
  at("gym");
  CHECK(cost_of(prefer, problem, plan) == 0);
  CHECK(cost_of(avoid, problem, plan) == 3);
  at("");
  CHECK(cost_of(prefer, problem, plan) == 0);
  CHECK(cost_of(avoid, problem, plan) == 0);
}

TEST_CASE("team preferences price each head, on hard rules with weight one", "[rule]") {
  const model::Problem problem = village_pair().build();
  SmallPlan plan(problem);
  plan.serve(
      "visit@2017-09-04", 0, "09:00",
      {{.team = "wives", .heads = {"wives#1"}}, {.team = "lads", .heads = {"lads#1", "lads#2"}}});
  CHECK(cost_of(soft("preference", {{"of-teams", by_kind({"group"})}}, 5), problem, plan) == 10);
  CHECK(cost_of(hard("preference", {{"of-teams", by_kind({"group"})}}, 5), problem, plan) == 2);
  CHECK(cost_of(soft("preference",
                     {{"of-teams", by_kind({"group"})}, {"mode", std::string("avoid")}}, 5),
                problem, plan) == 5);
}

TEST_CASE("a preference says exactly one thing", "[rule]") {
  const SmallProblem made = village_pair();
  const model::Problem problem = made.build();
  using Codes = std::vector<std::string>;
  CHECK(trouble_of(soft("preference", {}), problem) == Codes{"rule-prefers-not-one-thing"});
  CHECK(trouble_of(soft("preference", {{"times", made.always()}, {"venues", by_kind({"gym"})}}),
                   problem) == Codes{"rule-prefers-not-one-thing"});
}

TEST_CASE("home-first prices each head's way by started units", "[rule]") {
  const model::Problem problem = village_pair().build();
  SmallPlan plan(problem);
  plan.serve(
      "visit@2017-09-04", 0, "09:00",
      {{.team = "wives", .heads = {"wives#1"}}, {.team = "lads", .heads = {"lads#1", "lads#2"}}});
  // The wives are at home; each lad has 25 minutes.
  CHECK(cost_of(soft("home-first", {}), problem, plan) == 2 * 3);
  CHECK(cost_of(soft("home-first", {{"free", Duration{5}}}), problem, plan) == 2 * 2);
  CHECK(cost_of(soft("home-first", {{"free", Duration{25}}}), problem, plan) == 0);
  CHECK(cost_of(soft("home-first", {{"unit", Duration{1}}}, 2), problem, plan) == 2 * 2 * 25);
  CHECK(cost_of(soft("home-first", {{"teams", by_id({"wives"})}}), problem, plan) == 0);
  CHECK(cost_of(soft("home-first", {{"tasks", by_kind({"class"})}}), problem, plan) == 0);
  CHECK(trouble_of(soft("home-first", {{"unit", Duration{0}}}), problem).size() == 1);
}

TEST_CASE("venue-preference prices the second choice once, all others more", "[rule]") {
  SmallProblem made = village_pair();
  made.venue("shed", {.kind = "shed", .grid = "south"});
  const model::Problem problem = made.build();
  SmallPlan plan(problem);
  const auto cost_at = [&](const RuleSpec& rule, const char* venue) {
    plan.serve("visit@2017-09-04", 0, "09:00", {{.team = "wives", .heads = {"wives#1"}}}, venue);
    return cost_of(rule, problem, plan);
  };
  const Params one{{"venues", by_kind({"gym"})}};
  const Params two{{"venues", by_kind({"gym"})}, {"then", by_kind({"shed"})}};
  for (const char* venue : {"gym", ""}) CHECK(cost_at(soft("venue-preference", two), venue) == 0);
  CHECK(cost_at(soft("venue-preference", two, 3), "shed") == 3);
  CHECK(cost_at(soft("venue-preference", two, 3), "hall") == 6);
  CHECK(cost_at(soft("venue-preference", one, 3), "hall") == 3);
  CHECK(cost_at(hard("venue-preference", two), "shed") == 0);
  CHECK(cost_at(hard("venue-preference", two), "hall") == 1);
}

TEST_CASE("a blackout costs what touches it, where it holds", "[rule]") {
  const SmallProblem made = village_pair();
  const model::Problem problem = made.build();
  const Params anywhere{{"times", made.daily("12:00", "13:00")}};
  const Params in_gyms{{"times", made.daily("12:00", "13:00")}, {"venues", by_kind({"gym"})}};
  SmallPlan plan(problem);
  const auto cost_at = [&](const Params& params, const char* clock, const char* venue) {
    plan.serve("visit@2017-09-04", 0, clock, {{.team = "wives", .heads = {"wives#1"}}}, venue);
    return cost_of(soft("blackout", params, 4), problem, plan);
  };
  CHECK(cost_at(anywhere, "10:30", "gym") == 0);  // 90 minutes: over at noon
  CHECK(cost_at(anywhere, "10:45", "gym") == 4);
  CHECK(cost_at(anywhere, "12:45", "") == 4);
  CHECK(cost_at(anywhere, "13:00", "gym") == 0);
  CHECK(cost_at(in_gyms, "12:00", "gym") == 4);
  CHECK(cost_at(in_gyms, "12:00", "hall") == 0);
  CHECK(cost_at(in_gyms, "12:00", "") == 0);
}

TEST_CASE("earliness prices started units of waiting", "[rule]") {
  const model::Problem problem = village_pair().build();
  SmallPlan plan(problem);
  const auto cost_at = [&](const char* clock, Duration unit) {
    plan.serve("visit@2017-09-04", 0, clock, {{.team = "wives", .heads = {"wives#1"}}});
    return cost_of(soft("earliness", {{"unit", unit}}, 2), problem, plan);
  };
  CHECK(cost_at("08:00", Duration{60}) == 0);
  CHECK(cost_at("08:15", Duration{60}) == 2);
  CHECK(cost_at("10:00", Duration{60}) == 4);
  CHECK(cost_at("10:15", Duration{24 * 60}) == 2);
  CHECK(trouble_of(soft("earliness", {{"unit", Duration{0}}}), problem) ==
        std::vector<std::string>{"rule-waits-in-no-time"});
}
