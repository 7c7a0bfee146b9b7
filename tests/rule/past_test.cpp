// What the history enters into coverage, fair-share and working-time, counted by hand.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;
using model::Period;
using model::Turnout;
using small::by_kind;

namespace {

// Two villages, two teams of two; one lecture to give. Thursday 2017-09-07 to the 10th.
SmallProblem street() {
  SmallProblem made(14);
  made.line("youth").grid("north").grid("south");
  made.team("wives", {.size = 2}).team("lads", {.size = 2});
  made.task("lecture",
            {.kind = "lecture", .grid = "north", .needs = {{.min = 1, .want = 2, .max = 2}}});
  auto& parts = made.parts();
  const auto first = parts.calendar.date(3);
  parts.calendar = model::Calendar(parts.zone_time, first, first + std::chrono::days(3));
  made.session("lecture", 0, "08:00", "12:00", 60);
  return made;
}

// A lecture of two hours, `days` before the horizon, in the south.
void held(SmallProblem& made, int days, const std::vector<std::pair<int, std::string>>& came) {
  auto& history = made.parts().history;
  if (history.tasks.empty()) history.tasks.push_back({{}, "talk", "lecture", {}, {}});
  model::PastSession session{"past-" + std::to_string(days),
                             0,
                             made.at(0, "08:00") - Duration{days * 24 * 60},
                             model::GridIndex(1),
                             {}};
  for (const auto& [team, head] : came) {
    session.turns.push_back(
        {model::TeamIndex(static_cast<std::size_t>(team)), head, {}, 120, Turnout::planned});
  }
  history.sessions.insert(history.sessions.begin(), session);
}

RuleSpec coverage(Params more) {
  more["at-least"] = std::int64_t{1};
  more["tasks"] = by_kind({"lecture"});
  return soft("coverage", more);
}

}  // namespace

TEST_CASE("a month's earlier sessions count for its coverage", "[rule]") {
  SmallProblem made = street();
  const RuleSpec monthly = coverage({{"every", Period::month}});
  {
    const model::Problem problem = made.build();
    CHECK(cost_of(monthly, problem, SmallPlan(problem)) == 2);
  }
  held(made, 5, {{0, "wives#1"}});  // Saturday the 2nd
  const model::Problem problem = made.build();
  CHECK(cost_of(monthly, problem, SmallPlan(problem)) == 1);
  CHECK(cost_of(coverage({{"every", Period::week}}), problem, SmallPlan(problem)) == 2);
  CHECK(cost_of(coverage({}), problem, SmallPlan(problem)) == 2);
  RuleSpec shows = monthly;
  shows.params["tasks"] = by_kind({"show"});
  CHECK(cost_of(shows, problem, SmallPlan(problem)) == 2);
}

TEST_CASE("a session that nobody came to covers nothing", "[rule]") {
  SmallProblem made = street();
  held(made, 1, {{0, "wives#1"}});
  made.parts().history.sessions[0].turns[0].turnout = Turnout::absent;
  const model::Problem problem = made.build();
  CHECK(cost_of(coverage({{"every", Period::month}}), problem, SmallPlan(problem)) == 2);
}

TEST_CASE("over counts so long before the horizon", "[rule]") {
  SmallProblem made = street();
  held(made, 30, {{0, "wives#1"}});
  const model::Problem problem = made.build();
  const auto over = [&](int days) {
    return cost_of(coverage({{"over", Duration{days * 24 * 60}}}), problem, SmallPlan(problem));
  };
  CHECK(over(40) == 1);
  CHECK(over(20) == 2);
  CHECK(trouble_of(coverage({{"over", Duration{60}}, {"every", Period::week}}), problem) ==
        std::vector<std::string>{"rule-over-and-every"});
}

TEST_CASE("hours of the week before the horizon begins count as worked", "[rule]") {
  SmallProblem made = street();
  held(made, 2, {{0, "wives#1"}, {1, "lads#1"}});
  const model::Problem problem = made.build();
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-07", 0, "08:00", {{.team = "wives", .heads = {"wives#1"}}});
  const auto at_most = [](int hours, const char* per) {
    return soft(
        "working-time",
        {{"every", Period::week}, {"at-most", Duration{hours * 60}}, {"per", std::string(per)}});
  };
  CHECK(cost_of(at_most(3, "person"), problem, plan) == 0);
  CHECK(cost_of(at_most(2, "person"), problem, plan) == 1);
  CHECK(cost_of(at_most(1, "team"), problem, plan) == 3);
}

TEST_CASE("who did much before does less of the same now", "[rule]") {
  SmallProblem made = street();
  held(made, 10, {{0, "wives#1"}});
  const model::Problem problem = made.build();
  const RuleSpec fair =
      soft("fair-share", {{"over", Duration{60 * 24 * 60}}, {"tolerance", std::int64_t{0}}});
  // Two hours done and two wanted: two hours for each team.
  const auto by = [&](const std::string& team) {
    SmallPlan plan(problem);
    plan.serve("lecture@2017-09-07", 0, "08:00",
               {{.team = team, .heads = {team + "#1", team + "#2"}}});
    return cost_of(fair, problem, plan);
  };
  CHECK(by("lads") == 0);
  CHECK(by("wives") == 2);
  // Without `over` the past is forgotten: each team's share is one hour.
  const RuleSpec now = soft("fair-share", {{"tolerance", std::int64_t{0}}});
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-07", 0, "08:00", {{.team = "lads", .heads = {"lads#1", "lads#2"}}});
  CHECK(cost_of(now, problem, plan) == 1);
}

TEST_CASE("what was done beyond a share is done, and only more of it costs", "[rule]") {
  SmallProblem made = street();
  for (int days : {10, 11, 12}) held(made, days, {{0, "wives#1"}, {0, "wives#2"}});
  const model::Problem problem = made.build();
  const RuleSpec fair =
      soft("fair-share", {{"over", Duration{60 * 24 * 60}}, {"tolerance", std::int64_t{0}}});
  CHECK(cost_of(fair, problem, SmallPlan(problem)) == 0);
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-07", 0, "08:00", {{.team = "wives", .heads = {"wives#1"}}});
  CHECK(cost_of(fair, problem, plan) == 1);
}
