#include "plan/hard_rules.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace muster::plan {

namespace {

// Kinds whose cost may fall again when further heads join.
bool needs_whole_crew(const Scope& scope) {
  return scope.spec.kind == "mix-of-lines" || scope.spec.kind == "continuity" ||
         scope.spec.kind == "buddy";
}

// Kinds that hold a session against any other, whoever serves it.
bool looks_far(const Scope& scope) {
  constexpr std::array<std::string_view, 8> kFar{"quota",      "no-clash", "separation", "spread",
                                                 "same-venue", "turnover", "standby",    "budget"};
  return std::find(kFar.begin(), kFar.end(), scope.spec.kind) != kFar.end();
}

}  // namespace

HardRules::HardRules(const Facts& facts, const std::vector<rule::RuleSpec>& specs,
                     const rule::Levels& levels)
    : facts_(facts), sessions_of_team_(facts.problem.teams().size()) {
  for (const rule::RuleSpec& spec : specs) {
    if (spec.hard) scopes_.emplace_back(facts.problem, levels, spec);
  }
  if (scopes_.empty()) return;
  look_far_ = std::any_of(scopes_.begin(), scopes_.end(), looks_far);
  trial_ = facts.solution;
  for (SessionIndex s : facts.served) {
    for (const Crew& crew : facts.placement(s).crews) {
      auto& list = sessions_of_team_[crew.team];
      if (list.empty() || list.back() != s) list.push_back(s);
    }
  }
  const Problem& problem = facts.problem;
  work_of_one_ = static_cast<std::int64_t>(scopes_.size() *
                                           (problem.heads().size() + problem.grids().size() +
                                            problem.history().sessions.size() +
                                            problem.tasks().size() * problem.teams().size() + 100));
}

std::int64_t HardRules::cost(const Scope& scope, const Facts& facts) const {
  Verdict verdict;
  Findings findings(verdict, false);
  check_rule(facts, scope, findings);
  return verdict.score[rule::Levels::hard()];
}

std::vector<std::string> HardRules::against(SessionIndex session, const Placement& placement,
                                            bool part) {
  std::vector<SessionIndex> touched{session};
  for (const Crew& crew : placement.crews) {
    const auto& of_team = sessions_of_team_[crew.team];
    touched.insert(touched.end(), of_team.begin(), of_team.end());
    for (HeadIndex head : crew.heads) {
      const auto& day = facts_.days[head];
      touched.insert(touched.end(), day.begin(), day.end());
    }
  }
  const auto& siblings = facts_.problem.sessions_of(facts_.problem.sessions()[session].task);
  touched.insert(touched.end(), siblings.begin(), siblings.end());
  if (look_far_) touched.insert(touched.end(), facts_.served.begin(), facts_.served.end());
  work_left_ -= work_of_one_ + static_cast<std::int64_t>(touched.size() * scopes_.size());

  std::vector<std::int64_t> before;
  const Facts without(facts_.problem, trial_, touched);
  for (const Scope& scope : scopes_) before.push_back(cost(scope, without));
  trial_.placements[session] = placement;
  const Facts with(facts_.problem, trial_, touched);
  std::vector<std::string> broken;
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    if (part && needs_whole_crew(scopes_[i])) continue;
    if (cost(scopes_[i], with) > before[i]) broken.push_back(scopes_[i].spec.id);
  }
  trial_.placements[session].reset();
  return broken;
}

}  // namespace muster::plan
