#include "plan/explain.h"

#include <algorithm>

#include "rule/evaluate.h"
#include "solve/desk.h"

namespace muster::plan {

Explainer::Explainer(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
                     const rule::RuleSet& rules, const model::Solution& solution)
    : problem_(problem),
      specs_(specs),
      rules_(rules),
      solution_(solution),
      facts_(problem, solution),
      venue_days_(facts_),
      hours_(facts_),
      judge_(problem, rules, solution),
      fit_(facts_, venue_days_, judge_) {}

Explainer::~Explainer() = default;

SessionAccount Explainer::unserved(SessionIndex s) {
  SessionAccount out;
  out.session = s;
  fit_.approach(s, false);
  out.funnels = funnels(facts_, venue_days_, judge_, fit_, s);
  const auto nothing = [&] { return std::vector<char>(fit_.parts().size(), 0); };
  out.open = fit_.fits(nothing());
  if (out.open) {
    out.example = fit_.example();
    return out;
  }
  const Fits fits = [&](const std::vector<char>& dropped) { return fit_.fits(dropped); };
  Conflict conflict = find_conflict(fit_.parts().size(), fits);
  if (!conflict.any) {
    out.demands = true;
    fit_.approach(s, true);
    conflict = find_conflict(fit_.parts().size(), fits);
  }
  out.possible = conflict.any;
  out.smallest = conflict.smallest;
  out.exact = fit_.exact();
  const auto name = [&](std::size_t part, bool alone) -> Obstruction {
    const Part& named = fit_.parts()[part];
    return {named, name_part(problem_, rules_, facts_, s, named), alone};
  };
  for (std::size_t i = 0; i < conflict.parts.size(); ++i) {
    out.conflict.push_back(name(conflict.parts[i], conflict.drop_one[i] != 0));
  }
  for (std::size_t part : conflict.way_out) {
    out.way_out.push_back(name(part, conflict.way_out.size() == 1));
  }
  return out;
}

std::vector<RuleCost> rule_costs(const rule::RuleSet& rules,
                                 const std::vector<std::int64_t>& by_rule,
                                 const rule::Score& change) {
  std::vector<RuleCost> out;
  rule::Score rest = change;
  for (auto rule : indices(rules.rules)) {
    const rule::CompiledRule& row = rules.rules[rule];
    const std::int64_t cost = by_rule[rule.value];
    if (cost == 0) continue;
    out.push_back({row.id, row.why, row.kind, row.level, cost});
    rest[row.level] -= cost;
  }
  for (auto level : all<rule::LevelIndex>(rules.levels.size())) {
    if (rest[level] == 0) continue;
    const std::string code = level == rule::Levels::hard() ? "precedence"
                             : level == rules.staffing     ? "staffing"
                                                           : "unserved";
    out.push_back({"", "", code, level, rest[level]});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const RuleCost& a, const RuleCost& b) { return a.level < b.level; });
  return out;
}

PlacementAccount Explainer::placement(SessionIndex s) {
  PlacementAccount out;
  out.session = s;
  out.placement = facts_.placement(s);
  judge_.take_out({s});
  std::vector<std::int64_t> by_rule;
  out.change = judge_.price(s, out.placement, by_rule);
  out.costs = rule_costs(rules_, by_rule, out.change);
  solve::Desk desk(problem_, rules_, solution_);
  solve::Question question;
  question.session = s;
  question.most = 2;
  question.thorough = true;
  for (const solve::Proposal& proposal : desk.ask(question)) {
    if (proposal.placement == out.placement) continue;
    out.has_next = true;
    out.next = proposal.placement;
    out.next_change = judge_.price(s, out.next, by_rule) - out.change;
    break;
  }
  judge_.take_out({});
  return out;
}

// Why the team is not sent to the session where and when it takes place.
Sieve Explainer::why_not(TeamIndex team, SessionIndex s, std::vector<std::string>& blockers) {
  const Placement& placement = facts_.placement(s);
  const bool timed = !facts_.standing(s);
  const Interval span = facts_.span(s);
  if (timed && !hours_.team(team, span)) return Sieve::team_hours;
  Sieve best = Sieve::teams;
  const auto& needs = problem_.task_of(s).needs;
  judge_.take_out({s});
  for (std::size_t at = 0; at < needs.size(); ++at) {
    if (!may_serve(problem_, s, needs[at], team)) continue;
    best = std::max(best, Sieve::skills);
    for (HeadIndex head : problem_.heads_of(team)) {
      if (!may_fill(problem_.heads()[head].skills, needs[at])) continue;
      if (timed && !hours_.person(head, span)) {
        best = std::max(best, Sieve::people_hours);
        continue;
      }
      bool on_the_way = false;
      const SessionIndex other =
          timed ? hours_.clash(head, span, facts_.place(s), on_the_way) : SessionIndex();
      if (other.exists()) {
        best = std::max(best, on_the_way ? Sieve::travel : Sieve::busy);
        blockers.push_back(id_of(problem_, other));
        continue;
      }
      const Placement alone{
          placement.start, placement.venue, {{static_cast<std::uint32_t>(at), team, {head}}}};
      bool allowed = true;
      for (rule::RuleIndex rule :
           judge_.any() ? judge_.against(s, alone) : std::vector<rule::RuleIndex>{}) {
        if (!judge_.judges_heads(rule)) continue;
        allowed = false;
        blockers.push_back(judge_.id(rule));
      }
      best = std::max(best, allowed ? Sieve::open : Sieve::rule);
    }
  }
  std::sort(blockers.begin(), blockers.end());
  blockers.erase(std::unique(blockers.begin(), blockers.end()), blockers.end());
  if (best == Sieve::open) blockers.clear();
  return best;
}

