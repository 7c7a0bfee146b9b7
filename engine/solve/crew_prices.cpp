// What a spot, a team and a head cost, counted from the accounts without changing them.
#include <algorithm>
#include <variant>

#include "solve/crews.h"
#include "solve/rooms.h"

namespace muster::solve {

using rule::ChoiceTerm;
using rule::LedgerTerm;
using rule::RelationTerm;

namespace {

bool sends(const Placed& plan, TeamIndex team) {
  return std::any_of(plan.seats.begin(), plan.seats.end(),
                     [&](const Seat& seat) { return seat.team == team; });
}

bool seats(const Placed& plan, HeadIndex head) {
  return std::any_of(plan.seats.begin(), plan.seats.end(),
                     [&](const Seat& seat) { return seat.head == head; });
}

void add_relations(const State& state, const Spot& spot, Delta& out) {
  const Instance& in = state.instance();
  const Placed here = served_at(spot.start, spot.venue, spot.place);
  for (std::uint32_t i : in.relations_of(spot.session)) {
    const RelationTerm& term = in.rules.relations[i];
    const bool is_first = term.first == spot.session;
    const Placed& other = state.placed(is_first ? term.second : term.first);
    const Placed& first = is_first ? here : other;
    const Placed& second = is_first ? other : here;
    if (std::holds_alternative<RelationTerm::Precedence>(term.price)) {
      const bool without = is_first && other.served;
      const std::int64_t broken = precedence_broken(in, term, first, second) - without;
      out.add(term.level, broken);
      if (!in.forcible(term.first, term.second)) out.unforced += broken;
    } else if (other.served) {
      out.add(term.level, relation_cost(in, term, first, second));
    }
  }
}

}  // namespace

Delta Crews::base_price(const Spot& spot) const {
  const SessionView& view = in_.sessions[spot.session];
  const TermSet& terms = in_.terms[view.terms];
  Delta out;
  out.add_reachable(view.level, -view.weight);
  std::int64_t want = 0;
  for (const NeedView& need : in_.needs_of(view)) want += need.want;
  out.add_reachable(in_.rules.staffing, want - view.unserved_staffing);
  for (std::uint32_t i : terms.start_choices) {
    const ChoiceTerm& term = in_.rules.choices[i];
    out.add(term.level, start_cost(in_, term, spot.session, spot.start.minute, spot.venue));
  }
  for (std::uint32_t i : terms.venue_choices) {
    const ChoiceTerm& term = in_.rules.choices[i];
    if (!spot.venue.exists()) continue;
    out.add(term.level, std::get<ChoiceTerm::VenuePrice>(term.price).cost[spot.venue]);
  }
  for (std::uint32_t i : terms.local_ledgers) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    const std::int64_t amount = term.measure.once(view.duration, view.households);
    if (amount == 0) continue;
    const bool zone = term.owner == LedgerTerm::Owner::zone;
    const auto slot = zone ? term.slot_of[0] : state_.grid_slot(term, spot.session, spot.venue);
    if (slot < 0) continue;
    State::add_cell(term, static_cast<std::size_t>(slot),
                    state_.amount(i, state_.cell(term, slot, spot.start.day)), amount, out);
  }
  for (std::uint32_t i : terms.session_ledgers) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    const std::int32_t slot = term.slot_of[spot.session.value];
    if (slot < 0) continue;
    out.add(term.level, LedgerTerm::cost(term.bounds[static_cast<std::size_t>(slot)], 0));
  }
  add_relations(state_, spot, out);
  if (spot.venue.exists() && !in_.room_terms[spot.venue].empty()) {
    const Rooms rooms(in_, state_.timeline(spot.venue), spot.venue);
    for (std::uint32_t i : in_.room_terms[spot.venue]) {
      const rule::RoomTerm& term = in_.rules.rooms[i];
      out.add(term.level, rooms.cost(term, {spot.session, spot.start.minute}));
    }
  }
  return out;
}

// False when its hours are used up.
bool Crews::price_ledgers(HeadIndex head, HeadPrice& out) const {
  for (const HeadLedger& ledger : head_ledgers_) {
    const std::int32_t slot = ledger.slot_of[head.value];
    if (slot < 0) continue;
    const auto at = static_cast<std::size_t>(slot);
    const std::int64_t amount =
        ledger.cells[at * ledger.periods + static_cast<std::size_t>(ledger.period)];
    const LedgerTerm::Bounds& bounds = ledger.bounds[at];
    std::int64_t extra = ledger.extra;
    if (ledger.by_head != nullptr) {
      extra =
          head_amount(in_, *ledger.by_head, spot_.session, spot_.start.minute, spot_.venue, head);
    }
    out.cost[ledger.slot] +=
        LedgerTerm::cost(bounds, amount + extra) - LedgerTerm::cost(bounds, amount);
    if (!ledger.hard) continue;
    out.broken += State::cell_broken(bounds, amount, extra);
    if (out.broken > 0) return false;
  }
  return true;
}

