// What was done before the horizon: which of it counts, and how far people can be counted on.
#include "model/history.h"

#include <catch2/catch.hpp>

#include "small_problem.h"

namespace muster::model {
namespace {

SmallProblem zone() {
  SmallProblem made;
  made.line("youth").grid("area").grid("village", {.parent = "area"});
  made.team("wives", {.size = 3}).person("ann", {.teams = {"wives"}});
  made.task("talk", {.kind = "lecture", .grid = "village"});
  return made;
}

// Eight o'clock of a day in 2017.
TimePoint on(int month, int day) {
  using namespace std::chrono;
  return ZoneTime::find("Asia/Shanghai")->instant({local_days(year(2017) / month / day), 480});
}

PastTurn turn(const std::string& head, Turnout turnout) {
  return {TeamIndex(0), head, {}, turnout == Turnout::absent ? 0 : 60, turnout};
}

TEST_CASE("the first month counts from its first day, the first week from its Monday") {
  const Problem problem = zone().build();
  CHECK(in_first_period(problem, Period::month, on(9, 1)));
  CHECK_FALSE(in_first_period(problem, Period::month, on(8, 31)));
  CHECK_FALSE(in_first_period(problem, Period::month, on(9, 4)));  // within the horizon
  CHECK_FALSE(in_first_period(problem, Period::week, on(9, 3)));
  CHECK_FALSE(in_first_period(problem, Period::horizon, on(9, 3)));
  CHECK_FALSE(in_first_period(problem, Period::day, on(9, 3)));
}

TEST_CASE("a week that the horizon begins within began on its Monday") {
  SmallProblem made = zone();
  const auto thursday = made.parts().calendar.date(3);
  made.parts().calendar = Calendar(made.parts().zone_time, thursday, thursday);
  const Problem problem = made.build();
  CHECK(in_first_period(problem, Period::week, on(9, 4)));
  CHECK_FALSE(in_first_period(problem, Period::week, on(9, 3)));
}

TEST_CASE("past tasks match as the task they are, or by what is told of them") {
  const Problem problem = zone().build();
  const Selector lectures = small::by_kind({"lecture"});
  PastTask known{TaskIndex(0), "talk", "", {}, {}};
  CHECK(matches(lectures, problem, known));
  PastTask gone{{}, "old-talk", "lecture", {LineIndex(0)}, GridIndex(1)};
  CHECK(matches(lectures, problem, gone));
  CHECK(matches(small::by_id({"old-talk"}), problem, gone));
  CHECK(matches(small::by_line({"youth"}), problem, gone));
  CHECK(matches(small::by(Attribute::grid, {"area"}), problem, gone));
  CHECK_FALSE(matches(small::by(Attribute::priority, {"normal"}), problem, gone));
  CHECK_FALSE(matches(Selector{{}, {lectures}}, problem, gone));
}

TEST_CASE("heads are found by their ids, and the past ends where the horizon begins") {
  SmallProblem made = zone();
  History& history = made.parts().history;
  history.tasks.push_back({TaskIndex(0), "talk", "", {}, {}});
  history.sessions.push_back({"a",
                              0,
                              on(9, 1),
                              {},
                              {turn("ann", Turnout::present), turn("wives#3", Turnout::late),
                               turn("gone", Turnout::absent)}});
  history.sessions.push_back({"b", 0, on(9, 4), {}, {}});
  const Problem problem = made.build();
  REQUIRE(problem.past().size() == 1);
  const PastSession& past = problem.past().front();
  CHECK(problem.heads()[past.turns[0].who].id == "ann");
  CHECK(problem.heads()[past.turns[1].who].id == "wives#3");
  CHECK_FALSE(past.turns[2].who.exists());
  CHECK(past.held());
  CHECK(past.heads() == 2);
  CHECK(past.minutes() == 60);
}

TEST_CASE("reliability is the kept share of known turns, four more taken as kept") {
  SmallProblem made = zone();
  History& history = made.parts().history;
  history.tasks.push_back({TaskIndex(0), "talk", "", {}, {}});
  CHECK_FALSE(Reliability(made.build()).known());
  history.sessions.push_back({"a",
                              0,
                              on(9, 1),
                              {},
                              {turn("ann", Turnout::absent), turn("wives#2", Turnout::late),
                               turn("wives#3", Turnout::planned)}});
  const Problem problem = made.build();
  const Reliability reliability(problem);
  CHECK(reliability.known());
  const auto head = [&](const std::string& id) {
    return reliability.of(small::find_id(problem.heads(), id));
  };
  CHECK(head("ann") == 800);                   // 4 of 5
  CHECK(reliability.of(TeamIndex(0)) == 833);  // 5 of 6
  CHECK(head("wives#2") == 833);               // as its team
}

TEST_CASE("turns weigh half for each half-life that they are old") {
  SmallProblem made = zone();
  History& history = made.parts().history;
  history.half_life = Duration{10 * 24 * 60};
  history.tasks.push_back({TaskIndex(0), "talk", "", {}, {}});
  // 20 to 30 days before the horizon: a quarter.
  history.sessions.push_back({"a", 0, on(8, 10), {}, {turn("ann", Turnout::absent)}});
  CHECK(Reliability(made.build()).of(TeamIndex(0)) == 1000 * 16 / 17);
  history.half_life = Duration{24 * 60};  // so old that it is forgotten
  CHECK(Reliability(made.build()).of(TeamIndex(0)) == 1000);
}

}  // namespace
}  // namespace muster::model
