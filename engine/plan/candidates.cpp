#include "plan/candidates.h"

#include <algorithm>
#include <map>

namespace muster::plan {

namespace {

NeedCandidates need_candidates(const Problem& problem, SessionIndex session, const Need& need,
                               const std::vector<TeamIndex>& pinned) {
  NeedCandidates out;
  for (auto team : indices(problem.teams())) {
    if (may_serve(problem, session, need, team)) out.teams.push_back(team);
  }
  std::vector<TeamIndex> only;
  for (TeamIndex team : out.teams) {
    if (std::find(pinned.begin(), pinned.end(), team) != pinned.end()) only.push_back(team);
  }
  if (!only.empty()) out.teams = only;
  for (TeamIndex team : out.teams) {
    for (HeadIndex head : problem.heads_of(team)) {
      if (may_fill(problem.heads()[head].skills, need)) out.heads.push_back({team, head});
    }
  }
  return out;
}

}  // namespace

Candidates candidates_of(const Problem& problem, SessionIndex index) {
  const model::Session& session = problem.sessions()[index];
  const Task& task = problem.task_of(index);
  Candidates out;
  out.starts = starts_of(problem, index);
  if (session.pin && session.pin->start && !task.standing) out.starts = {*session.pin->start};
  if (!task.venue || task.standing) {
    out.venues = {VenueIndex()};
  } else if (session.pin && session.pin->venue.exists()) {
    out.venues = {session.pin->venue};
  } else {
    for (auto venue : indices(problem.venues())) {
      if (suits(problem, *task.venue, venue)) out.venues.push_back(venue);
    }
  }
  const auto pinned = session.pin ? session.pin->teams : std::vector<TeamIndex>{};
  for (const Need& need : task.needs) {
    out.needs.push_back(need_candidates(problem, index, need, pinned));
  }
  return out;
}

std::int64_t most_heads(const std::vector<TeamHead>& heads, bool one_team) {
  if (one_team) {
    std::map<TeamIndex, std::int64_t> of_team;
    std::int64_t most = 0;
    for (const TeamHead& h : heads) most = std::max(most, ++of_team[h.team]);
    return most;
  }
  std::vector<HeadIndex> different;
  different.reserve(heads.size());
  for (const TeamHead& h : heads) different.push_back(h.head);
  std::sort(different.begin(), different.end());
  return std::unique(different.begin(), different.end()) - different.begin();
}

}  // namespace muster::plan
