// Plans made by hand may say how many people a team sends instead of whom: this chooses them.
#pragma once

#include <cstdint>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"

namespace muster::plan {

// `people` heads of `team` for one need of a placed session.
struct HeadRequest {
  model::SessionIndex session;
  std::uint32_t need = 0;
  model::TeamIndex team;
  std::int32_t people = 0;
  std::int32_t chosen = 0;  // out: how many could be
};

// Adds crews to the placements so that no chosen head breaks a law; heads that are already in the
// solution stay. Seats are filled in order of time, and earlier choices give way along augmenting
// paths (Kuhn 1955, doi:10.1002/nav.3800020109). Takes fewer where the requests can't be met.
void choose_heads(const model::Problem&, model::Solution&, std::vector<HeadRequest>& requests);

}  // namespace muster::plan
