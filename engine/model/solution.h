// Decisions: which sessions are served, when, where and by whom. A plain value; says nothing about
// whether rules hold.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "model/ids.h"

namespace muster::model {

// The people that one team sends for one need of one session.
struct Crew {
  std::uint32_t need = 0;  // position in Task::needs
  TeamIndex team;
  std::vector<HeadIndex> heads;  // sorted, not empty
  friend bool operator==(const Crew&, const Crew&) = default;
};

struct Placement {
  TimePoint start;          // standing sessions: the horizon's begin
  VenueIndex venue;         // none: at the task's grid
  std::vector<Crew> crews;  // by need, then team; one crew per (need, team)
  friend bool operator==(const Placement&, const Placement&) = default;
};

struct Solution {
  Table<SessionIndex, std::optional<Placement>> placements;  // none: unserved

  bool serves(SessionIndex session) const { return placements[session].has_value(); }
  friend bool operator==(const Solution&, const Solution&) = default;
};

}  // namespace muster::model
