// What the history has to say to rules that count, read anew from its rows.
#pragma once

#include <vector>

#include "plan/facts.h"
#include "plan/scope.h"

namespace muster::plan {

// The past sessions that count for the rule in its first period: of a task that it concerns, and in
// the horizon's first week or month; with `over` in that time before the horizon.
std::vector<const model::PastSession*> past_of(const Facts&, const Scope&, model::Period);

}  // namespace muster::plan
