#include "plan/reason_sentences.h"

namespace muster::plan {

Blockers teams_named(const Problem& problem, const std::vector<TeamIndex>& teams) {
  Blockers named;
  for (TeamIndex team : teams) named.add(id_of(problem, team), name_of(problem, team));
  return named;
}

Names::Names(const Problem& problem, const std::vector<rule::RuleSpec>& specs) {
  for (const rule::RuleSpec& spec : specs) {
    if (!spec.why.empty()) rules_.emplace(spec.id, spec.id + " “" + spec.why + "”");
  }
  for (auto s : indices(problem.sessions())) {
    sessions_.emplace(id_of(problem, s), name_of(problem, s));
  }
  for (auto team : indices(problem.teams())) {
    teams_.emplace(id_of(problem, team), name_of(problem, team));
  }
  for (auto venue : indices(problem.venues())) {
    venues_.emplace(problem.venues()[venue].id, name_of(problem, venue));
  }
}

std::string Names::of(const std::string& id, Obstacle obstacle) const {
  const auto& names = obstacle == Obstacle::times    ? teams_
                      : obstacle == Obstacle::closed ? venues_
                      : obstacle == Obstacle::rule   ? rules_
                                                     : sessions_;
  const auto found = names.find(id);
  return found == names.end() ? id : found->second;
}

PeopleWords::PeopleWords(const Problem& problem, const Need& need) {
  const std::vector<std::string> skills = skill_texts(problem, need);
  const std::string noun = need.people.min == 1 ? "person" : "people";
  english = need.one_team ? noun + " of one team" : noun;
  chinese = need.one_team ? "名同队" : "";
  if (!skills.empty()) {
    english += " with " + list_text(skills, false);
    chinese += (need.one_team ? "且具备 " : "名具备 ") + list_text(skills, true) + " ";
  }
  chinese += chinese.empty() ? "人" : "的人";
}

}  // namespace muster::plan
