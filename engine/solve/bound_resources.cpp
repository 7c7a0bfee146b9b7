// Heads and rooms of the relaxed problem: equal ones made one resource, each with its candidates in
// order of time.
//
// Heads are equal when the same pools take them at the same times and using them costs the same;
// teams and bases do not matter, since sequence prices are dropped. What is too much to look at is
// left out pool by pool, the largest first: a demand that nobody trades in costs nothing.
#include <algorithm>
#include <map>

#include "solve/bound_builder.h"
#include "solve/bound_ways.h"

namespace muster::solve {

using rule::LedgerTerm;

namespace {

constexpr std::uint64_t kCandidates = 16'000'000;  // of heads, and again of rooms

// What makes heads equal: the pools that take them, with their calendars, and who is charged.
struct Likeness {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open;
  std::vector<std::pair<std::uint32_t, std::int64_t>> charges;  // (level, amount)
  std::vector<std::vector<std::int64_t>> limits;                // (ledger, most by period …)
  TeamIndex team;  // that is charged for any of its heads; none: no such charge
  friend auto operator<=>(const Likeness&, const Likeness&) = default;
};
using Sizes = std::map<Likeness, std::int32_t>;

// What using a head or team at all costs.
struct Charge {
  LevelIndex level;
  std::int64_t amount = 0;
  std::uint32_t ledger = 0;
};

class ResourceBuilder {
 public:
  explicit ResourceBuilder(Market& out) : out_(out), in_(out.in), ways_(out) {}

  void build() {
    list_demands();
    find_charges();
    find_limits();
    add_heads();
    add_rooms();
    add_crews();
    for (std::uint32_t demand : out_.candidate_demand) out_.demands[demand].traded = true;
  }

 private:
  void list_demands();
  void find_charges();
  void find_charges(std::uint32_t ledger);
  void find_limits();
  void add_limits(const Likeness&);
  void add_limit(Market::Limit);
  std::int64_t least_amount(const LedgerTerm&) const;
  bool covers(const Charge&, const Likeness&);
  Sizes liken_heads();
  bool leave_out(const Sizes&);
  void add_heads();
  void add_group(const std::vector<const Likeness*>&, const Sizes&);
  void add_rooms();
  void add_crews();
  Market::Resource& begin(std::int32_t size);
  void add_demand(std::uint32_t demand, const Bits* fit);
  void end();
  Market::Range keep(const std::vector<std::pair<std::uint32_t, std::int64_t>>& charges);
  SessionIndex session_of(std::uint32_t demand) const {
    return out_.rows[out_.demands[demand].row].session;
  }
  std::uint64_t starts_of(std::uint32_t demand) const {
    return in_.starts[in_.sessions[session_of(demand)].starts].size();
  }

