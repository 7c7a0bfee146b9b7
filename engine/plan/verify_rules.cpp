#include "base/check.h"
#include "plan/scope.h"

namespace muster::plan {

Scope::Scope(const Problem& problem, const rule::Levels& levels, const rule::RuleSpec& of)
    : spec(of),
      level(rule::Levels::hard()),
      weight(of.hard ? 1 : of.weight),
      tasks(problem.tasks().size()),
      teams(problem.teams().size()),
      heads(problem.heads().size()) {
  if (!spec.hard) {
    const auto found = levels.find(spec.level);
    MUSTER_CHECK(found.has_value(), "a rule's level is not among the levels");
    level = *found;
  }
  const auto task_selector = spec.get<model::Selector>("tasks", {});
  const auto team_selector = spec.get<model::Selector>("teams", {});
  for (auto task : indices(problem.tasks())) tasks[task] = matches(task_selector, problem, task);
  for (auto team : indices(problem.teams())) {
    if (!matches(team_selector, problem, team)) continue;
    teams[team] = 1;
    for (HeadIndex head : problem.heads_of(team)) heads[head] = 1;
  }
}

GridIndex kept_grid(const Problem& problem, const Table<GridIndex, char>& kept, GridIndex grid) {
  while (grid.exists() && !kept[grid]) grid = problem.grids()[grid].parent;
  return grid;
}

void check_rule(const Facts& facts, const Scope& scope, Findings& findings) {
  const bool known = check_choice(facts, scope, findings) ||
                     check_sequence(facts, scope, findings) ||
                     check_ledger(facts, scope, findings) || check_quota(facts, scope, findings) ||
                     check_mix(facts, scope, findings) || check_pairs(facts, scope, findings) ||
                     check_people(facts, scope, findings) || check_rooms(facts, scope, findings) ||
                     check_crews(facts, scope, findings);
  MUSTER_CHECK(known, "the verifier does not know a rule kind: " + scope.spec.kind);
}

}  // namespace muster::plan
