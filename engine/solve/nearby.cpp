#include "solve/nearby.h"

#include <algorithm>

#include "solve/pools.h"

namespace muster::solve {

namespace {

constexpr std::size_t kAround = 320;     // nearest teams of any pool kept by place
constexpr std::size_t kMidsize = 2'000;  // pools up to here are sorted whole

struct Far {
  std::int32_t minutes;
  std::uint32_t what;
  friend auto operator<=>(const Far&, const Far&) = default;
};

// The nearest `most` in order.
void keep_nearest(std::vector<Far>& all, std::size_t most) {
  const std::size_t n = std::min(most, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n), all.end());
  all.resize(n);
}

}  // namespace

const std::vector<TeamIndex>& Nearby::around(PlaceIndex place) {
  const auto [found, is_new] = around_.try_emplace(place.value);
  if (!is_new) return found->second;
  std::vector<Far> all;
  for (auto team : indices(in_.problem.teams())) {
    all.push_back({in_.travel(in_.problem.teams()[team].base, place), team.value});
  }
  keep_nearest(all, kAround);
  for (const Far& one : all) found->second.push_back(TeamIndex(one.what));
  return found->second;
}

std::span<const std::uint32_t> Nearby::teams(std::uint32_t pool_index, PlaceIndex place) {
  if (!place.exists()) return {};
  const std::uint64_t key = (std::uint64_t{pool_index} << 32) | place.value;
  const auto [found, is_new] = known_.try_emplace(key);
  if (!is_new) return found->second;
  const Pool& pool = in_.pools[pool_index];
  if (pool.teams.size() > kMidsize) {
    for (TeamIndex team : around(place)) {
      const std::size_t at = position_of(pool, team);
      if (at == pool.teams.size()) continue;
      found->second.push_back(static_cast<std::uint32_t>(at));
      if (found->second.size() == kNear) break;
    }
    return found->second;
  }
  std::vector<Far> all;
  for (std::uint32_t at = 0; at < pool.teams.size(); ++at) {
    all.push_back({in_.travel(in_.problem.teams()[pool.teams[at].team].base, place), at});
  }
  keep_nearest(all, kNear);
  for (const Far& one : all) found->second.push_back(one.what);
  return found->second;
}

}  // namespace muster::solve
