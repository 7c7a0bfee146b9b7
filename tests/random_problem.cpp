#include "random_problem.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "random_values.h"

namespace muster::testing {

namespace {

using namespace model;

const std::vector<std::string> kFacilities{"kitchen", "stage"};  // sorted

class Maker {
 public:
  Maker(std::uint64_t seed, RandomOptions options) : random_(seed), options_(options) {}

  RandomCase make() {
    zone();
    places();
    teams();
    tasks();
    if (chance(0.5)) history();
    std::vector<rule::RuleSpec> specs = rules();
    std::vector<std::string> levels;
    if (random_.chance(0.5)) {
      levels = {"must",     "coverage", "high", "normal", "care",
                "staffing", "fairness", "low",  "travel"};
    }
    return {problem(), std::move(specs), std::move(levels)};
  }

 private:
  // Half of them have been planned before.
  Problem problem() {
    Random random(random_.next());
    Problem out(parts_);
    if (random.chance(0.5)) return out;
    parts_.base = random_solution(out, random);
    return Problem(std::move(parts_));
  }
  template <class I, class T>
  I pick(const Table<I, T>& table) {
    return I(random_.below(static_cast<std::uint32_t>(table.size())));
  }
  bool chance(double p) { return random_.chance(p); }
  int from_to(int low, int high) { return between(low, high, random_); }

  void zone() {
    parts_.zone = {"zone", "Zone", Duration{chance(0.5) ? 15 : 30}};
    parts_.zone_time = *ZoneTime::find(chance(0.5) ? "Asia/Shanghai" : "Europe/Berlin");
    // Months and, in Berlin, the clocks change within some horizons.
    const std::chrono::year_month_day first{std::chrono::year(2017), std::chrono::October,
                                            std::chrono::day(24)};
    const std::chrono::local_days day =
        std::chrono::local_days(first) + std::chrono::days(from_to(0, 8));
    parts_.calendar = Calendar(parts_.zone_time, day, day + std::chrono::days(from_to(2, 9)));
    for (const char* id : {"youth", "women", "union"}) parts_.lines.push_back({id, id});
    for (const char* id : {"cook", "teach", "teach≥2"}) parts_.skills.push_back(id);
  }

  // An interval of `day` between two hours, in local time.
  Interval hours(int day, int from, int until) const {
    const Interval whole = parts_.calendar.day(day);
    return {whole.from + Duration{from * 60}, whole.from + Duration{until * 60}};
  }
  IntervalSet daily(int from, int until, double days) {
    std::vector<Interval> list;
    for (int day = 0; day < parts_.calendar.days(); ++day) {
      if (chance(days)) list.push_back(hours(day, from, until));
    }
    return IntervalSet(list);
  }

  void places() {
    const int grids = from_to(2, 5);
    for (int i = 0; i < grids; ++i) {
      Grid grid;
      grid.id = grid.name = "grid-" + std::to_string(i);
      grid.kind = one_of(kGridKinds, random_);
      if (i > 0 && chance(0.4)) grid.parent = pick(parts_.grids);
      parts_.grids.push_back(grid);
    }
    const int venues = from_to(1, 4);
    for (int i = 0; i < venues; ++i) {
      Venue venue;
      venue.id = venue.name = "venue-" + std::to_string(i);
      venue.kind = chance(0.5) ? "hall" : "gym";
      if (chance(0.9)) venue.grid = pick(parts_.grids);
      if (chance(0.7)) venue.line = pick(parts_.lines);
      venue.capacity = chance(0.2) ? 0 : from_to(1, 4) * 20;
      venue.rooms = from_to(1, 2);
      for (const std::string& facility : kFacilities) {
        if (chance(0.6)) venue.facilities.push_back(facility);
      }
      venue.open = chance(0.3) ? IntervalSet({parts_.calendar.horizon()})
                               : daily(from_to(6, 9), from_to(16, 22), 0.9);
      parts_.venues.push_back(venue);
    }
    const std::size_t n = parts_.grids.size() + parts_.venues.size();
    std::vector<std::uint16_t> minutes(n * n);
    for (auto& m : minutes) m = static_cast<std::uint16_t>(chance(0.2) ? 0 : from_to(1, 60));
    for (std::size_t i = 0; i < n; ++i) minutes[i * n + i] = 0;
    parts_.travel = Travel(n, minutes);
  }

