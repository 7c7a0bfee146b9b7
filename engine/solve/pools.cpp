#include "solve/pools.h"

#include <algorithm>

namespace muster::solve {

std::size_t position_of(const Pool& pool, TeamIndex team) {
  const auto at = std::lower_bound(pool.teams.begin(), pool.teams.end(), team,
                                   [](const PoolTeam& a, TeamIndex b) { return a.team < b; });
  const bool found = at != pool.teams.end() && at->team == team;
  return found ? static_cast<std::size_t>(at - pool.teams.begin()) : pool.teams.size();
}

HeadIndex anyone(const Pool& pool, const PoolTeam& team, Random& random) {
  const std::uint32_t first = pool.groups[team.first_group].first;
  const std::uint32_t last = pool.groups[team.last_group - 1].last;
  return pool.heads[first + random.below(last - first)];
}

bool available(const Instance& in, const Pool& pool, TeamIndex team, HeadIndex head,
               std::size_t quantum) {
  const std::size_t at = position_of(pool, team);
  if (at == pool.teams.size()) return false;
  for (auto g = pool.teams[at].first_group; g < pool.teams[at].last_group; ++g) {
    const Group& group = pool.groups[g];
    const auto begin = pool.heads.begin() + group.first;
    const auto end = pool.heads.begin() + group.last;
    if (std::find(begin, end, head) == end) continue;
    return group.fit == Group::kAlways || in.fits[group.fit].test(quantum);
  }
  return false;
}

}  // namespace muster::solve
