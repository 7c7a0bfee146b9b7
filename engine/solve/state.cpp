#include "solve/state.h"

#include <algorithm>

#include "base/check.h"
#include "solve/rooms.h"
#include "solve/state_change.h"

namespace muster::solve {

using rule::ChoiceTerm;
using rule::LedgerTerm;

namespace {

void tally_add(Tally* tally, rule::RuleIndex rule, std::int64_t cost) {
  if (tally != nullptr && rule.exists()) (*tally)[rule.value] += cost;
}

}  // namespace

State::State(const Instance& instance)
    : in_(instance),
      placed_(instance.sessions.size()),
      heads_(instance.problem.heads().size()),
      venues_(instance.problem.venues().size()) {
  for (const LedgerTerm& term : in_.rules.ledgers) {
    if (term.owner == LedgerTerm::Owner::session) {
      cells_.emplace_back();
      continue;
    }
    std::vector<std::int64_t> cells = term.initial;
    cells.resize(term.bounds.size() * static_cast<std::size_t>(term.periods), 0);
    cells_.push_back(std::move(cells));
  }
}

void State::Change::add(rule::RuleIndex rule, rule::LevelIndex level, std::int64_t cost) const {
  out.add(level, sign * cost);
  tally_add(tally, rule, sign * cost);
}

std::int64_t start_cost(const Instance& in, const ChoiceTerm& term, SessionIndex s,
                        std::int32_t minute, VenueIndex venue) {
  if (const auto* late = std::get_if<ChoiceTerm::LatePrice>(&term.price)) {
    const auto earliest = model::earliest_start(in.problem.sessions()[s]);
    return earliest ? late->cost(TimePoint{minute} - *earliest) : 0;
  }
  const auto& price = std::get<ChoiceTerm::StartPrice>(term.price);
  if (!price.holds_at(venue)) return 0;
  const Interval taken{{minute}, {minute + in.sessions[s].duration}};
  return price.preferred.contains(taken) ? 0 : price.outside;
}

State::Cells State::cells(const LedgerTerm& term, std::int32_t slot, StartPoint start,
                          std::int32_t minutes) const {
  if (term.slice <= Duration{0}) {
    const std::size_t one = cell(term, slot, start.day);
    return {one, one + 1};
  }
  if (minutes == 0) return {};
  const auto slices =
      term.slices({{start.minute}, {start.minute + minutes}}, in_.problem.calendar().horizon());
  const auto first = static_cast<std::size_t>(slot) * static_cast<std::size_t>(term.periods);
  return {first + static_cast<std::size_t>(slices.first),
          first + static_cast<std::size_t>(slices.last)};
}

void State::add_cell(const LedgerTerm& term, std::size_t slot, std::int64_t amount,
                     std::int64_t extra, Delta& out) {
  const LedgerTerm::Bounds& b = term.bounds[slot];
  const std::int64_t change = LedgerTerm::cost(b, amount + extra) - LedgerTerm::cost(b, amount);
  if (change == 0) return;
  out.score[term.level] += change;
  if (term.level.value == 0) out.broken += cell_broken(b, amount, extra);
}

std::int64_t State::cell_broken(const LedgerTerm::Bounds& bounds, std::int64_t amount,
                                std::int64_t extra) {
  LedgerTerm::Bounds over = bounds;
  over.at_least = INT64_MIN / 4;
  return LedgerTerm::cost(over, amount + extra) - LedgerTerm::cost(over, amount);
}

std::int32_t State::grid_slot(const LedgerTerm& term, SessionIndex s, VenueIndex venue) const {
  const GridIndex grid = in_.problem.served_grid(s, venue);
  return grid.exists() ? term.slot_of[grid.value] : -1;
}

Booking State::booking_of(SessionIndex s, const Placed& plan) const {
  return {plan.start.minute, plan.start.minute + in_.sessions[s].duration, plan.start.day, s,
          plan.place};
}

void State::count_priority(const Change& c) {
  const SessionView& view = in_.sessions[c.session];
  std::int64_t short_of = 0;
  std::uint32_t need_index = 0;
  for (const NeedView& need : in_.needs_of(view)) {
    const auto sent = std::count_if(c.plan.seats.begin(), c.plan.seats.end(),
                                    [&](const Seat& seat) { return seat.need == need_index; });
    short_of += std::max<std::int64_t>(0, need.want - sent);
    ++need_index;
  }
  c.out.add_reachable(view.level, -c.sign * view.weight);
  c.out.add_reachable(in_.rules.staffing, c.sign * (short_of - view.unserved_staffing));
}

void State::count_choices(const Change& c) {
  const auto& rules = in_.rules.choices;
  for (std::uint32_t i : c.terms.start_choices) {
    c.add(rules[i].rule, rules[i].level,
          start_cost(in_, rules[i], c.session, c.plan.start.minute, c.plan.venue));
  }
  for (std::uint32_t i : c.terms.venue_choices) {
    if (!c.plan.venue.exists()) continue;
    const auto& price = std::get<ChoiceTerm::VenuePrice>(rules[i].price);
    c.add(rules[i].rule, rules[i].level, price.cost[c.plan.venue]);
  }
  for (std::uint32_t i : c.terms.team_choices) {
    const auto& price = std::get<ChoiceTerm::TeamPrice>(rules[i].price);
    for (const Seat& seat : c.plan.seats) {
      c.add(rules[i].rule, rules[i].level, price.cost[seat.team]);
    }
  }
  for (std::uint32_t i : c.terms.base_choices) {
    const auto& price = std::get<ChoiceTerm::HomePrice>(rules[i].price);
    for (const Seat& seat : c.plan.seats) {
      c.add(rules[i].rule, rules[i].level, in_.base_cost(price, seat.team, c.plan.place));
    }
  }
  for (std::uint32_t i : c.terms.home_choices) {
    const auto& price = std::get<ChoiceTerm::HomePrice>(rules[i].price);
    for (const Seat& seat : c.plan.seats) {
      c.add(rules[i].rule, rules[i].level,
            in_.home_cost(price, seat.team, seat.head, c.session, c.plan.venue));
    }
  }
  for (std::uint32_t i : c.terms.head_choices) {
    const auto& price = std::get<ChoiceTerm::HeadPrice>(rules[i].price);
    for (const Seat& seat : c.plan.seats) {
      if (seat.need == price.need) c.add(rules[i].rule, rules[i].level, price.cost[seat.head]);
    }
  }
}

Delta State::place(SessionIndex s, const Placed& plan, Tally* tally) {
  MUSTER_ASSERT(!placed_[s].served, "a session is placed twice");
  Delta out;
  Placed& row = placed_[s];
  row = plan;
  row.served = true;
  const Change change{s, row, 1, in_.terms[in_.sessions[s].terms], out, tally};
  count_priority(change);
  count_choices(change);
  count_ledgers(change);
  count_relations(change);
  if (!in_.sessions[s].standing) book(s, row, out, tally);
  return out;
}

Delta State::remove(SessionIndex s, Tally* tally) {
  MUSTER_ASSERT(placed_[s].served, "an unserved session is removed");
  Delta out;
  Placed& row = placed_[s];
  const Change change{s, row, -1, in_.terms[in_.sessions[s].terms], out, tally};
  if (!in_.sessions[s].standing) unbook(s, row, out, tally);
  count_relations(change);
  count_ledgers(change);
  count_choices(change);
  count_priority(change);
  row.served = false;
  return out;
}

void State::book(SessionIndex s, const Placed& plan, Delta& out, Tally* tally) {
  const Booking booking = booking_of(s, plan);
  for (const Seat& seat : plan.seats) {
    HeadTimeline& line = heads_[seat.head];
    const std::size_t at = line.position(booking.start, s);
    const Booking* before = line.before(at);
    const Booking* after = line.at(at);
    add_leg(seat.head, before, after, -1, out, tally);
    add_leg(seat.head, before, &booking, 1, out, tally);
    add_leg(seat.head, &booking, after, 1, out, tally);
    line.insert(booking);
    if (plan.forced) line.crowded = true;
  }
  if (!plan.venue.exists()) return;
  price_rooms(s, plan, 1, out, tally);
  venues_[plan.venue].insert(booking.start, booking.end, s);
}

// While the session is not on the venue's timeline.
void State::price_rooms(SessionIndex s, const Placed& plan, std::int64_t sign, Delta& out,
                        Tally* tally) const {
  const Rooms rooms(in_, venues_[plan.venue], plan.venue);
  for (std::uint32_t i : in_.room_terms[plan.venue]) {
    const rule::RoomTerm& term = in_.rules.rooms[i];
    const std::int64_t cost = sign * rooms.cost(term, {s, plan.start.minute});
    out.add(term.level, cost);
    tally_add(tally, term.rule, cost);
  }
}

void State::unbook(SessionIndex s, const Placed& plan, Delta& out, Tally* tally) {
  const Booking booking = booking_of(s, plan);
  for (const Seat& seat : plan.seats) {
    HeadTimeline& line = heads_[seat.head];
    line.erase(booking.start, s);
    const std::size_t at = line.position(booking.start, s);
    const Booking* before = line.before(at);
    const Booking* after = line.at(at);
    add_leg(seat.head, before, &booking, -1, out, tally);
    add_leg(seat.head, &booking, after, -1, out, tally);
    add_leg(seat.head, before, after, 1, out, tally);
  }
  if (!plan.venue.exists()) return;
  venues_[plan.venue].erase(booking.start, s);
  price_rooms(s, plan, -1, out, tally);
}

model::Placement placement_of(const Placed& row) {
  model::Placement placement{TimePoint{row.start.minute}, row.venue, {}};
  for (const Seat& seat : row.seats) {
    auto& crews = placement.crews;
    const auto crew = std::find_if(crews.begin(), crews.end(), [&](const model::Crew& c) {
      return c.need == seat.need && c.team == seat.team;
    });
    if (crew == crews.end()) {
      crews.push_back({seat.need, seat.team, {seat.head}});
    } else {
      crew->heads.push_back(seat.head);
    }
  }
  std::sort(placement.crews.begin(), placement.crews.end(),
            [](const model::Crew& a, const model::Crew& b) {
              return std::tie(a.need, a.team) < std::tie(b.need, b.team);
            });
  for (model::Crew& crew : placement.crews) std::sort(crew.heads.begin(), crew.heads.end());
  return placement;
}

model::Solution State::solution() const {
  model::Solution out;
  out.placements.resize(placed_.size());
  for (auto s : indices(placed_)) {
    if (placed_[s].served) out.placements[s] = placement_of(placed_[s]);
  }
  return out;
}

}  // namespace muster::solve
