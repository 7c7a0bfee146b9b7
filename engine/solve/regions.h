// A large part cut into regions that can be searched at the same time.
//
// A region owns heads and venues, and the sessions that it may change: those placed with nothing
// else, and unserved ones near by. What lies across a border rests until regions are cut another
// way. So regions change disjoint rows of one State, their results add up exactly whatever thread
// searches which, and a region's search walks little memory.
//
// Places are cut like a k-d tree (Bentley 1975, doi:10.1145/361002.361007) through the medians of
// the sessions' places, along axes turned at random each time. Teams without a base and venues
// without a point get a random one, so that a problem without any geography is cut at random.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "solve/borders.h"
#include "solve/state.h"

namespace muster::solve {

struct Regions {
  Borders borders;
  std::vector<std::vector<SessionIndex>> sessions;  // by region, in order
};

// Cuts `part` (sessions in order) into `count` regions, 2 <= count < 0xffff.
//
// Invariants:
//  1. A session's terms read only what its region owns or what rests: relations reach no session of
//     another region, and no ledger cell is entered by two regions.
//  2. What depends on a session by a precedence lies in its region too.
Regions cut(const State& state, const std::vector<SessionIndex>& part, std::size_t count,
            Random& random);

}  // namespace muster::solve
