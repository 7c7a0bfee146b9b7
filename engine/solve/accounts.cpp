// Ledger, relation and sequence terms of a State, change by change.
#include <algorithm>
#include <cstdlib>
#include <variant>

#include "solve/state.h"
#include "solve/state_change.h"

namespace muster::solve {

using rule::LedgerTerm;
using rule::RelationTerm;
using rule::SequenceTerm;

namespace {

std::int64_t travel_cost(const SequenceTerm::TravelPrice& price, std::int32_t minutes) {
  return price.weight * std::max(0, minutes - price.free.minutes);
}

}  // namespace

std::int64_t head_amount(const Instance& in, const LedgerTerm& term, SessionIndex s,
                         std::int32_t start, VenueIndex venue, HeadIndex head) {
  if (term.keeps_before()) return term.as_before(s, TimePoint{start}, venue, head);
  return measured(term.measure, 1, in.sessions[s]);
}

void State::enter(const Change& c, std::uint32_t ledger, std::int32_t slot, std::int64_t amount) {
  if (slot < 0 || amount == 0) return;
  const LedgerTerm& term = in_.rules.ledgers[ledger];
  const Cells where = cells(term, slot, c.plan.start, in_.sessions[c.session].duration);
  Delta change;
  for (std::size_t at = where.first; at < where.last; ++at) {
    std::int64_t& kept = cells_[ledger][at];
    add_cell(term, static_cast<std::size_t>(slot), kept, c.sign * amount, change);
    kept += c.sign * amount;
  }
  c.out += change;
  if (c.tally != nullptr) (*c.tally)[term.rule.value] += change.score[term.level];
}

void State::count_ledgers(const Change& c) {
  const SessionView& view = in_.sessions[c.session];
  const auto n_heads = static_cast<std::int64_t>(c.plan.seats.size());
  for (std::uint32_t i : c.terms.local_ledgers) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    const std::int64_t amount = term.measure.once(view.duration, view.households) +
                                n_heads * term.measure.each(view.duration);
    const bool zone = term.owner == LedgerTerm::Owner::zone;
    enter(c, i, zone ? term.slot_of[0] : grid_slot(term, c.session, c.plan.venue), amount);
  }
  for (std::uint32_t i : c.terms.head_ledgers) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    for (const Seat& seat : c.plan.seats) {
      enter(c, i, term.slot_of[seat.head.value],
            head_amount(in_, term, c.session, c.plan.start.minute, c.plan.venue, seat.head));
    }
  }
  if (!c.terms.team_ledgers.empty()) count_team_ledgers(c);
  if (!c.terms.group_ledgers.empty()) count_group_ledgers(c);
  if (!c.terms.session_ledgers.empty()) count_session_ledgers(c);
}

void State::count_team_ledgers(const Change& c) {
  const SessionView& view = in_.sessions[c.session];
  for (auto seat = c.plan.seats.begin(); seat != c.plan.seats.end();) {
    const TeamIndex team = seat->team;
    std::int64_t heads = 0;
    for (; seat != c.plan.seats.end() && seat->team == team; ++seat) ++heads;
    for (std::uint32_t i : c.terms.team_ledgers) {
      const LedgerTerm& term = in_.rules.ledgers[i];
      enter(c, i, term.slot_of[team.value], measured(term.measure, heads, view));
    }
  }
}

void State::count_group_ledgers(const Change& c) {
  const SessionView& view = in_.sessions[c.session];
  for (std::uint32_t i : c.terms.group_ledgers) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    for (const Seat& seat : c.plan.seats) {
      enter(c, i, term.slot_of[seat.head.value], measured(term.measure, 1, view));
    }
  }
}

void State::count_session_ledgers(const Change& c) {
  for (std::uint32_t i : c.terms.session_ledgers) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    const std::int32_t slot = term.slot_of[c.session.value];
    if (slot < 0) continue;
    std::int64_t amount = 0;
    for (const Seat& seat : c.plan.seats) amount += term.value(seat.team, seat.head);
    c.add(term.rule, term.level,
          LedgerTerm::cost(term.bounds[static_cast<std::size_t>(slot)], amount));
  }
}

bool precedence_broken(const Instance& in, const RelationTerm& term, const Placed& first,
                       const Placed& second) {
  if (!second.served) return false;
  if (!first.served) return true;
  const auto lag = std::get<RelationTerm::Precedence>(term.price).lag;
  const std::int32_t earliest = first.start.minute + in.sessions[term.first].duration + lag.minutes;
  return second.start.minute < earliest;
}

Placed served_at(StartPoint start, VenueIndex venue, PlaceIndex place) {
  Placed plan;
  plan.served = true;
  plan.start = start;
  plan.venue = venue;
  plan.place = place;
  return plan;
}

