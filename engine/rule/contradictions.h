// Hard rules that can't both hold.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "rule/spec.h"

namespace muster::rule {

// Adds an error, with both places, for each hard rule that asks for at least more than another hard
// one, of the same kind and otherwise the same parameters, allows at most. A `coverage` and a
// `quota` of the same sessions are told from their bounds only, so they count as one kind.
void check_contradictions(const std::vector<RuleSpec>&, Diagnostics&);

}  // namespace muster::rule
