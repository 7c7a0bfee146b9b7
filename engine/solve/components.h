// Independent parts of a problem: sessions linked by a head, a venue, a ledger cell or a relation.
// Disjoint sets (Boost). Each part is solved apart; together they are the whole, exactly.
#pragma once

#include <vector>

#include "solve/instance.h"

namespace muster::solve {

// Sessions of each part in order; parts by their first session. Every session is in one part.
std::vector<std::vector<SessionIndex>> components(const Instance& instance);

}  // namespace muster::solve
