// Better multipliers, in two ways; each ends at the best point that it has seen, so the value never
// falls. Tried and dropped: block by block around what a plan leaves out (no faster, LP bounds of
// blocks are reached by the first way too); Camerini, Fratta and Maffioli's direction.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "rule/score.h"
#include "solve/lagrangian.h"

namespace muster::solve {

class Climb {
 public:
  // Towards what is `achieved` on the level. `most`: weights of levels stay below; those of levels
  // above that cost something move. Multipliers that can't move from zero weight stay out.
  Climb(Lagrangian& lagrangian, LevelIndex level, const rule::Score& achieved,
        const Market::LevelCosts& most, Multipliers& at);

  // Its value less what the levels above cost in the plan at hand.
  double value() const { return best_; }
  // Steps of a length of their own for each multiplier, by what it has seen (AdaGrad: Duchi, Hazan
  // & Singer 2011, JMLR 12:2121-2159), and their running mean now and then. From prices of zero
  // this finds out what is scarce at all: one length of step for all would wait for the slowest.
  void settle(std::uint64_t steps, const std::function<bool(double)>& enough);
  // The volume algorithm (Barahona & Anbil 2000, doi:10.1007/s101070050002): steps of Polyak's
  // length from the best point, along a moving average of subgradients. Precise near the top.
  void close_in(std::uint64_t steps, const std::function<bool(double)>& enough);

 private:
  enum class Kind { price, toll, reward, weight };
  struct Variable {
    Kind kind = Kind::price;
    std::uint32_t index = 0;
    double pace = 1;        // its units to those of a price
    double span = 1;        // what it may be worth
    std::int64_t best = 0;  // where the best point is
    double latest = 0;      // subgradient, in units of a price
    double along = 0;       // average of subgradients, or of points
    double seen = 0;        // sum of squares
  };

  void list_variables();
  double span(const Market::Demand& demand) const;
  std::int64_t& of(const Variable& variable) const;
  double open(const Variable& variable) const;
  double look();
  bool keep(double value);
  double length() const;
  double average(double most_share);

  Lagrangian& lagrangian_;
  const Market& market_;
  LevelIndex level_;
  const rule::Score& achieved_;
  const Market::LevelCosts& most_;
  Multipliers& at_;
  Market::LevelCosts cost_{};  // of the latest point
  std::vector<Variable> variables_;
  double best_ = 0;
};

}  // namespace muster::solve
