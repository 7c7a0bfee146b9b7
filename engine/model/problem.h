// What is to be planned: the zone, who can work, and what must be done. Values only, immutable once
// a Problem is built; a change makes a new one. Any thread may read.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/interval_set.h"
#include "base/shared.h"
#include "base/time.h"
#include "base/zone_time.h"
#include "model/calendar.h"
#include "model/history.h"
#include "model/ids.h"
#include "model/selector.h"
#include "model/solution.h"
#include "model/travel.h"

namespace muster::model {

enum class Priority { must, high, normal, low };

struct Zone {
  std::string id, name;
  Duration step{15};  // starts lie at a window's begin plus whole steps
};

struct Line {
  std::string id, name;
};

struct Grid {
  std::string id, name, kind;
  GridIndex parent;  // none at the top; parents have no cycle
  std::optional<GeoPoint> at;
  std::int32_t households = 0;
};

struct Venue {
  std::string id, name, kind;
  GridIndex grid;                       // none allowed
  LineIndex line;                       // owner; it serves all lines
  std::optional<GeoPoint> at;           // none: its grid's
  std::int32_t capacity = 0;            // seats in each room; 0: no limit stated
  std::int32_t rooms = 1;               // sessions at once
  std::vector<std::string> facilities;  // sorted
  IntervalSet open;
};

struct Contact {
  std::string channel, to;  // never printed into a plan or log
};

struct Person {
  std::string id, name;
  std::vector<TeamIndex> teams;          // not empty
  std::vector<SkillIndex> skills;        // sorted
  std::optional<IntervalSet> available;  // none: whenever the team is
  std::optional<Contact> contact;
  GridIndex home;  // where the person lives; none: not told
};

struct Team {
  std::string id, name, kind;
  std::vector<LineIndex> lines;
  PlaceIndex base;  // where its people start from; none: nowhere, no travel to the first session
  GridIndex grid;   // of the base, or none
  std::int32_t size = 0;  // named people included
  // How many heads have the skill, named people included: anonymous heads fill up what named
  // people leave, from the first anonymous head on for every skill.
  std::vector<std::pair<SkillIndex, std::int32_t>> skills;
  IntervalSet available;
  std::optional<Contact> contact;
};

// One who can be sent: a named person, or a numbered anonymous member of one team.
struct Head {
  std::string id;      // "p-01" or "shock-brigade#7"; numbers go on after the team's named people
  PersonIndex person;  // none: anonymous
  std::vector<TeamIndex> teams;
  std::vector<SkillIndex> skills;        // sorted
  std::optional<IntervalSet> available;  // besides the team's; none: no further limit
  PlaceIndex base;                       // of the first team
  GridIndex home;                        // of the person
};

struct HeadCount {
  std::int32_t min = 1, want = 1, max = 1;
};

// One line of what a session requires. Every head has all `skills`, at least one of `any_skills`
// where there are any, and none of `no_skills`; heads count once a session. Lists are sorted.
struct Need {
  HeadCount people;
  std::vector<SkillIndex> skills;
  Selector from;          // teams that may send; everything matches: any team
  bool one_team = false;  // all from one team
  std::vector<SkillIndex> any_skills = {}, no_skills = {};
  std::vector<SkillIndex> preferred = {};  // liked; what lacks of them is for rules to price
};

struct VenueRequirement {
  std::int32_t seats = 0;
  std::vector<std::string> facilities;  // sorted, all of them
  Selector where;
};

struct Task {
  std::string id, name, kind;
  SharedList<LineIndex> lines;
  GridIndex grid;  // whom it serves; none: its venue's grid
  Priority priority = Priority::normal;
  std::int64_t weight = 1;  // what one unserved session costs on its priority's level
  std::int32_t households = 0;
  SharedList<PersonIndex> related;  // sorted: kin and friends of those it serves
  bool standing = false;            // a standing assignment: no time, no venue, takes no one's time
  Shared<VenueRequirement> venue;   // none: at the grid itself
  SharedList<Need> needs;
};

// Parts that are given are kept whatever they break; the others are the planner's.
struct Pin {
  std::optional<TimePoint> start;
  VenueIndex venue;
  std::vector<TeamIndex> teams;  // every need that one of them may serve is served by them only
  std::vector<Crew> crews = {};  // these people go, others may join them
};

// One occurrence of a task: the thing that is placed in time.
struct Session {
  std::string id;  // "half-past-four@2017-09-04", or the task's id when it happens once
  TaskIndex task;
  Duration duration;             // positive, except standing: zero
  SharedList<Interval> windows;  // sorted; it fits whole into one of them
  std::optional<Pin> pin;
  std::vector<TeamIndex> refused = {};  // sorted: were asked and said no; none of them is sent
};

// `after` starts no earlier than `lag` after `before` ends, and only if `before` is served.
struct Precedence {
  SessionIndex before, after;
  Duration lag;
};

struct ProblemParts {
  Zone zone;
  ZoneTime zone_time;
  Calendar calendar;
  Table<LineIndex, Line> lines;
  Table<SkillIndex, std::string> skills;  // "first-aid"; a grade above one as in graded()
  Table<GridIndex, Grid> grids;
  Table<VenueIndex, Venue> venues;
  Table<PersonIndex, Person> people;
  Table<TeamIndex, Team> teams;
  Table<TaskIndex, Task> tasks;
  Table<SessionIndex, Session> sessions;
  std::vector<Precedence> precedences;
  Travel travel;          // over places: see place_of
  Shared<Solution> base;  // the plan that is to be changed as little as may be; none: a new one
  History history;
};

class Problem {
 public:
  // Checks the invariants stated above (a broken one is a bug: exit 4) and derives the heads.
  explicit Problem(ProblemParts parts);

