// A problem compiled for the search: what never changes while it runs, as flat tables with equal
// parts shared. Candidate starts are bit calendars (one bit per quantum, the greatest step that all
// starts lie on); eligibility is memoised by what it depends on; terms are interned by the set of
// them that a session takes part in, so that a session's terms are a short list.
//
// Invariants:
//  1. Every start in a Starts lies on the quantum grid: (start - origin) % quantum == 0.
//  2. fits[g.fit].test(quantum_of(t)) <=> the group's heads are available for [t, t + duration).
//  3. A pool's heads under one team are unique; a head may stand under several teams.
//  4. Sessions without any candidate (no start, no venue, too few heads) have `possible` false.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.h"
#include "model/problem.h"
#include "rule/terms.h"
#include "solve/bits.h"

namespace muster::solve {

using model::GridIndex;
using model::HeadIndex;
using model::PlaceIndex;
using model::SessionIndex;
using model::TeamIndex;
using model::VenueIndex;
using rule::LevelIndex;

// Heads of one team with the same availability: [first, last) of Pool::heads.
struct Group {
  static constexpr std::uint32_t kAlways = 0xffffffffu;
  std::uint32_t fit = kAlways;  // of Instance::fits, for the pool's duration
  std::uint32_t first = 0, last = 0;
};

struct PoolTeam {
  TeamIndex team;
  std::uint32_t first_group = 0, last_group = 0;
};

// Who may fill a need: memoised by (from, skills, pinned teams, refusals, duration).
struct Pool {
  std::vector<PoolTeam> teams;
  std::vector<Group> groups;
  std::vector<HeadIndex> heads;
};

struct NeedView {
  std::int32_t min = 1, want = 1, max = 1;
  bool one_team = false;
  std::uint32_t pool = 0;
};

struct StartPoint {
  std::int32_t minute = 0;
  std::int32_t day = 0;
};
using Starts = std::vector<StartPoint>;

// The terms that a session takes part in, by how they are counted. Positions in the RuleSet.
struct TermSet {
  std::vector<std::uint32_t> start_choices, venue_choices, team_choices;
  std::vector<std::uint32_t> base_choices, home_choices;  // ways from the team's base, from home
  std::vector<std::uint32_t> head_choices;
  std::vector<std::uint32_t> local_ledgers, team_ledgers, head_ledgers, group_ledgers,
      session_ledgers;
  bool by_kind = false;  // what a head costs depends on its kind and on who else goes
  std::vector<std::uint64_t> sequences;  // one bit for each sequence term
};

// A sequence term's price, flat.
struct Leg {
  std::uint32_t slot = 0;  // of its level in Instance::head_levels
  std::int64_t weight = 0;
  std::int32_t minutes = 0;  // travel: free; gap: the least
  bool travel = false, nights_only = false;
};

struct SessionView {
  std::int32_t duration = 0;
  std::int32_t households = 0;
  std::uint32_t starts = 0, venues = 0, terms = 0;
  std::uint32_t first_need = 0, last_need = 0;
  PlaceIndex place;  // where no venue is required
  LevelIndex level;
  std::int64_t weight = 1;
  std::uint32_t settled_levels = 0;    // the first ones, which no crew lowers but by staffing
  std::int64_t unserved_staffing = 0;  // Σ want − min
  bool needs_venue = false, standing = false, pinned = false, possible = true;
};

struct Instance {
  Instance(const model::Problem& problem, const rule::RuleSet& rules);

  const model::Problem& problem;
  const rule::RuleSet& rules;
  std::int32_t origin = 0, quantum = 1;
  std::size_t quanta = 1;

