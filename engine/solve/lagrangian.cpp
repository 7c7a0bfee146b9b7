#include "solve/lagrangian.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace muster::solve {

namespace {

constexpr std::size_t kChunk = 16;                // groups that a thread takes at a time
constexpr std::size_t kManyCandidates = 200'000;  // below, threads cost more than they save

}  // namespace

Lagrangian::Lagrangian(const Market& market, int threads) : market_(market) {
  excess_.asked.resize(market.demands.size());
  excess_.demand.resize(market.demands.size());
  excess_.cell.resize(market.cells.size());
  excess_.limit.resize(market.limits.size());
  option_value_.resize(market.option_sets.size());
  option_chosen_.resize(market.option_sets.size());
  const bool many = market.candidate_demand.size() >= kManyCandidates;
  for (int t = 0; t < (many ? std::max(1, threads) : 1); ++t) workers_.emplace_back(market);
}

std::uint64_t Lagrangian::work() const {
  std::uint64_t all = 1000 + 16 * (market_.demands.size() + market_.limits.size());
  for (const Market::Resource& resource : market_.resources) {
    all += std::uint64_t{resource.last - resource.first} * (resource.n_spots > 0 ? 16 : 1);
  }
  return all;
}

std::int64_t Lagrangian::sum(Market::Range prices, const Market::LevelCosts& weight) const {
  std::int64_t all = 0;
  for (auto i = prices.first; i < prices.last; ++i) {
    all += weight[market_.prices[i].level.value] * market_.prices[i].amount;
  }
  return all;
}

void Lagrangian::count(Market::Range prices, std::int64_t times, Market::LevelCosts& cost) const {
  for (auto i = prices.first; i < prices.last; ++i) {
    cost[market_.prices[i].level.value] += times * market_.prices[i].amount;
  }
}

// A reward or toll above what a unit costs would be void; a price above what leaving the session
// out costs only wastes.
void Lagrangian::clip(Multipliers& at) {
  for (std::size_t c = 0; c < market_.cells.size(); ++c) {
    const Market::Cell& cell = market_.cells[c];
    const std::int64_t most = at.weight[cell.level.value] * cell.weight / cell.unit;
    at.reward[c] = std::clamp<std::int64_t>(at.reward[c], 0, most);
  }
  for (std::size_t l = 0; l < market_.limits.size(); ++l) {
    const Market::Limit& limit = market_.limits[l];
    const std::int64_t most = at.weight[limit.level.value] * limit.weight / limit.unit;
    at.toll[l] = std::clamp<std::int64_t>(at.toll[l], 0, most);
  }
  choose_options(at);
  const std::int64_t staff = at.weight[market_.in.rules.staffing.value];
  for (const Market::Row& row : market_.rows) {
    if (row.demands.first == row.demands.last) continue;
    const std::int64_t worth =
        at.weight[row.level.value] * row.weight + staff * row.staffing - option_value_[row.options];
    for (auto d = row.demands.first; d < row.demands.last; ++d) {
      const Market::Demand& demand = market_.demands[d];
      std::int64_t most = demand.lo > 0 ? std::max<std::int64_t>(0, worth) / demand.lo : 0;
      if (demand.want > demand.lo) most = std::max(most, staff);
      if (!demand.traded) most = 0;
      at.price[d] = std::clamp<std::int64_t>(at.price[d], 0, most);
    }
  }
}

void Lagrangian::choose_options(const Multipliers& at) {
  for (std::size_t set = 0; set < market_.option_sets.size(); ++set) {
    std::int64_t least = INT64_MAX;
    for (auto i = market_.option_sets[set].first; i < market_.option_sets[set].last; ++i) {
      const Market::Option& option = market_.options[i];
      std::int64_t value = sum(option.prices, at.weight);
      for (auto f = option.feeds.first; f < option.feeds.last; ++f) {
        value -= at.reward[market_.feeds[f].cell] * market_.feeds[f].amount;
      }
      if (value >= least) continue;
      least = value;
      option_chosen_[set] = i;
    }
    option_value_[set] = least;
  }
}

// The cheapest number of heads: the least, or all that are wanted where one more pays.
std::int64_t Lagrangian::ask(const Multipliers& at, const Market::Demand& demand,
                             std::int64_t price, std::int32_t& heads) const {
  const std::int64_t staff = at.weight[market_.in.rules.staffing.value];
  const std::int64_t each = price + sum(demand.prices, at.weight);
  heads = each < staff ? demand.want : demand.lo;
  return each * heads + staff * (demand.want - heads + demand.missing);
}

// What is paid whatever anybody does.
void Lagrangian::begin(const Multipliers& at) {
  excess_.cost = market_.certain;
  for (std::size_t i = 0; i < market_.certain.size(); ++i) {
    total_ += Wide{at.weight[i]} * market_.certain[i];
  }
  for (std::size_t c = 0; c < market_.cells.size(); ++c) {
    excess_.cell[c] = market_.cells[c].short_by;
    total_ += Wide{at.reward[c]} * market_.cells[c].short_by;
  }
}

