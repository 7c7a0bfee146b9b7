#include "solve/keep.h"

#include <algorithm>
#include <tuple>

#include "solve/pools.h"

namespace muster::solve {

namespace {

bool in_starts(const Instance& in, const SessionView& view, StartPoint start) {
  const Starts& starts = in.starts[view.starts];
  return std::any_of(starts.begin(), starts.end(),
                     [&](const StartPoint& each) { return each.minute == start.minute; });
}

// Of one need: as many heads as it asks for, from as many teams as it allows.
bool crewed(const NeedView& need, std::uint32_t need_index, const Placed& plan) {
  std::int32_t sent = 0;
  TeamIndex team;
  for (const Seat& seat : plan.seats) {
    if (seat.need != need_index) continue;
    ++sent;
    if (need.one_team && team.exists() && team != seat.team) return false;
    team = seat.team;
  }
  return sent >= need.min && sent <= need.max;
}

LeftOut look_at_heads(const State& state, SessionIndex s, const Placed& plan) {
  const Instance& in = state.instance();
  const SessionView& view = in.sessions[s];
  const std::size_t quantum = view.standing ? 0 : in.quantum_of(plan.start.minute);
  const Booking here = state.booking_of(s, plan);
  HeadPrice price;
  for (const Seat& seat : plan.seats) {
    const auto times = std::count_if(plan.seats.begin(), plan.seats.end(),
                                     [&](const Seat& other) { return other.head == seat.head; });
    if (times > 1) return {s, Misfit::busy, seat.head};
    const Pool& pool = in.pools[in.needs[view.first_need + seat.need].pool];
    if (!available(in, pool, seat.team, seat.head, quantum)) return {s, Misfit::head, seat.head};
    price.reset(in.head_levels.size());
    if (!view.standing && !state.add_stop(seat.head, here, price)) {
      return {s, Misfit::busy, seat.head};
    }
  }
  return {s, Misfit::none, {}};
}

}  // namespace

Placed row_of(const Instance& in, SessionIndex s, const model::Placement& placement) {
  Placed out;
  out.served = true;
  out.start = {placement.start.minutes, in.day_of(placement.start.minutes)};
  out.venue = placement.venue;
  out.place = in.place_of(s, placement.venue);
  for (const model::Crew& crew : placement.crews) {
    for (HeadIndex head : crew.heads) out.seats.push_back({crew.team, crew.need, head});
  }
  std::sort(out.seats.begin(), out.seats.end());
  return out;
}

LeftOut fit(const State& state, SessionIndex s, const Placed& plan) {
  const Instance& in = state.instance();
  const SessionView& view = in.sessions[s];
  if (!in_starts(in, view, plan.start)) return {s, Misfit::start, {}};
  const auto& venues = in.venues[view.venues];
  if (std::find(venues.begin(), venues.end(), plan.venue) == venues.end()) {
    return {s, Misfit::venue, {}};
  }
  if (plan.venue.exists()) {
    const std::int32_t end = plan.start.minute + view.duration;
    if (!in.open(plan.venue, view.duration, plan.start.minute)) return {s, Misfit::venue, {}};
    const std::int32_t rooms = in.problem.venues()[plan.venue].rooms;
    if (state.timeline(plan.venue).most_at_once(plan.start.minute, end, rooms) >= rooms) {
      return {s, Misfit::room, {}};
    }
  }
  const std::uint32_t n_needs = view.last_need - view.first_need;
  for (std::uint32_t need = 0; need < n_needs; ++need) {
    if (!crewed(in.needs[view.first_need + need], need, plan)) return {s, Misfit::crew, {}};
  }
  if (view.pinned) {
    for (const model::Crew& crew : in.problem.sessions()[s].pin->crews) {
      for (HeadIndex head : crew.heads) {
        const Seat seat{crew.team, crew.need, head};
        const bool sits = std::binary_search(plan.seats.begin(), plan.seats.end(), seat);
        if (!sits) return {s, Misfit::crew, head};
      }
    }
  }
  const bool odd = std::any_of(plan.seats.begin(), plan.seats.end(),
                               [&](const Seat& seat) { return seat.need >= n_needs; });
  return odd ? LeftOut{s, Misfit::crew, {}} : look_at_heads(state, s, plan);
}

std::vector<SessionIndex> keeping_order(const Instance& in, std::vector<SessionIndex> sessions) {
  const auto key = [&](SessionIndex s) {
    return std::tuple(!in.sessions[s].pinned, in.rank[s], in.depth[s], s);
  };
  std::sort(sessions.begin(), sessions.end(),
            [&](SessionIndex a, SessionIndex b) { return key(a) < key(b); });
  return sessions;
}

std::vector<LeftOut> keep(State& state, const model::Solution& solution) {
  const Instance& in = state.instance();
  std::vector<LeftOut> out;
  std::vector<SessionIndex> served;
  for (auto s : indices(solution.placements)) {
    if (solution.serves(s)) served.push_back(s);
  }
  for (SessionIndex s : keeping_order(in, std::move(served))) {
    Placed plan = row_of(in, s, *solution.placements[s]);
    LeftOut found = fit(state, s, plan);
    if (in.sessions[s].pinned) {
      plan.forced = found.why != Misfit::none;
      state.place(s, plan, nullptr);
      continue;
    }
    if (found.why == Misfit::none) {
      const Delta change = state.place(s, plan, nullptr);
      if (change.broken <= 0 && change.unforced <= 0) continue;
      state.remove(s, nullptr);
      found.why = Misfit::rule;
    }
    out.push_back(found);
  }
  return out;
}

}  // namespace muster::solve