  Table<SessionIndex, SessionView> sessions;
  std::vector<NeedView> needs;
  std::vector<Pool> pools;
  std::vector<Bits> fits;
  std::vector<Starts> starts;
  std::vector<std::vector<VenueIndex>> venues;
  Table<VenueIndex, std::vector<std::pair<std::int32_t, std::uint32_t>>> venue_fits;  // by duration
  std::vector<TermSet> terms;
  Table<VenueIndex, std::vector<std::uint32_t>> room_terms;  // that apply there
  std::size_t sequence_words = 0;
  std::vector<Leg> legs;                         // by sequence term
  std::vector<LevelIndex> head_levels;           // where heads differ in price; in order
  std::vector<std::uint32_t> head_slots;         // by level: position in head_levels
  std::vector<std::uint64_t> head_sequences;     // head × sequence_words
  std::vector<std::uint64_t> session_sequences;  // session × sequence_words
  Table<HeadIndex, PlaceIndex> head_base;
  // CSR: relations of a session, those first whose price depends on the crews.
  std::vector<std::uint32_t> first_relation, last_crew_relation;
  std::vector<std::uint32_t> relation_items;
  std::vector<std::vector<std::int32_t>> period_of_day;  // by model::Period
  // Heads of one kind share slots in ledgers of groups and values in those of sessions.
  Table<HeadIndex, std::uint32_t> head_kind;
  // Order in which sessions want to be placed: a session comes before what depends on it.
  Table<SessionIndex, std::int32_t> rank;   // most important level of it and its successors
  Table<SessionIndex, std::int32_t> depth;  // longest chain of precedences before it

  std::size_t quantum_of(std::int32_t minute) const {
    return static_cast<std::size_t>((minute - origin) / quantum);
  }
  std::span<const NeedView> needs_of(const SessionView& session) const {
    return {needs.data() + session.first_need, needs.data() + session.last_need};
  }
  std::span<const std::uint32_t> relations_of(SessionIndex session) const {
    return {relation_items.data() + first_relation[session.value],
            relation_items.data() + first_relation[session.value + 1]};
  }
  std::span<const std::uint32_t> crew_relations_of(SessionIndex session) const {
    return {relation_items.data() + first_relation[session.value],
            relation_items.data() + last_crew_relation[session.value]};
  }
  // The first start at or after a minute, the last one at or before it; null when there is none.
  // `starts` is not empty.
  const StartPoint* first_from(const Starts& starts, std::int32_t minute) const;
  const StartPoint* last_until(const Starts& starts, std::int32_t minute) const;
  // Calls `visit(session)` for what may only be served after this one.
  template <class Visit>
  void each_successor(SessionIndex session, Visit visit) const {
    for (std::uint32_t i : relations_of(session)) {
      const auto& term = rules.relations[i];
      if (term.first != session || term.level.value != 0) continue;
      if (std::holds_alternative<rule::RelationTerm::Precedence>(term.price)) visit(term.second);
    }
  }
  // Whether the venue is open for [minute, minute + duration).
  bool open(VenueIndex venue, std::int32_t duration, std::int32_t minute) const;
  PlaceIndex place_of(SessionIndex session, VenueIndex venue) const {
    return venue.exists() ? problem.place_of(venue) : sessions[session].place;
  }
  std::int32_t travel(PlaceIndex from, PlaceIndex to) const {
    return problem.travel().between(from, to).minutes;
  }
  // Whether a pin may be why a law is broken between the two.
  bool forcible(SessionIndex a, SessionIndex b) const {
    return sessions[a].pinned || sessions[b].pinned;
  }
  // What the way from the team's base costs, and that from the head's own home.
  std::int64_t base_cost(const rule::ChoiceTerm::HomePrice& price, TeamIndex team,
                         PlaceIndex place) const {
    if (!price.teams[team]) return 0;
    return price.cost(problem.travel().between(problem.teams()[team].base, place));
  }
  std::int64_t home_cost(const rule::ChoiceTerm::HomePrice& price, TeamIndex team, HeadIndex head,
                         SessionIndex session, VenueIndex venue) const;
  std::int32_t day_of(std::int32_t minute) const {
    return problem.calendar().day_of(TimePoint{minute});
  }
};

}  // namespace muster::solve
