// The cost of one ledger term, counted in full.
#pragma once

#include <cstdint>

#include "model/problem.h"
#include "model/solution.h"
#include "rule/terms.h"

namespace muster::rule {

// O(slots + crews log crews).
std::int64_t count_ledger(const model::Problem&, const LedgerTerm&, const model::Solution&);

}  // namespace muster::rule
