// Every plan of a tiny zone, to compare the search and its bound with.
#pragma once

#include <functional>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"

namespace muster::testing {

// Every placement of one session that is legal on its own (precedence is looked at later).
std::vector<model::Placement> options_of(const model::Problem& problem, model::SessionIndex s);

// Calls `visit` with every solution that keeps the laws. False, and no call, where there might be
// more than `most` of them.
bool each_plan(const model::Problem& problem, double most,
               const std::function<void(const model::Solution&)>& visit);

}  // namespace muster::testing