  // Places are grids first, then venues, by index: so a Travel can be made before the Problem is.
  static PlaceIndex place_of(GridIndex grid) {
    return grid.exists() ? PlaceIndex(grid.value) : PlaceIndex();
  }
  static PlaceIndex place_of(VenueIndex venue, std::size_t n_grids) {
    return PlaceIndex(n_grids + venue.value);
  }
  PlaceIndex place_of(VenueIndex venue) const { return place_of(venue, parts_.grids.size()); }
  // Where a session takes place: at its venue, without one at its task's grid, else nowhere.
  PlaceIndex place_of(SessionIndex session, VenueIndex venue) const {
    return venue.exists() ? place_of(venue) : place_of(task_of(session).grid);
  }
  // Whom it serves: its task's grid, else the venue's grid, else none.
  GridIndex served_grid(SessionIndex session, VenueIndex venue) const {
    const GridIndex own = task_of(session).grid;
    return own.exists() || !venue.exists() ? own : parts_.venues[venue].grid;
  }

  const Zone& zone() const { return parts_.zone; }
  const ZoneTime& zone_time() const { return parts_.zone_time; }
  const Calendar& calendar() const { return parts_.calendar; }
  const Table<LineIndex, Line>& lines() const { return parts_.lines; }
  const Table<SkillIndex, std::string>& skills() const { return parts_.skills; }
  const Table<GridIndex, Grid>& grids() const { return parts_.grids; }
  const Table<VenueIndex, Venue>& venues() const { return parts_.venues; }
  const Table<PersonIndex, Person>& people() const { return parts_.people; }
  const Table<TeamIndex, Team>& teams() const { return parts_.teams; }
  const Table<TaskIndex, Task>& tasks() const { return parts_.tasks; }
  const Table<SessionIndex, Session>& sessions() const { return parts_.sessions; }
  const std::vector<Precedence>& precedences() const { return parts_.precedences; }
  const Travel& travel() const { return parts_.travel; }
  const Shared<Solution>& base() const { return parts_.base; }
  const History& history() const { return parts_.history; }
  // Its sessions that began before the horizon.
  std::span<const PastSession> past() const;

  const Table<HeadIndex, Head>& heads() const { return heads_; }
  // Named people in file order, then anonymous heads by number.
  const std::vector<HeadIndex>& heads_of(TeamIndex team) const { return heads_of_team_[team]; }
  // Those that at least one head has; sorted.
  const std::vector<SkillIndex>& skills_of(TeamIndex team) const { return skills_of_team_[team]; }
  std::span<const SessionIndex> sessions_of(TaskIndex task) const {
    const std::size_t first = first_session_of_task_[task.value];
    return {sessions_by_task_.data() + first, first_session_of_task_[task.value + 1] - first};
  }
  const Task& task_of(SessionIndex session) const {
    return parts_.tasks[parts_.sessions[session].task];
  }
  // The parts, to make a changed Problem from.
  const ProblemParts& parts() const { return parts_; }

 private:
  void derive_heads();
  void derive_sessions();
  void match_history();

  ProblemParts parts_;
  Table<HeadIndex, Head> heads_;
  Table<TeamIndex, std::vector<HeadIndex>> heads_of_team_;
  Table<TeamIndex, std::vector<SkillIndex>> skills_of_team_;
  std::vector<SessionIndex> sessions_by_task_;        // each task's side by side
  std::vector<std::uint32_t> first_session_of_task_;  // in them, by task; and where they end
};

// Definitions that load, rules, search and verifier share.
bool matches(const Selector&, const Problem&, TaskIndex);
bool matches(const Selector&, const Problem&, TeamIndex);
bool matches(const Selector&, const Problem&, VenueIndex);
bool matches(const Selector&, const Problem&, GridIndex);
// Ids of people and skills are the head's own; kinds, lines and grids those of any of its teams.
bool matches(const Selector&, const Problem&, HeadIndex);
// Whether the need may be filled by the team in this session: it matches and has not refused.
bool may_serve(const Problem&, SessionIndex, const Need&, TeamIndex);
std::string_view word(Priority);
// Seats, facilities and selector fit; opening hours not considered.
bool suits(const Problem&, const VenueRequirement&, VenueIndex);
// Whether the head is near to those whom the session serves: it is related to the task, or its home
// lies in the grid that is served.
bool is_near(const Problem&, HeadIndex, SessionIndex, VenueIndex);
// All of `required` (sorted) in `owned` (sorted).
bool has_skills(const std::vector<SkillIndex>& owned, const std::vector<SkillIndex>& required);
// Whether one who has the skills `owned` (sorted) may fill the need.
bool may_fill(const std::vector<SkillIndex>& owned, const Need& need);
// What a need asks of its heads, one text a condition: "first-aid≥2", "cook|teach", "!novice".
std::vector<std::string> skill_texts(const Problem&, const Need&);
// Grades of a skill are skills: "first-aid" is grade one, "first-aid≥2" two or better; whoever has
// a grade has the lower ones too.
std::string graded(std::string_view skill, int grade);
std::string_view ungraded(std::string_view skill);  // "first-aid≥2" → "first-aid"
// Start times that the windows alone allow: begin + k × step, whole session inside. Sorted, unique.
std::vector<TimePoint> starts_of(const Problem&, SessionIndex);
// The first of them; where no window is long enough, the begin of the first window, if any.
std::optional<TimePoint> earliest_start(const Session&);

}  // namespace muster::model
