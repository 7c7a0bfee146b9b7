// What sessions at a venue cost by the rooms that they find taken: room terms, change by change.
#pragma once

#include <vector>

#include "solve/instance.h"
#include "solve/timeline.h"

namespace muster::solve {

// What one session does to a venue's other sessions and they to it, by the definition in
// rule/terms.h: a session's price depends on those at the venue whose hold touches its own, so only
// they are looked at.
class Rooms {
 public:
  // A session that stands, or would stand, at `venue`.
  struct Stay {
    SessionIndex session;
    std::int32_t start = 0;
  };
  Rooms(const Instance& in, const VenueTimeline& timeline, VenueIndex venue)
      : in_(in), timeline_(timeline), venue_(venue) {}

  // What the stay adds to a term's cost; it is not on the timeline. Those of `gone` count as if
  // they were not there.
  std::int64_t cost(const rule::RoomTerm& term, Stay stay,
                    const std::vector<SessionIndex>& gone = {}) const;
  // Those on the timeline whose hold touches the stay's.
  std::vector<SessionIndex> touching(const rule::RoomTerm& term, Stay stay) const;

 private:
  struct Hold {
    std::int32_t from = 0, until = 0;
    SessionIndex session;
    bool before(const Hold& other) const {
      return from != other.from ? from < other.from : session < other.session;
    }
  };
  Hold hold(const rule::RoomTerm& term, SessionIndex s, std::int32_t start) const;
  std::vector<Hold> holds_about(const rule::RoomTerm& term, const Hold& here) const;

  const Instance& in_;
  const VenueTimeline& timeline_;
  VenueIndex venue_;
};

}  // namespace muster::solve
