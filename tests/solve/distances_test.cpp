// Hard rules between sessions, whoever serves them: the search fits in what fits exactly.
#include <catch2/catch.hpp>

#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "solve/solve.h"
#include "zones.h"

using namespace muster;
using namespace muster::model;

namespace {

// A village with a hall of one room; sessions of an hour between 08:00 and `until`, starting every
// half hour, with people in plenty.
ProblemParts village(int sessions, int until, bool in_hall) {
  ProblemParts parts = testing::plain_parts(1);
  parts.zone.step = Duration{30};
  Grid grid;
  grid.id = "village";
  parts.grids.push_back(grid);
  Venue hall;
  hall.id = "hall";
  hall.grid = GridIndex(std::size_t{0});
  hall.open = IntervalSet({parts.calendar.horizon()});
  parts.venues.push_back(hall);
  Team team;
  team.id = "crew";
  team.size = 40;
  team.available = IntervalSet({parts.calendar.horizon()});
  parts.teams.push_back(team);
  for (int i = 0; i < sessions; ++i) {
    Task task;
    task.id = "k" + std::to_string(i);
    task.kind = "show";
    task.grid = GridIndex(std::size_t{0});
    task.needs = std::vector<Need>{Need{}};
    if (in_hall) task.venue = VenueRequirement{};
    Session session;
    session.id = task.id;
    session.task = parts.tasks.push_back(task);
    session.duration = Duration{60};
    const TimePoint midnight = parts.calendar.day(0).from;
    session.windows =
        std::vector<Interval>{{midnight + Duration{8 * 60}, midnight + Duration{until * 60}}};
    parts.sessions.push_back(session);
  }
  return parts;
}

rule::RuleSpec strict(const std::string& kind) {
  rule::RuleSpec spec;
  spec.id = spec.kind = kind;
  spec.hard = true;
  spec.level = "hard";
  return spec;
}

// How many the search serves; it breaks no rule.
int served(ProblemParts parts, const rule::RuleSpec& spec) {
  const Problem problem(std::move(parts));
  Diagnostics diagnostics;
  const rule::RuleSet rules = rule::compile({spec}, {}, problem, diagnostics);
  REQUIRE(diagnostics.all().empty());
  solve::Options options;
  options.effort = 300;
  const auto out = solve::solve(problem, rules, options);
  CHECK(out.score == rule::evaluate(problem, rules, out.solution).total);
  CHECK(out.score[rule::Levels::hard()] == 0);
  int count = 0;
  for (const auto& placement : out.solution.placements) count += placement.has_value();
  return count;
}

}  // namespace

TEST_CASE("what may not clash is put one after the other without a gap") {
  CHECK(served(village(9, 16, false), strict("no-clash")) == 8);
}

TEST_CASE("what must be apart is, with no more between than asked for") {
  rule::RuleSpec spec = strict("separation");
  spec.params["at-least"] = Duration{90};
  CHECK(served(village(6, 19, false), spec) == 5);  // five hours and four times ninety minutes
}

TEST_CASE("a room is cleaned between any two") {
  rule::RuleSpec spec = strict("turnover");
  spec.params["clean-up"] = Duration{30};
  CHECK(served(village(8, 15, true), spec) == 5);  // 08:00, 09:30 … 14:00
}

TEST_CASE("a quota leaves out what is too much") {
  rule::RuleSpec spec = strict("quota");
  spec.params["at-most"] = std::int64_t{3};
  CHECK(served(village(7, 20, false), spec) == 3);
}

TEST_CASE("on one day spread lets one session be") {
  rule::RuleSpec spec = strict("spread");
  spec.params["days"] = std::int64_t{1};
  CHECK(served(village(5, 20, false), spec) == 1);
}
