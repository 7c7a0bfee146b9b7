// One session entering (sign 1) or leaving (sign −1) the accounts.
#pragma once

#include "solve/state.h"

namespace muster::solve {

struct State::Change {
  SessionIndex session;
  const Placed& plan;
  std::int64_t sign;
  const TermSet& terms;
  Delta& out;
  Tally* tally;  // null: not kept

  void add(rule::RuleIndex rule, rule::LevelIndex level, std::int64_t cost) const;
};

}  // namespace muster::solve
