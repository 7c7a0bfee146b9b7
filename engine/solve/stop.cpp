// One more stop on a head's timeline: whether there is time for it, and what its two new legs cost
// over the one they replace. The hottest place of the search: three legs in one walk over the
// terms, what cancels between them left out.
#include <algorithm>

#include "solve/state.h"

namespace muster::solve {

namespace {

struct Stop {
  const Booking* before;  // null: none
  const Booking& here;
  const Booking* after;                               // null: none
  std::int32_t to, from, direct, base_to, base_from;  // minutes of travel
  bool before_today, after_today;
};

std::int64_t travel_change(const Leg& leg, const Stop& stop, bool to, bool from, bool direct,
                           const Instance& in, PlaceIndex base) {
  const auto price = [&](std::int32_t minutes) { return std::max(0, minutes - leg.minutes); };
  std::int64_t cost = 0;
  if (to) cost += price(stop.before_today ? stop.to : stop.base_to);
  if (from) cost += price(stop.after_today ? stop.from : stop.base_from);
  if (direct && stop.before_today && stop.after_today) {
    cost -= price(stop.direct);
    return leg.weight * cost;
  }
  // Legs home in the evening and out in the morning stay as they are unless they appear or go.
  if (stop.before != nullptr) {
    const std::int64_t homeward = (to && !stop.before_today) - direct;
    if (homeward != 0) cost += homeward * price(in.travel(stop.before->place, base));
  }
  if (stop.after != nullptr) {
    const std::int64_t outward = (from && !stop.after_today) - direct;
    if (outward != 0) cost += outward * price(in.travel(base, stop.after->place));
  }
  return leg.weight * cost;
}

bool too_close(const Leg& leg, const Booking& first, const Booking& second) {
  if (leg.nights_only && first.day == second.day) return false;
  return second.start - first.end < leg.minutes;
}

std::int64_t gap_change(const Leg& leg, const Stop& stop, bool to, bool from, bool direct) {
  int gaps = 0;
  if (to && stop.before != nullptr) gaps += too_close(leg, *stop.before, stop.here);
  if (from && stop.after != nullptr) gaps += too_close(leg, stop.here, *stop.after);
  if (direct && stop.before != nullptr && stop.after != nullptr) {
    gaps -= too_close(leg, *stop.before, *stop.after);
  }
  return leg.weight * gaps;
}

}  // namespace

bool State::add_stop(HeadIndex head, const Booking& here, HeadPrice& out) const {
  const HeadTimeline& line = heads_[head];
  const std::size_t at = line.position(here.start, here.session);
  const Booking* before = line.before(at);
  const Booking* after = line.at(at);
  if (before != nullptr && here.start < before->end + in_.travel(before->place, here.place)) {
    return false;
  }
  if (after != nullptr && after->start < here.end + in_.travel(here.place, after->place)) {
    return false;
  }
  if (line.crowded && line.overlaps(here.start, here.end)) return false;
  price_stop(head, before, here, after, out);
  return true;
}

void State::price_stop(HeadIndex head, const Booking* before, const Booking& here,
                       const Booking* after, HeadPrice& out) const {
  const PlaceIndex base = in_.head_base[head];
  Stop stop{before, here, after, 0, 0, 0, 0, 0, false, false};
  if (before != nullptr) {
    stop.to = in_.travel(before->place, here.place);
    stop.before_today = before->day == here.day;
  }
  if (after != nullptr) {
    stop.from = in_.travel(here.place, after->place);
    stop.after_today = after->day == here.day;
  }
  if (before != nullptr && after != nullptr) {
    stop.direct = in_.travel(before->place, after->place);
    if (after->start < before->end + stop.direct) {
      --out.broken;
      if (!in_.forcible(before->session, after->session)) --out.unforced;
    }
  }
  const std::size_t words = in_.sequence_words;
  if (words == 0) return;
  stop.base_to = in_.travel(base, here.place);
  stop.base_from = in_.travel(here.place, base);
  const auto of = [&](const Booking* b, std::size_t w) {
    return b == nullptr ? ~std::uint64_t{0} : in_.session_sequences[b->session.value * words + w];
  };
  for (std::size_t w = 0; w < words; ++w) {
    const std::uint64_t own = in_.head_sequences[head.value * words + w];
    const std::uint64_t with_before = of(before, w) & own;
    const std::uint64_t with_after = of(after, w) & own;
    const std::uint64_t to = with_before & of(&here, w);
    const std::uint64_t from = with_after & of(&here, w);
    const bool neighbours = before != nullptr || after != nullptr;
    const std::uint64_t direct = neighbours ? with_before & with_after : 0;
    for (std::uint64_t rest = to | from | direct; rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<unsigned>(__builtin_ctzll(rest));
      const Leg& leg = in_.legs[w * 64 + bit];
      const bool t = (to >> bit & 1) != 0;
      const bool f = (from >> bit & 1) != 0;
      const bool d = (direct >> bit & 1) != 0;
      const std::int64_t cost = leg.travel ? travel_change(leg, stop, t, f, d, in_, base)
                                           : gap_change(leg, stop, t, f, d);
      out.cost[leg.slot] += cost;
      if (in_.head_levels[leg.slot].value == 0) out.broken += cost;
    }
  }
}

}  // namespace muster::solve
