// Tiny problems for tests, written in a few lines and looked up by id (small_plan.h has the plans):
//
//   SmallProblem made(7);  // seven days from Monday 2017-09-04, Asia/Shanghai, steps of 15 minutes
//   made.line("women").grid("lanjie").team("wives", {.lines = {"women"}, .size = 3});
//   made.task("class", {.needs = {{.min = 2, .want = 2, .max = 2}}});
//   made.session("class", 0, "08:00", "12:00", 60);  // id "class@2017-09-04"
//   const model::Problem problem = made.build();
//
// An id that does not exist stops the test with an exception.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/zone_time.h"
#include "model/problem.h"

namespace muster {

namespace small {

using Words = std::vector<std::string>;

template <class I, class T>
I find_id(const Table<I, T>& table, const std::string& id) {
  for (I i : indices(table)) {
    if (table[i].id == id) return i;
  }
  throw std::out_of_range("no such id in the small problem: " + id);
}

inline std::int32_t minute_of(const std::string& clock) {
  const auto minute = parse_clock(clock);
  if (!minute) throw std::invalid_argument("no clock time: " + clock);
  return *minute;
}

inline model::Selector by(model::Attribute attribute, Words any_of) {
  return {{{attribute, std::move(any_of)}}, {}};
}
inline model::Selector by_id(Words ids) { return by(model::Attribute::id, std::move(ids)); }
inline model::Selector by_kind(Words kinds) { return by(model::Attribute::kind, std::move(kinds)); }
inline model::Selector by_line(Words ids) { return by(model::Attribute::line, std::move(ids)); }

struct GridOptions {
  std::string kind = "village";
  std::string parent = {};
  std::optional<model::GeoPoint> at = {};
  std::int32_t households = 0;
};
struct VenueOptions {
  std::string kind = "hall";
  std::string grid = {};
  std::string line = {};
  std::int32_t capacity = 0;
  std::int32_t rooms = 1;
  Words facilities = {};
  std::optional<IntervalSet> open = {};  // none: always
};
struct TeamOptions {
  std::string kind = "team";
  Words lines = {};
  std::string base = {};  // a grid's or venue's id
  std::int32_t size = 0;  // raised to the number of its people
  std::map<std::string, std::int32_t> skills = {};
  std::optional<IntervalSet> available = {};  // none: always
};
struct PersonOptions {
  Words teams = {};
  Words skills = {};
  std::optional<IntervalSet> available = {};
};
struct NeedOptions {
  std::int32_t min = 1, want = 1, max = 1;
  Words skills = {};
  model::Selector from = {};
  bool one_team = false;
};
struct TaskOptions {
  std::string kind = "service";
  Words lines = {};
  std::string grid = {};
  model::Priority priority = model::Priority::normal;
  std::int64_t weight = 1;
  bool standing = false;  // its only session is made at once, with the task's id
  Shared<model::VenueRequirement> venue = {};
  std::vector<NeedOptions> needs = {NeedOptions{}};
};

}  // namespace small

class SmallProblem {
 public:
  explicit SmallProblem(int days = 7, Duration step = {15},
                        const char* timezone = "Asia/Shanghai") {
    using namespace std::chrono;
    const local_days first{year(2017) / 9 / 4};
    const auto zone = ZoneTime::find(timezone);
    if (!zone) throw std::runtime_error("no such time zone");
    parts_.zone = {"zone", "Zone", step};
    parts_.zone_time = *zone;
    parts_.calendar = model::Calendar(*zone, first, first + std::chrono::days(days - 1));
  }

  // Minute `clock` ("24:00" and more: the next day's) of a day, from zero.
  TimePoint at(int day, const std::string& clock) const {
    return parts_.zone_time.instant({parts_.calendar.date(day), small::minute_of(clock)});
  }
  Interval span(int day, const std::string& from, const std::string& until) const {
    return {at(day, from), at(day, until)};
  }
  // The same hours on every day of the horizon.
  IntervalSet daily(const std::string& from, const std::string& until) const {
    std::vector<Interval> parts;
    for (int day = 0; day < parts_.calendar.days(); ++day) parts.push_back(span(day, from, until));
    return IntervalSet(std::move(parts));
  }
  // A day before the horizon to a day after it: "always".
  IntervalSet always() const {
    const Interval horizon = parts_.calendar.horizon();
    return IntervalSet({{horizon.from - Duration{1440}, horizon.until + Duration{2 * 1440}}});
  }

