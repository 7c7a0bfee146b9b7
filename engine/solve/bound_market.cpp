// Sessions of the relaxed problem: what each asks for.
#include "solve/bound_market.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "solve/bound_builder.h"
#include "solve/bound_crews.h"

namespace muster::solve {

using rule::ChoiceTerm;

namespace {

constexpr std::uint64_t kLookups = 20'000'000;  // of teams' prices, all sessions together

class RowBuilder {
 public:
  explicit RowBuilder(Market& out)
      : out_(out),
        in_(out.in),
        options_(out),
        never_(never_served(in_)),
        crews_(in_, that_ask()),
        reachable_(in_.needs.size(), -1) {}

  void build() {
    for (std::uint32_t slot = 0; slot < crews_.size(); ++slot) {
      out_.crew_slots.push_back(crews_.capacity(slot));
    }
    for (auto s : indices(in_.sessions)) {
      const SessionView& view = in_.sessions[s];
      if (view.pinned) {
        add_pinned(s);
      } else if (never_[s]) {
        out_.certain[view.level.value] += view.weight;
        out_.certain[in_.rules.staffing.value] += view.unserved_staffing;
      } else {
        add(s);
      }
    }
  }

 private:
  Table<SessionIndex, char> that_ask() const {
    Table<SessionIndex, char> out(in_.sessions.size(), 0);
    for (auto s : indices(in_.sessions)) {
      out[s] = !in_.sessions[s].pinned && !in_.sessions[s].standing && !never_[s];
    }
    return out;
  }
  std::int64_t reach(std::uint32_t need) {
    std::int64_t& known = reachable_[need];
    if (known < 0) known = reachable(in_, in_.needs[need]);
    return known;
  }
  std::int64_t most_heads(const SessionView& view) const {
    std::int64_t most = 0;
    for (const NeedView& need : in_.needs_of(view)) most += need.max;
    return most;
  }

  // Served whatever it costs: only wanted heads that do not exist are certainly missing.
  void add_pinned(SessionIndex s) {
    const SessionView& view = in_.sessions[s];
    out_.pinned = out_.pinned || !view.standing;
    for (auto n = view.first_need; n < view.last_need; ++n) {
      const std::int64_t missing = std::max<std::int64_t>(0, in_.needs[n].want - reach(n));
      out_.certain[in_.rules.staffing.value] += missing;
    }
    options_.feed_anyway(s, most_heads(view));
  }

  void add(SessionIndex s) {
    const SessionView& view = in_.sessions[s];
    Market::Row row;
    row.session = s;
    row.level = view.level;
    row.weight = view.weight;
    row.staffing = view.unserved_staffing;
    row.options = options_.add(s, most_heads(view));
    row.demands.first = static_cast<std::uint32_t>(out_.demands.size());
    const auto index = static_cast<std::uint32_t>(out_.rows.size());
    for (auto n = view.first_need; n < view.last_need; ++n) {
      const NeedView& need = in_.needs[n];
      Market::Demand demand;
      demand.row = index;
      demand.need = n - view.first_need;
      demand.lo = need.min;
      demand.want = static_cast<std::int32_t>(std::min<std::int64_t>(need.want, reach(n)));
      demand.want = std::max(demand.lo, demand.want);
      demand.missing = need.want - demand.want;
      demand.prices = head_prices(s, need.pool);
      out_.demands.push_back(demand);
    }
    if (view.needs_venue) {
      Market::Demand demand;
      demand.row = index;
      out_.demands.push_back(demand);
    }
    for (std::uint32_t slot : view.standing ? std::vector<std::uint32_t>() : crews_.of(s)) {
      Market::Demand demand;
      demand.row = index;
      demand.need = Market::Demand::kCrew;
      demand.slot = slot;
      out_.demands.push_back(demand);
    }
    row.demands.last = static_cast<std::uint32_t>(out_.demands.size());
    out_.rows.push_back(row);
  }

  // The least that one head costs by team and place, level by level.
  Market::Range head_prices(SessionIndex s, std::uint32_t pool) {
    const SessionView& view = in_.sessions[s];
    const TermSet& terms = in_.terms[view.terms];
    const bool homes = !terms.home_choices.empty();
    if (terms.team_choices.empty() && terms.base_choices.empty() && !homes) return {};
    const std::uint32_t task = homes ? in_.problem.sessions()[s].task.value + 1 : 0;
    const Key key{pool, view.terms, view.venues, terms.base_choices.empty() ? 0 : view.place.value,
                  task};
    const auto [found, is_new] = head_prices_.try_emplace(key);
    if (!is_new) return found->second;
    const auto& venues = in_.venues[view.venues];
    lookups_ += in_.pools[pool].teams.size() * venues.size();
    if (homes) lookups_ += in_.pools[pool].heads.size() * venues.size();
    if (lookups_ > kLookups || in_.pools[pool].teams.empty()) return {};
    Market::LevelCosts least;
    least.fill(INT64_MAX);
    for (const PoolTeam& team : in_.pools[pool].teams) {
      for (VenueIndex venue : venues) {
        Market::LevelCosts here = head_price(terms, team.team, in_.place_of(s, venue));
        if (homes) add_homes(s, pool, team, venue, here);
        for (std::size_t i = 0; i < here.size(); ++i) least[i] = std::min(least[i], here[i]);
      }
    }
    return found->second = keep_prices(least, out_);
  }

  Market::LevelCosts head_price(const TermSet& terms, TeamIndex team, PlaceIndex place) const {
    Market::LevelCosts costs{};
    for (std::uint32_t i : terms.team_choices) {
      const auto& price = std::get<ChoiceTerm::TeamPrice>(in_.rules.choices[i].price);
      costs[in_.rules.choices[i].level.value] += price.cost[team];
    }
    for (std::uint32_t i : terms.base_choices) {
      const auto& price = std::get<ChoiceTerm::HomePrice>(in_.rules.choices[i].price);
      if (!price.teams[team]) continue;
      costs[in_.rules.choices[i].level.value] += in_.base_cost(price, team, place);
    }
    return costs;
  }
  // By the nearest of the team's heads, rule by rule.
  void add_homes(SessionIndex s, std::uint32_t pool_index, const PoolTeam& team, VenueIndex venue,
                 Market::LevelCosts& costs) const {
    const Pool& pool = in_.pools[pool_index];
    for (std::uint32_t i : in_.terms[in_.sessions[s].terms].home_choices) {
      const auto& price = std::get<ChoiceTerm::HomePrice>(in_.rules.choices[i].price);
      std::int64_t least = INT64_MAX;
      for (auto g = team.first_group; g < team.last_group; ++g) {
        for (auto h = pool.groups[g].first; h < pool.groups[g].last; ++h) {
          least = std::min(least, in_.home_cost(price, team.team, pool.heads[h], s, venue));
        }
      }
      if (least != INT64_MAX) costs[in_.rules.choices[i].level.value] += least;
    }
  }

  Market& out_;
  const Instance& in_;
  OptionBuilder options_;
  Table<SessionIndex, char> never_;
  CrewSlots crews_;
  std::vector<std::int64_t> reachable_;  // by need; −1: not asked yet
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;
  std::map<Key, Market::Range> head_prices_;
  std::uint64_t lookups_ = 0;
};

}  // namespace

Market::Market(const Instance& instance) : in(instance) {
  RowBuilder(*this).build();
  build_resources(*this);
}

}  // namespace muster::solve
