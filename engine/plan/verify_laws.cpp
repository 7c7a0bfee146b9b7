// Laws of single sessions: crews, times and pins.
#include <algorithm>

#include "plan/laws.h"

namespace muster::plan {

namespace {

void check_count(const Facts& facts, SessionIndex s, std::size_t at, Findings& findings) {
  const Problem& problem = facts.problem;
  const Need& need = problem.task_of(s).needs[at];
  std::int64_t heads = 0;
  std::vector<TeamIndex> teams;
  for (const Crew& crew : facts.placement(s).crews) {
    if (crew.need != at || crew.heads.empty()) continue;
    heads += static_cast<std::int64_t>(crew.heads.size());
    teams.push_back(crew.team);
  }
  std::sort(teams.begin(), teams.end());
  const auto n_teams = std::unique(teams.begin(), teams.end()) - teams.begin();
  if (heads < need.people.min || heads > need.people.max) {
    findings.law("head-count",
                 {"need {1} of {0} has {2} people, {3} to {4} are required",
                  "{0} 的第 {1} 项需求有 {2} 人，应为 {3} 至 {4} 人"},
                 {s}, named(problem, s), at + 1, heads, need.people.min, need.people.max);
  }
  if (need.one_team && n_teams > 1) {
    findings.law("head-count",
                 {"need {1} of {0} is served by {2} teams, but wants one",
                  "{0} 的第 {1} 项需求由 {2} 支队伍承担，只能由一支承担"},
                 {s}, named(problem, s), at + 1, n_teams);
  }
}

bool is_member(const Problem& problem, HeadIndex head, TeamIndex team) {
  const auto& teams = problem.heads()[head].teams;
  return std::find(teams.begin(), teams.end(), team) != teams.end();
}

// All of, any of and none of, one skill at a time.
bool skilled(const model::Head& head, const Need& need) {
  const auto has = [&](model::SkillIndex skill) {
    return std::find(head.skills.begin(), head.skills.end(), skill) != head.skills.end();
  };
  for (model::SkillIndex skill : need.skills) {
    if (!has(skill)) return false;
  }
  for (model::SkillIndex skill : need.no_skills) {
    if (has(skill)) return false;
  }
  for (model::SkillIndex skill : need.any_skills) {
    if (has(skill)) return true;
  }
  return need.any_skills.empty();
}

void check_crew(const Facts& facts, SessionIndex s, const Crew& crew, Findings& findings) {
  const Problem& problem = facts.problem;
  const Task& task = problem.task_of(s);
  if (crew.need >= task.needs.size()) {
    findings.law("eligible",
                 {"{0} has no need {1} for {2} to serve", "{0} 没有第 {1} 项需求（{2}）"}, {s},
                 named(problem, s), crew.need + 1, named(problem, crew.team));
    return;
  }
  const Need& need = task.needs[crew.need];
  if (!may_serve(problem, s, need, crew.team)) {
    findings.law("eligible",
                 {"{1} may not serve need {2} of {0}", "{1} 不符合 {0} 第 {2} 项需求的队伍要求"},
                 {s}, named(problem, s), named(problem, crew.team), crew.need + 1);
  }
  for (HeadIndex head : crew.heads) {
    if (!is_member(problem, head, crew.team)) {
      findings.law(
          "eligible",
          {"{1} is not in {2} and goes with it to {0}", "{1} 不是 {2} 的队员，却随队到 {0}"}, {s},
          named(problem, s), named(problem, head), named(problem, crew.team));
    }
    if (!skilled(problem.heads()[head], need)) {
      findings.law("skill",
                   {"{1} has not the skills that need {2} of {0} requires: {3}",
                    "{1} 不符合 {0} 第 {2} 项需求的技能要求：{3}"},
                   {s}, named(problem, s), named(problem, head), crew.need + 1,
                   list_text(skill_texts(problem, need), false));
    }
  }
}

void check_twice(const Facts& facts, SessionIndex s, Findings& findings) {
  std::vector<HeadIndex> heads;
  for (const Crew& crew : facts.placement(s).crews) {
    heads.insert(heads.end(), crew.heads.begin(), crew.heads.end());
  }
  std::sort(heads.begin(), heads.end());
  for (auto at = heads.begin(); at != heads.end();) {
    const auto end = std::upper_bound(at, heads.end(), *at);
    if (end - at > 1) {
      findings.law("double-counted",
                   {"{1} is counted {2} times in {0}", "{1} 在 {0} 中被计 {2} 次"}, {s},
                   named(facts.problem, s), named(facts.problem, *at), end - at);
    }
    at = end;
  }
}

void check_window(const Facts& facts, SessionIndex s, Findings& findings) {
  const Interval span = facts.span(s);
  const auto& windows = facts.problem.sessions()[s].windows;
  const bool fits = std::any_of(windows.begin(), windows.end(),
                                [&](Interval window) { return window.contains(span); });
  if (fits) return;
  findings.law("window", {"{} at {} is outside its windows", "{} 安排在 {}，超出允许时段"}, {s},
               named(facts.problem, s), span_text(facts.problem, span));
}

void check_available(const Facts& facts, SessionIndex s, Findings& findings) {
  const Problem& problem = facts.problem;
  const Interval span = facts.span(s);
  for (const Crew& crew : facts.placement(s).crews) {
    if (!crew.heads.empty() && !problem.teams()[crew.team].available.contains(span)) {
      findings.law("team-available",
                   {"{1} is not available for {0} at {2}", "{1} 在 {2} 没有空，不能承担 {0}"}, {s},
                   named(problem, s), named(problem, crew.team), span_text(problem, span));
    }
    for (HeadIndex head : crew.heads) {
      const auto& own = problem.heads()[head].available;
      if (!own || own->contains(span)) continue;
      findings.law("person-available",
                   {"{1} is not available for {0} at {2}", "{1} 在 {2} 没有空，不能参加 {0}"}, {s},
                   named(problem, s), named(problem, head), span_text(problem, span));
    }
  }
}

// A need that a pinned team may serve is served by pinned teams only.
void check_pinned_teams(const Facts& facts, SessionIndex s, Findings& findings) {
  const Problem& problem = facts.problem;
  const auto& pinned = problem.sessions()[s].pin->teams;
  const auto& needs = problem.task_of(s).needs;
  for (const Crew& crew : facts.placement(s).crews) {
    if (crew.need >= needs.size() || crew.heads.empty()) continue;
    const bool for_pinned = std::any_of(pinned.begin(), pinned.end(), [&](TeamIndex team) {
      return may_serve(problem, s, needs[crew.need], team);
    });
    if (!for_pinned || std::find(pinned.begin(), pinned.end(), crew.team) != pinned.end()) continue;
    findings.law("pin",
                 {"{0} is pinned to other teams than {1}", "{0} 已指定其他队伍，不应由 {1} 承担"},
                 {s}, named(problem, s), named(problem, crew.team));
  }
}

void check_pin(const Facts& facts, SessionIndex s, Findings& findings) {
  const Problem& problem = facts.problem;
  const auto& pin = problem.sessions()[s].pin;
  if (!pin) return;
  const Placement& placement = facts.placement(s);
  if (pin->start && !facts.standing(s) && *pin->start != placement.start) {
    findings.law("pin", {"{} is pinned to {}, not {}", "{} 已指定在 {}，不是 {}"}, {s},
                 named(problem, s), clock_text(problem, *pin->start),
                 clock_text(problem, placement.start));
  }
  if (pin->venue.exists() && !facts.standing(s) && pin->venue != placement.venue) {
    const PlaceIndex place =
        placement.venue.exists() ? problem.place_of(placement.venue) : PlaceIndex();
    findings.law("pin", {"{} is pinned to {}, not {}", "{} 已指定在 {}，不是 {}"}, {s},
                 named(problem, s), named(problem, pin->venue), named(problem, place));
  }
  if (!pin->teams.empty()) check_pinned_teams(facts, s, findings);
  for (const Crew& asked : pin->crews) {
    for (HeadIndex head : asked.heads) {
      const bool goes =
          std::any_of(placement.crews.begin(), placement.crews.end(), [&](const Crew& crew) {
            return crew.need == asked.need && crew.team == asked.team &&
                   std::find(crew.heads.begin(), crew.heads.end(), head) != crew.heads.end();
          });
      if (goes) continue;
      findings.law("pin", {"{0} is to be served by {1}", "{0} 已指定由 {1} 参加"}, {s},
                   named(problem, s), named(problem, head));
    }
  }
}

}  // namespace

void check_crews(const Facts& facts, Findings& findings) {
  for (SessionIndex s : facts.served) {
    for (std::size_t i = 0; i < facts.problem.task_of(s).needs.size(); ++i) {
      check_count(facts, s, i, findings);
    }
    for (const Crew& crew : facts.placement(s).crews) check_crew(facts, s, crew, findings);
    check_twice(facts, s, findings);
  }
}

void check_times(const Facts& facts, Findings& findings) {
  for (SessionIndex s : facts.served) {
    if (!facts.standing(s)) {
      check_window(facts, s, findings);
      check_available(facts, s, findings);
    }
    check_pin(facts, s, findings);
  }
}

}  // namespace muster::plan
