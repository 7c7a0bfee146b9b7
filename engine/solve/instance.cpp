#include "solve/instance.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "solve/instance_builder.h"

namespace muster::solve {

using model::Session;
using rule::RelationTerm;

namespace {

// The greatest step that all candidate starts lie on, and the time they span.
void measure_time(Instance& out) {
  std::int32_t first = out.problem.calendar().horizon().from.minutes;
  std::int32_t last = out.problem.calendar().horizon().until.minutes;
  for (const Session& session : out.problem.sessions()) {
    for (Interval window : session.windows) {
      first = std::min(first, window.from.minutes);
      last = std::max(last, window.until.minutes);
    }
    if (session.pin && session.pin->start) {
      first = std::min(first, session.pin->start->minutes);
      last = std::max(last, session.pin->start->minutes + 1);
    }
  }
  std::int32_t step = std::max(1, out.problem.zone().step.minutes);
  step = std::gcd(step, out.problem.calendar().horizon().from.minutes - first);
  for (const Session& session : out.problem.sessions()) {
    for (Interval window : session.windows) step = std::gcd(step, window.from.minutes - first);
    if (session.pin && session.pin->start) {
      step = std::gcd(step, session.pin->start->minutes - first);
    }
  }
  out.origin = first;
  out.quantum = step;
  out.quanta = static_cast<std::size_t>((last - first) / step) + 1;
}

void tabulate_periods(Instance& out) {
  const auto& calendar = out.problem.calendar();
  using model::Period;
  for (Period period : {Period::day, Period::week, Period::month, Period::horizon}) {
    std::vector<std::int32_t> table;
    for (int day = 0; day < calendar.days(); ++day) {
      table.push_back(calendar.period_of_day(period, day));
    }
    out.period_of_day.push_back(std::move(table));
  }
}

void tabulate_relations(Instance& out) {
  const auto& relations = out.rules.relations;
  out.first_relation.assign(out.problem.sessions().size() + 1, 0);
  for (const RelationTerm& term : relations) {
    ++out.first_relation[term.first.value + 1];
    ++out.first_relation[term.second.value + 1];
  }
  for (std::size_t i = 1; i < out.first_relation.size(); ++i) {
    out.first_relation[i] += out.first_relation[i - 1];
  }
  std::vector<std::uint32_t> next = out.first_relation;
  out.relation_items.resize(relations.size() * 2);
  for (const bool by_crew : {true, false}) {
    for (std::uint32_t i = 0; i < relations.size(); ++i) {
      if (relations[i].by_crew() != by_crew) continue;
      out.relation_items[next[relations[i].first.value]++] = i;
      out.relation_items[next[relations[i].second.value]++] = i;
    }
    if (by_crew) out.last_crew_relation = next;
  }
}

// Ranks flow against precedences and depths along them, until nothing changes.
void rank_sessions(Instance& out) {
  const std::size_t n = out.problem.sessions().size();
  out.rank = Table<SessionIndex, std::int32_t>(n);
  out.depth = Table<SessionIndex, std::int32_t>(n);
  for (auto s : all<SessionIndex>(n)) {
    out.rank[s] = static_cast<std::int32_t>(out.sessions[s].level.value);
  }
  bool changed = true;
  for (std::size_t pass = 0; changed && pass <= n; ++pass) {
    changed = false;
    for (const RelationTerm& term : out.rules.relations) {
      if (!std::holds_alternative<RelationTerm::Precedence>(term.price)) continue;
      if (out.rank[term.second] < out.rank[term.first]) {
        out.rank[term.first] = out.rank[term.second];
        changed = true;
      }
      if (out.depth[term.second] <= out.depth[term.first] &&
          out.depth[term.second] < static_cast<std::int32_t>(n)) {
        out.depth[term.second] = out.depth[term.first] + 1;
        changed = true;
      }
    }
  }
}

// A crew lowers what asks for an "at least", what it has in common with related sessions, and legs
// on its timelines; other relations it leaves as they are.
void settle_levels(Instance& out) {
  const auto& rules = out.rules;
  auto legs = static_cast<std::uint32_t>(rules.levels.size());
  for (const auto& term : rules.sequences) legs = std::min(legs, term.level.value);
  std::vector<std::uint32_t> by_set;
  for (const TermSet& set : out.terms) {
    std::uint32_t settled = legs;
    const auto look = [&](std::uint32_t i) {
      const auto& bounds = rules.ledgers[i].bounds;
      const bool lowers = std::any_of(bounds.begin(), bounds.end(), [](const auto& b) {
        return b.at_least > 0 || b.at_most < 0;
      });
      if (lowers) settled = std::min(settled, rules.ledgers[i].level.value);
    };
    for (std::uint32_t i : set.local_ledgers) {
      if (rules.ledgers[i].measure.by_heads()) look(i);
    }
    for (const auto* list :
         {&set.team_ledgers, &set.head_ledgers, &set.group_ledgers, &set.session_ledgers}) {
      for (std::uint32_t i : *list) look(i);
    }
    by_set.push_back(settled);
  }
  for (auto s : indices(out.sessions)) {
    std::uint32_t settled = by_set[out.sessions[s].terms];
    for (std::uint32_t i : out.crew_relations_of(s)) {
      settled = std::min(settled, rules.relations[i].level.value);
    }
    out.sessions[s].settled_levels = settled;
  }
}

void tabulate_kinds(Instance& out) {
  std::map<std::vector<std::int64_t>, std::uint32_t> known;
  for (auto head : indices(out.problem.heads())) {
    std::vector<std::int64_t> key;
    for (const auto& term : out.rules.ledgers) {
      if (term.owner == rule::LedgerTerm::Owner::group) key.push_back(term.slot_of[head.value]);
      if (!term.head_value.empty()) key.push_back(term.head_value[head]);
    }
    const auto next = static_cast<std::uint32_t>(known.size());
    out.head_kind.push_back(known.try_emplace(std::move(key), next).first->second);
  }
}

}  // namespace

Instance::Instance(const model::Problem& the_problem, const rule::RuleSet& the_rules)
    : problem(the_problem), rules(the_rules) {
  measure_time(*this);
  tabulate_periods(*this);
  tabulate_kinds(*this);
  tabulate_relations(*this);
  build_terms(*this);
  build_sessions(*this);
  rank_sessions(*this);
  settle_levels(*this);
}

// Most lists of starts have no holes.
const StartPoint* Instance::first_from(const Starts& list, std::int32_t minute) const {
  const std::int32_t begin = list.front().minute;
  const std::int32_t span = list.back().minute - begin;
  if (minute <= begin) return &list.front();
  if (minute > begin + span) return nullptr;
  if (span == quantum * static_cast<std::int32_t>(list.size() - 1)) {
    return &list[static_cast<std::size_t>((minute - begin + quantum - 1) / quantum)];
  }
  return &*std::partition_point(list.begin(), list.end(),
                                [&](const StartPoint& p) { return p.minute < minute; });
}

const StartPoint* Instance::last_until(const Starts& list, std::int32_t minute) const {
  const std::int32_t begin = list.front().minute;
  const std::int32_t span = list.back().minute - begin;
  if (minute < begin) return nullptr;
  if (minute >= begin + span) return &list.back();
  if (span == quantum * static_cast<std::int32_t>(list.size() - 1)) {
    return &list[static_cast<std::size_t>((minute - begin) / quantum)];
  }
  return &*(std::partition_point(list.begin(), list.end(),
                                 [&](const StartPoint& p) { return p.minute <= minute; }) -
            1);
}

std::int64_t Instance::home_cost(const rule::ChoiceTerm::HomePrice& price, TeamIndex team,
                                 HeadIndex head, SessionIndex session, VenueIndex venue) const {
  if (!price.teams[team]) return 0;
  const GridIndex home = problem.heads()[head].home;
  const PlaceIndex from =
      home.exists() ? model::Problem::place_of(home) : problem.teams()[team].base;
  const std::int64_t cost = price.cost(problem.travel().between(from, place_of(session, venue)));
  if (cost == 0 || !is_near(problem, head, session, venue)) return cost;
  return price.discounted(cost);
}

bool Instance::open(VenueIndex venue, std::int32_t duration, std::int32_t minute) const {
  for (const auto& [length, fit] : venue_fits[venue]) {
    if (length == duration) return fits[fit].test(quantum_of(minute));
  }
  return false;
}

}  // namespace muster::solve
