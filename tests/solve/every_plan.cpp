#include "every_plan.h"

#include <algorithm>

#include "zones.h"

namespace muster::testing {

using namespace model;

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
    if (!may_serve(problem, s, task.needs[need], team)) continue;
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

void enumerate(const Problem& problem, const std::vector<std::vector<Placement>>& options,
               std::size_t next, Solution& plan,
               const std::function<void(const Solution&)>& visit) {
  if (next == options.size()) {
    if (broken_laws(problem, plan).empty()) visit(plan);
    return;
  }
  const SessionIndex s(next);
  plan.placements[s].reset();
  enumerate(problem, options, next + 1, plan, visit);
  for (const Placement& placement : options[next]) {
    plan.placements[s] = placement;
    enumerate(problem, options, next + 1, plan, visit);
  }
  plan.placements[s].reset();
}

}  // namespace

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
        const auto broken = broken_laws(problem, one);
        const bool legal = std::all_of(broken.begin(), broken.end(), [](const std::string& law) {
          return law.rfind("precedence", 0) == 0;
        });
        if (legal) out.push_back(placement);
      }
    }
  }
  return out;
}

bool each_plan(const Problem& problem, double most,
               const std::function<void(const Solution&)>& visit) {
  std::vector<std::vector<Placement>> options;
  double plans = 1;
  for (auto s : indices(problem.sessions())) {
    options.push_back(options_of(problem, s));
    plans *= static_cast<double>(options.back().size()) + 1;
    if (plans > most) return false;
  }
  Solution plan;
  plan.placements.resize(problem.sessions().size());
  enumerate(problem, options, 0, plan, visit);
  return true;
}

}  // namespace muster::testing
