// A proof for one level: weights of the levels above, multipliers, and the inequality that they
// give. Whatever the way to the multipliers, the value is computed in integers, so a bound can't be
// wrong by rounding.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "model/solution.h"
#include "rule/score.h"
#include "solve/lagrangian.h"

namespace muster::solve {

// Σ weight × cost ≥ value for every plan; weight is positive on `level` and zero below it.
struct Certificate {
  LevelIndex level;
  Market::LevelCosts weight{};
  Wide value = 0;

  // The least that the level can cost where the levels above cost no more than `achieved`.
  std::int64_t least(const rule::Score& achieved) const;
};

class Ascent {
 public:
  // Towards what the plan at hand costs on `level`, the levels above costing no more than there.
  Ascent(const Market& market, Lagrangian& lagrangian, LevelIndex level,
         const model::Solution& plan, const rule::Score& achieved);

  // Nothing on the level can be proved, or the numbers would be too great.
  bool idle() const { return scale_ == 0; }
  // From these multipliers, of the level before (empty: from zero). `free`: levels above that cost
  // something start without weight. Ends after about so much work, when the bound meets what was
  // achieved, or when `stop` says so.
  void climb(const Multipliers& before, bool free, std::uint64_t work,
             const std::function<bool()>& stop);

  const Certificate& certificate() const { return certificate_; }  // the best
  const Multipliers& best() const { return best_; }
  bool closed() const { return certificate_.least(achieved_) >= achieved_[level_]; }
  double scale() const { return static_cast<double>(scale_); }  // weight of the level

 private:
  void choose_weights();
  std::int64_t greatest_amount() const;
  double greatest_sum() const;
  Multipliers first_point(const Multipliers& before, bool free) const;
  double reduced(Wide value, const Multipliers& at) const;
  bool note(Multipliers& at);
  void reward_scarce(Multipliers& at) const;
  bool left_out() const;

  const Market& market_;
  Lagrangian& lagrangian_;
  LevelIndex level_;
  const model::Solution& plan_;
  rule::Score achieved_;
  std::int64_t scale_ = 0;
  Market::LevelCosts first_weight_{}, most_weight_{};
  Multipliers best_;
  double best_value_ = 0;
  Certificate certificate_;
};

}  // namespace muster::solve
