// What a plan asks of each team: one assignment a session and team, with what the team is told.
#pragma once

#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "store/rows.h"

namespace muster::dispatch {

// All that is planned in time (standing assignments have none), by session and team; states are
// "planned", ids and plan versions zero. The content is a JSON object:
//   {"task", "name", "start", "end",  local, with offset
//    "place": name, "venue": id or absent, "priority": word, "people": heads of this team,
//    "needs": [{"need": position, "most": heads that the need takes at most,
//               "heads": [{"id", "name"}]}]}
// Same problem and solution, same bytes. Holds names and no contacts.
std::vector<store::Assignment> assignments_of(const model::Problem&, const model::Solution&);

}  // namespace muster::dispatch
