// What a round takes out: sessions near a seed, by one of several kinds of nearness.
#include <algorithm>

#include "solve/rooms.h"
#include "solve/search.h"

namespace muster::solve {

namespace {

constexpr std::uint32_t kString = 5;  // bookings of a string, at most
constexpr int kAsked = 12;            // heads that are compared for a need
constexpr std::uint32_t kWeekly = 8;  // bookings each way in which hours may be given back

}  // namespace

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

// Strings of bookings about the seed's time on the timelines of heads near it.
void Search::ruin_strings(SessionIndex seed, std::uint32_t count) {
  const Placed plan = state_.placed(seed);
  mark(seed);
  const SessionView& view = in_.sessions[seed];
  if (view.standing || view.first_need == view.last_need) return;
  const std::uint32_t need = view.first_need + random_.below(view.last_need - view.first_need);
  if (!plan.seats.empty()) {
    const auto n = static_cast<std::uint32_t>(plan.seats.size());
    ruin_string(plan.seats[random_.below(n)].head, plan.start.minute, count);
  }
  inserter_->crews().list_near(in_.needs[need].pool, plan.place, random_, near_heads_);
  for (const auto& [team, head] : near_heads_) {
    if (ruined_.size() >= count) return;
    if (random_.chance(0.3) || !inserter_->territory().holds(head)) continue;
    ruin_string(head, plan.start.minute, count);
  }
}

void Search::ruin_string(HeadIndex head, std::int32_t minute, std::uint32_t count) {
  const HeadTimeline& line = state_.timeline(head);
  const auto size = static_cast<std::uint32_t>(line.bookings().size());
  if (size == 0) return;
  const std::uint32_t span = 1 + random_.below(kString);
  const auto at = static_cast<std::uint32_t>(line.position(minute, SessionIndex(std::size_t{0})));
  const std::uint32_t back = random_.below(span + 1);
  const std::uint32_t from = at > back ? at - back : 0;
  for (std::uint32_t i = from; i < std::min(size, from + span) && ruined_.size() < count; ++i) {
    mark(line.bookings()[i].session);
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

// The sessions that keep a head from being there.
void Search::list_conflicts(HeadIndex head, const Booking& here) {
  obstacles_.clear();
  const HeadTimeline& line = state_.timeline(head);
  const std::size_t at = line.position(here.start, here.session);
  const Booking* before = line.before(at);
  const Booking* after = line.at(at);
  if (before != nullptr && before->end + in_.travel(before->place, here.place) > here.start) {
    obstacles_.push_back(before->session);
  }
  if (after != nullptr && after->start < here.end + in_.travel(here.place, after->place)) {
    obstacles_.push_back(after->session);
  }
}

// What keeps a head from the target there: the sessions in its way, or, where it is idle and so
// must have served its hours, one of those.
void Search::list_obstacles(HeadIndex head, const Booking& here) {
  list_conflicts(head, here);
  const HeadTimeline& line = state_.timeline(head);
  const std::size_t at = line.position(here.start, here.session);
  const auto n = static_cast<std::uint32_t>(line.bookings().size());
  if (!obstacles_.empty() || n == 0) return;
  const std::uint32_t from = at > kWeekly ? static_cast<std::uint32_t>(at) - kWeekly : 0;
  const std::uint32_t until = std::min(n, static_cast<std::uint32_t>(at) + kWeekly);
  obstacles_.push_back(line.bookings()[from + random_.below(until - from)].session);
}

// What takes the rooms of a venue between these minutes, where it has none left.
void Search::ruin_room(VenueIndex venue, std::int32_t from, std::int32_t until,
                       std::uint32_t count) {
  const std::int32_t rooms = in_.problem.venues()[venue].rooms;
  if (state_.timeline(venue).most_at_once(from, until, rooms) < rooms) return;
  state_.timeline(venue).overlapping(from, until, [&](SessionIndex s) {
    if (ruined_.size() < count) mark(s);
  });
}

// Makes way for an unserved session at one of its starts: in the venue, and, for each need, on the
// timelines of as many as it is short of, those first who do the least important and the least.
void Search::ruin_for(SessionIndex unserved, std::uint32_t count) {
  const SessionView& view = in_.sessions[unserved];
  const Starts& starts = in_.starts[view.starts];
  const auto& venues = in_.venues[view.venues];
  waiting_.push_back(unserved);
  target_ = unserved;
  if (view.standing || venues.empty()) return;
  const StartPoint at = starts[random_.below(static_cast<std::uint32_t>(starts.size()))];
  const std::int32_t end = at.minute + view.duration;
  const VenueIndex venue = venues[random_.below(static_cast<std::uint32_t>(venues.size()))];
  const Territory& inside = inserter_->territory();
  if (venue.exists() && inside.holds(venue)) {
    ruin_room(venue, at.minute, end, count);
    const Rooms hosted(in_, state_.timeline(venue), venue);
    for (std::uint32_t i : in_.room_terms[venue]) {
      const rule::RoomTerm& term = in_.rules.rooms[i];
      const Rooms::Stay stay{unserved, at.minute};
      if (term.level != rule::Levels::hard() || hosted.cost(term, stay) == 0) continue;
      for (SessionIndex s : hosted.touching(term, stay)) {
        if (ruined_.size() < count) mark(s);
      }
    }
  }
  const Booking here{at.minute, end, at.day, unserved, in_.place_of(unserved, venue)};
  for (SessionIndex s : state_.forbidden_beside(unserved, served_at(at, venue, here.place))) {
    if (ruined_.size() < count) mark(s);
  }
  const bool narrow = random_.chance(0.5);
  for (const NeedView& need : in_.needs_of(view)) {
    order_.clear();
    for (int k = 0; k < kAsked; ++k) {
      const HeadIndex head = inserter_->crews().someone(need.pool, here.place, random_);
      if (!head.exists() || !inside.holds(head)) continue;
      list_obstacles(head, here);
      std::uint64_t dear = 0;
      for (SessionIndex s : obstacles_) {
        const SessionView& other = in_.sessions[s];
        const auto rank = static_cast<std::uint64_t>(0xff - std::min(in_.rank[s], 0xff));
        const auto weight =
            static_cast<std::uint64_t>(std::min<std::int64_t>(other.weight, 0xfffff));
        dear += (rank << 36) + (weight << 14) + static_cast<std::uint64_t>(other.duration);
      }
      order_.emplace_back((dear << 12) + random_.below(1u << 12), SessionIndex(head.value));
    }
    std::sort(order_.begin(), order_.end());
    const auto enough = static_cast<std::size_t>(need.min) + 1;
    const auto n = narrow ? std::min(order_.size(), enough) : order_.size();
    for (std::size_t k = 0; k < n && ruined_.size() < count; ++k) {
      list_obstacles(HeadIndex(order_[k].second.value), here);
      for (SessionIndex s : obstacles_) mark(s);
    }
  }
}

void Search::ruin() {
  const std::uint32_t size = random_.below(4) == 0 ? 1 + random_.below(2) : 2 + random_.below(9);
  if (!unserved_.empty() && random_.chance(0.5)) {
    const auto n = static_cast<std::uint32_t>(unserved_.size());
    SessionIndex seed = unserved_[random_.below(n)];
    const SessionIndex other = unserved_[random_.below(n)];
    if (dearer(other, seed)) seed = other;
    return ruin_for(seed, size);
  }
  SessionIndex seed = sessions_[random_.below(static_cast<std::uint32_t>(sessions_.size()))];
  for (int draw = 0; draw < 20 && !state_.placed(seed).served; ++draw) {
    seed = sessions_[random_.below(static_cast<std::uint32_t>(sessions_.size()))];
  }
  if (!state_.placed(seed).served) return;
  switch (random_.below(10)) {
    case 0: return ruin_heads(seed, size);
    case 1:
    case 2:
    case 8:
    case 9: return ruin_strings(seed, size);
    case 3: return ruin_venue(seed, size);
    case 4:
    case 5: return ruin_time(seed, size);
    case 6: return ruin_like(seed, size);
    default: return ruin_random(size);
  }
}

}  // namespace muster::solve