  PlaceIndex place() {
    return PlaceIndex(
        random_.below(static_cast<std::uint32_t>(parts_.grids.size() + parts_.venues.size())));
  }
  std::vector<SkillIndex> skills(double each) {
    std::vector<SkillIndex> list;
    for (auto skill : indices(parts_.skills)) {
      if (chance(each)) list.push_back(skill);
    }
    return list;
  }

  void teams() {
    const int n = from_to(2, 4);
    for (int i = 0; i < n; ++i) {
      Team team;
      team.id = team.name = "team-" + std::to_string(i);
      team.kind = one_of(kTeamKinds, random_);
      for (auto line : indices(parts_.lines)) {
        if (chance(0.5)) team.lines.push_back(line);
      }
      if (chance(0.8)) team.base = place();
      if (team.base.exists() && team.base.value < parts_.grids.size()) {
        team.grid = GridIndex(team.base.value);
      }
      team.size = from_to(0, 4);
      for (SkillIndex skill : skills(0.6)) team.skills.emplace_back(skill, from_to(1, 3));
      team.available = daily(from_to(5, 9), from_to(15, 24), 0.95);
      parts_.teams.push_back(team);
    }
    const int people = from_to(0, 5);
    for (int i = 0; i < people; ++i) {
      Person person;
      person.id = person.name = "p-" + std::to_string(i);
      for (auto team : indices(parts_.teams)) {
        if (chance(0.45)) person.teams.push_back(team);
      }
      if (person.teams.empty()) person.teams.push_back(pick(parts_.teams));
      person.skills = skills(0.6);
      if (chance(0.6)) person.home = pick(parts_.grids);
      if (chance(0.4)) person.available = daily(from_to(6, 10), from_to(14, 22), 0.9);
      for (TeamIndex team : person.teams) ++parts_.teams[team].size;
      parts_.people.push_back(person);
    }
  }

  Selector teams_from() {
    if (chance(0.5)) return {};
    Selector selector;
    if (chance(0.5)) {
      selector.all_of.push_back({Attribute::line, {parts_.lines[pick(parts_.lines)].id}});
    } else {
      selector.all_of.push_back({Attribute::kind, {one_of(kTeamKinds, random_)}});
    }
    return selector;
  }
  Need need() {
    Need need;
    need.people.min = from_to(0, 2);
    need.people.want = need.people.min + from_to(need.people.min == 0 ? 1 : 0, 1);
    need.people.max = need.people.want + from_to(0, 1);
    need.skills = skills(0.15);
    need.from = teams_from();
    need.one_team = chance(0.3);
    if (chance(0.2)) need.any_skills = skills(0.5);
    if (chance(0.2)) need.no_skills = skills(0.3);
    if (chance(0.3)) need.preferred = skills(0.5);
    return need;
  }

  void tasks() {
    const int n = from_to(2, 6);
    for (int i = 0; i < n; ++i) {
      Task task;
      task.id = task.name = "task-" + std::to_string(i);
      task.kind = one_of(kTaskKinds, random_);
      for (auto line : indices(parts_.lines)) {
        if (chance(0.4)) task.lines.push_back(line);
      }
      if (chance(0.7)) task.grid = pick(parts_.grids);
      task.priority = static_cast<Priority>(from_to(0, 3));
      task.weight = from_to(1, 3);
      task.households = from_to(0, 3);
      for (auto person : indices(parts_.people)) {
        if (chance(0.2)) task.related.push_back(person);
      }
      task.standing = chance(0.1);
      if (!task.standing && chance(0.5)) {
        VenueRequirement required;
        required.seats = from_to(0, 3) * 20;
        if (chance(0.3)) required.facilities = {one_of(kFacilities, random_)};
        task.venue = required;
      }
      const int needs = from_to(1, 2);
      for (int k = 0; k < needs; ++k) task.needs.push_back(need());
      sessions(parts_.tasks.push_back(task));
    }
    for (int i = from_to(0, 2); i > 0; --i) {
      SessionIndex a = pick(parts_.sessions);
      SessionIndex b = pick(parts_.sessions);
      if (a == b || standing(a) || standing(b)) continue;
      if (b < a) std::swap(a, b);
      parts_.precedences.push_back({a, b, Duration{from_to(0, 3) * 60}});
    }
  }
  bool standing(SessionIndex s) const { return parts_.tasks[parts_.sessions[s].task].standing; }

