#include "solve/insertion.h"

#include <algorithm>
#include <numeric>

namespace muster::solve {

namespace {

constexpr std::size_t kManyStarts = 8;  // from here on tight ones are looked for

}  // namespace

bool Inserter::usable(const Spot& spot) const {
  if (!spot.venue.exists()) return true;
  if (!territory_.holds(spot.venue)) return false;
  const Instance& in = state_.instance();
  const std::int32_t duration = in.sessions[spot.session].duration;
  if (!in.open(spot.venue, duration, spot.start.minute)) return false;
  const std::int32_t rooms = in.problem.venues()[spot.venue].rooms;
  return state_.timeline(spot.venue)
             .most_at_once(spot.start.minute, spot.start.minute + duration, rooms) < rooms;
}

// Chooses crews for a spot and keeps the best two. False when nobody can serve it.
bool Inserter::attempt(const Spot& spot, const Reach& reach, Random* random) {
  if (!usable(spot)) return false;
  Delta change;
  const Delta* to_beat = reach.hasty && best_.found ? &best_.change : nullptr;
  ++moves_;
  if (!crews_.choose(spot, random, to_beat, trial_, change)) return false;
  if (!best_.found || change < best_.change) {
    if (best_.found) {
      best_.second = best_.change;
      best_.second_found = true;
    }
    best_.found = true;
    best_.change = change;
    std::swap(best_.plan, trial_);
  } else if (!best_.second_found || change < best_.second) {
    best_.second = change;
    best_.second_found = true;
  }
  return true;
}

// Starts right behind, or right before, what a venue or a head near it already does: among many
// starts these leave no time between that nobody can use.
void Inserter::list_tight(SessionIndex s, std::uint32_t count, Random& random) {
  const Instance& in = state_.instance();
  const SessionView& view = in.sessions[s];
  const Starts& starts = in.starts[view.starts];
  const auto& venues = in.venues[view.venues];
  const auto pick = [&](std::size_t n) { return random.below(static_cast<std::uint32_t>(n)); };
  const auto add = [&](VenueIndex venue, const StartPoint* start) {
    if (start != nullptr) tight_.push_back({s, *start, venue, in.place_of(s, venue)});
  };
  tight_.clear();
  for (std::uint32_t k = 0; k < count; ++k) {
    const VenueIndex venue = venues[pick(venues.size())];
    const PlaceIndex place = in.place_of(s, venue);
    const std::int32_t about = starts[pick(starts.size())].minute;
    if (venue.exists() && random.chance(0.3)) {
      if (!territory_.holds(venue)) continue;
      const auto [before, after] = state_.timeline(venue).around(about);
      if (before != kNever) add(venue, in.first_from(starts, before));
      if (after != kNever) add(venue, in.last_until(starts, after - view.duration));
      continue;
    }
    const auto needs = in.needs_of(view);
    if (needs.empty()) continue;
    const HeadIndex head = crews_.someone(needs[pick(needs.size())].pool, place, random);
    if (!head.exists() || !territory_.holds(head)) continue;
    const HeadTimeline& line = state_.timeline(head);
    const std::size_t at = line.position(about, s);
    if (const Booking* before = line.before(at)) {
      add(venue, in.first_from(starts, before->end + in.travel(before->place, place)));
    }
    if (const Booking* after = line.at(at)) {
      const std::int32_t due = after->start - in.travel(place, after->place) - view.duration;
      add(venue, in.last_until(starts, due));
    }
  }
}

const Insertion& Inserter::best(SessionIndex s, const Reach& reach, Random* random) {
  const Instance& in = state_.instance();
  const SessionView& view = in.sessions[s];
  const Starts& starts = in.starts[view.starts];
  const auto& venues = in.venues[view.venues];
  best_.found = best_.second_found = false;
  const auto n = static_cast<std::uint32_t>(starts.size() * venues.size());
  if (n == 0) return best_;
  std::uint32_t at = 0;
  std::uint32_t stride = 1;
  std::uint32_t staffed = 0;
  if (random != nullptr && n > 1) {
    at = random->below(n);
    do stride = 1 + random->below(n - 1);
    while (std::gcd(stride, n) != 1);
    if (starts.size() >= kManyStarts && !view.standing) {
      list_tight(s, reach.crews / 2, *random);
      for (std::size_t k = 0; k < tight_.size() && staffed < reach.crews * 2 / 3; ++k) {
        if (!reach.patient && budget_.over_soon(calls_)) break;
        staffed += attempt(tight_[k], reach, random);
      }
    }
  }
  const std::uint32_t tries = std::min(n, reach.tries);
  for (std::uint32_t k = 0; k < tries && staffed < reach.crews; ++k) {
    const StartPoint start = starts[at / venues.size()];
    const VenueIndex venue = venues[at % venues.size()];
    at = static_cast<std::uint32_t>((std::uint64_t{at} + stride) % n);
    if (!reach.patient && budget_.over_soon(calls_)) break;
    if (reach.blink > 0 && n > 1 && random->chance(reach.blink)) continue;
    staffed += attempt({s, start, venue, in.place_of(s, venue)}, reach, random);
  }
  return best_;
}

const Insertion& Inserter::at(const Spot& spot, const Placed& before, Random& random) {
  best_.found = best_.second_found = false;
  CrewLimits limits;
  for (const Seat& seat : before.seats) {
    if (limits.first.empty() || limits.first.back() != seat.team) limits.first.push_back(seat.team);
  }
  crews_.limit(&limits);
  attempt(spot, {}, &random);
  crews_.limit(nullptr);
  return best_;
}

Placed Inserter::forced(SessionIndex s) {
  const Instance& in = state_.instance();
  const SessionView& view = in.sessions[s];
  const model::Session& session = in.problem.sessions()[s];
  Placed out;
  out.served = out.forced = true;
  TimePoint start = in.problem.calendar().horizon().from;
  if (!view.standing) {
    if (!session.windows.empty()) start = session.windows.front().from;
    if (session.pin->start) start = *session.pin->start;
  }
  out.start = {start.minutes, in.day_of(start.minutes)};
  const auto& venues = in.venues[view.venues];
  if (!view.standing) out.venue = session.pin->venue;
  if (!out.venue.exists() && !venues.empty()) out.venue = venues.front();
  out.place = in.place_of(s, out.venue);
  const std::int32_t end = start.minutes + view.duration;
  for (const model::Crew& crew : session.pin->crews) {
    for (const HeadIndex head : crew.heads) out.seats.push_back({crew.team, crew.need, head});
  }
  std::uint32_t need_index = 0;
  for (const NeedView& need : in.needs_of(view)) {
    auto taken = static_cast<std::int32_t>(
        std::count_if(out.seats.begin(), out.seats.end(),
                      [&](const Seat& seat) { return seat.need == need_index; }));
    const Pool& pool = in.pools[need.pool];
    for (const bool idle_only : {true, false}) {
      for (const PoolTeam& team : pool.teams) {
        if (need.one_team && taken > 0 && out.seats.back().team != team.team) continue;
        for (auto g = team.first_group; g < team.last_group; ++g) {
          for (auto h = pool.groups[g].first; h < pool.groups[g].last && taken < need.want; ++h) {
            const HeadIndex head = pool.heads[h];
            if (idle_only && state_.timeline(head).overlaps(start.minutes, end)) continue;
            const bool sits = std::any_of(out.seats.begin(), out.seats.end(),
                                          [&](const Seat& seat) { return seat.head == head; });
            if (sits || (!idle_only && taken >= need.min)) continue;
            out.seats.push_back({team.team, need_index, head});
            ++taken;
          }
        }
      }
    }
    ++need_index;
  }
  std::sort(out.seats.begin(), out.seats.end());
  return out;
}

}  // namespace muster::solve
