#include "rule/evaluate.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "rule/count_ledger.h"

namespace muster::rule {

namespace {

using model::Crew;
using model::GridIndex;
using model::HeadIndex;
using model::PlaceIndex;
using model::Placement;
using model::Problem;
using model::SessionIndex;
using model::Solution;
using model::Task;
using model::TeamIndex;

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

// One session on a head's timeline.
struct Booking {
  HeadIndex head;
  TimePoint start;
  SessionIndex session;
  TimePoint end;
  PlaceIndex place;
  int day = 0;
  friend bool operator<(const Booking& a, const Booking& b) {
    return std::tie(a.head, a.start, a.session) < std::tie(b.head, b.start, b.session);
  }
};

class Evaluator {
 public:
  Evaluator(const Problem& problem, const RuleSet& rules, const Solution& solution)
      : problem_(problem), rules_(rules), solution_(solution) {
    out_.by_rule.resize(rules.rules.size());
  }

  Evaluation run() {
    for (SessionIndex session : indices(problem_.sessions())) price_session(session);
    for (const ChoiceTerm& term : rules_.choices) price_choice(term);
    if (!rules_.sequences.empty()) price_sequences();
    for (const RoomTerm& term : rules_.rooms) price_rooms(term);
    for (const LedgerTerm& term : rules_.ledgers) {
      charge(term, count_ledger(problem_, term, solution_));
    }
    for (const RelationTerm& term : rules_.relations) charge(term, relation_cost(term));
    return std::move(out_);
  }

 private:
  template <class Term>
  void charge(const Term& term, std::int64_t cost) {
    out_.total[term.level] += cost;
    if (term.rule.exists()) out_.by_rule[term.rule] += cost;
  }
  const Placement* placed(SessionIndex session) const {
    const auto& placement = solution_.placements[session];
    return placement ? &*placement : nullptr;
  }
  PlaceIndex place_of(SessionIndex session, const Placement& placement) const {
    return problem_.place_of(session, placement.venue);
  }
  TimePoint end_of(SessionIndex session, const Placement& placement) const {
    return placement.start + problem_.sessions()[session].duration;
  }
  std::int64_t travel(PlaceIndex from, PlaceIndex to) const {
    return problem_.travel().between(from, to).minutes;
  }

  void price_session(SessionIndex session);
  void price_choice(const ChoiceTerm&);
  std::int64_t choice_cost(const ChoiceTerm&, SessionIndex, const Placement&) const;
  std::int64_t home_cost(const ChoiceTerm::HomePrice&, TeamIndex, HeadIndex, SessionIndex,
                         const Placement&) const;
  std::vector<Booking> timelines() const;
  void price_sequences();
  void price_rooms(const RoomTerm&);
  std::int64_t before_first(const SequenceTerm&, const Booking&) const;
  std::int64_t after_last(const SequenceTerm&, const Booking&) const;
  std::int64_t between(const SequenceTerm&, const Booking&, const Booking&) const;
  std::int64_t relation_cost(const RelationTerm&) const;
  bool too_close(const RelationTerm::Apart&, const RelationTerm&, const Placement&,
                 const Placement&) const;
  std::int64_t missing_in_common(const Placement&, const Placement&) const;

