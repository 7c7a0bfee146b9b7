// Questions about who may fill a need.
#pragma once

#include <cstddef>

#include "base/random.h"
#include "solve/instance.h"

namespace muster::solve {

// Position of a team in a pool's list, which is in order; the list's size when it is not in it.
std::size_t position_of(const Pool& pool, TeamIndex team);
// One of a team's heads in the pool, whenever they have time.
HeadIndex anyone(const Pool& pool, const PoolTeam& team, Random& random);
// Whether the pool has the head under the team, and the calendar lets it start then.
bool available(const Instance& in, const Pool& pool, TeamIndex team, HeadIndex head,
               std::size_t quantum);

}  // namespace muster::solve
