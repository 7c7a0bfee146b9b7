// The bound against every plan of tiny zones, and against plans of greater ones.
#include "solve/bound.h"

#include <algorithm>
#include <optional>
#include <set>

#include <catch2/catch.hpp>

#include "every_plan.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "solve/solve.h"
#include "zones.h"

using namespace muster;
using namespace muster::model;
using testing::make_case;
using testing::ZoneSize;

namespace {

// A bound that was tightened towards what a plan costs.
class Proof {
 public:
  Proof(const Problem& problem, const rule::RuleSet& rules, const Solution& plan)
      : in_(problem, rules), bound_(in_) {
    const solve::Options options;
    solve::Budget budget(options);
    bound_.tighten(plan, rule::evaluate(problem, rules, plan).total, {1, 30'000'000}, budget, 1);
  }
  const solve::Bound& operator*() const { return bound_; }

 private:
  solve::Instance in_;
  solve::Bound bound_;
};

bool no_more_above(const rule::Score& a, const rule::Score& b, std::size_t level) {
  return std::equal(a.cost.begin(), a.cost.begin() + level, b.cost.begin(),
                    [](std::int64_t x, std::int64_t y) { return x <= y; });
}

// What the bound of a plan with this score claims, against all plans; the levels that it meets.
int check_claims(const solve::Bound& bound, const std::set<rule::Score>& all,
                 const rule::Score& achieved) {
  const rule::Score claimed = bound.given(achieved);
  int met = 0;
  for (std::size_t level = 0; level < limits::kLevels; ++level) {
    std::int64_t least = INT64_MAX;
    for (const rule::Score& plan : all) {
      if (no_more_above(plan, achieved, level)) least = std::min(least, plan.cost[level]);
    }
    CHECK(claimed.cost[level] <= least);
    met += claimed.cost[level] == least && least > 0;
  }
  return met;
}

struct Tally {
  int cases = 0, levels = 0, met = 0, optimal = 0;
};

void check_case(const Problem& problem, const rule::RuleSet& rules, double most, Tally& tally) {
  std::set<rule::Score> all;
  std::vector<rule::Score> some;
  Solution best_plan;
  Solution last_plan;
  const bool listed = testing::each_plan(problem, most, [&](const Solution& plan) {
    const rule::Score cost = rule::evaluate(problem, rules, plan).total;
    if (!all.insert(cost).second) return;
    if (cost == *all.begin()) best_plan = plan;
    if (all.size() % 7 != 1) return;
    some.push_back(cost);
    last_plan = plan;
  });
  if (!listed || all.empty()) return;
  ++tally.cases;
  const rule::Score best = *all.begin();
  const Proof proof(problem, rules, best_plan);
  for (std::int64_t cost : best.cost) tally.levels += cost > 0;
  tally.met += check_claims(*proof, all, best);
  tally.optimal += (*proof).given(best) == best;
  CHECK((*proof).goal() <= best);
  for (const rule::Score& other : some) check_claims(*proof, all, other);
  const Proof loose(problem, rules, last_plan);
  check_claims(*loose, all, some.back());
  check_claims(*loose, all, best);
}

// A zone small enough to list its plans: hourly starts, at most two heads a team.
Problem tiny(std::uint64_t seed) {
  ZoneSize size;
  size.sessions = 2 + static_cast<int>(seed % 3);
  size.teams = 1 + static_cast<int>(seed % 2);
  size.people = 0;
  size.venues = 2;
  size.days = 1 + static_cast<int>(seed % 5 == 0);
  ProblemParts parts = make_case(seed, size, false).problem.parts();
  parts.zone.step = Duration{60};
  for (Team& team : parts.teams) {
    team.size = 1 + static_cast<int>(seed / 3 % 2);
    for (auto& [skill, heads] : team.skills) heads = std::min(heads, team.size);
  }
  Random random(seed);
  for (Task& task : parts.tasks) {
    task.kind = random.chance(0.5) ? "lecture" : "patrol";
    std::vector<Need> needs(task.needs.begin(), task.needs.end());
    for (Need& need : needs) {
      need.people.min = std::min(need.people.min, 1 + static_cast<int>(random.below(2)));
    }
    task.needs = needs;
  }
  return Problem(std::move(parts));
}

std::vector<rule::RuleSpec> some_rules(Random& random) {
  std::vector<rule::RuleSpec> specs;
  for (int i = 1 + static_cast<int>(random.below(5)); i > 0; --i) {
    const auto& kinds = testing::rule_kinds();
    const auto& kind = kinds[random.below(static_cast<std::uint32_t>(kinds.size()))];
    rule::RuleSpec spec = testing::random_rule(kind, "r" + std::to_string(i), random);
    spec.hard = random.chance(0.15);
    if (spec.hard) {
      spec.level = "hard";
      spec.weight = 1;
    }
    specs.push_back(std::move(spec));
  }
  return specs;
}

// Hand-made zones: one day from midnight on, in hours.
class Town {
 public:
  explicit Town(int days = 1) : parts_(testing::plain_parts(days)) {}

