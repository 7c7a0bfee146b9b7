// What stands against a session, candidate by candidate: every team, venue and start counts for the
// first law or rule that rules it out, so the counts add up to all there are.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/candidates.h"
#include "plan/facts.h"
#include "plan/fit.h"
#include "plan/rule_judge.h"
#include "plan/ways.h"

namespace muster::plan {

// In the order in which they are looked at.
enum class Sieve {
  teams,       // the need does not ask for the team
  pinned,      // its pin says otherwise
  skills,      // nobody in the team has the skills, or too few where one team must do
  venues,      // the venue has not what it takes
  order,       // what must come before is not served, or ends too late
  closed,      // the venue is not open
  rooms,       // all its rooms are taken
  team_hours,  // the team is not available
  people_hours,
  busy,      // its people are at other sessions
  travel,    // or can't come in time from or to them
  rule,      // a hard rule forbids whom it could send
  together,  // it could send somebody, but all teams together too few
  open       // nothing stands against it
};
inline constexpr std::size_t kSieves = static_cast<std::size_t>(Sieve::open) + 1;

struct Funnel {
  struct Row {
    std::int64_t candidates = 0;
    std::map<std::string, std::int64_t> blockers;  // ids, by the candidates they stand against
  };
  std::size_t need = 0;            // of the task; n of them for a task that sends nobody
  std::int64_t total = 0;          // teams × venues × starts
  std::int64_t not_looked_at = 0;  // the work allowed was used up first
  std::array<Row, kSieves> rows;   // sums to total with not_looked_at
};

// One for each need that wants anybody at least; one without teams where none does. With `only`:
// just this team's candidates, for needs that want nobody too; with `start` or `venue`: just those
// there.
struct FunnelQuestion {
  TeamIndex only = {};
  VenueIndex venue = {};
  std::optional<TimePoint> start = {};
};
// `fit` has been told about the session; it is unserved.
std::vector<Funnel> funnels(const Facts&, const VenueDays&, RuleJudge&, Fit&, SessionIndex,
                            const FunnelQuestion& = {});

std::string_view code_of(Sieve);

}  // namespace muster::plan
