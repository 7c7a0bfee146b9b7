// What a round takes out: sessions near a seed, by one of several kinds of nearness.
#include <algorithm>

#include "solve/search.h"

namespace muster::solve {

void Search::mark(SessionIndex s) {
  const Placed& plan = state_.placed(s);
  if (!plan.served || plan.forced || !mine(s)) return;
  if (std::find(ruined_.begin(), ruined_.end(), s) == ruined_.end()) ruined_.push_back(s);
}

// Neighbours on the timelines of those who serve the seed.
void Search::ruin_heads(SessionIndex seed, std::uint32_t count) {
  const Placed& plan = state_.placed(seed);
  mark(seed);
  if (plan.seats.empty()) return;
  for (std::uint32_t k = 0; ruined_.size() < count && k < 4; ++k) {
    const auto n = static_cast<std::uint32_t>(plan.seats.size());
    const auto& bookings = state_.timeline(plan.seats[random_.below(n)].head).bookings();
    if (bookings.empty()) return;
    const auto size = static_cast<std::uint32_t>(bookings.size());
    std::uint32_t at = 0;
    while (at < size && bookings[at].session != seed) ++at;
    const std::uint32_t span = 1 + random_.below(count);
    const std::uint32_t from = at > span / 2 ? at - span / 2 : 0;
    for (std::uint32_t i = from; i < std::min(size, from + span); ++i) mark(bookings[i].session);
  }
}

void Search::ruin_venue(SessionIndex seed, std::uint32_t count) {
  const Placed& plan = state_.placed(seed);
  mark(seed);
  if (!plan.venue.exists()) return ruin_time(seed, count);
  const std::int32_t reach = 60 * (1 + static_cast<std::int32_t>(random_.below(24)));
  state_.timeline(plan.venue)
      .overlapping(plan.start.minute - reach, plan.start.minute + reach, [&](SessionIndex s) {
        if (ruined_.size() < count) mark(s);
      });
}

// Sessions of the same day, the nearer in time the better (best of a few draws).
void Search::ruin_time(SessionIndex seed, std::uint32_t count) {
  mark(seed);
  const StartPoint at = state_.placed(seed).start;
  const auto& day = by_day_[static_cast<std::size_t>(at.day)];
  const auto n = static_cast<std::uint32_t>(day.size());
  for (std::uint32_t k = 0; ruined_.size() < count && k < 3 * count; ++k) {
    SessionIndex best = day[random_.below(n)];
    for (int draw = 0; draw < 3; ++draw) {
      const SessionIndex other = day[random_.below(n)];
      const auto far = [&](SessionIndex s) {
        return std::abs(state_.placed(s).start.minute - at.minute);
      };
      if (far(other) < far(best)) best = other;
    }
    mark(best);
  }
}

// Other sessions of the same task, or at the same place.
void Search::ruin_like(SessionIndex seed, std::uint32_t count) {
  mark(seed);
  const auto task = in_.problem.sessions()[seed].task;
  const auto& like = in_.problem.sessions_of(task);
  const auto n = static_cast<std::uint32_t>(like.size());
  const std::uint32_t from = random_.below(n);
  for (std::uint32_t k = 0; k < n && ruined_.size() < count; ++k) {
    const SessionIndex other = like[(from + k) % n];
    // Pins may have put a task's sessions into different parts.
    if (std::binary_search(sessions_.begin(), sessions_.end(), other)) mark(other);
  }
}

void Search::ruin_random(std::uint32_t count) {
  const auto n = static_cast<std::uint32_t>(sessions_.size());
  for (std::uint32_t k = 0; k < 2 * count && ruined_.size() < count; ++k) {
    mark(sessions_[random_.below(n)]);
  }
}

// Makes way for an unserved session: at one of its starts, what holds a venue or heads it could
// use.
void Search::ruin_for(SessionIndex unserved, std::uint32_t count) {
  const SessionView& view = in_.sessions[unserved];
  const Starts& starts = in_.starts[view.starts];
  const auto& venues = in_.venues[view.venues];
  waiting_.push_back(unserved);
  if (view.standing || venues.empty()) return;
  const StartPoint at = starts[random_.below(static_cast<std::uint32_t>(starts.size()))];
  const std::int32_t end = at.minute + view.duration;
  const VenueIndex venue = venues[random_.below(static_cast<std::uint32_t>(venues.size()))];
  const Territory& inside = inserter_->territory();
  if (venue.exists() && inside.holds(venue) && random_.chance(0.5)) {
    state_.timeline(venue).overlapping(at.minute, end, [&](SessionIndex s) {
      if (ruined_.size() < count) mark(s);
    });
  }
  for (const NeedView& need : in_.needs_of(view)) {
    const Pool& pool = in_.pools[need.pool];
    if (pool.heads.empty()) continue;
    const auto n = static_cast<std::uint32_t>(pool.heads.size());
    const std::uint32_t from = random_.below(n);
    for (std::uint32_t k = 0; k < std::min(n, 16u) && ruined_.size() < count; ++k) {
      const HeadIndex head = pool.heads[(from + k) % n];
      if (!inside.holds(head)) continue;
      const HeadTimeline& line = state_.timeline(head);
      const std::size_t after = line.position(at.minute, unserved);
      const Booking* before = after > 0 ? line.before(after) : nullptr;
      if (before != nullptr && before->end + 60 > at.minute) mark(before->session);
      const Booking* next = line.at(after);
      if (next != nullptr && next->start < end + 60) mark(next->session);
    }
  }
}

void Search::ruin() {
  const std::uint32_t size = random_.below(4) == 0 ? 1 + random_.below(2) : 2 + random_.below(9);
  if (!unserved_.empty() && random_.chance(0.4)) {
    const auto n = static_cast<std::uint32_t>(unserved_.size());
    SessionIndex seed = unserved_[random_.below(n)];
    const SessionIndex other = unserved_[random_.below(n)];
    if (in_.rank[other] < in_.rank[seed]) seed = other;
    return ruin_for(seed, size);
  }
  SessionIndex seed = sessions_[random_.below(static_cast<std::uint32_t>(sessions_.size()))];
  for (int draw = 0; draw < 20 && !state_.placed(seed).served; ++draw) {
    seed = sessions_[random_.below(static_cast<std::uint32_t>(sessions_.size()))];
  }
  if (!state_.placed(seed).served) return;
  switch (random_.below(8)) {
    case 0:
    case 1:
    case 2: return ruin_heads(seed, size);
    case 3: return ruin_venue(seed, size);
    case 4:
    case 5: return ruin_time(seed, size);
    case 6: return ruin_like(seed, size);
    default: return ruin_random(size);
  }
}

}  // namespace muster::solve
