// Which of the written rules count, where packs and the workspace speak of the same ones.
#pragma once

#include <vector>

#include "load/binding.h"

namespace muster::load {

// A workspace's own rule with the id of a pack's
//  - takes its place, where it says its `kind`;
//  - else changes what it writes of it and leaves the rest as it is;
//  - or switches it off, by `use: off`.
// Two own rules of one id are an error; of two packs' the first counts, with a warning. A rule that
// prices the needs' `prefer` stands in for one where none is written. In order, changed rules where
// the workspace's stand.
std::vector<Records::Rule> rules_that_count(const std::vector<Records::Rule>&, Binding&);

}  // namespace muster::load