void Lagrangian::ask(const Multipliers& at, const Market::Row& row) {
  const std::size_t staffing = market_.in.rules.staffing.value;
  const std::int64_t left =
      at.weight[row.level.value] * row.weight + at.weight[staffing] * row.staffing;
  std::int64_t served = option_value_[row.options];
  for (auto d = row.demands.first; d < row.demands.last; ++d) {
    served += ask(at, market_.demands[d], at.price[d], excess_.asked[d]);
  }
  const bool serve = row.always || served <= left;
  total_ += serve ? served : left;
  if (!serve) {
    excess_.cost[row.level.value] += row.weight;
    excess_.cost[staffing] += row.staffing;
  }
  for (auto d = row.demands.first; d < row.demands.last; ++d) {
    const Market::Demand& demand = market_.demands[d];
    if (serve) {
      count(demand.prices, excess_.asked[d], excess_.cost);
      excess_.cost[staffing] += demand.want - excess_.asked[d] + demand.missing;
    } else {
      excess_.asked[d] = 0;
    }
    excess_.demand[d] = excess_.asked[d];
  }
  if (!serve) return;
  const Market::Option& option = market_.options[option_chosen_[row.options]];
  count(option.prices, 1, excess_.cost);
  for (auto f = option.feeds.first; f < option.feeds.last; ++f) {
    excess_.cell[market_.feeds[f].cell] -= market_.feeds[f].amount;
  }
}

// The path of the k-th resource of a group is taken by all of the resource.
void Lagrangian::take_path(std::uint32_t r, std::size_t k, Worker& worker) {
  const Market::Resource& resource = market_.resources[r];
  if (worker.gains[k] > 0) count(resource.charges, resource.size, worker.charged);
  for (auto p = worker.bounds[k]; p < worker.bounds[k + 1]; ++p) {
    const std::uint32_t candidate = worker.path[p];
    const std::uint32_t demand = market_.candidate_demand[resource.first + candidate];
    if (worker.had.empty()) {
      excess_.demand[demand] -= resource.size;
    } else {
      worker.had[demand] += resource.size;
    }
    for (auto limit = resource.limits.first; limit < resource.limits.last; ++limit) {
      const Market::Limit& here = market_.limits[limit];
      if (candidate < here.first || candidate >= here.last) continue;
      excess_.limit[limit] += resource.size * market_.amount(here, demand);
    }
  }
}

// A resource or group is used where its paths earn more than it is charged.
void Lagrangian::take_group(const Multipliers& at, const Market::Group& group, Worker& worker) {
  worker.path.clear();
  worker.bounds.assign(1, 0);
  worker.gains.clear();
  std::int64_t all = 0;
  for (auto r = group.resources.first; r < group.resources.last; ++r) {
    const Market::Resource& resource = market_.resources[r];
    const std::int64_t gain =
        worker.paths.best(resource, at.price, at.toll) - sum(resource.charges, at.weight);
    if (gain > 0) worker.paths.trace(worker.path);
    worker.bounds.push_back(static_cast<std::uint32_t>(worker.path.size()));
    worker.gains.push_back(gain);
    all += std::max<std::int64_t>(0, gain) * resource.size;
    for (auto l = resource.limits.first; l < resource.limits.last; ++l) {
      worker.earned += Wide{at.toll[l]} * market_.limits[l].most * resource.size;
      excess_.limit[l] = -market_.limits[l].most * resource.size;
    }
  }
  all -= sum(group.charges, at.weight);
  if (all <= 0) return;
  worker.earned += all;
  count(group.charges, 1, worker.charged);
  for (auto r = group.resources.first; r < group.resources.last; ++r) {
    take_path(r, r - group.resources.first, worker);
  }
}

// Alone, a thread writes into the excess itself.
void Lagrangian::take_paths(const Multipliers& at) {
  const std::size_t n_threads = workers_.size();
  std::atomic<std::size_t> next{0};
  const auto work = [&](Worker& worker) {
    worker.earned = 0;
    worker.charged.fill(0);
    worker.had.assign(n_threads > 1 ? market_.demands.size() : 0, 0);
    for (std::size_t g = next.fetch_add(kChunk); g < market_.groups.size();
         g = next.fetch_add(kChunk)) {
      const std::size_t last = std::min(g + kChunk, market_.groups.size());
      for (std::size_t i = g; i < last; ++i) take_group(at, market_.groups[i], worker);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t t = 1; t < n_threads; ++t) {
    threads.emplace_back([&, t] { work(workers_[t]); });
  }
  work(workers_.front());
  for (std::thread& thread : threads) thread.join();
  for (std::size_t t = 0; t < n_threads; ++t) {  // integers: their order does not matter
    const Worker& worker = workers_[t];
    total_ -= worker.earned;
    for (std::size_t i = 0; i < worker.charged.size(); ++i) {
      excess_.cost[i] += worker.charged[i];
    }
    for (std::size_t d = 0; d < worker.had.size(); ++d) excess_.demand[d] -= worker.had[d];
  }
}

Wide Lagrangian::value(Multipliers& at) {
  clip(at);
  ++values_;
  total_ = 0;
  begin(at);
  for (const Market::Row& row : market_.rows) ask(at, row);
  take_paths(at);
  return total_;
}

}  // namespace muster::solve
