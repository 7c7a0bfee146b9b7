// Orders that can't be kept: sessions that wait for each other in a circle.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/problem.h"

namespace muster::load {

// The sessions of one cycle, each to come before the next and the last before the first; none when
// there is no cycle. Of all cycles a shortest one through the first session that is in any, and it
// begins there; so the same input gives the same answer. A session that waits for itself is a cycle
// of one. O(sessions + precedences) time and memory, no recursion. Every index must be <
// n_sessions.
std::optional<std::vector<model::SessionIndex>> find_cycle(
    std::size_t n_sessions, const std::vector<model::Precedence>& precedences);

}  // namespace muster::load
