// Insertion that pushes: a session comes between two others of a head although there is no time,
// where those can start earlier or later.
//
// Every session has a fixed start here, so a gap that is a few minutes short would stay unused. As
// in routing (push forward: Solomon 1987, doi:10.1287/opre.35.2.254; time slack: Savelsbergh 1992,
// doi:10.1287/ijoc.4.2.146), a walk forward over a head's day finds the earliest start of each
// booking in its place, a walk backward the latest; a session fits between two where it can start
// after the earliest end before and end before the latest start behind. Only what is in the way is
// moved, and no further than needed.
//
// What may be pushed: sessions that one head serves, without a venue, a pin or a relation. The
// price of a push is that of the new stop alone; the exact change is counted when it is made.
#include <algorithm>

#include "solve/pools.h"
#include "solve/search.h"

namespace muster::solve {

namespace {

constexpr std::size_t kPositions = 24;  // looked at on one timeline
constexpr double kBlink = 0.01;         // chance to pass over one (Christiaens & Vanden Berghe)

}  // namespace

bool Search::pushing(SessionIndex s) const {
  const SessionView& view = in_.sessions[s];
  if (view.standing || view.last_need != view.first_need + 1) return false;
  if (!in_.relations_of(s).empty() ||
      (view.pinned && !in_.problem.sessions()[s].pin->crews.empty()))
    return false;
  const NeedView& need = in_.needs[view.first_need];
  const auto& venues = in_.venues[view.venues];
  return need.min == 1 && need.want == 1 && venues.size() == 1 && !venues.front().exists() &&
         in_.starts[view.starts].size() > 1;
}

bool Search::movable(const Booking& booking) const {
  const SessionIndex s = booking.session;
  if (!mine(s) || in_.sessions[s].pinned || !in_.relations_of(s).empty()) return false;
  const Placed& plan = state_.placed(s);
  return !plan.forced && !plan.venue.exists() && plan.seats.size() == 1;
}

// Whether whom a seat names has time in the calendar for the session at that start.
bool Search::in_time(SessionIndex s, const Seat& seat, StartPoint start) const {
  const NeedView& need = in_.needs[in_.sessions[s].first_need + seat.need];
  return available(in_, in_.pools[need.pool], seat.team, seat.head, in_.quantum_of(start.minute));
}

// Earliest ends and latest starts of a head's bookings, each in its place. Kept while the timeline
// stays as it is: of a dozen heads that are looked at, a round changes one or two.
const Search::Stretch& Search::stretch(HeadIndex head) {
  const HeadTimeline& timeline = state_.timeline(head);
  const auto& line = timeline.bookings();
  Stretch& out = stretches_[head.value];
  if (out.known && out.version == timeline.version()) return out;
  out.known = true;
  out.version = timeline.version();
  out.earliest.resize(line.size());
  out.latest.resize(line.size());
  std::int32_t free_from = INT32_MIN;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Booking& b = line[i];
    const Starts& starts = in_.starts[in_.sessions[b.session].starts];
    std::int32_t start = b.start;
    if (movable(b)) {
      const std::int32_t way = i == 0 ? 0 : in_.travel(line[i - 1].place, b.place);
      const auto* first = in_.first_from(starts, i == 0 ? INT32_MIN : free_from + way);
      if (first != nullptr) start = std::min(start, first->minute);
    }
    free_from = out.earliest[i] = start + (b.end - b.start);
  }
  std::int32_t free_until = INT32_MAX;
  for (std::size_t i = line.size(); i-- > 0;) {
    const Booking& b = line[i];
    const Starts& starts = in_.starts[in_.sessions[b.session].starts];
    std::int32_t start = b.start;
    if (movable(b)) {
      const bool last = i + 1 == line.size();
      const std::int32_t way = last ? 0 : in_.travel(b.place, line[i + 1].place);
      const std::int32_t due = last ? INT32_MAX : free_until - way - (b.end - b.start);
      const auto* latest = in_.last_until(starts, due);
      if (latest != nullptr) start = std::max(start, latest->minute);
    }
    free_until = out.latest[i] = start;
  }
  return out;
}

