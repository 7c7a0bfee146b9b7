// Which ledger cell to empty next: one whose cost falls when less goes into it, such as a team that
// is paid for once it is called out, or hours beyond what is free of charge.
//
// Looked for by drawing owners and periods; of a few cells that would pay, the one is taken whose
// sessions have been the easiest to place. Only cells of teams and heads are closed: their sessions
// are found on timelines (standing assignments are not). What is over the most of a grid or zone is
// left to the other neighbourhoods.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "solve/ejection.h"

namespace muster::solve {

struct Closing {
  bool found = false;
  Cap cap;                        // one step less than the cell costs now
  std::vector<SessionIndex> out;  // to take out, so that it costs no more than that
};

class Closings {
 public:
  explicit Closings(const State& state);

  // Whether any rule makes cells of this sort.
  bool any() const { return !ledgers_.empty(); }
  const Closing& choose(const Ejector& ejector, const Territory& territory, Random& random);

 private:
  bool draw(const Ejector& ejector, const Territory& territory, Random& random);
  bool shared(const rule::LedgerTerm& term, std::uint32_t owner, const Territory& territory) const;
  bool add_head(const rule::LedgerTerm& term, HeadIndex head, TeamIndex team,
                const Ejector& ejector, const Territory& territory);

  struct Share {
    SessionIndex session;
    std::int64_t amount = 0;
  };

  const State& state_;
  const Instance& in_;
  std::vector<std::uint32_t> ledgers_;
  std::size_t cell_ = 0;
  std::vector<Share> shares_;
  Closing trial_, best_;
};

}  // namespace muster::solve