  const Problem& problem_;
  const RuleSet& rules_;
  const Solution& solution_;
  Evaluation out_;
};

void Evaluator::price_session(SessionIndex session) {
  const Task& task = problem_.task_of(session);
  const Placement* placement = placed(session);
  std::int64_t& staffing = out_.total[rules_.staffing];
  if (placement == nullptr) {
    out_.total[rules_.level_of(static_cast<int>(task.priority))] += task.weight;
    for (const model::Need& need : task.needs) staffing += need.people.want - need.people.min;
    return;
  }
  for (std::size_t i = 0; i < task.needs.size(); ++i) {
    std::int64_t heads = 0;
    for (const Crew& crew : placement->crews) {
      if (crew.need == i) heads += static_cast<std::int64_t>(crew.heads.size());
    }
    staffing += std::max<std::int64_t>(0, task.needs[i].people.want - heads);
  }
}

std::int64_t team_cost(const ChoiceTerm::TeamPrice& price, const Placement& placement) {
  std::int64_t cost = 0;
  for (const Crew& crew : placement.crews) {
    cost += price.cost[crew.team] * static_cast<std::int64_t>(crew.heads.size());
  }
  return cost;
}

std::int64_t head_cost(const ChoiceTerm::HeadPrice& price, const Placement& placement) {
  std::int64_t cost = 0;
  for (const Crew& crew : placement.crews) {
    if (crew.need != price.need) continue;
    for (HeadIndex head : crew.heads) cost += price.cost[head];
  }
  return cost;
}

void Evaluator::price_choice(const ChoiceTerm& term) {
  std::int64_t cost = 0;
  for (SessionIndex session : indices(term.sessions)) {
    if (!term.sessions[session]) continue;
    if (const Placement* placement = placed(session))
      cost += choice_cost(term, session, *placement);
  }
  charge(term, cost);
}

std::int64_t Evaluator::choice_cost(const ChoiceTerm& term, SessionIndex session,
                                    const Placement& placement) const {
  return std::visit(
      Overloaded{[&](const ChoiceTerm::StartPrice& price) -> std::int64_t {
                   const Interval taken{placement.start, end_of(session, placement)};
                   const bool good = price.preferred.contains(taken);
                   return good || !price.holds_at(placement.venue) ? 0 : price.outside;
                 },
                 [&](const ChoiceTerm::LatePrice& price) -> std::int64_t {
                   const auto earliest = model::earliest_start(problem_.sessions()[session]);
                   return earliest ? price.cost(placement.start - *earliest) : 0;
                 },
                 [&](const ChoiceTerm::VenuePrice& price) -> std::int64_t {
                   return placement.venue.exists() ? price.cost[placement.venue] : 0;
                 },
                 [&](const ChoiceTerm::TeamPrice& price) { return team_cost(price, placement); },
                 [&](const ChoiceTerm::HomePrice& price) {
                   std::int64_t cost = 0;
                   for (const Crew& crew : placement.crews) {
                     if (!price.teams[crew.team]) continue;
                     for (HeadIndex head : crew.heads) {
                       cost += home_cost(price, crew.team, head, session, placement);
                     }
                   }
                   return cost;
                 },
                 [&](const ChoiceTerm::HeadPrice& price) { return head_cost(price, placement); }},
      term.price);
}

std::int64_t Evaluator::home_cost(const ChoiceTerm::HomePrice& price, TeamIndex team,
                                  HeadIndex head, SessionIndex session,
                                  const Placement& placement) const {
  PlaceIndex from = problem_.teams()[team].base;
  const GridIndex home = problem_.heads()[head].home;
  if (price.homes && home.exists()) from = Problem::place_of(home);
  const std::int64_t cost =
      price.cost(problem_.travel().between(from, place_of(session, placement)));
  const bool near = price.homes && is_near(problem_, head, session, placement.venue);
  return near ? price.discounted(cost) : cost;
}

std::vector<Booking> Evaluator::timelines() const {
  std::vector<Booking> bookings;
  for (SessionIndex session : indices(problem_.sessions())) {
    const Placement* placement = placed(session);
    if (placement == nullptr || problem_.task_of(session).standing) continue;
    const Booking booking{{},
                          placement->start,
                          session,
                          end_of(session, *placement),
                          place_of(session, *placement),
                          problem_.calendar().day_of(placement->start)};
    for (const Crew& crew : placement->crews) {
      for (HeadIndex head : crew.heads) {
        bookings.push_back(booking);
        bookings.back().head = head;
      }
    }
  }
  std::sort(bookings.begin(), bookings.end());
  const auto same = [](const Booking& a, const Booking& b) {
    return a.head == b.head && a.session == b.session;
  };
  bookings.erase(std::unique(bookings.begin(), bookings.end(), same), bookings.end());
  return bookings;
}

void Evaluator::price_sequences() {
  const std::vector<Booking> bookings = timelines();
  for (const SequenceTerm& term : rules_.sequences) {
    std::int64_t cost = 0;
    for (std::size_t i = 0; i < bookings.size(); ++i) {
      const Booking& here = bookings[i];
      if (!term.heads[here.head]) continue;
      const bool first = i == 0 || bookings[i - 1].head != here.head;
      const bool last = i + 1 == bookings.size() || bookings[i + 1].head != here.head;
      cost += first ? before_first(term, here) : between(term, bookings[i - 1], here);
      if (last) cost += after_last(term, here);
    }
    charge(term, cost);
  }
}

std::int64_t leg_cost(const SequenceTerm::TravelPrice& price, std::int64_t travel_minutes) {
  return price.weight * std::max<std::int64_t>(0, travel_minutes - price.free.minutes);
}

std::int64_t Evaluator::before_first(const SequenceTerm& term, const Booking& here) const {
  const auto* price = std::get_if<SequenceTerm::TravelPrice>(&term.price);
  if (price == nullptr || !term.sessions[here.session]) return 0;
  return leg_cost(*price, travel(problem_.heads()[here.head].base, here.place));
}

std::int64_t Evaluator::after_last(const SequenceTerm& term, const Booking& here) const {
  const auto* price = std::get_if<SequenceTerm::TravelPrice>(&term.price);
  if (price == nullptr || !term.sessions[here.session]) return 0;
  return leg_cost(*price, travel(here.place, problem_.heads()[here.head].base));
}

std::int64_t Evaluator::between(const SequenceTerm& term, const Booking& before,
                                const Booking& here) const {
  if (!term.sessions[before.session] || !term.sessions[here.session]) return 0;
  if (const auto* price = std::get_if<SequenceTerm::TravelPrice>(&term.price)) {
    if (before.day == here.day) return leg_cost(*price, travel(before.place, here.place));
    return after_last(term, before) + before_first(term, here);
  }
  const auto& price = std::get<SequenceTerm::GapPrice>(term.price);
  if (price.nights_only && before.day == here.day) return 0;
  return here.start - before.end < price.min_gap ? price.weight : 0;
}

void Evaluator::price_rooms(const RoomTerm& term) {
  struct Stay {
    model::VenueIndex venue;
    Interval hold;
    SessionIndex session;
    bool before(const Stay& b) const {
      return std::tie(venue, hold.from, session) < std::tie(b.venue, b.hold.from, b.session);
    }
  };
  std::vector<Stay> stays;
  for (SessionIndex session : indices(problem_.sessions())) {
    const Placement* placement = placed(session);
    if (placement == nullptr || !placement->venue.exists() || !term.venues[placement->venue])
      continue;
    const Interval taken{placement->start, end_of(session, *placement)};
    stays.push_back({placement->venue, term.hold(session, taken), session});
  }
  std::sort(stays.begin(), stays.end(), [](const Stay& a, const Stay& b) { return a.before(b); });
  std::vector<Stay> held;  // that may not have ended
  std::int64_t troubled = 0;
  for (const Stay& stay : stays) {
    std::erase_if(held, [&](const Stay& other) {
      return other.venue != stay.venue || other.hold.until <= stay.hold.from;
    });
    const auto rooms = static_cast<std::size_t>(problem_.venues()[stay.venue].rooms);
    troubled += held.size() >= rooms;
    held.push_back(stay);
  }
  charge(term, term.weight * troubled);
}

std::int64_t Evaluator::relation_cost(const RelationTerm& term) const {
  const Placement* first = placed(term.first);
  const Placement* second = placed(term.second);
  if (const auto* price = std::get_if<RelationTerm::Precedence>(&term.price)) {
    if (second == nullptr) return 0;
    return first == nullptr || second->start < end_of(term.first, *first) + price->lag ? 1 : 0;
  }
  if (first == nullptr || second == nullptr) return 0;
  if (const auto* price = std::get_if<RelationTerm::SamePeople>(&term.price)) {
    return price->weight * missing_in_common(*first, *second);
  }
  if (const auto* price = std::get_if<RelationTerm::Apart>(&term.price)) {
    return too_close(*price, term, *first, *second) ? price->weight : 0;
  }
  if (const auto* price = std::get_if<RelationTerm::SameVenue>(&term.price)) {
    const bool both = first->venue.exists() && second->venue.exists();
    return both && first->venue != second->venue ? price->weight : 0;
  }
  for (const Crew& a : first->crews) {
    for (const Crew& b : second->crews) {
      if (a.team == b.team) return 0;
    }
  }
  return std::get<RelationTerm::SameTeam>(term.price).weight;
}

bool Evaluator::too_close(const RelationTerm::Apart& price, const RelationTerm& term,
                          const Placement& first, const Placement& second) const {
  if (price.same_grid) {
    const auto grid = problem_.served_grid(term.first, first.venue);
    if (!grid.exists() || grid != problem_.served_grid(term.second, second.venue)) return false;
  }
  if (price.days > 0) {
    const auto day = [&](const Placement& p) { return problem_.calendar().day_of(p.start); };
    return std::abs(day(first) - day(second)) < price.days;
  }
  return first.start < end_of(term.second, second) + price.gap &&
         second.start < end_of(term.first, first) + price.gap;
}

std::int64_t Evaluator::missing_in_common(const Placement& first, const Placement& second) const {
  const auto heads_in = [](const Placement& placement) {
    std::vector<HeadIndex> heads;
    for (const Crew& crew : placement.crews) {
      heads.insert(heads.end(), crew.heads.begin(), crew.heads.end());
    }
    std::sort(heads.begin(), heads.end());
    heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
    return heads;
  };
  const auto a = heads_in(first);
  const auto b = heads_in(second);
  std::vector<HeadIndex> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return static_cast<std::int64_t>(std::min(a.size(), b.size()) - common.size());
}

}  // namespace

Evaluation evaluate(const Problem& problem, const RuleSet& rules, const Solution& solution) {
  return Evaluator(problem, rules, solution).run();
}

}  // namespace muster::rule
