// Accounts of a plan: why a session is not served and what would help, what a placement costs and
// what the next best would, what a team or venue does and missed, what a rule prices.
//
// Every account is a claim about the plan as it is, with everything else in it where it stands.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "plan/conflict.h"
#include "plan/fit.h"
#include "plan/funnel.h"
#include "plan/plan.h"
#include "plan/score_sheet.h"
#include "plan/verify.h"
#include "rule/spec.h"
#include "rule/terms.h"

namespace muster::plan {

// One thing in the way. Its code is the kind of part: "window", "other-session", "hard-rule" …
struct Obstruction {
  Part part;
  Reason what;
  bool alone = false;  // without this one alone it would fit
};

// Of a session that is not served.
struct SessionAccount {
  SessionIndex session;
  std::vector<Funnel> funnels;
  bool open = false;     // it fits as things stand: the search ended before using it
  Placement example;     // where, if open; its crews are as few as can be
  bool possible = true;  // false: nothing that may give way would let it in
  bool demands = false;  // even without all else it asks for too much: so its demands are parts
  std::vector<Obstruction> conflict;  // minimal: see conflict.h
  std::vector<Obstruction> way_out;   // without all of these it fits
  bool smallest = false;              // and without fewer parts it does not
  bool exact = true;  // false: too many choices of people under hard rules to try them all
};

struct RuleCost {
  std::string rule, why;  // empty for unserved and staffing, which `code` names
  std::string code;
  rule::LevelIndex level;
  std::int64_t cost = 0;  // may be negative: what it saves
};

// Of a session that is served.
struct PlacementAccount {
  SessionIndex session;
  Placement placement;
  rule::Score change;           // of the plan by serving it so instead of not at all
  std::vector<RuleCost> costs;  // what of that each rule accounts for
  bool has_next = false;
  Placement next;           // the best other placement, everything else staying
  rule::Score next_change;  // of the plan by taking it instead
};

struct TeamAccount {
  struct Duty {
    SessionIndex session;
    std::int64_t heads = 0;
  };
  struct Missed {
    SessionIndex session;
    Sieve why = Sieve::open;  // open: others were sent although it could have gone
    std::vector<std::string> blockers;
  };
  TeamIndex team;
  std::vector<Duty> duties;  // by time
  std::int64_t head_minutes = 0;
  std::vector<RuleCost> costs;  // what its crews add under each rule
  std::vector<Missed> missed;   // sessions it may serve and does not
};

struct VenueAccount {
  struct Day {
    int day = 0;
    std::int64_t sessions = 0, minutes = 0, open_minutes = 0;  // open: times rooms
  };
  struct TurnedAway {
    SessionIndex session;  // not served, though the venue suits it
    Funnel funnel;         // of its first need, at this venue
  };
  VenueIndex venue;
  std::vector<Day> days;  // those with a session or an open hour
  std::vector<TurnedAway> turned_away;
};

struct RuleAccount {
  std::size_t spec = 0;
  rule::LevelIndex level;
  std::int64_t cost = 0;
  std::vector<Match> matches;          // dearest first
  std::vector<SessionIndex> sessions;  // that matches are about, in order
  std::vector<SessionIndex> kept_out;  // not served, and would fit without this hard rule
};

// Refers to all of them. One thread at a time.
class Explainer {
 public:
  Explainer(const model::Problem&, const std::vector<rule::RuleSpec>&, const rule::RuleSet&,
            const model::Solution&);
  ~Explainer();

  SessionAccount unserved(SessionIndex);
  PlacementAccount placement(SessionIndex);
  TeamAccount team(TeamIndex);
  VenueAccount venue(VenueIndex);
  RuleAccount rule(std::size_t spec);

 private:
  Sieve why_not(TeamIndex, SessionIndex, std::vector<std::string>& blockers);

  const Problem& problem_;
  const std::vector<rule::RuleSpec>& specs_;
  const rule::RuleSet& rules_;
  const model::Solution& solution_;
  Facts facts_;
  VenueDays venue_days_;
  Hours hours_;
  RuleJudge judge_;
  Fit fit_;
};

// What each rule accounts for in a change of the plan, and what none does: sessions served or not,
// heads wanted, the law of precedence. By level; what changes nothing is left out.
std::vector<RuleCost> rule_costs(const rule::RuleSet&, const std::vector<std::int64_t>& by_rule,
                                 const rule::Score& change);
Reason name_part(const Problem&, const rule::RuleSet&, const Facts&, SessionIndex, const Part&);

}  // namespace muster::plan
