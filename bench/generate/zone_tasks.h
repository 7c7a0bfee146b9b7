// What zone.cpp and zone_tasks.cpp agree on.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/random.h"

namespace muster::bench {

inline constexpr int kVillages = 4, kEnterprises = 3, kHouseholdGroups = 4;  // in each area
inline constexpr std::string_view kLines[] = {"union", "youth", "women", "science"};

// Areas lie row by row on a square.
struct Lattice {
  int areas = 1, side = 1;
};

inline std::string area_id(int area) { return fmt::format("a{:04}", area); }
inline std::string village_id(int area, int n) { return fmt::format("v{:04}-{}", area, n); }
inline std::string team_id(std::string_view kind, int area, int n) {
  return fmt::format("{}-{:04}-{}", kind, area, n);
}

// Recurring tasks and lectures of each area as JSON Lines, requests as CSV; `sessions` in all.
void write_zone_tasks(const std::filesystem::path& folder, const Lattice&, int sessions,
                      Random& random);

}  // namespace muster::bench
