#include "report/explain_json.h"

namespace muster::report {

namespace json = boost::json;

json::array ids_json(const std::vector<std::string>& ids) {
  json::array out;
  for (const std::string& id : ids) out.emplace_back(id);
  return out;
}

json::object funnel_json(const plan::Funnel& funnel) {
  json::array eliminated;
  for (std::size_t i = 0; i < funnel.rows.size(); ++i) {
    const plan::Funnel::Row& row = funnel.rows[i];
    if (row.candidates == 0) continue;
    json::array blockers;
    for (const auto& [id, n] : row.blockers) blockers.push_back({{"id", id}, {"candidates", n}});
    eliminated.push_back({{"code", plan::code_of(static_cast<plan::Sieve>(i))},
                          {"candidates", row.candidates},
                          {"blockers", std::move(blockers)}});
  }
  return {{"need", funnel.need},
          {"total", funnel.total},
          {"not_looked_at", funnel.not_looked_at},
          {"rows", std::move(eliminated)}};
}

json::object change_json(const rule::Levels& levels, const rule::Score& change) {
  json::object out;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    if (change[level] != 0) out[levels.name(level)] = -change[level];
  }
  return out;
}

json::object placement_json(const model::Problem& problem, model::SessionIndex s,
                            const model::Placement& placement) {
  json::array crews;
  for (const model::Crew& crew : placement.crews) {
    json::array heads;
    for (model::HeadIndex head : crew.heads) heads.emplace_back(problem.heads()[head].id);
    crews.push_back({{"need", crew.need},
                     {"team", problem.teams()[crew.team].id},
                     {"heads", std::move(heads)}});
  }
  json::object out{{"session", problem.sessions()[s].id}};
  if (!problem.task_of(s).standing) out["start"] = problem.zone_time().iso(placement.start);
  if (placement.venue.exists()) out["venue"] = problem.venues()[placement.venue].id;
  out["crews"] = std::move(crews);
  return out;
}

json::array costs_json(const rule::Levels& levels, const std::vector<plan::RuleCost>& costs) {
  json::array out;
  for (const plan::RuleCost& cost : costs) {
    out.push_back({{"code", cost.code},
                   {"rule", cost.rule},
                   {"why", cost.why},
                   {"level", levels.name(cost.level)},
                   {"cost", cost.cost}});
  }
  return out;
}

}  // namespace muster::report