namespace {

bool too_close(const Instance& in, const RelationTerm& term, const RelationTerm::Apart& price,
               const Placed& first, const Placed& second) {
  if (price.days > 0) {
    if (std::abs(first.start.day - second.start.day) >= price.days) return false;
  } else {
    const auto end = [&](SessionIndex s, const Placed& plan) {
      return plan.start.minute + in.sessions[s].duration + price.gap.minutes;
    };
    if (first.start.minute >= end(term.second, second)) return false;
    if (second.start.minute >= end(term.first, first)) return false;
  }
  if (!price.same_grid) return true;
  const GridIndex grid = in.problem.served_grid(term.first, first.venue);
  return grid.exists() && grid == in.problem.served_grid(term.second, second.venue);
}

}  // namespace

std::int64_t relation_cost(const Instance& in, const RelationTerm& term, const Placed& first,
                           const Placed& second) {
  if (const auto* apart = std::get_if<RelationTerm::Apart>(&term.price)) {
    return too_close(in, term, *apart, first, second) ? apart->weight : 0;
  }
  if (const auto* same = std::get_if<RelationTerm::SameVenue>(&term.price)) {
    const bool both = first.venue.exists() && second.venue.exists();
    return both && first.venue != second.venue ? same->weight : 0;
  }
  if (const auto* same = std::get_if<RelationTerm::SameTeam>(&term.price)) {
    for (const Seat& a : first.seats) {
      for (const Seat& b : second.seats) {
        if (a.team == b.team) return 0;
      }
    }
    return same->weight;
  }
  if (const auto* same = std::get_if<RelationTerm::SamePeople>(&term.price)) {
    std::int64_t common = 0;
    for (const Seat& a : first.seats) {
      for (const Seat& b : second.seats) common += a.head == b.head;
    }
    const auto fewer = std::min(first.seats.size(), second.seats.size());
    return same->weight * (static_cast<std::int64_t>(fewer) - common);
  }
  return 0;
}

void State::count_relations(const Change& c) {
  for (std::uint32_t i : in_.relations_of(c.session)) {
    const RelationTerm& term = in_.rules.relations[i];
    const Placed& first = placed_[term.first];
    const Placed& second = placed_[term.second];
    if (std::holds_alternative<RelationTerm::Precedence>(term.price)) {
      const bool without = c.session == term.first && second.served;
      const std::int64_t broken = precedence_broken(in_, term, first, second) - without;
      c.add(term.rule, term.level, broken);
      if (!in_.forcible(term.first, term.second)) c.out.unforced += c.sign * broken;
    } else if (first.served && second.served) {
      c.add(term.rule, term.level, relation_cost(in_, term, first, second));
    }
  }
}

std::vector<SessionIndex> State::forbidden_beside(SessionIndex s, const Placed& plan) const {
  std::vector<SessionIndex> out;
  const auto crew = in_.crew_relations_of(s).size();
  for (std::uint32_t i : in_.relations_of(s).subspan(crew)) {
    const RelationTerm& term = in_.rules.relations[i];
    if (term.level != rule::Levels::hard()) continue;
    const bool is_first = term.first == s;
    const SessionIndex other = is_first ? term.second : term.first;
    if (!placed_[other].served) continue;
    const Placed& first = is_first ? plan : placed_[other];
    const Placed& second = is_first ? placed_[other] : plan;
    if (relation_cost(in_, term, first, second) > 0) out.push_back(other);
  }
  return out;
}

void State::add_leg(HeadIndex head, const Booking* first, const Booking* second, std::int64_t sign,
                    Delta& out, Tally* tally) const {
  if (first == nullptr && second == nullptr) return;
  const bool both = first != nullptr && second != nullptr;
  if (both) {
    const std::int32_t ready = first->end + in_.travel(first->place, second->place);
    if (second->start < ready) {
      out.broken += sign;
      if (!in_.forcible(first->session, second->session)) out.unforced += sign;
    }
  }
  const PlaceIndex base = in_.head_base[head];
  const auto sequences = [&](SessionIndex s, std::size_t w) {
    return in_.session_sequences[s.value * in_.sequence_words + w];
  };
  for (std::size_t w = 0; w < in_.sequence_words; ++w) {
    std::uint64_t mask = in_.head_sequences[head.value * in_.sequence_words + w];
    if (first != nullptr) mask &= sequences(first->session, w);
    if (second != nullptr) mask &= sequences(second->session, w);
    for (; mask != 0; mask &= mask - 1) {
      const auto& term =
          in_.rules.sequences[w * 64 + static_cast<std::size_t>(__builtin_ctzll(mask))];
      std::int64_t cost = 0;
      if (const auto* price = std::get_if<SequenceTerm::TravelPrice>(&term.price)) {
        if (both && first->day == second->day) {
          cost = travel_cost(*price, in_.travel(first->place, second->place));
        } else {
          if (first != nullptr) cost += travel_cost(*price, in_.travel(first->place, base));
          if (second != nullptr) cost += travel_cost(*price, in_.travel(base, second->place));
        }
      } else if (both) {
        const auto& gap = std::get<SequenceTerm::GapPrice>(term.price);
        const bool counts = !gap.nights_only || first->day != second->day;
        if (counts && second->start - first->end < gap.min_gap.minutes) cost = gap.weight;
      }
      out.add(term.level, sign * cost);
      if (tally != nullptr) (*tally)[term.rule.value] += sign * cost;
    }
  }
}

}  // namespace muster::solve
