// A change of the problem as a value: what would be if a team stayed away, a venue were open longer
// or a rule gave way. A Problem never changes; these make another one and carry plans over to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.h"
#include "model/problem.h"
#include "model/solution.h"
#include "plan/plan.h"
#include "rule/score.h"
#include "rule/spec.h"
#include "rule/terms.h"

namespace muster::plan {

// Not available in `when`. Without it the team is gone: its anonymous heads and the people who are
// in no other team too, and pins to it. The row of the team stays, with size zero.
struct TeamAway {
  model::TeamIndex team;
  std::optional<Interval> when;
};
struct TeamAvailable {
  model::TeamIndex team;
  Interval when;
};
// One more named person, "TEAM+1", available whenever the team is.
struct PersonAdded {
  model::TeamIndex team;
  std::vector<model::SkillIndex> skills;
};
struct PersonAvailable {
  model::PersonIndex person;
  Interval when;
};
// A need of a task makes do with so many.
struct NeedLowered {
  model::TaskIndex task;
  std::size_t need = 0;
  std::int32_t least = 0;
};
// One that a need asks for, or does not want; of several of which one is enough, all of them.
struct SkillWaived {
  model::TaskIndex task;
  std::size_t need = 0;
  model::SkillIndex skill;
};
// Whatever teams a need asked for.
struct AnyTeam {
  model::TaskIndex task;
  std::size_t need = 0;
};
// Whatever venues a task asked for; seats and facilities still count.
struct AnyVenue {
  model::TaskIndex task;
};
struct SeatsLowered {
  model::TaskIndex task;
  std::int32_t seats = 0;
};
struct FacilitiesAdded {
  model::VenueIndex venue;
  std::vector<std::string> facilities;
};
// Without `when`: never open.
struct VenueClosed {
  model::VenueIndex venue;
  std::optional<Interval> when;
};
struct VenueOpen {
  model::VenueIndex venue;
  Interval when;
};
struct RoomAdded {
  model::VenueIndex venue;
};
// One more window; the others stay, so every start stays possible.
struct WindowAdded {
  model::SessionIndex session;
  Interval window;
};
// Replaces the session's pin; none removes it.
struct PinSet {
  model::SessionIndex session;
  std::optional<model::Pin> pin;
};
struct PrioritySet {
  model::TaskIndex task;
  model::Priority priority = model::Priority::normal;
};
// Costs `weight` on a level that exists, instead of being hard or what it was.
struct RuleSoftened {
  std::string rule;  // id
  std::string level;
  std::int64_t weight = 1;
};
struct RuleDropped {
  std::string rule;
};

using Change =
    std::variant<TeamAway, TeamAvailable, PersonAdded, PersonAvailable, NeedLowered, SkillWaived,
                 AnyTeam, AnyVenue, SeatsLowered, FacilitiesAdded, VenueClosed, VenueOpen,
                 RoomAdded, WindowAdded, PinSet, PrioritySet, RuleSoftened, RuleDropped>;

// Owns all of it; indices of teams, venues, tasks and sessions are the same as before, those of
// people and heads may not be.
struct Changed {
  model::Problem problem;
  std::vector<rule::RuleSpec> specs;
  rule::RuleSet rules;  // on the same levels as before
};

// The changes in their order; `levels` are the workspace's. A rule, level or row that does not
// exist is a broken invariant.
Changed apply(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
              const rule::Levels& levels, const std::vector<Change>& changes);

// The same heads in another problem, none where they are no more: people by id, anonymous heads by
// their order in a team of the same id (their numbers depend on how many named people it has).
Table<model::HeadIndex, model::HeadIndex> same_heads(const model::Problem& from,
                                                     const model::Problem& to);

// The same decisions for another problem, by ids: what no longer exists there is left out (a
// session, or one whose venue is gone, and crews' heads who are not in the team any more). Whether
// laws still hold is not asked.
model::Solution carry_over(const model::Problem& from, const model::Solution& solution,
                           const model::Problem& to);

// What the change is, in words, with a stable code ("venue-open") and the ids it is about.
Reason describe(const model::Problem& problem, const Change& change);

}  // namespace muster::plan