  TeamIndex team(int size, const std::string& kind = "crew") {
    Team team;
    team.id = "t" + std::to_string(parts_.teams.size());
    team.kind = kind;
    team.size = size;
    team.available = IntervalSet({parts_.calendar.horizon()});
    return parts_.teams.push_back(team);
  }
  // A session of so many hours between two hours of each day, for so many heads.
  SessionIndex task(int from, int until, int hours, int heads, Priority priority = Priority::normal,
                    const std::string& kind = "crew") {
    Task task;
    task.id = "k" + std::to_string(parts_.tasks.size());
    task.priority = priority;
    Need need;
    need.people = {heads, heads, heads};
    need.from.all_of.push_back({Attribute::kind, {kind}});
    task.needs = std::vector<Need>{need};
    Session session;
    session.id = task.id;
    session.task = parts_.tasks.push_back(task);
    session.duration = Duration{hours * 60};
    std::vector<Interval> windows;
    for (int day = 0; day < parts_.calendar.days(); ++day) {
      const TimePoint begin = parts_.calendar.day(day).from;
      windows.push_back({begin + Duration{from * 60}, begin + Duration{until * 60}});
    }
    session.windows = windows;
    return parts_.sessions.push_back(session);
  }
  ProblemParts& parts() { return parts_; }

  // The bound of a plan that serves nothing, level by name.
  std::int64_t bound(const std::string& level, const std::vector<rule::RuleSpec>& specs = {},
                     const std::vector<std::string>& levels = {}) {
    const Problem problem(parts_);
    Diagnostics diagnostics;
    const rule::RuleSet rules = rule::compile(specs, levels, problem, diagnostics);
    solve::Options options;
    options.effort = 300;
    const auto out = solve::solve(problem, rules, options);
    const auto at = *rules.levels.find(level);
    CHECK(out.bound[at] <= out.score[at]);
    return out.bound[at];
  }

 private:
  ProblemParts parts_;
};

rule::RuleSpec rule_of(const std::string& kind, const std::string& level) {
  rule::RuleSpec spec;
  spec.id = spec.kind = kind;
  spec.level = level;
  return spec;
}

}  // namespace

TEST_CASE("clique: more at one instant than there are people") {
  Town town;
  town.team(3);
  for (int i = 0; i < 5; ++i) town.task(8, 11, 2, 1);  // all busy from 9 to 10
  CHECK(town.bound("normal") == 2);
}

TEST_CASE("energy: more hours than there are, though no instant is too full") {
  Town town;
  town.team(1);
  for (int i = 0; i < 6; ++i) town.task(8, 16, 2, 1);
  CHECK(town.bound("normal") == 2);
}

TEST_CASE("flow: some people can do one thing only") {
  Town town;
  town.team(1, "a");
  town.team(3, "b");
  for (int i = 0; i < 3; ++i) town.task(8, 10, 2, 1, Priority::normal, "a");
  town.task(8, 10, 2, 1, Priority::normal, "b");
  CHECK(town.bound("normal") == 2);
}

TEST_CASE("whole crews: seven people are three crews of two") {
  Town town;
  town.team(7);
  for (int i = 0; i < 4; ++i) town.task(8, 10, 2, 2);
  CHECK(town.bound("normal") == 1);
}

TEST_CASE("whole crews of one team each") {
  Town town;
  town.team(3);
  town.team(3);
  for (int i = 0; i < 3; ++i) town.task(8, 10, 2, 2);
  CHECK(town.bound("normal") == 0);
  for (Task& task : town.parts().tasks) {
    Need need = *task.needs.begin();
    need.one_team = true;
    task.needs = std::vector<Need>{need};
  }
  CHECK(town.bound("normal") == 1);
}

TEST_CASE("what the levels above cost decides what is left below") {
  Town town;
  town.team(2);
  town.task(8, 10, 2, 2, Priority::must);
  town.task(8, 10, 2, 1, Priority::low);
  town.task(8, 10, 2, 1, Priority::low);
  CHECK(town.bound("must") == 0);
  CHECK(town.bound("low") == 2);
}

TEST_CASE("rooms are scarce as people are") {
  Town town;
  town.team(9);
  Venue venue;
  venue.id = "hall";
  venue.rooms = 2;
  venue.open = IntervalSet({town.parts().calendar.horizon()});
  town.parts().venues.push_back(venue);
  for (int i = 0; i < 5; ++i) town.task(8, 10, 2, 1);
  for (Task& task : town.parts().tasks) task.venue = VenueRequirement{};
  CHECK(town.bound("normal") == 3);
}

