// What no plan can beat, level by level.
//
// bound[k] is a lower bound of level k's cost over all plans that keep the laws and cost, on each
// level above k, no more than the plan at hand costs there. So where a plan meets its bound on
// every level, no plan is better. Levels of rules that the relaxed problem does not price are
// bounded by zero.
//
// What was proved are inequalities Σ weight × cost ≥ value that hold for every plan, in integers;
// for another plan at hand they are read again at no cost.
#pragma once

#include <cstdint>
#include <vector>

#include "rule/score.h"
#include "solve/bound_ascent.h"
#include "solve/budget.h"
#include "solve/instance.h"

namespace muster::solve {

// How scarce the people or the room that a session asks for are at its time: what one more of them
// would take off `level`. Zero everywhere where nothing competes.
struct Prices {
  LevelIndex level;                  // none: no level had any competition
  std::vector<std::uint32_t> first;  // by session: of heads; one more behind the last
  std::vector<double> head;          // by session and need
  Table<SessionIndex, double> room;
  Table<SessionIndex, double> crew;  // for a whole crew of the people it asks for

  double of(SessionIndex session, std::uint32_t need) const {
    return head.empty() ? 0 : head[first[session.value] + need];
  }
};

class Bound {
 public:
  // What is certain without any search for proofs.
  explicit Bound(const Instance& instance);

  // How far to search: whichever comes first.
  struct Reach {
    double time = 1;         // share of what the budget has left of its time
    std::uint64_t work = 0;  // candidates looked at, all levels together
  };
  // Searches for proofs on every level where the bound is below what the plan costs (`achieved`).
  // Deterministic on any number of threads unless ended early.
  void tighten(const model::Solution& plan, const rule::Score& achieved, const Reach& reach,
               Budget& budget, int threads);
  // The bound of a plan that costs this.
  rule::Score given(const rule::Score& achieved) const;
  // What no plan can beat in the order of levels: a plan that costs this is a best one.
  rule::Score goal() const;
  const Prices& prices() const { return prices_; }

 private:
  std::int64_t least(LevelIndex level, const rule::Score& achieved) const;
  void keep_prices(const Market& market, const Ascent& ascent);

  const Instance& in_;
  rule::Score certain_;
  std::vector<Certificate> certificates_;
  Prices prices_;
};

}  // namespace muster::solve
