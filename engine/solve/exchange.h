// Two heads change places for a while: all that either does between two breaks that they share goes
// to the other. It is the interchange of two colours in a chain of Kempe (1879,
// doi:10.2307/2369235) on the graph of what overlaps, and for the rest of a day the 2-opt* of
// Potvin & Rousseau (1995, doi:10.1057/jors.1995.204). What moving one session after the other
// reaches only through worse plans, this reaches at once.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "solve/ejection.h"
#include "solve/nearby.h"

namespace muster::solve {

class Exchanges {
 public:
  struct Change {
    SessionIndex session;
    Placed plan;  // its new one
  };

  Exchanges(const State& state, const std::vector<SessionIndex>& sessions)
      : state_(state), in_(state.instance()), sessions_(sessions) {}

  // Draws a session, one of its heads and another head. False when they can't change places there;
  // else all sessions of the change are to be taken out and placed anew. Travel between neighbours
  // and hard rules are left to whoever places them.
  bool draw(const Ejector& ejector, const Territory& territory, Random& random);
  std::size_t size() const { return size_; }
  const Change& operator[](std::size_t i) const { return changes_[i]; }

 private:
  HeadIndex partner(const NeedView& need, Random& random) const;
  TeamIndex sent_by(const NeedView& need, HeadIndex head, TeamIndex rather,
                    std::size_t quantum) const;
  bool hand_over(const Booking& booking, HeadIndex from, HeadIndex to, const Ejector& ejector);

  struct Run {  // bookings [first, last) of a head
    const HeadTimeline& line;
    HeadIndex head;
    std::size_t first, last;
  };

  const State& state_;
  const Instance& in_;
  const std::vector<SessionIndex>& sessions_;
  std::vector<Change> changes_;  // the first size_ of them; rows are used again
  std::size_t size_ = 0;
};

}  // namespace muster::solve
