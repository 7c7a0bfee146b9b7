#include "plan/why_not.h"

#include <algorithm>

#include "plan/change.h"
#include "solve/desk.h"

namespace muster::plan {

namespace {

// The session's pin with what is asked for; none where they contradict each other.
std::optional<model::Pin> pin_of(const Problem& problem, const WhyNot& question) {
  const auto& pinned = problem.sessions()[question.session].pin;
  model::Pin out = pinned.value_or(model::Pin{});
  if (question.start) {
    if (out.start && *out.start != *question.start) return std::nullopt;
    out.start = question.start;
  }
  if (question.venue.exists()) {
    if (out.venue.exists() && out.venue != question.venue) return std::nullopt;
    out.venue = question.venue;
  }
  if (question.team.exists()) {
    const bool among =
        std::find(out.teams.begin(), out.teams.end(), question.team) != out.teams.end();
    if (!out.teams.empty() && !among) return std::nullopt;
    out.teams = {question.team};
  }
  return out;
}

bool may_serve(const Problem& problem, SessionIndex s, TeamIndex team) {
  const auto& needs = problem.task_of(s).needs;
  return std::any_of(needs.begin(), needs.end(),
                     [&](const Need& need) { return model::may_serve(problem, s, need, team); });
}

// The best placement that does what is asked, which is made the session's pin; none: there is no
// such.
std::optional<Placement> best_placement(const Problem& problem, const WhyNot& question,
                                        const std::vector<rule::RuleSpec>& specs,
                                        const rule::Levels& levels,
                                        const model::Solution& without) {
  const SessionIndex s = question.session;
  const Task& task = problem.task_of(s);
  if (question.team.exists() && !may_serve(problem, s, question.team)) return std::nullopt;
  if (question.venue.exists() && (!task.venue || task.standing)) return std::nullopt;
  const auto pin = pin_of(problem, question);
  if (!pin) return std::nullopt;
  const Changed asked = apply(problem, specs, levels, {PinSet{s, pin}});
  const Facts facts(asked.problem, without);
  const VenueDays venues(facts);
  RuleJudge judge(asked.problem, asked.rules, without);
  Fit fit(facts, venues, judge);
  fit.approach(s, false);
  if (!fit.fits(std::vector<char>(fit.parts().size(), 0))) return std::nullopt;
  solve::Desk desk(asked.problem, asked.rules, without);
  solve::Question best;
  best.session = s;
  best.most = 1;
  best.thorough = true;
  const auto answers = desk.ask(best);
  return answers.empty() ? fit.example() : answers.front().placement;
}

// Candidates that nothing stands against but the number of people who could come.
void lack_people(Funnel& funnel) {
  Funnel::Row& open = funnel.rows[static_cast<std::size_t>(Sieve::open)];
  funnel.rows[static_cast<std::size_t>(Sieve::together)].candidates += open.candidates;
  open = {};
}

}  // namespace

Contrast why_not(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
                 const rule::RuleSet& rules, const model::Solution& solution,
                 const WhyNot& question) {
  const SessionIndex s = question.session;
  Contrast out;
  out.question = question;
  model::Solution without = solution;
  without.placements[s].reset();
  const auto found = best_placement(problem, question, specs, rules.levels, without);
  const Facts facts(problem, without);
  RuleJudge judge(problem, rules, without);
  if (!found) {
    const std::vector<TimePoint> starts = starts_of(problem, s);
    out.start_allowed =
        !question.start || std::find(starts.begin(), starts.end(), *question.start) != starts.end();
    const VenueDays venues(facts);
    Fit fit(facts, venues, judge);
    fit.approach(s, false);
    out.funnels =
        funnels(facts, venues, judge, fit, s,
                {.only = question.team, .venue = question.venue, .start = question.start});
    for (Funnel& funnel : out.funnels) lack_people(funnel);
    return out;
  }
  out.possible = true;
  out.placement = *found;
  std::vector<std::int64_t> now(rules.rules.size(), 0);
  std::vector<std::int64_t> then;
  out.change = judge.price(s, out.placement, then);
  if (solution.serves(s)) out.change -= judge.price(s, *solution.placements[s], now);
  for (std::size_t i = 0; i < then.size(); ++i) then[i] -= now[i];
  out.costs = rule_costs(rules, then, out.change);
  return out;
}

}  // namespace muster::plan
