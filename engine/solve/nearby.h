// In which order the teams of a large pool are looked at: the nearest to the place first.
//
// A zone of ten thousand teams would make every spot dear were all of them asked, and far teams
// rarely pay. So a spot asks the nearest of them that have time, then a few others at random. What
// is near is worked out once for a pool and place. One Nearby serves one thread.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "solve/instance.h"

namespace muster::solve {

class Nearby {
 public:
  static constexpr std::size_t kFew = 16;   // teams of a pool that are all asked
  static constexpr std::size_t kNear = 48;  // teams of a larger pool that are kept in order

  explicit Nearby(const Instance& instance) : in_(instance) {}
  // Positions in Pool::teams, by travel from base to place, then by position; at most kNear. Empty
  // where the place is nowhere.
  std::span<const std::uint32_t> teams(std::uint32_t pool, PlaceIndex place);

 private:
  const std::vector<TeamIndex>& around(PlaceIndex place);

  const Instance& in_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> known_;
  std::unordered_map<std::uint32_t, std::vector<TeamIndex>> around_;  // of all teams the nearest
};

}  // namespace muster::solve
