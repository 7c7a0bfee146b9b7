#include "solve/crews.h"

#include <algorithm>

#include "base/check.h"
#include "solve/pools.h"

namespace muster::solve {

namespace {

// How often a choice is made less greedily, and how often each step of it then is.
constexpr double kShake = 0.2;
// Free heads looked at in a group beyond those that could be sent.
constexpr std::int32_t kSpare = 6;
// Teams of a large pool that are asked: near ones and others with free heads, and in all.
constexpr std::uint32_t kNearTeams = 8;
constexpr std::uint32_t kFarTeams = 3;
constexpr std::uint32_t kMostLooks = 128;
constexpr std::size_t kNearest = 14;  // teams whose timelines are looked at whole

}  // namespace

Crews::Crews(const State& state)
    : state_(state),
      in_(state.instance()),
      nearby_(in_),
      team_heads_(in_.problem.teams().size()),
      used_(in_.problem.heads().size()) {}

bool CrewLimits::admit(const Pool& pool, TeamIndex team) const {
  const auto among = [&](const std::vector<TeamIndex>& teams) {
    return std::find(teams.begin(), teams.end(), team) != teams.end();
  };
  if (among(without)) return false;
  if (only.empty() || among(only)) return true;
  return std::none_of(only.begin(), only.end(),
                      [&](TeamIndex each) { return position_of(pool, each) < pool.teams.size(); });
}

void Crews::clear() {
  for (const Seat& seat : seats_) {
    team_heads_[seat.team] = 0;
    used_[seat.head] = 0;
  }
  seats_.clear();
  candidates_.clear();
  costs_.clear();
  order_.clear();
  offers_.clear();
  demands_.clear();
}

void Crews::add_values(TeamIndex team, HeadIndex head, std::int64_t sign) {
  for (std::size_t k = 0; k < values_.size(); ++k) {
    values_[k] += sign * in_.rules.ledgers[terms_->session_ledgers[k]].value(team, head);
  }
}

void Crews::push(Demand& demand, TeamIndex team, HeadIndex head) {
  seats_.push_back({team, demand.need, head});
  ++team_heads_[team];
  used_[head] = 1;
  ++demand.taken;
  add_values(team, head, 1);
}

void Crews::pop(Demand& demand) {
  const Seat seat = seats_.back();
  seats_.pop_back();
  --team_heads_[seat.team];
  used_[seat.head] = 0;
  --demand.taken;
  add_values(seat.team, seat.head, -1);
}

// Whether trial_ costs less than a candidate.
bool Crews::cheaper(std::uint32_t candidate) const {
  const Candidate& other = candidates_[candidate];
  if (trial_.broken != other.broken) return trial_.broken < other.broken;
  const std::size_t n = in_.head_levels.size();
  const std::int64_t* costs = costs_.data() + candidate * n;
  for (std::size_t i = 0; i < n; ++i) {
    if (trial_.cost[i] != costs[i]) return trial_.cost[i] < costs[i];
  }
  return false;
}

void Crews::add_price(std::uint32_t candidate, Delta& out) const {
  out.broken += candidates_[candidate].broken;
  out.unforced += candidates_[candidate].unforced;
  const std::size_t n = in_.head_levels.size();
  for (std::size_t i = 0; i < n; ++i) {
    out.score[in_.head_levels[i]] += costs_[candidate * n + i];
  }
}

// A head at the price in trial_ into order_ from `first` on, cheapest first, of which `most` are
// kept; equals as they came.
void Crews::keep(HeadIndex head, std::size_t first, std::int32_t most) {
  const std::size_t n = in_.head_levels.size();
  const bool full = order_.size() - first >= static_cast<std::size_t>(most);
  if (full && !cheaper(order_.back())) return;
  std::size_t at = order_.size() - (full ? 1 : 0);
  std::uint32_t row = 0;
  if (full) {
    row = order_.back();
  } else {
    row = static_cast<std::uint32_t>(candidates_.size());
    candidates_.emplace_back();
    costs_.resize(costs_.size() + n);
    order_.push_back(row);
  }
  for (; at > first && cheaper(order_[at - 1]); --at) order_[at] = order_[at - 1];
  order_[at] = row;
  candidates_[row] = {head, trial_.broken, trial_.unforced};
  std::copy_n(trial_.cost.begin(), n, costs_.begin() + static_cast<std::ptrdiff_t>(row * n));
}

// Heads of one group that are free at the spot, until as many cost nothing as could go. More
// of a team are never sent, nor needed to match. Returns how many were found.
std::uint32_t Crews::list_group(const Pool& pool, TeamIndex team, const Group& group,
                                HeadIndex like, std::size_t first) {
  std::int32_t enough = most_wanted_;
  std::uint32_t found = 0;
  const std::uint32_t size = group.last - group.first;
  std::uint32_t at = random_ != nullptr && size > 1 ? random_->below(size) : 0;
  // With random numbers a fair part of a large group is enough.
  std::int32_t listed = random_ == nullptr ? INT32_MAX : enough + kSpare;
  for (std::uint32_t k = 0; k < size && enough > 0 && listed > 0;
       ++k, at = at + 1 == size ? 0 : at + 1) {
    const HeadIndex head = pool.heads[group.first + at];
    if (like.exists() && in_.head_kind[head] != in_.head_kind[like]) continue;
    if (shaken_ && random_->chance(kShake)) continue;
    if (!price_head(team, head, trial_) || trial_.broken > 0) continue;
    if (!trial_.costs(in_.head_levels.size())) --enough;
    --listed;
    keep(head, first, most_wanted_);
    ++found;
  }
  return found;
}

// Those of the same kind as `like`, where that exists; how many.
std::uint32_t Crews::list_kind(const Pool& pool, const PoolTeam& team, HeadIndex like) {
  const auto first = static_cast<std::uint32_t>(order_.size());
  std::uint32_t found = 0;
  for (auto g = team.first_group; g < team.last_group; ++g) {
    const Group& group = pool.groups[g];
    if (group.fit != Group::kAlways && !in_.fits[group.fit].test(quantum_)) continue;
    found += list_group(pool, team.team, group, like, first);
  }
  const auto last = static_cast<std::uint32_t>(order_.size());
  if (first < last) offers_.push_back({team.team, like, first, first, last, {}, false});
  return found;
}

// One team's free heads for a need.
void Crews::list_team(const Pool& pool, const PoolTeam& team, Demand& demand) {
  if (limits_ != nullptr && !limits_->admit(pool, team.team)) return;
  std::uint32_t found = 0;
  if (!terms_->by_kind) {
    found = list_kind(pool, team, HeadIndex());
  } else {
    kinds_.clear();
    for (auto g = team.first_group; g < team.last_group; ++g) {
      for (auto h = pool.groups[g].first; h < pool.groups[g].last; ++h) {
        const bool known = std::any_of(kinds_.begin(), kinds_.end(), [&](HeadIndex like) {
          return in_.head_kind[like] == in_.head_kind[pool.heads[h]];
        });
        if (!known) kinds_.push_back(pool.heads[h]);
      }
    }
    for (HeadIndex like : kinds_) found += list_kind(pool, team, like);
  }
  demand.heads += found;
  demand.most = std::max(demand.most, found);
}

// Of a large pool: teams that served what is to be kept together, the nearest with time, a few at
// random, and more of those while heads are missing.
void Crews::list_some(std::uint32_t pool_index, std::int32_t least, Demand& demand) {
  const Pool& pool = in_.pools[pool_index];
  const auto n = static_cast<std::uint32_t>(pool.teams.size());
  if (asked_.size() < n) asked_.resize(n, 0);
  ++asking_;
  const auto ask = [&](std::uint32_t at) {
    if (asked_[at] == asking_) return false;
    asked_[at] = asking_;
    const std::size_t before = offers_.size();
    list_team(pool, pool.teams[at], demand);
    return offers_.size() > before;
  };
  if (limits_ != nullptr) {
    for (const auto* teams : {&limits_->only, &limits_->first}) {
      for (TeamIndex team : *teams) {
        const std::size_t at = position_of(pool, team);
        if (at < n) ask(static_cast<std::uint32_t>(at));
      }
    }
  }
  for (std::uint32_t i : in_.crew_relations_of(spot_.session)) {
    const auto& term = in_.rules.relations[i];
    const Placed& other = state_.placed(term.first == spot_.session ? term.second : term.first);
    if (!other.served || other.seats.empty()) continue;
    const std::size_t at = position_of(pool, other.seats.front().team);
    if (at < n) ask(static_cast<std::uint32_t>(at));
  }
  std::uint32_t near = kNearTeams;
  for (std::uint32_t at : nearby_.teams(pool_index, spot_.place)) {
    if (near > 0 && ask(at)) --near;
  }
  std::uint32_t far = kFarTeams + near;
  const std::uint32_t looks = std::min(n, kMostLooks);
  const std::uint32_t from = random_->below(n);
  for (std::uint32_t k = 0; k < looks && far > 0; ++k) {
    if (ask((from + k) % n)) --far;
    if (far == 0 && static_cast<std::int32_t>(demand.heads) < least) far = 1;
  }
}

HeadIndex Crews::someone(std::uint32_t pool_index, PlaceIndex place, Random& random) {
  const Pool& pool = in_.pools[pool_index];
  if (pool.teams.empty()) return {};
  const auto n = static_cast<std::uint32_t>(pool.teams.size());
  std::uint32_t at = random.below(n);
  if (n > Nearby::kFew) {
    const auto near = nearby_.teams(pool_index, place);
    const auto few = static_cast<std::uint32_t>(std::min(near.size(), std::size_t{kNearTeams} * 2));
    if (few > 0 && random.chance(0.6)) at = near[random.below(few)];
  }
  return anyone(pool, pool.teams[at], random);
}

void Crews::list_near(std::uint32_t pool_index, PlaceIndex place, Random& random,
                      std::vector<std::pair<TeamIndex, HeadIndex>>& out) {
  out.clear();
  const Pool& pool = in_.pools[pool_index];
  if (pool.teams.empty()) return;
  const auto n = static_cast<std::uint32_t>(pool.teams.size());
  const auto add = [&](std::uint32_t at) {
    out.emplace_back(pool.teams[at].team, anyone(pool, pool.teams[at], random));
  };
  if (n <= Nearby::kFew) {
    for (std::uint32_t at = 0; at < n; ++at) add(at);
    return;
  }
  const auto near = nearby_.teams(pool_index, place);
  for (std::size_t k = 0; k < near.size() && k < kNearest; ++k) add(near[k]);
  const std::uint32_t from = random.below(n);
  for (std::uint32_t k = 0; k < (near.empty() ? kNearest : kFarTeams); ++k) add((from + k) % n);
}

void Crews::list_head_ledgers() {
  head_ledgers_.clear();
  for (std::uint32_t i : terms_->head_ledgers) {
    const rule::LedgerTerm& term = in_.rules.ledgers[i];
    const std::int32_t period =
        in_.period_of_day[static_cast<std::size_t>(term.period)][spot_.start.day];
    head_ledgers_.push_back({term.slot_of.data(), term.bounds.data(), state_.amounts(i),
                             static_cast<std::size_t>(term.periods), period,
                             in_.head_slots[term.level.value], measured(term.measure, 1, *view_),
                             term.level.value == 0, term.keeps_before() ? &term : nullptr});
  }
}

// Who goes whatever the others do. False when one of them can't.
bool Crews::seat_pinned(Delta& sum) {
  for (const model::Crew& crew : in_.problem.sessions()[spot_.session].pin->crews) {
    if (crew.need >= demands_.size()) return false;
    const NeedView& need = in_.needs[view_->first_need + crew.need];
    const Pool& pool = in_.pools[need.pool];
    Demand& demand = demands_[crew.need];
    need_ = crew.need;
    for (HeadIndex head : crew.heads) {
      if (demand.taken == need.max || !price_head(crew.team, head, trial_) || trial_.broken > 0)
        return false;
      if (!available(in_, pool, crew.team, head, quantum_)) return false;
      const bool mixed = demand.taken > 0 && seats_.back().team != crew.team;
      if (need.one_team && mixed) return false;
      sum += uniform_price(demand);
      sum += team_price(crew.team, head);
      sum.broken += trial_.broken;
      sum.unforced += trial_.unforced;
      for (std::size_t i = 0; i < in_.head_levels.size(); ++i) {
        sum.score[in_.head_levels[i]] += trial_.cost[i];
      }
      push(demand, crew.team, head);
      ++demand.pinned;
    }
  }
  return true;
}

// False when some need has too few free heads, whatever the others take.
bool Crews::list_candidates() {
  most_wanted_ = 0;
  for (const NeedView& need : in_.needs_of(*view_)) most_wanted_ += need.max;
  std::uint32_t need_index = 0;
  for (const NeedView& need : in_.needs_of(*view_)) {
    need_ = need_index;
    Demand& demand = demands_[need_index++];
    demand.first_offer = static_cast<std::uint32_t>(offers_.size());
    const Pool& pool = in_.pools[need.pool];
    if (random_ != nullptr && pool.teams.size() > Nearby::kFew) {
      list_some(need.pool, need.min, demand);
    } else {
      for (const PoolTeam& team : pool.teams) list_team(pool, team, demand);
    }
    demand.last_offer = static_cast<std::uint32_t>(offers_.size());
    const std::uint32_t reach = need.one_team ? demand.most : demand.heads;
    if (static_cast<std::int32_t>(reach) + demand.taken < need.min) return false;
  }
  return true;
}

void Crews::rewind(std::uint32_t first_offer, std::uint32_t last_offer) {
  for (auto i = first_offer; i < last_offer; ++i) {
    offers_[i].next = offers_[i].first;
    offers_[i].fresh = false;
  }
}

// The offer with the least marginal; null when none has a head left.
Crews::Offer* Crews::cheapest(const Demand&, std::uint32_t first_offer, std::uint32_t last_offer) {
  Offer* best = nullptr;
  for (auto i = first_offer; i < last_offer; ++i) {
    Offer& offer = offers_[i];
    while (offer.next < offer.last && used_[candidates_[order_[offer.next]].head]) {
      ++offer.next;
      offer.fresh = false;
    }
    if (offer.next == offer.last) continue;
    if (!offer.fresh || crew_dependent_) {
      offer.key = team_price(offer.team, offer.like);
      add_price(order_[offer.next], offer.key);
      offer.fresh = true;
    }
    // What a head breaks by its kind, one who goes with it may mend.
    if (offer.key.broken > 0 && !terms_->by_kind) continue;
    if (best == nullptr || offer.key < best->key) best = &offer;
  }
  return best;
}

// Takes heads until the minimum is met and no further one improves. False below the minimum.
bool Crews::fill(Demand& demand, std::uint32_t first_offer, std::uint32_t last_offer, Delta& sum) {
  const NeedView& need = in_.needs[view_->first_need + demand.need];
  while (demand.taken < need.max) {
    Offer* offer = cheapest(demand, first_offer, last_offer);
    if (offer == nullptr) break;
    Delta step = uniform_price(demand);
    step += offer->key;
    if (demand.taken >= need.min &&
        (step.broken > 0 || step.improves() == (shaken_ && random_->chance(kShake)))) {
      break;
    }
    sum += step;
    push(demand, offer->team, candidates_[order_[offer->next]].head);
    ++offer->next;
    offer->fresh = false;
  }
  return demand.taken >= need.min;
}

// Behind the last offer of the same team.
std::uint32_t Crews::end_of_team(std::uint32_t offer, std::uint32_t last_offer) const {
  const TeamIndex team = offers_[offer].team;
  while (offer < last_offer && offers_[offer].team == team) ++offer;
  return offer;
}

bool Crews::fill_one_team(Demand& demand, Delta& sum) {
  TeamIndex pinned;  // if its first ones are, they are all of one team
  for (const Seat& seat : seats_) {
    if (demand.pinned > 0 && seat.need == demand.need) pinned = seat.team;
  }
  Delta best;
  std::uint32_t best_offer = demand.last_offer;
  for (auto i = demand.first_offer; i < demand.last_offer;) {
    const std::uint32_t end = end_of_team(i, demand.last_offer);
    if (pinned.exists() && offers_[i].team != pinned) {
      i = end;
      continue;
    }
    Delta here;
    rewind(i, end);
    const bool filled = fill(demand, i, end, here);
    while (demand.taken > demand.pinned) pop(demand);
    if (filled && (best_offer == demand.last_offer || here < best)) {
      best = here;
      best_offer = i;
    }
    i = end;
  }
  if (best_offer == demand.last_offer) {
    return in_.needs[view_->first_need + demand.need].min <= demand.pinned;
  }
  const std::uint32_t end = end_of_team(best_offer, demand.last_offer);
  rewind(best_offer, end);
  return fill(demand, best_offer, end, sum);
}

// Whether the levels that no crew can lower further decide against the spot.
bool Crews::hopeless(const Delta& base, const Delta& to_beat) const {
  std::int64_t want = 0;
  for (const NeedView& need : in_.needs_of(*view_)) want += need.want;
  for (std::size_t i = 0; i < view_->settled_levels; ++i) {
    const std::int64_t least = base.score.cost[i] - (in_.rules.staffing.value == i ? want : 0);
    if (least != to_beat.score.cost[i]) return least > to_beat.score.cost[i];
  }
  return false;
}

void Crews::begin(const Spot& spot, Random* random) {
  clear();
  spot_ = spot;
  view_ = &in_.sessions[spot.session];
  terms_ = &in_.terms[view_->terms];
  random_ = random;
  values_.assign(terms_->session_ledgers.size(), 0);
  need_ = 0;
}

bool Crews::choose(const Spot& spot, Random* random, const Delta* to_beat, Placed& out,
                   Delta& total) {
  begin(spot, random);
  crew_dependent_ = !terms_->session_ledgers.empty() || !terms_->group_ledgers.empty() ||
                    !in_.crew_relations_of(spot.session).empty();
  shaken_ = random != nullptr && limits_ == nullptr && random->chance(kShake);
  total = base_price(spot);
  if (total.unforced > 0 || (to_beat != nullptr && hopeless(total, *to_beat))) return false;
  list_head_ledgers();
  quantum_ = view_->standing ? 0 : in_.quantum_of(spot.start.minute);
  demands_.resize(view_->last_need - view_->first_need);
  for (std::uint32_t need = 0; need < demands_.size(); ++need) demands_[need].need = need;
  Delta sum;
  const bool seated = view_->pinned && !in_.problem.sessions()[spot.session].pin->crews.empty();
  if (seated && !seat_pinned(sum)) return false;
  if (!list_candidates()) return false;
  // The scarcest need first.
  std::sort(demands_.begin(), demands_.end(), [&](const Demand& a, const Demand& b) {
    const auto spare = [&](const Demand& d) {
      return static_cast<std::int64_t>(d.heads) - in_.needs[view_->first_need + d.need].min;
    };
    return std::pair(spare(a), a.need) < std::pair(spare(b), b.need);
  });
  bool filled = true;
  for (Demand& demand : demands_) {
    const bool one = in_.needs[view_->first_need + demand.need].one_team;
    rewind(demand.first_offer, demand.last_offer);
    filled =
        one ? fill_one_team(demand, sum) : fill(demand, demand.first_offer, demand.last_offer, sum);
    if (!filled) break;
  }
  filled = filled && (!terms_->by_kind || total.broken + sum.broken <= 0);
  if (!filled && (seated || demands_.size() == 1 || !fill_by_matching(sum))) return false;
  if (!seated) trade_seats(sum);
  total += sum;
  if (total.broken > 0 || total.unforced > 0) return false;
  out.served = true;
  out.forced = false;
  out.start = spot.start;
  out.venue = spot.venue;
  out.place = spot.place;
  out.seats = seats_;
  std::sort(out.seats.begin(), out.seats.end());
  return true;
}

}  // namespace muster::solve
