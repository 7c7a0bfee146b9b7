#include "town.h"

#include <algorithm>

namespace muster::testing {

using namespace model;

namespace {

IntervalSet daily(const ProblemParts& parts, int from, int until) {
  std::vector<Interval> list;
  for (int day = 0; day < parts.calendar.days(); ++day) {
    list.push_back({at(parts, from * 60, day), at(parts, until * 60, day)});
  }
  return IntervalSet(list);
}

void add_task(ProblemParts& parts, const std::string& id, int window_from, int window_until) {
  Task task;
  task.id = task.name = id;
  task.kind = id;
  task.lines = {LineIndex(std::size_t{0})};
  task.needs = {Need{HeadCount{1, 1, 2}, {}, {}, false}};
  Session session;
  session.id = id;
  session.task = parts.tasks.push_back(task);
  session.duration = Duration{60};
  session.windows = {{at(parts, window_from * 60), at(parts, window_until * 60)}};
  parts.sessions.push_back(session);
}

}  // namespace

TimePoint at(const ProblemParts& parts, int minute, int day) {
  return parts.calendar.day(day).from + Duration{minute};
}
TimePoint at(const Problem& problem, int minute, int day) {
  return at(problem.parts(), minute, day);
}

ProblemParts town() {
  ProblemParts parts;
  parts.zone = {"town", "Town", Duration{30}};
  parts.zone_time = *ZoneTime::find("Asia/Shanghai");
  const std::chrono::local_days monday{std::chrono::year_month_day{
      std::chrono::year(2017), std::chrono::September, std::chrono::day(4)}};
  parts.calendar = Calendar(parts.zone_time, monday, monday + std::chrono::days(6));
  parts.lines.push_back({"youth", "youth"});
  parts.lines.push_back({"women", "women"});
  parts.skills.push_back("first-aid");
  parts.skills.push_back("juggling");
  for (const char* id : {"west", "east"}) {
    Grid grid;
    grid.id = grid.name = id;
    grid.kind = "village";
    parts.grids.push_back(grid);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    Venue venue;
    venue.id = venue.name = i == 0 ? "west-hall" : "east-hall";
    venue.kind = "hall";
    venue.grid = GridIndex(i);
    venue.capacity = 50;
    venue.facilities = {"stage"};
    venue.open = daily(parts, 8, 20);
    parts.venues.push_back(venue);
  }
  parts.travel = Travel(4, {0, 30, 0, 30, 30, 0, 30, 0, 0, 30, 0, 30, 30, 0, 30, 0});
  for (std::size_t i = 0; i < 2; ++i) {
    Team team;
    team.id = team.name = i == 0 ? "guards" : "wives";
    team.kind = team.id;
    team.lines = {LineIndex(i)};
    team.base = PlaceIndex(i);
    team.size = i == 0 ? 3 : 2;
    team.available = daily(parts, 6, 22);
    parts.teams.push_back(team);
  }
  parts.teams[kGuards].skills = {{SkillIndex(std::size_t{0}), 1}};
  Person person;
  person.id = person.name = "p-01";
  person.teams = {kWives};
  person.available = daily(parts, 8, 18);
  parts.people.push_back(person);
  add_task(parts, "class", 8, 11);
  add_task(parts, "patrol", 11, 14);
  parts.tasks[TaskIndex(std::size_t{0})].venue = VenueRequirement{20, {"stage"}, {}};
  parts.tasks[TaskIndex(std::size_t{1})].grid = GridIndex(std::size_t{1});
  return parts;
}

rule::Levels town_levels(const std::vector<std::string>& more) {
  std::vector<std::string> names{"must", "high", "normal", "low", "staffing"};
  names.insert(names.end(), more.begin(), more.end());
  return rule::Levels(names);
}

HeadIndex head(const Problem& problem, const std::string& id) {
  for (auto h : indices(problem.heads())) {
    if (problem.heads()[h].id == id) return h;
  }
  return {};
}

std::vector<Crew> crew(const Problem& problem, TeamIndex team,
                       const std::vector<std::string>& heads) {
  Crew one{0, team, {}};
  for (const std::string& id : heads) one.heads.push_back(head(problem, id));
  std::sort(one.heads.begin(), one.heads.end());
  return {one};
}

Solution good_plan(const Problem& problem) {
  Solution solution;
  solution.placements.resize(problem.sessions().size());
  solution.placements[kClass] = {at(problem, 9 * 60), kWest, crew(problem, kWives, {"p-01"})};
  solution.placements[kPatrol] = {at(problem, 12 * 60), {}, crew(problem, kGuards, {"guards#1"})};
  return solution;
}

}  // namespace muster::testing
