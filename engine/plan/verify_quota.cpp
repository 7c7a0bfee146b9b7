// quota: sessions in the zone, in each grid or by each team, period by period.
#include <map>

#include "plan/scope.h"

namespace muster::plan {

namespace {

using Owner = std::uint32_t;

// Whose sessions it is one of, each once: of the zone, a kept grid, or the rule's teams.
std::vector<Owner> owners_of(const Facts& facts, const Scope& scope, const std::string& per,
                             const Table<GridIndex, char>& kept, SessionIndex s) {
  if (per == "zone") return {0};
  std::vector<Owner> owners;
  if (per == "grid") {
    const GridIndex served = facts.problem.served_grid(s, facts.placement(s).venue);
    const GridIndex grid = kept_grid(facts.problem, kept, served);
    if (grid.exists()) owners.push_back(grid.value);
    return owners;
  }
  std::map<Owner, char> teams;
  for (const Crew& crew : facts.placement(s).crews) {
    if (scope.teams[crew.team] && !crew.heads.empty()) teams[crew.team.value] = 1;
  }
  for (const auto& [team, once] : teams) owners.push_back(team);
  return owners;
}

std::string owner_name(const Problem& problem, const std::string& per, Owner owner) {
  if (per == "grid") return name_of(problem, GridIndex(owner));
  if (per == "team") return name_of(problem, TeamIndex(owner));
  return problem.zone().name.empty() ? problem.zone().id : problem.zone().name;
}

}  // namespace

bool check_quota(const Facts& facts, const Scope& scope, Findings& findings) {
  if (scope.spec.kind != "quota") return false;
  const Problem& problem = facts.problem;
  const std::string per = scope.spec.get<std::string>("per", "zone");
  const auto period = scope.spec.get<model::Period>("every", model::Period::day);
  const auto most = static_cast<std::size_t>(scope.spec.get<std::int64_t>("at-most", 0));
  const auto selector = scope.spec.get<model::Selector>("grids", {});
  Table<GridIndex, char> kept(problem.grids().size());
  for (auto grid : indices(kept)) kept[grid] = matches(selector, problem, grid);
  std::map<std::pair<Owner, int>, std::vector<SessionIndex>> held;
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(problem, s)) continue;
    const int when = problem.calendar().period_of_day(period, facts.day(s));
    for (Owner owner : owners_of(facts, scope, per, kept, s)) held[{owner, when}].push_back(s);
  }
  for (const auto& [key, sessions] : held) {
    if (sessions.size() <= most) continue;
    const auto over = static_cast<std::int64_t>(sessions.size() - most);
    findings.match(
        scope.spec, scope.level, scope.weight * over,
        {"{0} has {1} sessions in {2}, more than {3}", "{0} 在 {2} 有 {1} 场，多于 {3} 场"},
        sessions, owner_name(problem, per, key.first), sessions.size(),
        problem.calendar().name(period, key.second), most);
  }
  return true;
}

}  // namespace muster::plan
