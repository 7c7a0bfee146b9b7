#include "solve/bound_climb.h"

#include <algorithm>
#include <cmath>

namespace muster::solve {

namespace {

constexpr double kLevelPace = 0.22;    // of weights of levels against prices
constexpr double kFirstStep = 0.03;    // of settling, in spans
constexpr double kMean = 0.1;          // of the latest point in the running mean
constexpr std::uint64_t kMeanAt = 5;   // steps between looks at it
constexpr std::uint64_t kTrial = 300;  // steps that may be in vain before settling is given up
constexpr double kDearest = 8;         // spans are cut to so many units of the level
constexpr int kPatience = 6;           // failed steps before they get shorter
constexpr double kShorter = 0.9, kLonger = 1.1, kFindsScale = 0.8;
constexpr double kShortest = 1e-4;                    // of Polyak's step
constexpr double kShare = 0.03, kLeastShare = 0.003;  // of the latest in the average

// Of a session, on average: what a limit by minutes counts is scaled by it.
double usual_minutes(const Market& market) {
  double minutes = 0;
  for (const Market::Row& row : market.rows) minutes += market.in.sessions[row.session].duration;
  return std::max(1.0, minutes / static_cast<double>(std::max<std::size_t>(1, market.rows.size())));
}

}  // namespace

Climb::Climb(Lagrangian& lagrangian, LevelIndex level, const rule::Score& achieved,
             const Market::LevelCosts& most, Multipliers& at)
    : lagrangian_(lagrangian),
      market_(lagrangian.market()),
      level_(level),
      achieved_(achieved),
      most_(most),
      at_(at) {
  list_variables();
  best_ = look();
  keep(best_);
}

double Climb::span(const Market::Demand& demand) const {
  const Market::Row& row = market_.rows[demand.row];
  const auto weight = [&](LevelIndex level) {
    return static_cast<double>(at_.weight[level.value]);
  };
  const auto amount = static_cast<double>(std::max<std::int64_t>(1, row.weight));
  const double worth = weight(row.level) * amount +
                       weight(market_.in.rules.staffing) * static_cast<double>(row.staffing + 1);
  return std::min(worth / std::max(1, demand.lo), kDearest * weight(level_) * amount);
}

void Climb::list_variables() {
  for (std::uint32_t d = 0; d < market_.demands.size(); ++d) {
    if (!market_.demands[d].traded) continue;
    variables_.push_back({Kind::price, d, 1, span(market_.demands[d])});
  }
  const double unit = static_cast<double>(at_.weight[level_.value]);
  const double minutes = usual_minutes(market_);
  for (std::uint32_t l = 0; l < market_.limits.size(); ++l) {
    if (at_.weight[market_.limits[l].level.value] == 0) continue;
    const double pace = market_.limits[l].minute > 0 ? 1 / minutes : 1;
    variables_.push_back({Kind::toll, l, pace, unit});
  }
  for (std::uint32_t c = 0; c < market_.cells.size(); ++c) {
    const Market::Cell& cell = market_.cells[c];
    const auto weight = static_cast<double>(at_.weight[cell.level.value]);
    if (weight == 0) continue;
    const double worth = std::min(weight, kDearest * unit) * static_cast<double>(cell.weight);
    variables_.push_back({Kind::reward, c, 1, worth / static_cast<double>(cell.unit)});
  }
  for (std::uint32_t j = 0; j < level_.value; ++j) {
    if (achieved_.cost[j] > 0) variables_.push_back({Kind::weight, j, kLevelPace, unit});
  }
}

std::int64_t& Climb::of(const Variable& variable) const {
  switch (variable.kind) {
    case Kind::price: return at_.price[variable.index];
    case Kind::toll: return at_.toll[variable.index];
    case Kind::reward: return at_.reward[variable.index];
    case Kind::weight: break;
  }
  return at_.weight[variable.index];
}

// What the latest point leaves open.
double Climb::open(const Variable& variable) const {
  const Excess& excess = lagrangian_.excess();
  switch (variable.kind) {
    case Kind::price: return excess.demand[variable.index];
    case Kind::toll: return static_cast<double>(excess.limit[variable.index]);
    case Kind::reward: return static_cast<double>(excess.cell[variable.index]);
    case Kind::weight: break;
  }
  return static_cast<double>(cost_[variable.index] - achieved_.cost[variable.index]);
}

// The value here, and its subgradient. Cells short and limits exceeded count as costs of their
// levels there.
double Climb::look() {
  Wide value = lagrangian_.value(at_);
  for (std::size_t j = 0; j < level_.value; ++j) {
    value -= Wide{at_.weight[j]} * achieved_.cost[j];
  }
  const Excess& excess = lagrangian_.excess();
  cost_ = excess.cost;
  for (std::size_t c = 0; c < market_.cells.size(); ++c) {
    const Market::Cell& cell = market_.cells[c];
    cost_[cell.level.value] += cell.weight * std::max<std::int64_t>(0, excess.cell[c]) / cell.unit;
  }
  for (std::size_t l = 0; l < market_.limits.size(); ++l) {
    const Market::Limit& limit = market_.limits[l];
    const std::int64_t above = std::max<std::int64_t>(0, excess.limit[l]);
    cost_[limit.level.value] += limit.weight * above / limit.unit;
  }
  for (Variable& variable : variables_) variable.latest = variable.pace * open(variable);
  return static_cast<double>(value);
}

// Whether it is the best so far; the point is remembered.
bool Climb::keep(double value) {
  if (value < best_) return false;
  const bool better = value > best_;
  best_ = value;
  for (Variable& variable : variables_) variable.best = of(variable);
  return better;
}

void Climb::settle(std::uint64_t steps, const std::function<bool(double)>& enough) {
  for (Variable& variable : variables_) {
    variable.along = static_cast<double>(of(variable));
    variable.seen = 0;
  }
  std::vector<std::int64_t> point(variables_.size());
  std::uint64_t gained = 0;  // steps when something was, last
  for (std::uint64_t i = 0; i < steps && !enough(best_); ++i) {
    if (i > 2 * gained + kTrial) break;
    for (std::size_t v = 0; v < variables_.size(); ++v) {
      Variable& variable = variables_[v];
      std::int64_t& here = of(variable);
      variable.seen += variable.latest * variable.latest;
      if (variable.seen > 0) {
        const double by = variable.pace * variable.span * variable.latest;
        here = std::max<std::int64_t>(
            0, here + std::llround(kFirstStep * by / std::sqrt(variable.seen)));
      }
      if (variable.kind == Kind::weight) here = std::min(here, most_[variable.index]);
      variable.along += kMean * (static_cast<double>(here) - variable.along);
    }
    if (i % kMeanAt == kMeanAt - 1) {
      for (std::size_t v = 0; v < variables_.size(); ++v) {
        point[v] = of(variables_[v]);
        of(variables_[v]) = std::llround(variables_[v].along);
      }
      if (keep(look())) gained = i;
      for (std::size_t v = 0; v < variables_.size(); ++v) of(variables_[v]) = point[v];
    }
    if (keep(look())) gained = i;
  }
  for (const Variable& variable : variables_) of(variable) = variable.best;
}

// Squared, of what can move: a multiplier of zero does not fall.
double Climb::length() const {
  double all = 0;
  for (const Variable& variable : variables_) {
    if (variable.best == 0 && variable.along < 0) continue;
    all += variable.along * variable.along;
  }
  return all;
}

// The latest enters the average with the share that makes it shortest, within limits. The scalar
// product of the latest with the average before.
double Climb::average(double most_share) {
  double with = 0;
  double square = 0;
  double product = 0;
  for (const Variable& variable : variables_) {
    const double apart = variable.along - variable.latest;
    with += variable.along * apart;
    square += apart * apart;
    product += variable.along * variable.latest;
  }
  const double share = std::clamp(square > 0 ? with / square : 1, most_share / 10, most_share);
  for (Variable& variable : variables_) {
    variable.along += share * (variable.latest - variable.along);
  }
  return product;
}

void Climb::close_in(std::uint64_t steps, const std::function<bool(double)>& enough) {
  const auto unit = static_cast<double>(at_.weight[level_.value]);
  const auto achieved = static_cast<double>(achieved_[level_]);
  look();
  for (Variable& variable : variables_) variable.along = variable.latest;
  double pace = 1;
  double share = kShare;
  int failed = 0;
  bool moving = false;  // some step was a good one
  for (std::uint64_t i = 0; i < steps && !enough(best_); ++i) {
    const double square = length();
    if (square < 1e-9 || pace < kShortest) break;
    const double size = pace * (unit * achieved - best_) / square;
    for (const Variable& variable : variables_) {
      const double by = std::clamp(size * variable.pace * variable.along, -1e15, 1e15);
      std::int64_t& here = of(variable);
      here = std::max<std::int64_t>(0, variable.best + std::llround(by));
      if (variable.kind == Kind::weight) here = std::min(here, most_[variable.index]);
    }
    const double value = look();
    const double product = average(share);
    if (keep(value)) {
      failed = 0;
      moving = true;
      if (product > 0) pace = std::min(2.0, pace * kLonger);
    } else if (!moving) {
      pace *= kFindsScale;
    } else if (++failed == kPatience) {
      failed = 0;
      pace *= kShorter;
      share = std::max(kLeastShare, share * 0.95);
    }
  }
  for (const Variable& variable : variables_) of(variable) = variable.best;
}

}  // namespace muster::solve
