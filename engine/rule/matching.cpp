#include "rule/matching.h"

namespace muster::rule {

using model::GridIndex;
using model::HeadIndex;
using model::Problem;
using model::Selector;
using model::SessionIndex;
using model::TaskIndex;
using model::TeamIndex;

SessionSet sessions_matched(const RuleSpec& spec, const Problem& problem) {
  SessionSet sessions(problem.sessions().size(), true);
  const Selector selector = spec.get("tasks", Selector{});
  if (selector.matches_everything()) return sessions;
  for (TaskIndex task : indices(problem.tasks())) {
    if (matches(selector, problem, task)) continue;
    for (SessionIndex session : problem.sessions_of(task)) sessions[session] = false;
  }
  return sessions;
}

SessionSet timed_sessions_matched(const RuleSpec& spec, const Problem& problem) {
  SessionSet sessions = sessions_matched(spec, problem);
  for (TaskIndex task : indices(problem.tasks())) {
    if (!problem.tasks()[task].standing) continue;
    for (SessionIndex session : problem.sessions_of(task)) sessions[session] = false;
  }
  return sessions;
}

Table<TeamIndex, char> teams_matched(const RuleSpec& spec, const Problem& problem,
                                     std::string_view param) {
  Table<TeamIndex, char> teams(problem.teams().size(), 0);
  const Selector selector = spec.get(param, Selector{});
  for (TeamIndex team : indices(problem.teams())) {
    teams[team] = matches(selector, problem, team) ? 1 : 0;
  }
  return teams;
}

Table<HeadIndex, char> heads_of(const Table<TeamIndex, char>& teams, const Problem& problem) {
  Table<HeadIndex, char> heads(problem.heads().size(), 0);
  for (TeamIndex team : indices(teams)) {
    if (!teams[team]) continue;
    for (HeadIndex head : problem.heads_of(team)) heads[head] = 1;
  }
  return heads;
}

std::vector<std::int32_t> grid_slots(const Selector& selector, const Problem& problem) {
  Table<GridIndex, char> kept(problem.grids().size(), 0);
  for (GridIndex grid : indices(problem.grids())) {
    kept[grid] = matches(selector, problem, grid) ? 1 : 0;
  }
  const std::vector<std::int32_t> own = slots_of(kept);
  std::vector<std::int32_t> slots = own;
  for (GridIndex grid : indices(problem.grids())) {
    GridIndex above = grid;
    while (above.exists() && !kept[above]) above = problem.grids()[above].parent;
    slots[grid.value] = above.exists() ? own[above.value] : -1;
  }
  return slots;
}

LedgerTerm ledger_term(const RuleSpec& spec, RuleIndex index, const Problem& problem,
                       const RuleSet& rules) {
  LedgerTerm term;
  term.rule = index;
  term.level = rules.rules[index].level;
  term.sessions = sessions_matched(spec, problem);
  return term;
}

ParamSpec tasks_param() {
  return {.name = "tasks",
          .type = ParamType::task_selector,
          .words = {},
          .fallback = "all",
          .meaning = {"the tasks that the rule looks at", "规则所管的任务"}};
}

ParamSpec teams_param() {
  return {.name = "teams",
          .type = ParamType::team_selector,
          .words = {},
          .fallback = "all",
          .meaning = {"the teams that the rule looks at", "规则所管的队伍"}};
}

}  // namespace muster::rule
