// What no plan can beat, level by level: each number is a lower bound of that level's cost over all
// plans that keep the laws, whatever the levels above cost.
#pragma once

#include "rule/score.h"
#include "solve/instance.h"

namespace muster::solve {

rule::Score bound(const Instance& instance);

}  // namespace muster::solve
