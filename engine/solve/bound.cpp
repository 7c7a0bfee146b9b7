#include "solve/bound.h"

#include <algorithm>

namespace muster::solve {

Bound::Bound(const Instance& instance) : in_(instance), certain_(certain_costs(instance)) {}

std::int64_t Bound::least(LevelIndex level, const rule::Score& achieved) const {
  std::int64_t most = certain_[level];
  for (const Certificate& certificate : certificates_) {
    if (certificate.level == level) most = std::max(most, certificate.least(achieved));
  }
  return most;
}

rule::Score Bound::given(const rule::Score& achieved) const {
  rule::Score out;
  for (auto level : all<LevelIndex>(in_.rules.levels.size())) out[level] = least(level, achieved);
  return out;
}

rule::Score Bound::goal() const {
  rule::Score out;
  for (auto level : all<LevelIndex>(in_.rules.levels.size())) out[level] = least(level, out);
  return out;
}

void Bound::tighten(const model::Solution& plan, const rule::Score& achieved, const Reach& reach,
                    Budget& budget, int threads) {
  const rule::Score known = given(achieved);
  if (known == achieved) return;
  const auto begin = budget.elapsed();
  const auto& time = budget.options().time;
  const auto stop = [&] {
    if (budget.over()) return true;
    if (!time) return false;
    const auto left = std::chrono::duration<double>(*time - begin).count();
    return std::chrono::duration<double>(budget.elapsed() - begin).count() > reach.time * left;
  };
  const auto open = [&](LevelIndex level) {
    return level.value > 0 && least(level, achieved) < achieved[level];
  };
  std::uint64_t n_open = 0;
  for (auto level : all<LevelIndex>(in_.rules.levels.size())) n_open += open(level);
  if (n_open == 0 || stop()) return;
  const Market market(in_);
  Lagrangian lagrangian(market, threads);
  const std::uint64_t work = reach.work / n_open;
  Multipliers last;
  bool costs_above = false;
  for (auto level : all<LevelIndex>(in_.rules.levels.size())) {
    Ascent ascent(market, lagrangian, level, plan, achieved);
    if (lagrangian.spent() >= reach.work) break;
    if (open(level) && !ascent.idle() && !stop()) {
      ascent.climb(last, true, costs_above ? work / 2 : work, stop);
      if (costs_above && !ascent.closed()) ascent.climb(last, false, work / 2, stop);
      certificates_.push_back(ascent.certificate());
      last = ascent.best();
      if (!prices_.level.exists()) keep_prices(market, ascent);
    }
    costs_above = costs_above || achieved[level] > 0;
  }
}

void Bound::keep_prices(const Market& market, const Ascent& ascent) {
  const auto& price = ascent.best().price;
  if (std::all_of(price.begin(), price.end(), [](std::int64_t p) { return p == 0; })) return;
  prices_.level = ascent.certificate().level;
  prices_.first.push_back(0);
  for (const SessionView& view : in_.sessions) {
    prices_.first.push_back(prices_.first.back() + view.last_need - view.first_need);
  }
  prices_.head.assign(prices_.first.back(), 0);
  prices_.room.resize(in_.sessions.size());
  prices_.crew.resize(in_.sessions.size());
  for (std::size_t d = 0; d < market.demands.size(); ++d) {
    const Market::Demand& demand = market.demands[d];
    const SessionIndex s = market.rows[demand.row].session;
    const double value = static_cast<double>(price[d]) / ascent.scale();
    if (demand.need == Market::Demand::kRoom) {
      prices_.room[s] = value;
    } else if (demand.need == Market::Demand::kCrew) {
      prices_.crew[s] += value;
    } else {
      prices_.head[prices_.first[s.value] + demand.need] = value;
    }
  }
}

}  // namespace muster::solve