  SmallProblem& line(const std::string& id) {
    parts_.lines.push_back({id, id});
    return *this;
  }
  SmallProblem& grid(const std::string& id, const small::GridOptions& options = {}) {
    model::Grid grid{id, id, options.kind, {}, options.at, options.households};
    if (!options.parent.empty()) grid.parent = small::find_id(parts_.grids, options.parent);
    parts_.grids.push_back(std::move(grid));
    return *this;
  }
  SmallProblem& venue(const std::string& id, const small::VenueOptions& options = {}) {
    model::Venue venue;
    venue.id = venue.name = id;
    venue.kind = options.kind;
    if (!options.grid.empty()) venue.grid = small::find_id(parts_.grids, options.grid);
    if (!options.line.empty()) venue.line = small::find_id(parts_.lines, options.line);
    venue.capacity = options.capacity;
    venue.rooms = options.rooms;
    venue.facilities = options.facilities;
    std::sort(venue.facilities.begin(), venue.facilities.end());
    venue.open = options.open.value_or(always());
    parts_.venues.push_back(std::move(venue));
    return *this;
  }
  // Grids and venues come before teams with a base.
  SmallProblem& team(const std::string& id, const small::TeamOptions& options = {}) {
    model::Team team;
    team.id = team.name = id;
    team.kind = options.kind;
    for (const auto& line : options.lines) {
      team.lines.push_back(small::find_id(parts_.lines, line));
    }
    if (!options.base.empty()) set_base(team, options.base);
    team.size = options.size;
    for (const auto& [name, heads] : options.skills) team.skills.emplace_back(skill(name), heads);
    std::sort(team.skills.begin(), team.skills.end());
    team.available = options.available.value_or(always());
    parts_.teams.push_back(std::move(team));
    people_in_.push_back(0);
    return *this;
  }
  SmallProblem& person(const std::string& id, const small::PersonOptions& options) {
    model::Person person;
    person.id = person.name = id;
    for (const auto& team_id : options.teams) {
      const auto index = small::find_id(parts_.teams, team_id);
      person.teams.push_back(index);
      model::Team& team = parts_.teams[index];
      team.size = std::max(team.size, ++people_in_[index.value]);
    }
    person.skills = skills(options.skills);
    person.available = options.available;
    parts_.people.push_back(std::move(person));
    return *this;
  }
  SmallProblem& task(const std::string& id, const small::TaskOptions& options = {}) {
    model::Task task;
    task.id = task.name = id;
    task.kind = options.kind;
    for (const auto& line : options.lines) {
      task.lines.push_back(small::find_id(parts_.lines, line));
    }
    if (!options.grid.empty()) task.grid = small::find_id(parts_.grids, options.grid);
    task.priority = options.priority;
    task.weight = options.weight;
    task.standing = options.standing;
    task.venue = options.venue;
    for (const auto& need : options.needs) {
      task.needs.push_back(
          {{need.min, need.want, need.max}, skills(need.skills), need.from, need.one_team});
    }
    const auto index = parts_.tasks.push_back(std::move(task));
    if (options.standing) parts_.sessions.push_back({id, index, {}, {}, {}});
    return *this;
  }
  // Id "task@2017-09-04" unless one is given. `until` may be "24:00" and more.
  SmallProblem& session(const std::string& task, int day, const std::string& from,
                        const std::string& until, std::int32_t duration_minutes,
                        const std::string& id = {}, std::optional<model::Pin> pin = {}) {
    const std::string dated = task + "@" + iso_date(parts_.calendar.date(day));
    parts_.sessions.push_back({id.empty() ? dated : id,
                               small::find_id(parts_.tasks, task),
                               {duration_minutes},
                               {span(day, from, until)},
                               std::move(pin)});
    return *this;
  }
  SmallProblem& precedence(const std::string& before, const std::string& after, Duration lag = {}) {
    parts_.precedences.push_back(
        {small::find_id(parts_.sessions, before), small::find_id(parts_.sessions, after), lag});
    return *this;
  }
  // Minutes between two grids or venues, both ways. Pairs that are never told take none.
  SmallProblem& way(const std::string& a, const std::string& b, std::uint16_t minutes) {
    ways_.push_back({a, b, minutes});
    return *this;
  }

  // For what the builder has no words for.
  model::ProblemParts& parts() { return parts_; }

  model::Problem build() const {
    model::ProblemParts parts = parts_;
    const std::size_t n = parts.grids.size() + parts.venues.size();
    std::vector<std::uint16_t> minutes(n * n, 0);
    for (const Way& way : ways_) {
      const auto a = place(way.a).value;
      const auto b = place(way.b).value;
      minutes[a * n + b] = minutes[b * n + a] = way.minutes;
    }
    parts.travel = model::Travel(n, std::move(minutes));
    return model::Problem(std::move(parts));
  }

 private:
  struct Way {
    std::string a, b;
    std::uint16_t minutes;
  };

  model::PlaceIndex place(const std::string& id) const {
    for (auto grid : indices(parts_.grids)) {
      if (parts_.grids[grid].id == id) return model::Problem::place_of(grid);
    }
    return model::Problem::place_of(small::find_id(parts_.venues, id), parts_.grids.size());
  }
  void set_base(model::Team& team, const std::string& id) {
    team.base = place(id);
    const std::size_t n = parts_.grids.size();
    team.grid = team.base.value < n ? model::GridIndex(team.base.value)
                                    : parts_.venues[model::VenueIndex(team.base.value - n)].grid;
  }
  model::SkillIndex skill(const std::string& name) {
    for (auto i : indices(parts_.skills)) {
      if (parts_.skills[i] == name) return i;
    }
    return parts_.skills.push_back(name);
  }
  std::vector<model::SkillIndex> skills(const small::Words& names) {
    std::vector<model::SkillIndex> out;
    for (const auto& name : names) out.push_back(skill(name));
    std::sort(out.begin(), out.end());
    return out;
  }

  model::ProblemParts parts_;
  std::vector<std::int32_t> people_in_;
  std::vector<Way> ways_;
};

}  // namespace muster
