// Rounds that bring a session back to where the plan that is planned from (Problem::base) had it:
// what is in its way there is taken out, and put back to its own old place or, where that does not
// go, anywhere. The search knows nothing of what straying costs: it costs what the rules say.
//
// With a thirtieth of the work, as any neighbourhood gets at least, twelve declines among a
// thousand sessions disturbed 12 to 20 % more people than searches five times as long that were
// held to fewer; with as much as the others together 9 %, at hardly less service; with twice that 6
// %, but the service began to suffer (means of 12 runs).
#include <algorithm>

#include "solve/keep.h"
#include "solve/pools.h"
#include "solve/search.h"

namespace muster::solve {

bool Search::in_base_place(SessionIndex s) const {
  const Placed& now = state_.placed(s);
  const Placed& then = base_[local_[s]];
  return now.served == then.served && now.start.minute == then.start.minute &&
         now.venue == then.venue && now.seats == then.seats;
}

// Whether all it took there is this search's to use.
bool Search::base_in_reach(SessionIndex s) const {
  const Territory& inside = inserter_->territory();
  const Placed& then = base_[local_[s]];
  return (!then.venue.exists() || inside.holds(then.venue)) &&
         std::all_of(then.seats.begin(), then.seats.end(),
                     [&](const Seat& seat) { return inside.holds(seat.head); });
}

void Search::list_strayed() {
  strayed_.clear();
  if (base_.empty()) return;
  for (SessionIndex s : sessions_) {
    if (!base_[local_[s]].served || in_.sessions[s].pinned || in_.sessions[s].standing) continue;
    if (!in_base_place(s) && base_in_reach(s)) strayed_.push_back(s);
  }
}

void Search::mark_in_the_way(SessionIndex s) {
  const Placed& then = base_[local_[s]];
  const SessionView& view = in_.sessions[s];
  const std::int32_t end = then.start.minute + view.duration;
  if (then.venue.exists()) ruin_room(then.venue, then.start.minute, end, 0xffffffffu);
  const Booking here{then.start.minute, end, then.start.day, s, then.place};
  const std::size_t quantum = in_.quantum_of(then.start.minute);
  for (const Seat& seat : then.seats) {
    const std::uint32_t need = view.first_need + seat.need;
    const bool known = need < view.last_need;
    if (!known || !available(in_, in_.pools[in_.needs[need].pool], seat.team, seat.head, quantum)) {
      continue;
    }
    list_conflicts(seat.head, here);
    for (SessionIndex other : obstacles_) mark(other);
  }
}

// As it was, or near that.
bool Search::put_back(SessionIndex s) {
  if (!base_[local_[s]].served || !base_in_reach(s)) return false;
  if (put_if_legal(s, base_[local_[s]])) return true;
  const Insertion* found = find_near_base(s);
  if (found != nullptr) put(s, found->plan);
  return found != nullptr;
}

void Search::restore_one() {
  const SessionIndex s = strayed_[random_.below(static_cast<std::uint32_t>(strayed_.size()))];
  if (in_base_place(s) || state_.placed(s).forced) return;
  waiting_.push_back(s);
  mark(s);
  mark_in_the_way(s);
  for (SessionIndex each : ruined_) take_out_with_successors(each);
  put_back(s);
  // The more important first, each behind what it waits for.
  order_.clear();
  for (SessionIndex each : waiting_) {
    order_.emplace_back((static_cast<std::uint64_t>(in_.rank[each]) << 32) +
                            static_cast<std::uint64_t>(in_.depth[each]),
                        each);
  }
  std::sort(order_.begin(), order_.end());
  for (const auto& [key, each] : order_) {
    if (state_.placed(each).served) continue;
    if (random_.chance(0.7) && put_back(each)) continue;
    insert(each, {12, 120, 0.01, true, false}, &random_);
  }
}

}  // namespace muster::solve
