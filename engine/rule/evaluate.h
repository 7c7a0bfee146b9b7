// The score of a solution counted in full from the terms, by their definitions in terms.h. Slow and
// plain: debug builds hold every incremental count against it. Laws are not counted here.
#pragma once

#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "rule/score.h"
#include "rule/terms.h"

namespace muster::rule {

struct Evaluation {
  Score total;
  // What each rule costs on its own level; priorities, staffing and the law of precedence left out.
  Table<RuleIndex, std::int64_t> by_rule;
};

Evaluation evaluate(const model::Problem&, const RuleSet&, const model::Solution&);

}  // namespace muster::rule
