// A change of the score, with what may never get worse counted apart.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "rule/score.h"

namespace muster::solve {

struct Delta {
  rule::Score score;
  // Laws and hard rules broken, those "at least" left out that a plan may fail to reach: no
  // insertion raises it, except what pins force.
  std::int64_t broken = 0;
  // Laws broken between sessions none of which is pinned: no pin can force one, so whole plans have
  // zero and no change may raise it, however much `broken` it takes back elsewhere.
  std::int64_t unforced = 0;

  void add(rule::LevelIndex level, std::int64_t cost) {
    score[level] += cost;
    if (level.value == 0) broken += cost;
  }
  // Costs that a plan may have although their rule is hard: something not reached.
  void add_reachable(rule::LevelIndex level, std::int64_t cost) { score[level] += cost; }
  Delta& operator+=(const Delta& other) {
    score += other.score;
    broken += other.broken;
    unforced += other.unforced;
    return *this;
  }
  Delta& operator-=(const Delta& other) {
    score -= other.score;
    broken -= other.broken;
    unforced -= other.unforced;
    return *this;
  }
  // Broken first, then level by level.
  friend bool operator<(const Delta& a, const Delta& b) {
    return a.broken != b.broken ? a.broken < b.broken : a.score < b.score;
  }
  // Whether the change makes the plan better.
  bool improves() const { return *this < Delta{}; }
};

// What sending one head adds, on the few levels where heads differ: Instance::head_levels, n of
// them. Heads are priced more often than anything else, so no more memory than that is touched.
struct HeadPrice {
  std::int64_t broken = 0, unforced = 0;
  std::array<std::int64_t, limits::kLevels> cost;  // the first n count

  void reset(std::size_t n) {
    broken = unforced = 0;
    std::fill_n(cost.begin(), n, 0);
  }
  // Whether a plan gets worse by it.
  bool costs(std::size_t n) const {
    if (broken != 0) return broken > 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (cost[i] != 0) return cost[i] > 0;
    }
    return false;
  }
};

}  // namespace muster::solve