TEST_CASE("travel: an hour apart, an hour between them") {
  Town town;
  for (const char* id : {"east", "west"}) {
    Grid grid;
    grid.id = id;
    town.parts().grids.push_back(grid);
  }
  town.parts().travel = Travel(2, {0, 60, 60, 0});
  town.team(1);
  town.task(8, 10, 2, 1);
  town.task(10, 12, 2, 1);
  town.parts().tasks[TaskIndex(std::size_t{0})].grid = GridIndex(std::size_t{0});
  town.parts().tasks[TaskIndex(std::size_t{1})].grid = GridIndex(std::size_t{0});
  CHECK(town.bound("normal") == 0);
  town.parts().tasks[TaskIndex(std::size_t{1})].grid = GridIndex(std::size_t{1});
  CHECK(town.bound("normal") == 1);
}

TEST_CASE("a hard limit on hours leaves sessions out") {
  Town town;
  town.team(2);
  for (int i = 0; i < 6; ++i) town.task(2 * i, 2 * i + 2, 2, 1);
  rule::RuleSpec most = rule_of("working-time", "hard");
  most.hard = true;
  most.params["every"] = Period::day;
  most.params["at-most"] = Duration{4 * 60};
  CHECK(town.bound("normal") == 0);
  CHECK(town.bound("normal", {most}) == 2);
}

TEST_CASE("coverage: what can't be served can't cover") {
  Town town;
  town.team(1);
  for (int i = 0; i < 3; ++i) {
    Grid grid;
    grid.id = "g" + std::to_string(i);
    const GridIndex index = town.parts().grids.push_back(grid);
    town.task(8, 10, 2, 1);
    town.parts().tasks[TaskIndex(std::size_t(i))].grid = index;
  }
  rule::RuleSpec spec = rule_of("coverage", "coverage");
  spec.weight = 10;
  spec.params["at-least"] = std::int64_t{1};
  const std::vector<std::string> levels{"must", "coverage", "high", "normal", "low", "staffing"};
  CHECK(town.bound("coverage", {spec}, levels) == 20);
  CHECK(town.bound("normal", {spec}, levels) == 2);
}

TEST_CASE("activation: as many teams as are needed at once, where all must be served") {
  Town town;
  for (int i = 0; i < 6; ++i) town.team(1);
  for (int i = 0; i < 3; ++i) town.task(8, 11, 2, 1, Priority::must);
  town.task(14, 16, 2, 1, Priority::must);
  CHECK(town.bound("care", {rule_of("activation", "care")}) == 3);
}

TEST_CASE("no plan beats the bound: every rule kind") {
  Tally tally;
  std::set<std::string> kinds;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    CAPTURE(seed);
    const Problem problem = tiny(seed);
    Random random(seed);
    const auto specs = some_rules(random);
    std::vector<std::string> levels;
    if (seed % 2 == 0) {
      levels = {"must",     "coverage", "high", "normal", "care",
                "staffing", "fairness", "low",  "travel"};
    }
    Diagnostics diagnostics;
    const rule::RuleSet rules = rule::compile(specs, levels, problem, diagnostics);
    for (const auto& spec : specs) kinds.insert(spec.kind);
    check_case(problem, rules, 1500, tally);
  }
  CHECK(kinds.size() == testing::rule_kinds().size());
  CHECK(tally.cases > 2000);
  CHECK(tally.met * 2 > tally.levels);
  CHECK(tally.optimal * 4 > tally.cases);
}

TEST_CASE("no plan beats the bound: all term shapes by hand") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    const auto one = make_case(seed, testing::tiny(seed));
    check_case(one.problem, one.rules, 3000, tally);
  }
  CHECK(tally.cases > 100);
  CHECK(tally.met * 3 > tally.levels);
}

TEST_CASE("a plan that keeps the laws costs no less than its own bound") {
  int above = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    CAPTURE(seed);
    const auto one = testing::random_case(seed);
    Diagnostics diagnostics;
    const rule::RuleSet rules =
        rule::compile(one.specs, one.written_levels, one.problem, diagnostics);
    Random random(seed);
    const Solution plan = testing::random_solution(one.problem, random);
    const rule::Score cost = rule::evaluate(one.problem, rules, plan).total;
    const Proof proof(one.problem, rules, plan);
    const rule::Score bound = (*proof).given(cost);
    for (std::size_t level = 0; level < limits::kLevels; ++level) {
      CHECK(bound.cost[level] <= cost.cost[level]);
      above += bound.cost[level] > 0;
    }
  }
  CHECK(above > 1000);
}

TEST_CASE("whatever pins force, the outcome costs no less than its bound") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    ZoneSize size;
    size.sessions = 6 + static_cast<int>(seed % 20);
    size.pins = true;
    const auto one = make_case(seed, size);
    solve::Options options;
    options.effort = 50;
    const auto out = solve::solve(one.problem, one.rules, options);
    for (std::size_t level = 0; level < limits::kLevels; ++level) {
      CHECK(out.bound.cost[level] <= out.score.cost[level]);
    }
  }
}
