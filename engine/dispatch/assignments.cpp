#include "dispatch/assignments.h"

#include <algorithm>
#include <string>

#include <boost/json.hpp>

namespace muster::dispatch {

namespace {

namespace json = boost::json;
using model::Problem;

const std::string& shown(const std::string& name, const std::string& id) {
  return name.empty() ? id : name;
}

std::string place_name(const Problem& problem, model::SessionIndex session,
                       model::VenueIndex venue) {
  if (venue.exists()) {
    const model::Venue& at = problem.venues()[venue];
    return shown(at.name, at.id);
  }
  const model::GridIndex grid = problem.task_of(session).grid;
  return grid.exists() ? shown(problem.grids()[grid].name, problem.grids()[grid].id) : "";
}

json::object need_json(const Problem& problem, model::SessionIndex session,
                       const model::Crew& crew) {
  json::array heads;
  for (model::HeadIndex index : crew.heads) {
    const model::Head& head = problem.heads()[index];
    json::object one{{"id", head.id}};
    if (head.person.exists()) one["name"] = problem.people()[head.person].name;
    heads.push_back(std::move(one));
  }
  const auto& need = problem.task_of(session).needs[crew.need];
  return {{"need", crew.need}, {"most", need.people.max}, {"heads", std::move(heads)}};
}

json::object content_json(const Problem& problem, model::SessionIndex index,
                          const model::Placement& placement, model::TeamIndex team) {
  const model::Session& session = problem.sessions()[index];
  const model::Task& task = problem.task_of(index);
  const ZoneTime& time = problem.zone_time();
  json::object out{{"task", task.id},
                   {"name", shown(task.name, task.id)},
                   {"start", time.iso(placement.start)},
                   {"end", time.iso(placement.start + session.duration)},
                   {"place", place_name(problem, index, placement.venue)}};
  if (placement.venue.exists()) out["venue"] = problem.venues()[placement.venue].id;
  out["priority"] = model::word(task.priority);
  std::size_t people = 0;
  json::array needs;
  for (const model::Crew& crew : placement.crews) {
    if (crew.team != team) continue;
    people += crew.heads.size();
    needs.push_back(need_json(problem, index, crew));
  }
  out["people"] = people;
  out["needs"] = std::move(needs);
  return out;
}

}  // namespace

std::vector<store::Assignment> assignments_of(const Problem& problem,
                                              const model::Solution& solution) {
  std::vector<store::Assignment> out;
  for (auto session : indices(solution.placements)) {
    const auto& placement = solution.placements[session];
    const model::Task& task = problem.task_of(session);
    if (!placement || task.standing) continue;
    std::vector<model::TeamIndex> teams;
    for (const model::Crew& crew : placement->crews) teams.push_back(crew.team);
    std::sort(teams.begin(), teams.end());
    teams.erase(std::unique(teams.begin(), teams.end()), teams.end());
    for (model::TeamIndex team : teams) {
      store::Assignment one;
      one.session = problem.sessions()[session].id;
      one.team = problem.teams()[team].id;
      one.start = instant(placement->start);
      one.end = instant(placement->start + problem.sessions()[session].duration);
      one.priority = static_cast<std::int32_t>(task.priority);
      one.content = json::serialize(content_json(problem, session, *placement, team));
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace muster::dispatch