// All places on one head's timeline; the cheapest into push_.
void Search::look_between(SessionIndex s, TeamIndex team, HeadIndex head) {
  const SessionView& view = in_.sessions[s];
  const Starts& starts = in_.starts[view.starts];
  if (state_.timeline(head).crowded) return;
  const auto& line = state_.timeline(head).bookings();
  const Stretch& slack = stretch(head);
  const TermSet& terms = in_.terms[view.terms];
  const bool dated =
      !terms.start_choices.empty() || !terms.local_ledgers.empty() || !terms.group_ledgers.empty();
  const auto position = [&](std::int32_t minute) {
    return static_cast<std::size_t>(
        std::partition_point(line.begin(), line.end(),
                             [&](const Booking& b) { return b.start < minute; }) -
        line.begin());
  };
  std::size_t first = position(starts.front().minute);
  std::size_t last = position(starts.back().minute + 1);
  if (last - first > kPositions) {
    first += random_.below(static_cast<std::uint32_t>(last - first - kPositions));
    last = first + kPositions;
  }
  first -= std::min<std::size_t>(first, 1);
  last = std::min(last + 1, line.size());
  for (std::size_t at = first; at <= last; ++at) {
    const Booking* before = at > 0 ? &line[at - 1] : nullptr;
    const Booking* after = at < line.size() ? &line[at] : nullptr;
    std::int32_t ready = INT32_MIN;  // with pushing, and as things stand
    std::int32_t due = INT32_MAX;
    std::int32_t calm_from = INT32_MIN;
    std::int32_t calm_until = INT32_MAX;
    if (before != nullptr) {
      const std::int32_t way = in_.travel(before->place, view.place);
      ready = slack.earliest[at - 1] + way;
      calm_from = before->end + way;
    }
    if (after != nullptr) {
      const std::int32_t way = in_.travel(view.place, after->place) + view.duration;
      due = slack.latest[at] - way;
      calm_until = after->start - way;
    }
    if (ready > due) continue;
    const StartPoint* start =
        in_.first_from(starts, std::max(ready, std::min(calm_from, calm_until)));
    if (start == nullptr || start->minute > due) start = in_.first_from(starts, ready);
    if (start == nullptr || start->minute > due) continue;
    if (random_.chance(kBlink)) continue;
    ++moves_;
    Delta change;
    const Spot spot{s, *start, VenueIndex(), view.place};
    if (!inserter_->crews().price_between(spot, team, head, before, after, change)) continue;
    if (dated) change += inserter_->crews().base_price(spot);
    if (change.broken > 0 || (push_.found && !(change < push_.change))) continue;
    if (!in_time(s, {team, 0, head}, *start)) continue;
    push_.found = true;
    push_.change = change;
    push_.team = team;
    push_.head = head;
    push_.at = at;
    push_.start = *start;
  }
}

void Search::find_push(SessionIndex s) {
  push_.found = false;
  const SessionView& view = in_.sessions[s];
  Crews& crews = inserter_->crews();
  crews.list_near(in_.needs[view.first_need].pool, view.place, random_, near_heads_);
  crews.approach({s, in_.starts[view.starts].front(), VenueIndex(), view.place});
  for (const auto& [team, head] : near_heads_) {
    if (inserter_->territory().holds(head)) look_between(s, team, head);
  }
}

// Makes the push: what stands in the way is moved, the nearest first. False, and nothing changed,
// when somebody moved would have no time then.
bool Search::make_push(SessionIndex s) {
  const SessionView& view = in_.sessions[s];
  const auto& line = state_.timeline(push_.head).bookings();
  moved_.clear();
  std::int32_t until = push_.start.minute;
  PlaceIndex place = view.place;
  for (std::size_t i = push_.at; i-- > 0;) {
    const Booking& b = line[i];
    const std::int32_t due = until - in_.travel(b.place, place) - (b.end - b.start);
    if (b.start <= due) break;
    const auto* start = in_.last_until(in_.starts[in_.sessions[b.session].starts], due);
    if (start == nullptr || !movable(b)) return false;
    moved_.emplace_back(b.session, *start);
    until = start->minute;
    place = b.place;
  }
  std::int32_t from = push_.start.minute + view.duration;
  place = view.place;
  for (std::size_t i = push_.at; i < line.size(); ++i) {
    const Booking& b = line[i];
    const std::int32_t ready = from + in_.travel(place, b.place);
    if (b.start >= ready) break;
    const auto* start = in_.first_from(in_.starts[in_.sessions[b.session].starts], ready);
    if (start == nullptr || !movable(b)) return false;
    moved_.emplace_back(b.session, *start);
    from = start->minute + (b.end - b.start);
    place = b.place;
  }
  for (const auto& [t, start] : moved_) {
    if (!in_time(t, state_.placed(t).seats.front(), start)) return false;
  }
  pushed_.clear();
  for (const auto& [t, start] : moved_) {
    pushed_.push_back(state_.placed(t));
    pushed_.back().start = start;
    take_out(t);
  }
  Placed plan;
  plan.start = push_.start;
  plan.place = view.place;
  plan.seats = {{push_.team, 0, push_.head}};
  put(s, plan);
  for (std::size_t i = 0; i < moved_.size(); ++i) put(moved_[i].first, pushed_[i]);
  return true;
}

}  // namespace muster::solve
