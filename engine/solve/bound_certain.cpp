// What is certain before any search: sessions without a single candidate, or waiting for one, stay
// unserved; wanted heads that do not exist stay missing.
#include <algorithm>
#include <set>

#include "solve/bound_market.h"

namespace muster::solve {

Table<SessionIndex, char> never_served(const Instance& in) {
  Table<SessionIndex, char> never(in.sessions.size(), 0);
  for (auto s : indices(in.sessions)) {
    never[s] = !in.sessions[s].possible && !in.sessions[s].pinned;
  }
  bool changed = true;
  while (changed) {
    changed = false;
    for (const auto& term : in.rules.relations) {
      const bool precedence = std::holds_alternative<rule::RelationTerm::Precedence>(term.price);
      if (!precedence || term.level.value != 0 || !never[term.first]) continue;
      if (never[term.second] || in.sessions[term.second].pinned) continue;
      never[term.second] = 1;
      changed = true;
    }
  }
  return never;
}

std::int64_t reachable(const Instance& in, const NeedView& need) {
  const Pool& pool = in.pools[need.pool];
  std::set<HeadIndex> all;
  std::size_t most = 0;
  for (const PoolTeam& team : pool.teams) {
    std::size_t here = 0;
    for (auto g = team.first_group; g < team.last_group; ++g) {
      here += pool.groups[g].last - pool.groups[g].first;
    }
    most = std::max(most, here);
    if (need.one_team || static_cast<std::int64_t>(all.size()) >= need.want) continue;
    for (auto g = team.first_group; g < team.last_group; ++g) {
      all.insert(pool.heads.begin() + pool.groups[g].first,
                 pool.heads.begin() + pool.groups[g].last);
    }
  }
  return static_cast<std::int64_t>(need.one_team ? most : all.size());
}

rule::Score certain_costs(const Instance& in) {
  rule::Score out;
  const Table<SessionIndex, char> never = never_served(in);
  std::vector<std::int64_t> reached(in.needs.size(), -1);
  for (auto s : indices(in.sessions)) {
    const SessionView& view = in.sessions[s];
    if (never[s]) {
      out[view.level] += view.weight;
      out[in.rules.staffing] += view.unserved_staffing;
      continue;
    }
    // Served it misses what cannot be reached; unserved (unless pinned) want − min.
    std::int64_t missing = 0;
    for (auto n = view.first_need; n < view.last_need; ++n) {
      if (reached[n] < 0) reached[n] = reachable(in, in.needs[n]);
      missing += std::max<std::int64_t>(0, in.needs[n].want - reached[n]);
    }
    if (!view.pinned) missing = std::min(missing, view.unserved_staffing);
    out[in.rules.staffing] += missing;
  }
  return out;
}

}  // namespace muster::solve