  void sessions(TaskIndex index) {
    const Task& task = parts_.tasks[index];
    const int n = task.standing ? 1 : from_to(1, 4);
    const int duration = from_to(2, 8) * 15;
    for (int i = 0; i < n; ++i) {
      Session session;
      session.id = task.id + (n == 1 ? "" : "@" + std::to_string(i));
      session.task = index;
      session.duration = Duration{task.standing ? 0 : duration};
      if (!task.standing) {
        for (int k = from_to(1, 2); k > 0; --k) {
          const int begin = from_to(7, 18);
          session.windows.push_back(
              hours(from_to(0, parts_.calendar.days() - 1), begin, begin + from_to(1, 5)));
        }
        std::sort(session.windows.edit().begin(), session.windows.edit().end());
      }
      if (options_.pins && chance(0.25)) session.pin = pin(task, session);
      // Without a random number, so that the problems are those of before but for it.
      const std::size_t mix = parts_.sessions.size() * 7 + index.value;
      if (mix % 9 == 4) session.refused = {TeamIndex(mix % parts_.teams.size())};
      parts_.sessions.push_back(session);
    }
  }
  Pin pin(const Task& task, const Session& session) {
    Pin pin;
    if (!task.standing && chance(0.6)) {
      pin.start = session.windows.front().from + Duration{from_to(0, 4) * 15};
    }
    if (!task.standing && task.venue && chance(0.4)) pin.venue = pick(parts_.venues);
    if (chance(0.4)) pin.teams.push_back(pick(parts_.teams));
    return pin;
  }

  // Some sessions of the weeks before the horizon, and one within it, which nobody counts.
  void history() {
    for (int i = from_to(1, 3); i > 0; --i) {
      PastTask task;
      task.id = "task-" + std::to_string(i);
      task.kind = one_of(kTaskKinds, random_);
      if (chance(0.5)) task.known = pick(parts_.tasks);
      if (chance(0.5)) task.lines = {pick(parts_.lines)};
      if (chance(0.5)) task.grid = pick(parts_.grids);
      parts_.history.tasks.push_back(task);
    }
    const TimePoint first = parts_.calendar.horizon().from;
    const auto n_tasks = static_cast<std::uint32_t>(parts_.history.tasks.size());
    for (int i = from_to(1, 8); i > 0; --i) {
      PastSession session{"past-" + std::to_string(i),
                          random_.below(n_tasks),
                          first + Duration{i == 1 ? 60 : -60 * from_to(1, 24 * 40)},
                          {},
                          {}};
      if (chance(0.8)) session.grid = pick(parts_.grids);
      for (int k = from_to(0, 3); k > 0; --k) session.turns.push_back(turn(k));
      parts_.history.sessions.push_back(session);
    }
    std::sort(parts_.history.sessions.begin(), parts_.history.sessions.end(),
              [](const auto& a, const auto& b) {
                return std::tie(a.start, a.id) < std::tie(b.start, b.id);
              });
  }
  PastTurn turn(int number) {
    PastTurn turn;
    if (chance(0.9)) turn.team = pick(parts_.teams);
    turn.head = chance(0.5) ? "p-" + std::to_string(number) : "team-0#" + std::to_string(number);
    turn.turnout = static_cast<Turnout>(random_.below(4));
    if (turn.came()) turn.minutes = 15 * from_to(1, 16);
    return turn;
  }

  std::vector<rule::RuleSpec> rules() {
    std::vector<rule::RuleSpec> specs;
    for (int i = from_to(1, 6); i > 0; --i) {
      const std::string id = "rule-" + std::to_string(specs.size());
      rule::RuleSpec spec = random_rule(one_of(rule_kinds(), random_), id, random_);
      if (spec.params.count("times") > 0) spec.params["times"] = daily(9, 17, 0.7);
      spec.hard = options_.hard && chance(0.25);
      if (spec.hard) {
        spec.level = "hard";
        spec.weight = 1;
      }
      specs.push_back(std::move(spec));
    }
    return specs;
  }

  Random random_;
  RandomOptions options_;
  ProblemParts parts_;
};

}  // namespace

RandomCase random_case(std::uint64_t seed, RandomOptions options) {
  return Maker(seed, options).make();
}

}  // namespace muster::testing
