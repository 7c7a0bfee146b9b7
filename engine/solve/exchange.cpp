#include "solve/exchange.h"

#include <algorithm>
#include <utility>

#include "solve/pools.h"

namespace muster::solve {

namespace {

constexpr std::size_t kLongest = 12;  // sessions that change hands

}  // namespace

// Anyone who may fill the need.
HeadIndex Exchanges::partner(const NeedView& need, Random& random) const {
  const Pool& pool = in_.pools[need.pool];
  if (pool.teams.empty()) return {};
  const auto n = static_cast<std::uint32_t>(pool.teams.size());
  return anyone(pool, pool.teams[random.below(n)], random);
}

// The team that may send the head to a need then; none where nobody may.
TeamIndex Exchanges::sent_by(const NeedView& need, HeadIndex head, TeamIndex rather,
                             std::size_t quantum) const {
  const Pool& pool = in_.pools[need.pool];
  TeamIndex found;
  for (TeamIndex team : in_.problem.heads()[head].teams) {
    if (found == rather) break;
    if (available(in_, pool, team, head, quantum)) found = team;
  }
  return found;
}

// Whether `to` may do what `from` does in a booking; then the change is noted.
bool Exchanges::hand_over(const Booking& booking, HeadIndex from, HeadIndex to,
                          const Ejector& ejector) {
  if (size_ == kLongest || !ejector.movable(booking.session)) return false;
  const Placed& plan = state_.placed(booking.session);
  std::size_t mine = plan.seats.size();
  for (std::size_t i = 0; i < plan.seats.size(); ++i) {
    if (plan.seats[i].head == to) return false;
    if (plan.seats[i].head == from) mine = i;
  }
  if (mine == plan.seats.size()) return false;
  const Seat& seat = plan.seats[mine];
  const NeedView& need = in_.needs[in_.sessions[booking.session].first_need + seat.need];
  const TeamIndex team = sent_by(need, to, seat.team, in_.quantum_of(booking.start));
  if (!team.exists()) return false;
  const auto sent = std::count_if(plan.seats.begin(), plan.seats.end(),
                                  [&](const Seat& other) { return other.need == seat.need; });
  if (need.one_team && team != seat.team && sent > 1) return false;
  if (size_ == changes_.size()) changes_.emplace_back();
  Change& change = changes_[size_++];
  change.session = booking.session;
  change.plan = plan;
  change.plan.seats[mine] = {team, seat.need, to};
  if (plan.seats.size() > 1) std::sort(change.plan.seats.begin(), change.plan.seats.end());
  return true;
}

bool Exchanges::draw(const Ejector& ejector, const Territory& territory, Random& random) {
  size_ = 0;
  const auto n = static_cast<std::uint32_t>(sessions_.size());
  const SessionIndex s = sessions_[random.below(n)];
  const Placed& plan = state_.placed(s);
  const SessionView& view = in_.sessions[s];
  if (view.standing || !ejector.movable(s) || plan.seats.empty()) return false;
  const Seat& seat = plan.seats[random.below(static_cast<std::uint32_t>(plan.seats.size()))];
  const HeadIndex other = partner(in_.needs[view.first_need + seat.need], random);
  if (!other.exists() || other == seat.head) return false;
  if (!territory.holds(seat.head) || !territory.holds(other)) return false;
  const HeadTimeline& one = state_.timeline(seat.head);
  const HeadTimeline& two = state_.timeline(other);
  if (one.crowded || two.crowded || two.bookings().empty()) return false;
  Run mine{one, seat.head, one.position(plan.start.minute, s), 0};
  Run theirs{two, other, two.position(plan.start.minute, s), 0};
  mine.last = mine.first;
  theirs.last = theirs.first;
  std::int32_t from = plan.start.minute;
  std::int32_t until = from + 1;
  // To either side as far as one of them is at work.
  for (bool grown = true; grown;) {
    grown = false;
    for (auto [run, to] : {std::pair(&mine, other), std::pair(&theirs, seat.head)}) {
      for (const Booking* b = run->line.at(run->last); b != nullptr && b->start < until;
           b = run->line.at(++run->last)) {
        if (!hand_over(*b, run->head, to, ejector)) return false;
        until = std::max(until, b->end);
        grown = true;
      }
      for (const Booking* b = run->line.before(run->first); b != nullptr && b->end > from;
           b = run->line.before(--run->first)) {
        if (!hand_over(*b, run->head, to, ejector)) return false;
        from = std::min(from, b->start);
        until = std::max(until, b->end);
        grown = true;
      }
    }
  }
  return true;
}

}  // namespace muster::solve