// False when it may not come from so far.
bool Crews::price_homes(TeamIndex team, HeadIndex head, const Spot& spot, HeadPrice& out) const {
  for (std::uint32_t i : terms_->home_choices) {
    const ChoiceTerm& term = in_.rules.choices[i];
    const std::int64_t cost = in_.home_cost(std::get<ChoiceTerm::HomePrice>(term.price), team, head,
                                            spot.session, spot.venue);
    out.cost[in_.head_slots[term.level.value]] += cost;
    if (term.level.value == 0) out.broken += cost;
    if (out.broken > 0) return false;
  }
  return true;
}

// False where a hard rule wants others for the need.
bool Crews::price_choices(HeadIndex head, HeadPrice& out) const {
  for (std::uint32_t i : terms_->head_choices) {
    const ChoiceTerm& term = in_.rules.choices[i];
    const auto& price = std::get<ChoiceTerm::HeadPrice>(term.price);
    if (price.need != need_) continue;
    out.cost[in_.head_slots[term.level.value]] += price.cost[head];
    if (term.level.value == 0) out.broken += price.cost[head];
  }
  return out.broken <= 0;
}

void Crews::approach(const Spot& spot) {
  begin(spot, nullptr);
  list_head_ledgers();
  uniform_ = uniform_price(Demand{});
}

bool Crews::price_between(const Spot& spot, TeamIndex team, HeadIndex head, const Booking* before,
                          const Booking* after, Delta& out) {
  if (spot.start.day != spot_.start.day || terms_->by_kind) approach(spot);
  spot_.start = spot.start;
  trial_.reset(in_.head_levels.size());
  if (!price_ledgers(head, trial_) || !price_homes(team, head, spot, trial_) ||
      !price_choices(head, trial_)) {
    return false;
  }
  const Booking here{spot.start.minute, spot.start.minute + view_->duration, spot.start.day,
                     spot.session, spot.place};
  state_.price_stop(head, before, here, after, trial_);
  out = team_price(team, head);
  out += uniform_;
  out.broken += trial_.broken;
  for (std::size_t i = 0; i < in_.head_levels.size(); ++i) {
    out.score[in_.head_levels[i]] += trial_.cost[i];
  }
  return out.broken <= 0;
}

// False when the head is not free there.
bool Crews::price_head(TeamIndex team, HeadIndex head, HeadPrice& out) const {
  if (used_[head] || !territory_.holds(head)) return false;
  if (limits_ != nullptr && !limits_->absent.empty()) {
    const auto& absent = limits_->absent;
    if (std::find(absent.begin(), absent.end(), head) != absent.end()) return false;
  }
  out.reset(in_.head_levels.size());
  if (!price_ledgers(head, out) || !price_homes(team, head, spot_, out) ||
      !price_choices(head, out)) {
    return false;
  }
  if (!view_->standing) {
    const Booking booking{spot_.start.minute, spot_.start.minute + view_->duration, spot_.start.day,
                          spot_.session, spot_.place};
    if (!state_.add_stop(head, booking, out)) return false;
  }
  for (std::uint32_t i : in_.crew_relations_of(spot_.session)) {
    const RelationTerm& term = in_.rules.relations[i];
    const auto* same = std::get_if<RelationTerm::SamePeople>(&term.price);
    if (same == nullptr) continue;
    const Placed& other = state_.placed(term.first == spot_.session ? term.second : term.first);
    if (!other.served || !seats(other, head)) continue;
    out.cost[in_.head_slots[term.level.value]] -= same->weight;
    if (term.level.value == 0) out.broken -= same->weight;
  }
  return true;
}

