#include "plan/rule_judge.h"

#include <algorithm>
#include <utility>

#include "solve/keep.h"

namespace muster::plan {

namespace {

using rule::ChoiceTerm;
using rule::LedgerTerm;

bool whoever_goes(const ChoiceTerm& term) {
  return !std::holds_alternative<ChoiceTerm::TeamPrice>(term.price) &&
         !std::holds_alternative<ChoiceTerm::HomePrice>(term.price);
}

bool whoever_goes(const LedgerTerm& term) {
  const bool of_place =
      term.owner == LedgerTerm::Owner::zone || term.owner == LedgerTerm::Owner::grid;
  return of_place && !term.measure.by_heads();
}

// Whether it leaves its windows or the venues that suit: relations are made for what does not.
bool astray(const model::Problem& problem, model::SessionIndex s,
            const model::Placement& placement) {
  const model::Session& session = problem.sessions()[s];
  const Interval span{placement.start, placement.start + session.duration};
  const bool in_time = std::any_of(session.windows.begin(), session.windows.end(),
                                   [&](Interval window) { return window.contains(span); });
  const auto& asked = problem.task_of(s).venue;
  return !in_time ||
         (placement.venue.exists() && !(asked && suits(problem, *asked, placement.venue)));
}

}  // namespace

RuleJudge::RuleJudge(const model::Problem& problem, const rule::RuleSet& rules,
                     const model::Solution& solution)
    : in_(problem, rules),
      state_(in_),
      tally_(rules.rules.size(), 0),
      judges_heads_(rules.rules.size(), 1),
      asks_for_crew_(rules.rules.size(), 0) {
  for (auto rule : indices(rules.rules)) {
    if (rules.rules[rule].hard) hard_.push_back(rule);
  }
  classify();
  for (auto s : indices(solution.placements)) {
    if (solution.serves(s))
      state_.place(s, solve::row_of(in_, s, *solution.placements[s]), nullptr);
  }
}

void RuleJudge::classify() {
  for (const ChoiceTerm& term : in_.rules.choices) {
    if (!whoever_goes(term)) asks_for_crew_[term.rule] = 1;
  }
  for (const rule::SequenceTerm& term : in_.rules.sequences) asks_for_crew_[term.rule] = 1;
  for (const LedgerTerm& term : in_.rules.ledgers) {
    if (!whoever_goes(term)) asks_for_crew_[term.rule] = 1;
    if (term.owner == LedgerTerm::Owner::session) judges_heads_[term.rule] = 0;
  }
  for (const rule::RelationTerm& term : in_.rules.relations) {
    if (!term.rule.exists() || !term.by_crew()) continue;
    asks_for_crew_[term.rule] = 1;
    judges_heads_[term.rule] = 0;
  }
}

void RuleJudge::take_out(const std::vector<model::SessionIndex>& sessions) {
  const auto stays_out = [&](const auto& entry) {
    return std::binary_search(sessions.begin(), sessions.end(), entry.first);
  };
  for (auto& entry : out_) {
    if (!stays_out(entry)) state_.place(entry.first, entry.second, nullptr);
  }
  std::erase_if(out_, [&](const auto& entry) { return !stays_out(entry); });
  for (model::SessionIndex s : sessions) {
    if (!state_.placed(s).served) continue;
    out_.emplace_back(s, state_.placed(s));
    state_.remove(s, nullptr);
  }
}

std::vector<rule::RuleIndex> RuleJudge::against(model::SessionIndex session,
                                                const model::Placement& placement) {
  std::fill(tally_.begin(), tally_.end(), 0);
  const solve::Placed row = solve::row_of(in_, session, placement);
  state_.place(session, row, &tally_);
  state_.remove(session, nullptr);
  if (astray(in_.problem, session, placement)) look_around(session, row);
  std::vector<rule::RuleIndex> broken;
  for (rule::RuleIndex rule : hard_) {
    if (tally_[rule.value] > 0) broken.push_back(rule);
  }
  return broken;
}

// Hard rules that hold the session apart from any other served one, whether or not they have a
// relation for the two.
void RuleJudge::look_around(model::SessionIndex session, const solve::Placed& row) {
  for (const rule::Distance& distance : in_.rules.distances) {
    std::int64_t& cost = tally_[distance.rule.value];
    if (distance.level != rule::Levels::hard()) continue;
    for (auto other : indices(in_.sessions)) {
      if (cost > 0) break;
      if (!distance.holds_apart(session, other) || !state_.placed(other).served) continue;
      const rule::RelationTerm term{distance.rule, distance.level, session, other, distance.price};
      cost += solve::relation_cost(in_, term, row, state_.placed(other));
    }
  }
}

rule::Score RuleJudge::price(model::SessionIndex session, const model::Placement& placement,
                             std::vector<std::int64_t>& by_rule) {
  by_rule.assign(rules(), 0);
  const auto change = state_.place(session, solve::row_of(in_, session, placement), &by_rule);
  state_.remove(session, nullptr);
  return change.score;
}

}  // namespace muster::plan
