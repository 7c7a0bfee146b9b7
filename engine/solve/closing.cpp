#include "solve/closing.h"

#include <algorithm>

namespace muster::solve {

using rule::LedgerTerm;

namespace {

constexpr int kDraws = 40;  // until enough cells are found
constexpr int kEnough = 3;

bool closable(const LedgerTerm& term) {
  const bool owned = term.owner == LedgerTerm::Owner::team || term.owner == LedgerTerm::Owner::head;
  return owned && !term.keeps_before() && term.level != rule::Levels::hard() &&
         std::any_of(term.bounds.begin(), term.bounds.end(),
                     [](const auto& b) { return b.at_most != INT64_MAX && b.weight > 0; });
}

}  // namespace

// Whether another region may be changing the owner's cells, which are then not to be read.
bool Closings::shared(const LedgerTerm& term, std::uint32_t owner,
                      const Territory& territory) const {
  if (term.owner == LedgerTerm::Owner::head) return territory.foreign(HeadIndex(owner));
  const auto& heads = in_.problem.heads_of(TeamIndex(owner));
  return std::any_of(heads.begin(), heads.end(),
                     [&](HeadIndex head) { return territory.foreign(head); });
}

Closings::Closings(const State& state) : state_(state), in_(state.instance()) {
  for (std::uint32_t i = 0; i < in_.rules.ledgers.size(); ++i) {
    if (closable(in_.rules.ledgers[i])) ledgers_.push_back(i);
  }
}

// What the head does for the cell (sent by `team`, if that is one), into shares_. False where some
// of it can't be moved.
bool Closings::add_head(const LedgerTerm& term, HeadIndex head, TeamIndex team,
                        const Ejector& ejector, const Territory& territory) {
  for (const Booking& booking : state_.timeline(head).bookings()) {
    const SessionIndex s = booking.session;
    if (!term.sessions[s]) continue;
    const std::int32_t slot = term.slot_of[team.exists() ? team.value : head.value];
    if (state_.cell(term, slot, booking.day) != cell_) continue;
    if (!territory.holds(head) || !ejector.movable(s)) return false;
    std::int64_t heads = 1;
    if (team.exists()) {
      const auto& seats = state_.placed(s).seats;
      heads = std::count_if(seats.begin(), seats.end(),
                            [&](const Seat& seat) { return seat.team == team; });
      const bool known = std::any_of(shares_.begin(), shares_.end(),
                                     [&](const Share& share) { return share.session == s; });
      if (heads == 0 || known) continue;
    }
    shares_.push_back({s, measured(term.measure, heads, in_.sessions[s])});
  }
  return true;
}

bool Closings::draw(const Ejector& ejector, const Territory& territory, Random& random) {
  const auto pick = [&](std::size_t n) { return random.below(static_cast<std::uint32_t>(n)); };
  const std::uint32_t ledger = ledgers_[pick(ledgers_.size())];
  const LedgerTerm& term = in_.rules.ledgers[ledger];
  const std::uint32_t owner = pick(term.slot_of.size());
  const std::int32_t slot = term.slot_of[owner];
  if (slot < 0) return false;
  const std::uint32_t period = pick(static_cast<std::size_t>(term.periods));
  cell_ = static_cast<std::size_t>(slot) * static_cast<std::size_t>(term.periods) + period;
  if (shared(term, owner, territory)) return false;
  const auto& bounds = term.bounds[static_cast<std::size_t>(slot)];
  std::int64_t amount = state_.amount(ledger, cell_);
  const std::int64_t cost = LedgerTerm::cost(bounds, amount);
  if (amount <= bounds.at_most || cost == 0) return false;
  shares_.clear();
  if (term.owner == LedgerTerm::Owner::head) {
    if (!add_head(term, HeadIndex(owner), TeamIndex(), ejector, territory)) return false;
  } else {
    for (HeadIndex head : in_.problem.heads_of(TeamIndex(owner))) {
      if (!add_head(term, head, TeamIndex(owner), ejector, territory)) return false;
    }
  }
  trial_.cap = {ledger, cell_, cost - bounds.weight};
  trial_.out.clear();
  while (!shares_.empty() && LedgerTerm::cost(bounds, amount) > trial_.cap.cost) {
    const std::uint32_t at = pick(shares_.size());
    amount -= shares_[at].amount;
    trial_.out.push_back(shares_[at].session);
    shares_[at] = shares_.back();
    shares_.pop_back();
  }
  return LedgerTerm::cost(bounds, amount) <= trial_.cap.cost;
}

const Closing& Closings::choose(const Ejector& ejector, const Territory& territory,
                                Random& random) {
  best_.found = false;
  int found = 0;
  std::int64_t easiest = 0;
  for (int k = 0; k < kDraws && found < kEnough; ++k) {
    if (!draw(ejector, territory, random)) continue;
    ++found;
    std::int64_t weight = 0;
    for (SessionIndex s : trial_.out) weight += ejector.weight(s);
    if (best_.found && easiest <= weight) continue;
    easiest = weight;
    std::swap(best_, trial_);
    best_.found = true;
  }
  return best_;
}

}  // namespace muster::solve
