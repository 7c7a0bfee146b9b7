// What one plan says otherwise than another: by session and by whom it affects.
#pragma once

#include <cstddef>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"

namespace muster::plan {

// One head's assignments that changed. Moved: goes to the same session at another start or venue.
struct Affected {
  model::HeadIndex head;
  std::vector<model::SessionIndex> added, removed, moved;  // in order
};

struct Difference {
  // Served only after, only before, and in both at another start or venue; in order.
  std::vector<model::SessionIndex> added, removed, moved;
  std::vector<model::SessionIndex> recrewed;  // in both, start and venue the same, not the people
  std::vector<Affected> people;               // by head; those with changes only

  bool empty() const { return added.empty() && removed.empty() && moved.empty() && people.empty(); }
};

// Both are of the problem. O(assignments log assignments).
Difference difference(const model::Problem& problem, const model::Solution& before,
                      const model::Solution& after);

}  // namespace muster::plan