  Market& out_;
  const Instance& in_;
  Ways ways_;
  std::vector<std::vector<std::uint32_t>> demands_of_pool_, demands_of_venues_, demands_of_crew_;
  std::vector<char> left_out_;  // by pool
  std::vector<std::vector<Charge>> head_charges_, team_charges_;
  std::vector<std::vector<std::vector<std::int64_t>>> head_limits_;  // as in Likeness
  std::vector<std::int64_t> busiest_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> covered_;  // by ledger and pool
  bool travels_ = false;
  std::vector<std::uint64_t> keys_;  // (start − origin, demand) of the resource being made
};

void ResourceBuilder::list_demands() {
  left_out_.assign(in_.pools.size(), 0);
  demands_of_pool_.resize(in_.pools.size());
  demands_of_venues_.resize(in_.venues.size());
  demands_of_crew_.resize(out_.crew_slots.size());
  for (std::uint32_t d = 0; d < out_.demands.size(); ++d) {
    const Market::Demand& demand = out_.demands[d];
    const SessionView& view = in_.sessions[session_of(d)];
    if (demand.need == Market::Demand::kCrew) {
      demands_of_crew_[demand.slot].push_back(d);
    } else if (demand.need == Market::Demand::kRoom) {
      demands_of_venues_[view.venues].push_back(d);
    } else if (!view.standing) {
      demands_of_pool_[in_.needs[view.first_need + demand.need].pool].push_back(d);
    }
  }
}

// The least that one head's ledger can be entered for one session.
std::int64_t ResourceBuilder::least_amount(const LedgerTerm& term) const {
  const std::int64_t each = term.measure.session + term.measure.head;
  const std::int64_t minute = term.measure.minute + term.measure.head_minute;
  if (minute == 0) return each;
  std::int64_t least = INT64_MAX;
  for (std::uint32_t d = 0; d < out_.demands.size(); ++d) {
    const SessionView& view = in_.sessions[session_of(d)];
    if (!view.standing) least = std::min<std::int64_t>(least, view.duration);
  }
  return least == INT64_MAX ? 0 : each + minute * least;
}

void ResourceBuilder::find_charges(std::uint32_t ledger) {
  const LedgerTerm& term = in_.rules.ledgers[ledger];
  if (term.level.value == 0 || term.periods != 1) return;
  const std::int64_t least = least_amount(term);
  auto& charges = term.owner == LedgerTerm::Owner::head ? head_charges_ : team_charges_;
  for (std::size_t owner = 0; owner < term.slot_of.size(); ++owner) {
    if (term.slot_of[owner] < 0) continue;
    const auto slot = static_cast<std::size_t>(term.slot_of[owner]);
    const LedgerTerm::Bounds& b = term.bounds[slot];
    const std::int64_t initial = slot < term.initial.size() ? term.initial[slot] : 0;
    if (b.at_least > initial) continue;
    const std::int64_t amount = LedgerTerm::cost(b, initial + least) - LedgerTerm::cost(b, initial);
    if (amount > 0) charges[owner].push_back({term.level, amount, ledger});
  }
}

void ResourceBuilder::find_charges() {
  head_charges_.resize(in_.problem.heads().size());
  team_charges_.resize(in_.problem.teams().size());
  for (std::uint32_t i = 0; i < in_.rules.ledgers.size(); ++i) {
    const auto owner = in_.rules.ledgers[i].owner;
    if (owner == LedgerTerm::Owner::head || owner == LedgerTerm::Owner::team) find_charges(i);
  }
}

// The most of each period as history leaves it. Where a head is charged for being used at all, that
// is the better proof.
void ResourceBuilder::find_limits() {
  head_limits_.resize(in_.problem.heads().size());
  for (std::uint32_t i = 0; i < in_.rules.ledgers.size(); ++i) {
    const LedgerTerm& term = in_.rules.ledgers[i];
    if (term.owner != LedgerTerm::Owner::head) continue;
    const auto periods = static_cast<std::size_t>(term.periods);
    for (std::size_t head = 0; head < term.slot_of.size(); ++head) {
      if (term.slot_of[head] < 0) continue;
      const auto slot = static_cast<std::size_t>(term.slot_of[head]);
      const LedgerTerm::Bounds& b = term.bounds[slot];
      const auto& charges = head_charges_[head];
      const bool charged = std::any_of(charges.begin(), charges.end(),
                                       [&](const Charge& charge) { return charge.ledger == i; });
      if (b.at_most == INT64_MAX || b.weight <= 0 || charged) continue;
      std::vector<std::int64_t> limit{i, b.weight, b.unit};
      for (std::size_t cell = slot * periods; cell < (slot + 1) * periods; ++cell) {
        const std::int64_t initial = cell < term.initial.size() ? term.initial[cell] : 0;
        // Above the most already, a part of a unit may be free.
        const std::int64_t left = b.at_most - initial;
        limit.push_back(left >= 0 ? left : b.unit - 1);
      }
      head_limits_[head].push_back(std::move(limit));
    }
  }
}

// Only what the busiest path may exceed.
void ResourceBuilder::add_limit(Market::Limit limit) {
  const Market::Resource& resource = out_.resources.back();
  const auto n = static_cast<std::size_t>(limit.last - limit.first);
  busiest_.assign(n + 1, 0);
  for (std::size_t i = n; i-- > 0;) {
    const std::size_t at = resource.first + limit.first + i;
    const std::size_t next = std::min<std::size_t>(out_.candidate_next[at] - limit.first, n);
    const std::int64_t amount = out_.amount(limit, out_.candidate_demand[at]);
    busiest_[i] = std::max(busiest_[i + 1], amount + busiest_[next]);
  }
  if (busiest_[0] > limit.most) out_.limits.push_back(limit);
}

void ResourceBuilder::add_limits(const Likeness& like) {
  Market::Resource& resource = out_.resources.back();
  resource.limits.first = static_cast<std::uint32_t>(out_.limits.size());
  const std::uint32_t n = resource.last - resource.first;
  const auto day_of = [&](std::uint32_t i) {
    return in_.day_of(out_.candidate_start[resource.first + i] + in_.origin);
  };
  for (const auto& row : like.limits) {
    const LedgerTerm& term = in_.rules.ledgers[static_cast<std::size_t>(row[0])];
    const auto& period_of = in_.period_of_day[static_cast<std::size_t>(term.period)];
    Market::Limit limit;
    limit.level = term.level;
    limit.ledger = static_cast<std::uint32_t>(row[0]);
    limit.weight = row[1];
    limit.unit = row[2];
    limit.session = term.measure.session + term.measure.head;
    limit.minute = term.measure.minute + term.measure.head_minute;
    limit.household = term.measure.household;
    limit.partly = !covers({term.level, 0, limit.ledger}, like);
    for (limit.first = 0; limit.first < n; limit.first = limit.last) {
      const std::int32_t period = period_of[static_cast<std::size_t>(day_of(limit.first))];
      limit.last = limit.first + 1;
      while (limit.last < n && period_of[static_cast<std::size_t>(day_of(limit.last))] == period) {
        ++limit.last;
      }
      limit.most = row[3 + static_cast<std::size_t>(period)];
      add_limit(limit);
    }
  }
  resource.limits.last = static_cast<std::uint32_t>(out_.limits.size());
}

// Whether everything that such heads can do is entered into the charge's ledger.
bool ResourceBuilder::covers(const Charge& charge, const Likeness& like) {
  const auto& sessions = in_.rules.ledgers[charge.ledger].sessions;
  return std::all_of(like.open.begin(), like.open.end(), [&](const auto& entry) {
    const auto [found, is_new] = covered_.try_emplace({charge.ledger, entry.first});
    if (is_new) {
      const auto& demands = demands_of_pool_[entry.first];
      found->second = std::all_of(demands.begin(), demands.end(),
                                  [&](std::uint32_t d) { return sessions[session_of(d)] != 0; });
    }
    return found->second;
  });
}

Market::Range ResourceBuilder::keep(
    const std::vector<std::pair<std::uint32_t, std::int64_t>>& charges) {
  Market::LevelCosts costs{};
  for (const auto& [level, amount] : charges) costs[level] += amount;
  return keep_prices(costs, out_);
}

Sizes ResourceBuilder::liken_heads() {
  std::vector<std::array<std::uint32_t, 3>> open;  // head, pool, calendar
  for (std::uint32_t p = 0; p < in_.pools.size(); ++p) {
    if (left_out_[p] || demands_of_pool_[p].empty()) continue;
    for (const Group& group : in_.pools[p].groups) {
      for (auto h = group.first; h < group.last; ++h) {
        open.push_back({in_.pools[p].heads[h].value, p, group.fit});
      }
    }
  }
  std::sort(open.begin(), open.end());
  Sizes sizes;
  for (std::size_t i = 0; i < open.size();) {
    const HeadIndex head(open[i][0]);
    Likeness like;
    for (; i < open.size() && open[i][0] == head.value; ++i) {
      const std::pair<std::uint32_t, std::uint32_t> entry(open[i][1], open[i][2]);
      if (like.open.empty() || like.open.back() != entry) like.open.push_back(entry);
    }
    for (const Charge& charge : head_charges_[head.value]) {
      if (covers(charge, like)) like.charges.emplace_back(charge.level.value, charge.amount);
    }
    like.limits = head_limits_[head.value];
    const auto& teams = in_.problem.heads()[head].teams;
    const auto& charges = team_charges_[teams.front().value];
    const bool charged = std::any_of(charges.begin(), charges.end(),
                                     [&](const Charge& charge) { return covers(charge, like); });
    if (teams.size() == 1 && charged) like.team = teams.front();
    ++sizes[like];
  }
  return sizes;
}

// Pools that would bring too many candidates; whether there were any.
bool ResourceBuilder::leave_out(const Sizes& sizes) {
  std::vector<std::uint64_t> candidates(in_.pools.size(), 0);
  for (const auto& [like, size] : sizes) {
    std::uint32_t before = 0xffffffffu;
    for (const auto& [pool, fit] : like.open) {
      if (pool == before) continue;
      before = pool;
      for (std::uint32_t d : demands_of_pool_[pool]) candidates[pool] += starts_of(d);
    }
  }
  std::vector<std::pair<std::uint64_t, std::uint32_t>> by_size;
  for (std::uint32_t p = 0; p < in_.pools.size(); ++p) {
    if (candidates[p] > 0) by_size.emplace_back(candidates[p], p);
  }
  std::sort(by_size.begin(), by_size.end());
  std::uint64_t all = 0;
  bool some = false;
  for (const auto& [size, pool] : by_size) {
    all += size;
    left_out_[pool] = all > kCandidates;
    some = some || all > kCandidates;
  }
  return some;
}

void ResourceBuilder::add_heads() {
  Sizes sizes = liken_heads();
  travels_ = !out_.pinned;
  if (leave_out(sizes)) {
    sizes = liken_heads();
    travels_ = false;
  }
  std::map<TeamIndex, std::size_t> of_team;
  std::vector<std::vector<const Likeness*>> members;
  for (const auto& [like, size] : sizes) {
    std::size_t group = members.size();
    if (like.team.exists()) group = of_team.try_emplace(like.team, group).first->second;
    if (group == members.size()) members.emplace_back();
    members[group].push_back(&like);
  }
  for (const auto& list : members) add_group(list, sizes);
}

void ResourceBuilder::add_group(const std::vector<const Likeness*>& members, const Sizes& sizes) {
  Market::Group group;
  group.resources.first = static_cast<std::uint32_t>(out_.resources.size());
  for (const Likeness* like : members) {
    begin(sizes.at(*like)).charges = keep(like->charges);
    for (auto entry = like->open.begin(); entry != like->open.end();) {
      const std::uint32_t pool = entry->first;
      Bits open(in_.quanta);
      bool always = false;
      for (; entry != like->open.end() && entry->first == pool; ++entry) {
        always = always || entry->second == solve::Group::kAlways;
        if (!always) open.unite(in_.fits[entry->second]);
      }
      for (std::uint32_t d : demands_of_pool_[pool]) add_demand(d, always ? nullptr : &open);
    }
    end();
    add_limits(*like);
    if (travels_) ways_.add(out_.resources.back());
  }
  group.resources.last = static_cast<std::uint32_t>(out_.resources.size());
  if (members.front()->team.exists()) {
    std::vector<std::pair<std::uint32_t, std::int64_t>> charges;
    for (const Charge& charge : team_charges_[members.front()->team.value]) {
      const bool by_all = std::all_of(members.begin(), members.end(),
                                      [&](const Likeness* like) { return covers(charge, *like); });
      if (by_all) charges.emplace_back(charge.level.value, charge.amount);
    }
    group.charges = keep(charges);
  }
  out_.groups.push_back(group);
}

// Rooms are equal when the same sessions may be in them at the same times.
void ResourceBuilder::add_rooms() {
  using Fits = std::vector<std::pair<std::int32_t, std::uint32_t>>;
  Table<VenueIndex, std::vector<std::uint32_t>> lists(in_.problem.venues().size());
  std::uint64_t candidates = 0;
  for (std::uint32_t list = 0; list < demands_of_venues_.size(); ++list) {
    if (demands_of_venues_[list].empty()) continue;
    std::uint64_t starts = 0;
    for (std::uint32_t d : demands_of_venues_[list]) starts += starts_of(d);
    candidates += starts * in_.venues[list].size();
    if (candidates > kCandidates) break;
    for (VenueIndex venue : in_.venues[list]) lists[venue].push_back(list);
  }
  std::map<std::pair<std::vector<std::uint32_t>, Fits>, std::pair<VenueIndex, std::int32_t>> alike;
  for (auto venue : indices(lists)) {
    if (lists[venue].empty()) continue;
    Fits fits = in_.venue_fits[venue];
    std::sort(fits.begin(), fits.end());
    auto& [first, rooms] = alike[{lists[venue], std::move(fits)}];
    if (rooms == 0) first = venue;
    rooms += in_.problem.venues()[venue].rooms;
  }
  for (const auto& [key, who] : alike) {
    const auto at = static_cast<std::uint32_t>(out_.resources.size());
    begin(who.second);
    for (std::uint32_t list : key.first) {
      for (std::uint32_t d : demands_of_venues_[list]) {
        for (const auto& [duration, fit] : key.second) {
          if (duration == out_.duration_of(d)) add_demand(d, &in_.fits[fit]);
        }
      }
    }
    end();
    out_.groups.push_back({{at, at + 1}, {}});
  }
}

void ResourceBuilder::add_crews() {
  std::uint64_t candidates = 0;
  for (std::size_t slot = 0; slot < demands_of_crew_.size(); ++slot) {
    for (std::uint32_t d : demands_of_crew_[slot]) candidates += starts_of(d);
    if (candidates > kCandidates) return;
    const auto at = static_cast<std::uint32_t>(out_.resources.size());
    begin(out_.crew_slots[slot]);
    for (std::uint32_t d : demands_of_crew_[slot]) add_demand(d, nullptr);
    end();
    out_.groups.push_back({{at, at + 1}, {}});
  }
}

Market::Resource& ResourceBuilder::begin(std::int32_t size) {
  keys_.clear();
  Market::Resource& resource = out_.resources.emplace_back();
  resource.size = size;
  resource.first = static_cast<std::uint32_t>(out_.candidate_demand.size());
  return resource;
}

void ResourceBuilder::add_demand(std::uint32_t demand, const Bits* fit) {
  for (const StartPoint& start : in_.starts[in_.sessions[session_of(demand)].starts]) {
    if (fit != nullptr && !fit->test(in_.quantum_of(start.minute))) continue;
    keys_.push_back(static_cast<std::uint64_t>(start.minute - in_.origin) << 32 | demand);
  }
}

void ResourceBuilder::end() {
  std::sort(keys_.begin(), keys_.end());
  Market::Resource& resource = out_.resources.back();
  for (const std::uint64_t key : keys_) {
    const auto demand = static_cast<std::uint32_t>(key);
    const std::uint64_t end = (key >> 32) + static_cast<std::uint64_t>(out_.duration_of(demand));
    const auto next = std::lower_bound(keys_.begin(), keys_.end(), end << 32) - keys_.begin();
    out_.candidate_demand.push_back(demand);
    out_.candidate_start.push_back(static_cast<std::int32_t>(key >> 32));
    out_.candidate_next.push_back(static_cast<std::uint32_t>(next));
  }
  resource.last = static_cast<std::uint32_t>(out_.candidate_demand.size());
}

}  // namespace

void build_resources(Market& out) { ResourceBuilder(out).build(); }

}  // namespace muster::solve
