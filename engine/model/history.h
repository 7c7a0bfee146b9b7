// What was done before, as history.csv tells it: who served which session, and who stayed away.
// Rules count it as the beginning of what they count; load works reliability out of it. What lies
// within the horizon is the plan's own and is counted by nobody here: see Problem::past.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/calendar.h"
#include "model/ids.h"
#include "model/selector.h"

namespace muster::model {

class Problem;

enum class Turnout { planned, present, late, absent };  // planned: nobody said otherwise

// One head at one session.
struct PastTurn {
  TeamIndex team;            // none: a team that is no more
  std::string head;          // its id
  HeadIndex who;             // found by Problem; none: one who is no more
  std::int32_t minutes = 0;  // of service; zero when absent
  Turnout turnout = Turnout::planned;

  bool came() const { return turnout != Turnout::absent; }
};

struct PastTask {
  TaskIndex known;  // none: a task that is no more; then the rest tells what it was
  std::string id, kind;
  std::vector<LineIndex> lines;
  GridIndex grid;
};

struct PastSession {
  std::string id;
  std::uint32_t task = 0;  // of History::tasks
  TimePoint start;
  GridIndex grid;  // that was served; none: no grid, or one that is no more
  std::vector<PastTurn> turns;

  bool held() const;             // somebody came
  std::int64_t heads() const;    // that came
  std::int32_t minutes() const;  // of the longest turn
};

struct History {
  std::vector<PastTask> tasks;
  std::vector<PastSession> sessions;  // by (start, id)
  // What is twice as old counts half as much for reliability.
  Duration half_life{90 * 24 * 60};
};

// A task that is no more matches by id, kind, line and grid; by priority, skill or facility never.
bool matches(const Selector&, const Problem&, const PastTask&);
// Whether an instant before the horizon lies in the same week or month as its first day; in the
// same day or horizon never.
bool in_first_period(const Problem&, Period, TimePoint past);

// How far one can be counted on, from 1 to 1000: the share of turns that they came to, among turns
// of which attendance is known, as if four more had been kept. A turn weighs 1024, halved for each
// whole half-life that it lies before the horizon.
class Reliability {
 public:
  explicit Reliability(const Problem&);
  // A named person's own turns; an anonymous head's those of its team.
  std::int32_t of(HeadIndex head) const { return of_head_[head]; }
  std::int32_t of(TeamIndex team) const { return of_team_[team]; }  // of all turns with the team
  bool known() const { return known_; }                             // whether any attendance is

 private:
  Table<HeadIndex, std::int32_t> of_head_;
  Table<TeamIndex, std::int32_t> of_team_;
  bool known_ = false;
};

}  // namespace muster::model
