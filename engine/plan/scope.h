// A rule's parameters as the verifier reads them: whom and what it concerns, at which level.
#pragma once

#include "plan/facts.h"
#include "plan/findings.h"
#include "rule/score.h"
#include "rule/spec.h"

namespace muster::plan {

// Refers to the spec; it must outlive the scope.
struct Scope {
  Scope(const Problem& problem, const rule::Levels& levels, const rule::RuleSpec& spec);

  const rule::RuleSpec& spec;
  rule::LevelIndex level;
  std::int64_t weight = 1;
  Table<TaskIndex, char> tasks;
  Table<TeamIndex, char> teams;
  Table<HeadIndex, char> heads;  // members of the teams

  bool concerns(const Problem& problem, SessionIndex s) const {
    return tasks[problem.sessions()[s].task] != 0;
  }
};

// One function for each group of rule kinds; each adds the matches of its kinds and returns whether
// the kind is one of its own.
// home-first, preference, venue-preference, blackout, earliness
bool check_choice(const Facts&, const Scope&, Findings&);
bool check_sequence(const Facts&, const Scope&, Findings&);  // travel, rest
// working-time, fair-share, coverage, activation, stability
bool check_ledger(const Facts&, const Scope&, Findings&);
bool check_quota(const Facts&, const Scope&, Findings&);  // quota
// no-clash, separation, spread, same-venue
bool check_pairs(const Facts&, const Scope&, Findings&);
bool check_rooms(const Facts&, const Scope&, Findings&);  // turnover
bool check_mix(const Facts&, const Scope&, Findings&);    // mix-of-lines, continuity
// The kept grid that a served grid counts for: itself or its nearest kept ancestor.
GridIndex kept_grid(const Problem&, const Table<GridIndex, char>& kept, GridIndex);
bool check_people(const Facts&, const Scope&, Findings&);  // budget, rotation, proximity
bool check_crews(const Facts&, const Scope&, Findings&);   // buddy, standby
// By kind; an unknown kind is a broken invariant, for load has checked it.
void check_rule(const Facts&, const Scope&, Findings&);

}  // namespace muster::plan
