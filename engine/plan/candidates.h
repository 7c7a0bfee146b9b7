// Who and where could serve a session at all: what its task and pin leave, time aside.
#pragma once

#include <vector>

#include "plan/facts.h"

namespace muster::plan {

struct TeamHead {
  TeamIndex team;
  HeadIndex head;
};

// For one need: the teams that may send, and their heads that have the skills.
struct NeedCandidates {
  std::vector<TeamIndex> teams;
  std::vector<TeamHead> heads;  // by team; a head of two teams stands twice
};

struct Candidates {
  std::vector<TimePoint> starts;
  std::vector<VenueIndex> venues;  // one that does not exist where none is required
  std::vector<NeedCandidates> needs;
};

Candidates candidates_of(const Problem& problem, SessionIndex session);
// Different heads among `heads`; with one_team: of the team that has most.
std::int64_t most_heads(const std::vector<TeamHead>& heads, bool one_team);

}  // namespace muster::plan
