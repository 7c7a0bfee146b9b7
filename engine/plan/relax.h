// The cheapest changes that let an unserved session in, each proved by the plan that it leads to.
//
// What could help is read off the parts that keep the session out (see fit.h): longer windows and
// hours at the time that fits best, one more person, a need that makes do with fewer, a rule that
// gives way, a demand of its own that does (a skill, seats, facilities, which teams or venues),
// another session that moves or is left out; where no single one is enough, the smallest
// set of them. Each is applied to the problem, the plan is carried over, the session placed where
// it costs least, and the whole verified. Only what then breaks nothing more than before is told.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "plan/change.h"
#include "plan/explain.h"
#include "solve/desk.h"

namespace muster::plan {

struct Remedy {
  explicit Remedy(Changed changed) : problem(std::move(changed)) {}

  std::vector<Change> changes;             // of the problem; empty where only others give way
  std::vector<solve::Moved> moved;         // other sessions, to another place, time or crew
  std::vector<SessionIndex> left_out;      // other sessions that are not served any more
  std::vector<SessionIndex> served_first;  // those that must come before, served along with it
  Placement placement;                     // of the session, in the changed problem
  rule::Score change;                      // of the whole plan, as verified
  std::int64_t people = 0;                 // whose other duties change
  Changed problem;                         // the proof: with `solution` it breaks nothing more
  model::Solution solution;
};

// `done` of `all` that are tried so far; false: enough.
using Trying = std::function<bool(std::size_t done, std::size_t all)>;

struct Relaxed {
  // Fewest changes first; of as many, those that give up nothing that was asked for; then by score
  // and by people.
  std::vector<Remedy> remedies;
  std::size_t tried = 0;
  bool stopped = false;
};

// At most `most`. The session is not served; where it fits as things stand, the first remedy has no
// changes. `trying` may be empty.
Relaxed relax(const model::Problem&, const std::vector<rule::RuleSpec>&, const rule::RuleSet&,
              const model::Solution&, SessionIndex, std::size_t most, const Trying& trying);

}  // namespace muster::plan
