#include "solve/bound_peak.h"

#include <algorithm>
#include <map>

#include "solve/bound_paths.h"

namespace muster::solve {

namespace {

// What the cheapest head that may be sent is charged for being used at all, by demand.
std::vector<std::int64_t> least_charges(const Market& market, const Multipliers& at) {
  std::vector<std::int64_t> least(market.demands.size(), INT64_MAX);
  for (const Market::Group& group : market.groups) {
    std::int64_t heads = 0;
    for (auto r = group.resources.first; r < group.resources.last; ++r) {
      heads += market.resources[r].size;
    }
    if (heads == 0) continue;  // nobody, and nothing that anybody could be charged for
    const auto charge = [&](Market::Range range) {
      std::int64_t all = 0;
      for (auto i = range.first; i < range.last; ++i) {
        all += at.weight[market.prices[i].level.value] * market.prices[i].amount;
      }
      return all;
    };
    for (auto r = group.resources.first; r < group.resources.last; ++r) {
      const Market::Resource& resource = market.resources[r];
      const std::int64_t each = charge(resource.charges) + charge(group.charges) / heads;
      for (auto i = resource.first; i < resource.last; ++i) {
        std::int64_t& known = least[market.candidate_demand[i]];
        known = std::min(known, each);
      }
    }
  }
  return least;
}

}  // namespace

void price_peak(const Market& market, Multipliers& at) {
  const std::vector<std::int64_t> least = least_charges(market, at);
  std::map<std::int32_t, std::int64_t> change;  // of what is asked for, by minute
  const auto core = [&](const Market::Row& row) {
    const SessionView& view = market.in.sessions[row.session];
    const Starts& starts = market.in.starts[view.starts];
    return std::pair(starts.back().minute, starts.front().minute + view.duration);
  };
  const auto each_core = [&](auto visit) {
    for (const Market::Row& row : market.rows) {
      for (auto d = row.demands.first; d < row.demands.last; ++d) {
        if (least[d] == 0 || least[d] == INT64_MAX) continue;
        const auto [from, until] = core(row);
        if (from < until) visit(d, from, until);
      }
    }
  };
  each_core([&](std::uint32_t d, std::int32_t from, std::int32_t until) {
    change[from] += least[d] * market.demands[d].lo;
    change[until] -= least[d] * market.demands[d].lo;
  });
  std::int64_t now = 0;
  std::int64_t most = 0;
  std::int32_t peak = 0;
  for (const auto& [minute, by] : change) {
    now += by;
    if (now <= most) continue;
    most = now;
    peak = minute;
  }
  if (most == 0) return;
  each_core([&](std::uint32_t d, std::int32_t from, std::int32_t until) {
    if (from <= peak && peak < until) at.price[d] = least[d];
  });
}

void price_crowds(const Market& market, const Multipliers& most, Multipliers& at) {
  Paths paths(market);
  std::vector<std::uint32_t> sellers(market.demands.size(), 0);
  std::vector<std::uint32_t> last(market.demands.size(), 0xffffffffu);
  for (std::uint32_t r = 0; r < market.resources.size(); ++r) {
    for (auto i = market.resources[r].first; i < market.resources[r].last; ++i) {
      const std::uint32_t d = market.candidate_demand[i];
      sellers[d] += last[d] != r;
      last[d] = r;
    }
  }
  std::vector<char> priced(market.rows.size(), 0);
  std::vector<std::int64_t> prices(market.demands.size(), 0);
  for (const Market::Resource& resource : market.resources) {
    std::vector<std::uint32_t> only;  // demands that nobody else sells
    for (auto i = resource.first; i < resource.last; ++i) {
      const std::uint32_t d = market.candidate_demand[i];
      const bool whole = market.demands[d].need >= Market::Demand::kCrew;
      if (whole && sellers[d] == 1 && !priced[market.demands[d].row] && most.price[d] > 0) {
        only.push_back(d);
      }
    }
    std::sort(only.begin(), only.end());
    only.erase(std::unique(only.begin(), only.end()), only.end());
    if (static_cast<std::int64_t>(only.size()) <= resource.size) continue;
    std::int64_t least = INT64_MAX;
    for (std::uint32_t d : only) least = std::min(least, most.price[d]);
    Wide best = 0;
    for (const bool all_worth : {true, false}) {
      Wide gain = 0;
      for (std::uint32_t d : only) gain += prices[d] = all_worth ? most.price[d] : least;
      gain -= Wide{paths.best(resource, prices, at.toll)} * resource.size;
      if (gain > best) {
        best = gain;
        for (std::uint32_t d : only) at.price[d] = prices[d];
      }
    }
    for (std::uint32_t d : only) {
      prices[d] = 0;
      priced[market.demands[d].row] = best > 0;
    }
  }
}

}  // namespace muster::solve
