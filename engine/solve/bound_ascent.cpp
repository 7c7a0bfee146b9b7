#include "solve/bound_ascent.h"

#include <algorithm>
#include <map>

#include "solve/bound_climb.h"
#include "solve/bound_peak.h"

namespace muster::solve {

namespace {

constexpr double kGreatest = 2e17;                   // of all sums
constexpr double kSettling = 0.7;                    // of the work, where something is left out
constexpr std::uint64_t kFewest = 10, kMost = 3000;  // steps
constexpr std::int64_t kDear = 64;  // weight of a level above that costs nothing, at most

}  // namespace

std::int64_t Certificate::least(const rule::Score& achieved) const {
  Wide rest = value;
  for (std::size_t j = 0; j < level.value; ++j) rest -= Wide{weight[j]} * achieved.cost[j];
  if (rest <= 0) return 0;
  const Wide unit = weight[level.value];
  return static_cast<std::int64_t>((rest + unit - 1) / unit);
}

Ascent::Ascent(const Market& market, Lagrangian& lagrangian, LevelIndex level,
               const model::Solution& plan, const rule::Score& achieved)
    : market_(market), lagrangian_(lagrangian), level_(level), plan_(plan), achieved_(achieved) {
  choose_weights();
}

// The greatest single amount on the level: what one decision can change there.
std::int64_t Ascent::greatest_amount() const {
  const bool staffing = level_ == market_.in.rules.staffing;
  std::int64_t most = 0;
  for (const Market::Row& row : market_.rows) {
    if (row.level == level_) most = std::max(most, row.weight);
    if (staffing) most = std::max(most, row.staffing);
  }
  for (const Market::Demand& demand : market_.demands) {
    const bool short_of = demand.missing > 0 || demand.want > demand.lo;
    if (short_of && staffing) most = std::max<std::int64_t>(most, 1);
  }
  for (const Market::Price& price : market_.prices) {
    if (price.level == level_) most = std::max(most, price.amount);
  }
  for (const Market::Cell& cell : market_.cells) {
    if (cell.level == level_) most = std::max(most, cell.weight);
  }
  for (const Market::Limit& limit : market_.limits) {
    if (limit.level == level_) most = std::max(most, limit.weight);
  }
  return most;
}

// No sum of weighted costs or of prices along a path is greater, at the greatest weights.
double Ascent::greatest_sum() const {
  const auto weighted = [&](LevelIndex level, std::int64_t amount) {
    return static_cast<double>(most_weight_[level.value]) * static_cast<double>(amount);
  };
  double all = 0;
  double most = 0;
  for (const Market::Row& row : market_.rows) {
    const double here =
        weighted(row.level, row.weight) + weighted(market_.in.rules.staffing, row.staffing + 1);
    all += here;
    most = std::max(most, here);
  }
  double fed = 0;
  for (const Market::Cell& cell : market_.cells) {
    fed = std::max(fed, weighted(cell.level, cell.weight));
    all += weighted(cell.level, cell.weight) * static_cast<double>(cell.short_by);
  }
  std::int64_t amount = 0;
  for (const Market::Feed& feed : market_.feeds) amount = std::max(amount, feed.amount);
  std::int64_t feeds = 0;
  for (const Market::Option& option : market_.options) {
    feeds = std::max<std::int64_t>(feeds, option.feeds.last - option.feeds.first);
  }
  most += fed * static_cast<double>(amount) * static_cast<double>(feeds);
  for (const Market::Price& price : market_.prices) {
    most = std::max(most, weighted(price.level, price.amount));
  }
  for (const Market::Limit& limit : market_.limits) {
    most = std::max(most, weighted(limit.level, limit.weight) * 1440);
  }
  double longest = 1;
  for (const Market::Resource& resource : market_.resources) {
    longest = std::max(longest, static_cast<double>(resource.last - resource.first));
  }
  return all + most * (longest + 64);
}

// Levels above that cost nothing get a weight that none of their costs is worth; the others one of
// the size of what is exchanged, to be adjusted.
void Ascent::choose_weights() {
  const std::int64_t amount = greatest_amount();
  if (amount <= 0) return;
  for (std::int64_t scale = std::int64_t{1} << 20; scale >= 16; scale /= 2) {
    for (std::size_t j = 0; j < level_.value; ++j) {
      most_weight_[j] = scale * amount * kDear;
      first_weight_[j] = achieved_.cost[j] == 0 ? most_weight_[j] : scale * amount;
    }
    most_weight_[level_.value] = first_weight_[level_.value] = scale;
    if (greatest_sum() > kGreatest) continue;
    scale_ = scale;
    return;
  }
}

double Ascent::reduced(Wide value, const Multipliers& at) const {
  for (std::size_t j = 0; j < level_.value; ++j) {
    value -= Wide{at.weight[j]} * achieved_.cost[j];
  }
  return static_cast<double>(value);
}

// Whether the point proves the most so far.
bool Ascent::note(Multipliers& at) {
  const Wide value = lagrangian_.value(at);
  const double here = reduced(value, at);
  if (certificate_.level.exists() && here <= best_value_) return false;
  certificate_ = {level_, at.weight, value};
  best_value_ = here;
  best_ = at;
  return true;
}

// Where all that can be fed is not more than what is asked, none is fed in vain: a reward takes
// nothing away, and without one no price would be worth its while.
void Ascent::reward_scarce(Multipliers& at) const {
  std::vector<std::vector<std::pair<std::uint32_t, std::int64_t>>> most(market_.option_sets.size());
  for (std::size_t set = 0; set < most.size(); ++set) {
    std::map<std::uint32_t, std::int64_t> by_cell;
    for (auto o = market_.option_sets[set].first; o < market_.option_sets[set].last; ++o) {
      const Market::Range& feeds = market_.options[o].feeds;
      for (auto f = feeds.first; f < feeds.last; ++f) {
        std::int64_t& here = by_cell[market_.feeds[f].cell];
        here = std::max(here, market_.feeds[f].amount);
      }
    }
    most[set].assign(by_cell.begin(), by_cell.end());
  }
  std::vector<std::int64_t> all(market_.cells.size(), 0);
  for (const Market::Row& row : market_.rows) {
    for (const auto& [cell, amount] : most[row.options]) all[cell] += amount;
  }
  for (std::size_t c = 0; c < all.size(); ++c) {
    const Market::Cell& cell = market_.cells[c];
    if (all[c] > cell.short_by) continue;
    at.reward[c] = at.weight[cell.level.value] * cell.weight / cell.unit;
  }
}

// The weight of the level before has become that of a level above; its prices follow.
Multipliers Ascent::first_point(const Multipliers& before, bool free) const {
  Multipliers at = before;
  at.price.resize(market_.demands.size(), 0);
  at.reward.resize(market_.cells.size(), 0);
  at.toll.resize(market_.limits.size(), 0);
  at.weight = first_weight_;
  for (std::size_t j = 0; free && j < level_.value; ++j) {
    if (achieved_.cost[j] > 0) at.weight[j] = 0;
  }
  if (before.price.empty()) reward_scarce(at);
  std::size_t last = 0;
  for (std::size_t j = 0; j < level_.value; ++j) last = before.weight[j] > 0 ? j : last;
  if (before.weight[last] == 0) return at;
  const double ratio =
      static_cast<double>(at.weight[last]) / static_cast<double>(before.weight[last]);
  for (auto* list : {&at.price, &at.reward, &at.toll}) {
    for (std::int64_t& value : *list) {
      value = static_cast<std::int64_t>(static_cast<double>(value) * ratio);
    }
  }
  return at;
}

// Whether the plan at hand leaves something out that somebody could be sent to.
bool Ascent::left_out() const {
  return std::any_of(market_.rows.begin(), market_.rows.end(), [&](const Market::Row& row) {
    return !row.always && !plan_.serves(row.session);
  });
}

void Ascent::climb(const Multipliers& before, bool free, std::uint64_t work,
                   const std::function<bool()>& stop) {
  Multipliers at = first_point({}, free);
  note(at);
  Multipliers other = at;
  price_peak(market_, other);
  if (note(other)) at = other;
  Multipliers most = at;
  most.price.assign(most.price.size(), INT64_MAX / 4);
  lagrangian_.clip(most);
  other = at;
  price_crowds(market_, most, other);
  if (note(other)) at = other;
  if (!before.price.empty()) {
    other = first_point(before, free);
    if (note(other) || !free) at = other;
  }
  const double goal = static_cast<double>(scale_) * static_cast<double>(achieved_[level_] - 1);
  const auto enough = [&](double value) { return value > goal || stop(); };
  const std::uint64_t steps = std::clamp<std::uint64_t>(work / lagrangian_.work(), kFewest, kMost);
  const auto settling =
      static_cast<std::uint64_t>(left_out() ? kSettling * static_cast<double>(steps) : 0);
  Climb climb(lagrangian_, level_, achieved_, most_weight_, at);
  if (settling > 0) climb.settle(settling, enough);
  climb.close_in(steps - settling, enough);
  note(at);
}

}  // namespace muster::solve
