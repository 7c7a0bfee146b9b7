// mix-of-lines and continuity: who serves one session, or two of the same task, together.
#include <algorithm>
#include <set>

#include "plan/scope.h"

namespace muster::plan {

namespace {

// The lines that a session's heads must come from.
std::set<LineIndex> lines_wanted(const Problem& problem, const Scope& scope, SessionIndex s) {
  std::set<LineIndex> wanted;
  if (!scope.spec.has("lines")) {
    const auto& own = problem.task_of(s).lines;
    wanted.insert(own.begin(), own.end());
    return wanted;
  }
  const auto ids = scope.spec.get<std::vector<std::string>>("lines", {});
  for (auto line : indices(problem.lines())) {
    if (std::find(ids.begin(), ids.end(), problem.lines()[line].id) != ids.end()) {
      wanted.insert(line);
    }
  }
  return wanted;
}

void mix_of_lines(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  const auto least = scope.spec.get<std::int64_t>("at-least", 1);
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(problem, s)) continue;
    for (LineIndex line : lines_wanted(problem, scope, s)) {
      std::int64_t heads = 0;
      for (const Crew& crew : facts.placement(s).crews) {
        const auto& of_team = problem.teams()[crew.team].lines;
        if (std::find(of_team.begin(), of_team.end(), line) != of_team.end()) {
          heads += static_cast<std::int64_t>(crew.heads.size());
        }
      }
      findings.match(scope.spec, scope.level,
                     scope.weight * std::max<std::int64_t>(0, least - heads),
                     {"{} has {} people of the line {}, at least {} are due",
                      "{0} 有 {2} 条线的 {1} 人，至少应有 {3} 人"},
                     {s}, named(problem, s), heads, named(problem, line), least);
    }
  }
}

std::set<TeamIndex> teams_at(const Facts& facts, SessionIndex s) {
  std::set<TeamIndex> teams;
  for (const Crew& crew : facts.placement(s).crews) {
    if (!crew.heads.empty()) teams.insert(crew.team);
  }
  return teams;
}

std::set<HeadIndex> heads_at(const Facts& facts, SessionIndex s) {
  std::set<HeadIndex> heads;
  for (const Crew& crew : facts.placement(s).crews) {
    heads.insert(crew.heads.begin(), crew.heads.end());
  }
  return heads;
}

template <class T>
std::int64_t in_common(const std::set<T>& a, const std::set<T>& b) {
  return std::count_if(a.begin(), a.end(), [&](T x) { return b.count(x) > 0; });
}

void keep_team(const Facts& facts, const Scope& scope, SessionIndex a, SessionIndex b,
               Findings& findings) {
  if (in_common(teams_at(facts, a), teams_at(facts, b)) > 0) return;
  findings.match(scope.spec, scope.level, scope.weight,
                 {"no team serves both {} and {}", "没有队伍同时承担 {} 和 {}"}, {a, b},
                 named(facts.problem, a), named(facts.problem, b));
}

void keep_people(const Facts& facts, const Scope& scope, SessionIndex a, SessionIndex b,
                 Findings& findings) {
  const auto first = heads_at(facts, a);
  const auto second = heads_at(facts, b);
  const auto least = static_cast<std::int64_t>(std::min(first.size(), second.size()));
  const std::int64_t kept = in_common(first, second);
  findings.match(scope.spec, scope.level, scope.weight * (least - kept),
                 {"{2} of {3} people who could go on from {0} to {1} do",
                  "从 {0} 到 {1} 可以延续 {3} 人，实际延续 {2} 人"},
                 {a, b}, named(facts.problem, a), named(facts.problem, b), kept, least);
}

void continuity(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  const bool people = scope.spec.get<std::string>("keep", "team") == "people";
  for (SessionIndex b : facts.served) {
    const TaskIndex task = problem.sessions()[b].task;
    if (!scope.tasks[task] || facts.standing(b)) continue;
    const auto& all = problem.sessions_of(task);
    const auto at = std::lower_bound(all.begin(), all.end(), b);
    if (at == all.begin()) continue;
    const SessionIndex a = *std::prev(at);
    if (!std::binary_search(facts.served.begin(), facts.served.end(), a)) continue;
    people ? keep_people(facts, scope, a, b, findings) : keep_team(facts, scope, a, b, findings);
  }
}

}  // namespace

bool check_mix(const Facts& facts, const Scope& scope, Findings& findings) {
  if (scope.spec.kind == "mix-of-lines") {
    mix_of_lines(facts, scope, findings);
  } else if (scope.spec.kind == "continuity") {
    continuity(facts, scope, findings);
  } else {
    return false;
  }
  return true;
}

}  // namespace muster::plan
