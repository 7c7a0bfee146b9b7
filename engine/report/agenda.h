// What a plan says, sorted for reading: by time, team, venue and grid, and the two tables of a
// village. All formats print from here. Borrows the Problem and the Solution.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "model/problem.h"
#include "model/solution.h"
#include "report/phrases.h"

namespace muster::report {

struct Entry {
  model::SessionIndex session;
  const model::Placement* placement = nullptr;
  Interval time;  // standing: empty, at the horizon's begin
  int day = 0;    // local day of the start, from zero
};

using Positions = std::vector<std::uint32_t>;  // in Agenda::timed, ascending

struct Agenda {
  std::vector<Entry> timed;     // served, by (start, session)
  std::vector<Entry> standing;  // served standing assignments, by session
  Table<model::TeamIndex, Positions> of_team;
  Table<model::VenueIndex, Positions> of_venue;
  Table<model::GridIndex, Positions> of_grid;  // the grid that is served
  Positions of_no_grid;
};
Agenda make_agenda(const model::Problem&, const model::Solution&);

// What a team gives: heads × minutes over its timed sessions.
struct Load {
  std::int64_t sessions = 0, head_minutes = 0;
};
Load load_of(const Agenda&, model::TeamIndex);

// Served and unserved sessions of each priority.
struct Tally {
  std::int64_t served = 0, unserved = 0;
};
std::array<Tally, 4> tally_by_priority(const model::Problem&, const model::Solution&);

// One line of the weekday duty roster, of tasks with two sessions or more in some week: a task's
// time slot, in the weeks where the same people are on duty. Cells are Monday to Sunday; no text:
// no session on that day.
struct DutyRow {
  model::TaskIndex task;
  std::string slot;   // "05:30–07:00"
  std::string weeks;  // "every week", "09-04–09-17, 09-25–10-01"
  std::array<std::string, 7> cells;
};
std::vector<DutyRow> duty_roster(const model::Solution&, const Phrases&);

// One line of the grid division: a standing assignment and who looks after it.
struct DivisionRow {
  model::SessionIndex session;
  std::int32_t households = 0;
  std::string people;  // empty: not assigned
  std::string teams;
};
std::vector<DivisionRow> grid_division(const model::Problem&, const model::Solution&,
                                       const Phrases&);

// Sessions served per grid, the grids below it included, by week of the horizon.
struct Coverage {
  model::GridIndex grid;
  int depth = 0;  // below the top
  std::int64_t total = 0;
  std::int64_t standing = 0;  // assignments, below included
  std::vector<std::int64_t> by_week;
};
// Parents before their children, else in the zone's order.
std::vector<Coverage> coverage(const model::Problem&, const Agenda&);

}  // namespace muster::report