// What one more head of a group adds to the cells that its slot has at the spot.
void Crews::price_group(const LedgerTerm& term, std::uint32_t ledger, HeadIndex like,
                        Delta& out) const {
  const std::int32_t slot = term.slot_of[like.value];
  if (slot < 0) return;
  const auto same = std::count_if(seats_.begin(), seats_.end(), [&](const Seat& seat) {
    return term.slot_of[seat.head.value] == slot;
  });
  const std::int64_t one = measured(term.measure, 1, *view_);
  const auto cells = state_.cells(term, slot, spot_.start, view_->duration);
  for (std::size_t at = cells.first; at < cells.last; ++at) {
    State::add_cell(term, static_cast<std::size_t>(slot), state_.amount(ledger, at) + same * one,
                    one, out);
  }
}

// What one more head of the team adds, whoever it is of the same kind as `like`.
Delta Crews::team_price(TeamIndex team, HeadIndex like) const {
  Delta out;
  for (std::uint32_t i : terms_->team_choices) {
    const ChoiceTerm& term = in_.rules.choices[i];
    out.add(term.level, std::get<ChoiceTerm::TeamPrice>(term.price).cost[team]);
  }
  for (std::uint32_t i : terms_->base_choices) {
    const ChoiceTerm& term = in_.rules.choices[i];
    out.add(term.level,
            in_.base_cost(std::get<ChoiceTerm::HomePrice>(term.price), team, spot_.place));
  }
  for (std::uint32_t i : terms_->team_ledgers) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    const std::int32_t slot = term.slot_of[team.value];
    if (slot < 0) continue;
    const std::int64_t before = measured(term.measure, team_heads_[team], *view_);
    const std::int64_t after = measured(term.measure, team_heads_[team] + 1, *view_);
    State::add_cell(term, static_cast<std::size_t>(slot),
                    state_.amount(i, state_.cell(term, slot, spot_.start.day)) + before,
                    after - before, out);
  }
  for (std::uint32_t i : terms_->group_ledgers) price_group(in_.rules.ledgers[i], i, like, out);
  for (std::size_t k = 0; k < terms_->session_ledgers.size(); ++k) {
    const LedgerTerm& term = in_.rules.ledgers[terms_->session_ledgers[k]];
    const std::int32_t slot = term.slot_of[spot_.session.value];
    if (slot < 0) continue;
    const auto& bounds = term.bounds[static_cast<std::size_t>(slot)];
    out.add(term.level, LedgerTerm::cost(bounds, values_[k] + term.value(team, like)) -
                            LedgerTerm::cost(bounds, values_[k]));
  }
  for (std::uint32_t i : in_.crew_relations_of(spot_.session)) {
    const RelationTerm& term = in_.rules.relations[i];
    const auto* same = std::get_if<RelationTerm::SameTeam>(&term.price);
    if (same == nullptr) continue;
    const Placed& other = state_.placed(term.first == spot_.session ? term.second : term.first);
    if (!other.served || !sends(other, team)) continue;
    const bool had = std::any_of(seats_.begin(), seats_.end(),
                                 [&](const Seat& seat) { return sends(other, seat.team); });
    if (!had) out.add(term.level, -same->weight);
  }
  return out;
}

// What one more head adds to this need, of whatever team.
Delta Crews::uniform_price(const Demand& demand) const {
  Delta out;
  const NeedView& need = in_.needs[view_->first_need + demand.need];
  if (demand.taken < need.want) out.add_reachable(in_.rules.staffing, -1);
  const auto n_heads = static_cast<std::int64_t>(seats_.size());
  for (std::uint32_t i : terms_->local_ledgers) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    if (!term.measure.by_heads()) continue;
    const bool zone = term.owner == LedgerTerm::Owner::zone;
    const auto slot = zone ? term.slot_of[0] : state_.grid_slot(term, spot_.session, spot_.venue);
    if (slot < 0) continue;
    const std::int64_t one = term.measure.each(view_->duration);
    const std::int64_t before =
        term.measure.once(view_->duration, view_->households) + n_heads * one;
    State::add_cell(term, static_cast<std::size_t>(slot),
                    state_.amount(i, state_.cell(term, slot, spot_.start.day)) + before, one, out);
  }
  for (std::uint32_t i : in_.crew_relations_of(spot_.session)) {
    const RelationTerm& term = in_.rules.relations[i];
    const auto* same = std::get_if<RelationTerm::SamePeople>(&term.price);
    if (same == nullptr) continue;
    const Placed& other = state_.placed(term.first == spot_.session ? term.second : term.first);
    if (!other.served) continue;
    const auto there = static_cast<std::int64_t>(other.seats.size());
    out.add(term.level, same->weight * (std::min(n_heads + 1, there) - std::min(n_heads, there)));
  }
  return out;
}

}  // namespace muster::solve
