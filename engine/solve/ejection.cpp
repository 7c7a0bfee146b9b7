#include "solve/ejection.h"

#include <algorithm>

#include "base/check.h"
#include "solve/rooms.h"

namespace muster::solve {

using rule::LedgerTerm;

namespace {

constexpr std::size_t kTabuRows = 1u << 14;
constexpr std::uint32_t kSpots = 6;        // looked at, where there are more
constexpr std::uint32_t kMostHeads = 320;  // looked at for one need

template <class T>
bool has(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

Ejector::Ejector(const State& state, const std::vector<SessionIndex>& sessions,
                 const Table<SessionIndex, std::uint32_t>& local)
    : state_(state),
      in_(state.instance()),
      sessions_(sessions),
      local_(local),
      weights_(sessions.size(), 1),
      kept_until_(kTabuRows, 0) {
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    if (in_.sessions[sessions[i]].pinned) weights_[i] = kFixed;
  }
}

std::size_t Ejector::row(SessionIndex s, HeadIndex head) {
  const std::uint64_t mixed = (std::uint64_t{s.value} << 32 | head.value) * 0x9e3779b97f4a7c15u;
  return static_cast<std::size_t>(mixed >> 50);
}

bool Ejector::kept_off(HeadIndex head) const {
  return kept_until_[row(spot_.session, head)] > step_;
}

void Ejector::keep_off(SessionIndex s, const std::vector<Seat>& seats, std::uint32_t steps) {
  for (const Seat& seat : seats) kept_until_[row(s, seat.head)] = step_ + steps;
}

bool Ejector::movable(SessionIndex s) const {
  return weight(s) < kFixed && state_.placed(s).served;
}

// The sessions of a head that leave no time for the spot.
template <class Visit>
void Ejector::each_obstacle(HeadIndex head, Visit visit) const {
  const SessionView& view = in_.sessions[spot_.session];
  if (view.standing) return;
  const HeadTimeline& line = state_.timeline(head);
  const std::int32_t start = spot_.start.minute;
  const std::size_t at = line.position(start, spot_.session);
  for (std::size_t i = at; i > 0; --i) {
    const Booking& other = *line.before(i);
    if (other.end + in_.travel(other.place, spot_.place) <= start) break;
    if (!visit(other.session)) return;
  }
  for (std::size_t i = at; const Booking* other = line.at(i); ++i) {
    if (start + view.duration + in_.travel(spot_.place, other->place) <= other->start) break;
    if (!visit(other->session)) return;
  }
}

// What a head must give up for the spot, by weight, unless that is more than `most`.
std::int64_t Ejector::weigh(HeadIndex head, std::int64_t most) const {
  if (state_.timeline(head).crowded) return kFixed;
  std::int64_t sum = 0;
  each_obstacle(head, [&](SessionIndex s) {
    if (way_.out.empty() || !has(way_.out, s)) sum += weight(s);
    return sum <= most;
  });
  return sum;
}

// What leaves a cell of the team or head together with the head's obstacles.
std::int64_t Ejector::left_by_obstacles(const LedgerTerm& term, TeamIndex team, HeadIndex head,
                                        std::size_t cell) const {
  std::int64_t sum = 0;
  const bool by_team = term.owner == LedgerTerm::Owner::team;
  const std::int32_t slot = term.slot_of[by_team ? team.value : head.value];
  each_obstacle(head, [&](SessionIndex s) {
    const Placed& plan = state_.placed(s);
    if (!term.sessions[s] || state_.cell(term, slot, plan.start.day) != cell) return true;
    std::int64_t heads = 1;
    if (by_team) {
      heads = std::count_if(plan.seats.begin(), plan.seats.end(),
                            [&](const Seat& seat) { return seat.team == team; });
    }
    sum += by_team ? measured(term.measure, heads, in_.sessions[s])
                   : head_amount(in_, term, s, plan.start.minute, plan.venue, head);
    return true;
  });
  return sum;
}

// Whether a head of the team can be paid for in the ledgers, once its obstacles are gone.
bool Ejector::affordable(TeamIndex team, HeadIndex head) const {
  const TermSet& terms = in_.terms[in_.sessions[spot_.session].terms];
  Delta price;
  bool priced = false;
  const auto enter = [&](std::uint32_t ledger, std::uint32_t owner) {
    const LedgerTerm& term = in_.rules.ledgers[ledger];
    const std::int32_t slot = term.slot_of[owner];
    if (slot < 0) return true;
    const auto& bounds = term.bounds[static_cast<std::size_t>(slot)];
    const std::size_t cell = state_.cell(term, slot, spot_.start.day);
    const std::int64_t amount = state_.amount(ledger, cell);
    std::int64_t extra =
        head_amount(in_, term, spot_.session, spot_.start.minute, spot_.venue, head);
    const bool capped = cap_.ledger == ledger && cap_.cell == cell;
    if (!capped && LedgerTerm::cost(bounds, amount + extra) == LedgerTerm::cost(bounds, amount)) {
      return true;
    }
    extra -= left_by_obstacles(term, team, head, cell);
    if (capped && LedgerTerm::cost(bounds, amount + extra) > cap_.cost) return false;
    if (!priced) price = *so_far_;
    priced = true;
    State::add_cell(term, static_cast<std::size_t>(slot), amount, extra, price);
    return true;
  };
  for (std::uint32_t i : terms.team_ledgers) {
    if (!enter(i, team.value)) return false;
  }
  for (std::uint32_t i : terms.head_ledgers) {
    if (!enter(i, head.value)) return false;
  }
  return !priced || ceiling_->admits(price);
}

bool Ejector::sits(HeadIndex head) const {
  return std::any_of(way_.plan.seats.begin(), way_.plan.seats.end(),
                     [&](const Seat& seat) { return seat.head == head; });
}

// Into candidates_, if it can go: of a need that wants one head, the easiest so far alone.
void Ejector::consider(TeamIndex team, HeadIndex head, bool one, Random& random) {
  const bool any = one && !candidates_.empty();
  const std::int64_t most = any ? candidates_.front().weight : kFixed - 1;
  Candidate candidate{weigh(head, most), static_cast<std::uint32_t>(random.next() >> 32), team,
                      head};
  if (candidate.weight > most || (any && candidates_.front() < candidate)) return;
  if (sits(head)) return;
  if (candidate.weight > 0 && !ignore_tabu_ && kept_off(head)) return;
  if (!affordable(team, head)) return;
  if (any) {
    candidates_.front() = candidate;
  } else {
    candidates_.push_back(candidate);
  }
}

// Heads for a need, in the order of teams.
void Ejector::list(const NeedView& need, const Territory& territory, Random& random) {
  candidates_.clear();
  const Pool& pool = in_.pools[need.pool];
  const auto n = static_cast<std::uint32_t>(pool.teams.size());
  if (n == 0) return;
  const std::size_t quantum =
      in_.sessions[spot_.session].standing ? 0 : in_.quantum_of(spot_.start.minute);
  const bool one = need.want == 1;
  std::uint32_t looks = 0;
  const std::uint32_t from = random.below(n);
  for (std::uint32_t k = 0; k < n && looks < kMostHeads; ++k) {
    const PoolTeam& team = pool.teams[from + k < n ? from + k : from + k - n];
    if (crews_ != nullptr && !crews_->admit(pool, team.team)) continue;
    for (auto g = team.first_group; g < team.last_group; ++g) {
      const Group& group = pool.groups[g];
      if (group.fit != Group::kAlways && !in_.fits[group.fit].test(quantum)) continue;
      for (auto h = group.first; h < group.last && looks < kMostHeads; ++h) {
        if (!territory.holds(pool.heads[h])) continue;
        if (crews_ != nullptr && has(crews_->absent, pool.heads[h])) continue;
        ++looks;
        consider(team.team, pool.heads[h], one, random);
      }
    }
  }
  looks_ += looks;
}

// Of a need that wants all from one team: that team's candidates, with the least weight.
bool Ejector::choose_team(const NeedView& need) {
  std::int64_t easiest = kFixed;
  auto first = candidates_.end();
  auto last = first;
  for (auto at = candidates_.begin(); at != candidates_.end();) {
    auto end = at;
    while (end != candidates_.end() && end->team == at->team) ++end;
    std::sort(at, end);
    std::int64_t sum = 0;
    for (auto k = at; k != end && k - at < need.min; ++k) sum += k->weight;
    if (end - at >= need.min && sum < easiest) {
      easiest = sum;
      first = at;
      last = end;
    }
    at = end;
  }
  if (easiest == kFixed) return false;
  candidates_.erase(last, candidates_.end());
  candidates_.erase(candidates_.begin(), first);
  return true;
}

// The easiest heads for a need, from candidates_: the least that it asks for, then who is free.
bool Ejector::seat(const NeedView& need, std::uint32_t need_index) {
  if (need.one_team) {
    if (!choose_team(need)) return need.min == 0;
  } else {
    std::sort(candidates_.begin(), candidates_.end());
  }
  std::int32_t taken = 0;
  for (const Candidate& candidate : candidates_) {
    if (taken == need.want || (taken >= need.min && candidate.weight > 0)) break;
    if (sits(candidate.head)) continue;  // under another of its teams
    way_.plan.seats.push_back({candidate.team, need_index, candidate.head});
    ++taken;
    each_obstacle(candidate.head, [&](SessionIndex s) {
      if (has(way_.out, s)) return true;
      way_.out.push_back(s);
      way_weight_ += weight(s);
      return true;
    });
  }
  return taken >= need.min;
}

bool Ejector::open(const Spot& spot, const Territory& territory) const {
  if (!spot.venue.exists()) return true;
  return territory.holds(spot.venue) &&
         in_.open(spot.venue, in_.sessions[spot.session].duration, spot.start.minute);
}

// Lets the venue have a free room: those that have failed least leave it. False where it can't be.
bool Ejector::make_room(const Spot& spot) {
  if (!spot.venue.exists()) return true;
  const std::int32_t start = spot.start.minute;
  const std::int32_t end = start + in_.sessions[spot.session].duration;
  const std::int32_t rooms = in_.problem.venues()[spot.venue].rooms;
  std::vector<SessionIndex> there;
  state_.timeline(spot.venue).overlapping(start, end, [&](SessionIndex s) { there.push_back(s); });
  const auto full = [&](std::int32_t minute) {
    return std::count_if(there.begin(), there.end(), [&](SessionIndex s) {
             const std::int32_t begin = state_.placed(s).start.minute;
             return begin <= minute && minute < begin + in_.sessions[s].duration;
           }) >= rooms;
  };
  const auto crowded = [&] {
    return full(start) || std::any_of(there.begin(), there.end(), [&](SessionIndex s) {
             return state_.placed(s).start.minute > start && full(state_.placed(s).start.minute);
           });
  };
  while (crowded()) {
    if (!let_easiest_go(there)) return false;
  }
  const Rooms venue(in_, state_.timeline(spot.venue), spot.venue);
  for (std::uint32_t i : in_.room_terms[spot.venue]) {
    const rule::RoomTerm& term = in_.rules.rooms[i];
    if (term.level != rule::Levels::hard()) continue;
    there = venue.touching(term, {spot.session, start});
    std::erase_if(there, [&](SessionIndex s) { return has(way_.out, s); });
    while (venue.cost(term, {spot.session, start}, way_.out) > 0) {
      if (!let_easiest_go(there)) return false;
    }
  }
  return true;
}

// Of those at a venue the one that has failed least leaves it. False where none can.
bool Ejector::let_easiest_go(std::vector<SessionIndex>& there) {
  auto easiest = there.end();
  for (auto at = there.begin(); at != there.end(); ++at) {
    if (!movable(*at)) continue;
    if (easiest == there.end() || weight(*at) < weight(*easiest)) easiest = at;
  }
  if (easiest == there.end()) return false;
  let_go(*easiest);
  there.erase(easiest);
  return true;
}

// Notes that it has to be taken out; false where it can't be.
bool Ejector::let_go(SessionIndex s) {
  if (has(way_.out, s)) return true;
  if (!movable(s)) return false;
  way_.out.push_back(s);
  way_weight_ += weight(s);
  return true;
}

// Lets go what a hard rule forbids beside the spot, whoever serves it.
bool Ejector::part_with_related(const Spot& spot) {
  const auto related =
      state_.forbidden_beside(spot.session, served_at(spot.start, spot.venue, spot.place));
  return std::all_of(related.begin(), related.end(), [&](SessionIndex s) { return let_go(s); });
}

bool Ejector::try_spot(const Spot& spot, const Territory& territory, Random& random) {
  spot_ = spot;
  way_.plan.seats.clear();
  way_.out.clear();
  way_weight_ = 0;
  if (!open(spot, territory) || !make_room(spot) || !part_with_related(spot)) return false;
  std::uint32_t need_index = 0;
  for (const NeedView& need : in_.needs_of(in_.sessions[spot.session])) {
    list(need, territory, random);
    if (!seat(need, need_index++)) return false;
  }
  if (best_.found && best_weight_ <= way_weight_) return false;
  std::sort(way_.plan.seats.begin(), way_.plan.seats.end());
  way_.plan.served = true;
  way_.plan.start = spot.start;
  way_.plan.venue = spot.venue;
  way_.plan.place = spot.place;
  way_.found = true;
  best_weight_ = way_weight_;
  std::swap(way_, best_);
  return true;
}

const Way& Ejector::at(const Spot& spot, const Delta& so_far, const Ceiling& ceiling,
                       const Territory& territory, Random& random) {
  MUSTER_ASSERT(!state_.placed(spot.session).served, "a way is asked for a session that is served");
  ++step_;
  so_far_ = &so_far;
  ceiling_ = &ceiling;
  best_.found = false;
  ignore_tabu_ = true;
  try_spot(spot, territory, random);
  return best_;
}

const Way& Ejector::find(SessionIndex s, const Delta& so_far, const Ceiling& ceiling,
                         const Territory& territory, Random& random) {
  MUSTER_ASSERT(!state_.placed(s).served, "a way is asked for a session that is served");
  ++step_;
  so_far_ = &so_far;
  ceiling_ = &ceiling;
  best_.found = false;
  const SessionView& view = in_.sessions[s];
  const Starts& starts = in_.starts[view.starts];
  const auto& venues = in_.venues[view.venues];
  const auto n = static_cast<std::uint32_t>(starts.size() * venues.size());
  if (n == 0 || !ceiling.admits(so_far)) return best_;
  for (const bool ignore : {false, true}) {
    ignore_tabu_ = ignore;
    const std::uint32_t spots = std::min(n, kSpots);
    for (std::uint32_t k = 0; k < spots; ++k) {
      const std::uint32_t at = n <= kSpots ? k : random.below(n);
      const VenueIndex venue = venues[at % venues.size()];
      try_spot({s, starts[at / venues.size()], venue, in_.place_of(s, venue)}, territory, random);
      if (best_.found && best_weight_ == 0) return best_;
    }
    if (best_.found) break;
  }
  return best_;
}

}  // namespace muster::solve