TeamAccount Explainer::team(TeamIndex team) {
  TeamAccount out;
  out.team = team;
  model::Solution without = solution_;
  for (SessionIndex s : facts_.served) {
    std::int64_t heads = 0;
    for (const Crew& crew : facts_.placement(s).crews) {
      if (crew.team == team) heads += static_cast<std::int64_t>(crew.heads.size());
    }
    if (heads > 0) {
      out.duties.push_back({s, heads});
      out.head_minutes += heads * problem_.sessions()[s].duration.minutes;
      std::erase_if(without.placements[s]->crews, [&](const Crew& c) { return c.team == team; });
    }
  }
  std::stable_sort(out.duties.begin(), out.duties.end(), [&](const auto& a, const auto& b) {
    return facts_.placement(a.session).start < facts_.placement(b.session).start;
  });
  const auto with = rule::evaluate(problem_, rules_, solution_);
  const auto less = rule::evaluate(problem_, rules_, without);
  std::vector<std::int64_t> by_rule;
  for (auto rule : indices(with.by_rule))
    by_rule.push_back(with.by_rule[rule] - less.by_rule[rule]);
  out.costs = rule_costs(rules_, by_rule, with.total - less.total);
  for (auto s : indices(problem_.sessions())) {
    const auto& needs = problem_.task_of(s).needs;
    const bool may = std::any_of(needs.begin(), needs.end(), [&](const Need& need) {
      return may_serve(problem_, s, need, team);
    });
    const bool goes = std::any_of(out.duties.begin(), out.duties.end(),
                                  [&](const auto& duty) { return duty.session == s; });
    if (!may || goes) continue;
    TeamAccount::Missed missed{s, Sieve::open, {}};
    if (solution_.serves(s)) missed.why = why_not(team, s, missed.blockers);
    out.missed.push_back(std::move(missed));
  }
  judge_.take_out({});
  return out;
}

VenueAccount Explainer::venue(VenueIndex venue) {
  VenueAccount out;
  out.venue = venue;
  const model::Calendar& calendar = problem_.calendar();
  const model::Venue& row = problem_.venues()[venue];
  for (int day = 0; day < calendar.days(); ++day) {
    VenueAccount::Day use{day, 0, 0, 0};
    const IntervalSet open = row.open.intersected(IntervalSet({calendar.day(day)}));
    use.open_minutes = std::int64_t{open.length().minutes} * row.rooms;
    for (SessionIndex s : venue_days_.during(venue, calendar.day(day))) {
      if (facts_.day(s) != day) continue;
      ++use.sessions;
      use.minutes += problem_.sessions()[s].duration.minutes;
    }
    if (use.sessions > 0 || use.open_minutes > 0) out.days.push_back(use);
  }
  for (auto s : indices(problem_.sessions())) {
    const Task& task = problem_.task_of(s);
    if (solution_.serves(s) || !task.venue || task.standing ||
        !suits(problem_, *task.venue, venue)) {
      continue;
    }
    fit_.approach(s, false);
    out.turned_away.push_back(
        {s, funnels(facts_, venue_days_, judge_, fit_, s, {.venue = venue}).front()});
  }
  return out;
}

RuleAccount Explainer::rule(std::size_t spec) {
  RuleAccount out;
  out.spec = spec;
  const rule::RuleIndex index(spec);
  out.level = rules_.rules[index].level;
  const Verdict verdict = verify(problem_, {specs_[spec]}, rules_.levels, solution_);
  for (const auto* list : {&verdict.broken, &verdict.priced}) {
    for (const Match& match : *list) {
      if (match.rule != specs_[spec].id) continue;
      out.cost += match.cost;
      out.sessions.insert(out.sessions.end(), match.sessions.begin(), match.sessions.end());
      out.matches.push_back(match);
    }
  }
  std::stable_sort(out.matches.begin(), out.matches.end(),
                   [](const Match& a, const Match& b) { return a.cost > b.cost; });
  std::sort(out.sessions.begin(), out.sessions.end());
  out.sessions.erase(std::unique(out.sessions.begin(), out.sessions.end()), out.sessions.end());
  if (!specs_[spec].hard) return out;
  for (auto s : indices(problem_.sessions())) {
    if (solution_.serves(s)) continue;
    fit_.approach(s, false);
    std::vector<char> dropped(fit_.parts().size(), 0);
    if (fit_.fits(dropped)) continue;
    for (std::size_t i = 0; i < dropped.size(); ++i) {
      const Part& part = fit_.parts()[i];
      dropped[i] = part.kind == Part::Kind::rule && part.rule == index ? 1 : 0;
    }
    if (fit_.fits(dropped)) out.kept_out.push_back(s);
  }
  return out;
}

}  // namespace muster::plan
