// Tiny zones against every plan there is: the search finds the best one, the bound beats none.
#include <algorithm>

#include <catch2/catch.hpp>

#include "rule/evaluate.h"
#include "solve/solve.h"
#include "zones.h"

using namespace muster;
using namespace muster::model;
using testing::make_case;
using testing::ZoneSize;

namespace {

// Every way to send heads to the needs from `need` on.
void add_crews(const Problem& problem, SessionIndex s, std::uint32_t need, Placement& plan,
               std::vector<Placement>& out) {
  const Task& task = problem.task_of(s);
  if (need == task.needs.size()) {
    out.push_back(plan);
    return;
  }
  std::vector<std::pair<TeamIndex, HeadIndex>> who;
  for (auto team : indices(problem.teams())) {
    if (!matches(task.needs[need].from, problem, team)) continue;
    for (HeadIndex head : problem.heads_of(team)) who.emplace_back(team, head);
  }
  for (std::uint32_t set = 0; set < (1u << who.size()); ++set) {
    const int size = __builtin_popcount(set);
    if (size < task.needs[need].people.min || size > task.needs[need].people.max) continue;
    const std::size_t before = plan.crews.size();
    for (std::size_t i = 0; i < who.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      const bool same = plan.crews.size() > before && plan.crews.back().team == who[i].first;
      if (!same) plan.crews.push_back({need, who[i].first, {}});
      plan.crews.back().heads.push_back(who[i].second);
    }
    for (Crew& crew : plan.crews) std::sort(crew.heads.begin(), crew.heads.end());
    add_crews(problem, s, need + 1, plan, out);
    plan.crews.resize(before);
  }
}

// Every placement of one session that is legal on its own (precedence is looked at later).
std::vector<Placement> options_of(const Problem& problem, SessionIndex s) {
  std::vector<Placement> out;
  std::vector<VenueIndex> venues{VenueIndex()};
  for (auto venue : indices(problem.venues())) venues.push_back(venue);
  for (TimePoint start : starts_of(problem, s)) {
    for (VenueIndex venue : venues) {
      Solution one;
      one.placements.resize(problem.sessions().size());
      std::vector<Placement> here;
      Placement plan{start, venue, {}};
      add_crews(problem, s, 0, plan, here);
      for (const Placement& placement : here) {
        one.placements[s] = placement;
        const auto broken = testing::broken_laws(problem, one);
        const bool legal = std::all_of(broken.begin(), broken.end(), [](const std::string& law) {
          return law.rfind("precedence", 0) == 0;
        });
        if (legal) out.push_back(placement);
      }
    }
  }
  return out;
}

struct Best {
  std::optional<rule::Score> best;
  rule::Score least;  // by level, over all plans
};

void enumerate(const testing::Case& one, const std::vector<std::vector<Placement>>& options,
               std::size_t next, Solution& plan, Best& out) {
  if (next == options.size()) {
    if (!testing::broken_laws(one.problem, plan).empty()) return;
    const rule::Score cost = rule::evaluate(one.problem, one.rules, plan).total;
    if (!out.best) out.least = cost;
    if (!out.best || cost < *out.best) out.best = cost;
    for (std::size_t i = 0; i < limits::kLevels; ++i) {
      out.least.cost[i] = std::min(out.least.cost[i], cost.cost[i]);
    }
    return;
  }
  const SessionIndex s(next);
  plan.placements[s].reset();
  enumerate(one, options, next + 1, plan, out);
  for (const Placement& placement : options[next]) {
    plan.placements[s] = placement;
    enumerate(one, options, next + 1, plan, out);
  }
  plan.placements[s].reset();
}

}  // namespace

TEST_CASE("tiny zones are planned as well as can be, and no plan beats the bound") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    CAPTURE(seed);
    ZoneSize size;
    size.sessions = 2 + static_cast<int>(seed % 2);
    size.teams = 1 + static_cast<int>(seed % 3 == 0);
    size.people = 0;
    size.venues = 2;
    size.days = 1;
    const auto one = make_case(seed, size);
    std::vector<std::vector<Placement>> options;
    double plans = 1;
    for (auto s : indices(one.problem.sessions())) {
      options.push_back(options_of(one.problem, s));
      plans *= static_cast<double>(options.back().size()) + 1;
    }
    if (plans > 20'000) continue;
    ++compared;
    Solution plan;
    plan.placements.resize(one.problem.sessions().size());
    Best best;
    enumerate(one, options, 0, plan, best);
    solve::Options how;
    how.effort = 8000;
    const auto out = solve::solve(one.problem, one.rules, how);
    CHECK(out.score == *best.best);
    for (std::size_t i = 0; i < limits::kLevels; ++i) {
      CHECK(out.bound.cost[i] <= best.least.cost[i]);
    }
  }
  CHECK(compared > 15);
}
