// Pieces that several accounts share as JSON. Inside the room only.
#pragma once

#include <string>
#include <vector>

#include <boost/json.hpp>

#include "model/problem.h"
#include "model/solution.h"
#include "plan/explain.h"
#include "rule/score.h"

namespace muster::report {

boost::json::array ids_json(const std::vector<std::string>& ids);
boost::json::object funnel_json(const plan::Funnel&);
// Level by level as a score: negated costs; levels that do not change are left out.
boost::json::object change_json(const rule::Levels&, const rule::Score& change);
boost::json::object placement_json(const model::Problem&, model::SessionIndex,
                                   const model::Placement&);
boost::json::array costs_json(const rule::Levels&, const std::vector<plan::RuleCost>&);

}  // namespace muster::report
