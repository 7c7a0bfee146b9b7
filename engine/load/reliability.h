// The zone's `reliability`: how fast attendance is forgotten, and whose needs ask for more people
// because not all of those who are sent come.
#pragma once

#include <cstddef>

#include "load/binding.h"

namespace muster::load {

// `{half-life: 90d, over-book: {kind: patrol}}` of the zone; tasks are bound already.
void bind_reliability(const Node* zone, Binding&);

// The problem with more people wanted by the needs of the tasks that `tasks` matches, standing ones
// left out: so many that, at the mean reliability of those who may fill the need, its minimum can
// be expected to come; no more than there are, and never fewer than it wants anyway. What it may
// have at most grows along. `raised` counts the needs that grew.
model::Problem over_booked(model::Problem, const model::Selector& tasks, std::size_t& raised);

}  // namespace muster::load
