// Objectives in order of importance, and what a plan costs on each.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/limits.h"

namespace muster::rule {

using LevelIndex = Index<struct LevelTag>;

// The levels of a workspace, most important first. Level 0 is always "hard": what is broken
// although it must hold (a pin against a law, a hard "at least" that can't be met).
class Levels {
 public:
  // `ordered` without "hard"; must, high, normal, low and staffing are in it.
  explicit Levels(std::vector<std::string> ordered);

  static LevelIndex hard() { return LevelIndex(std::size_t{0}); }
  std::size_t size() const { return names_.size(); }
  const std::string& name(LevelIndex level) const { return names_[level.value]; }
  std::optional<LevelIndex> find(std::string_view name) const;
  const std::vector<std::string>& names() const { return names_; }
  friend bool operator==(const Levels&, const Levels&) = default;

 private:
  std::vector<std::string> names_;
};

// Cost per level, zero or more for whole solutions, of either sign for changes. Compared from the
// first level on; less is better. Files show it negated ("normal": -2), as DESIGN has it.
struct Score {
  std::array<std::int64_t, limits::kLevels> cost{};  // unused levels stay zero

  std::int64_t& operator[](LevelIndex level) { return cost[level.value]; }
  std::int64_t operator[](LevelIndex level) const { return cost[level.value]; }
  Score& operator+=(const Score& other) {
    for (std::size_t i = 0; i < cost.size(); ++i) cost[i] += other.cost[i];
    return *this;
  }
  Score& operator-=(const Score& other) {
    for (std::size_t i = 0; i < cost.size(); ++i) cost[i] -= other.cost[i];
    return *this;
  }
  friend Score operator+(Score a, const Score& b) { return a += b; }
  friend Score operator-(Score a, const Score& b) { return a -= b; }
  friend auto operator<=>(const Score&, const Score&) = default;
};

}  // namespace muster::rule
