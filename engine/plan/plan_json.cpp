#include "plan/plan_json.h"

#include <boost/json.hpp>

namespace muster::plan {

namespace {

namespace json = boost::json;

json::object score_json(const rule::Levels& levels, const rule::Score& score) {
  json::object object;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    object[levels.name(level)] = -score[level];
  }
  return object;
}

json::array crews_json(const model::Problem& problem, const model::Placement& placement) {
  json::array crews;
  for (const model::Crew& crew : placement.crews) {
    json::array heads;
    for (model::HeadIndex head : crew.heads) heads.emplace_back(problem.heads()[head].id);
    crews.push_back({{"need", crew.need},
                     {"team", problem.teams()[crew.team].id},
                     {"heads", std::move(heads)}});
  }
  return crews;
}

json::object placement_json(const model::Problem& problem, model::SessionIndex index,
                            const model::Placement& placement) {
  const model::Session& session = problem.sessions()[index];
  const model::Task& task = problem.task_of(index);
  json::object object{{"session", session.id}, {"task", task.id}};
  if (task.standing) {
    object["standing"] = true;
  } else {
    object["start"] = problem.zone_time().iso(placement.start);
    object["end"] = problem.zone_time().iso(placement.start + session.duration);
  }
  if (placement.venue.exists()) object["venue"] = problem.venues()[placement.venue].id;
  object["pinned"] = session.pin.has_value();
  object["crews"] = crews_json(problem, placement);
  return object;
}

json::object unserved_json(const model::Problem& problem, const Unserved& unserved,
                           Language language) {
  json::array reasons;
  for (const Reason& reason : unserved.reasons) {
    json::array blockers;
    for (const std::string& id : reason.blockers) blockers.emplace_back(id);
    reasons.push_back({{"code", reason.code},
                       {"text", language == Language::chinese ? reason.chinese : reason.english},
                       {"blockers", std::move(blockers)}});
  }
  return {{"session", problem.sessions()[unserved.session].id},
          {"priority", word(problem.task_of(unserved.session).priority)},
          {"reasons", std::move(reasons)}};
}

// A list with one item a line.
class Lines {
 public:
  explicit Lines(std::string& out) : out_(out) { out_ += '['; }
  void add(const json::value& item) {
    out_ += empty_ ? "\n  " : ",\n  ";
    out_ += json::serialize(item);
    empty_ = false;
  }
  void end() { out_ += empty_ ? "]" : "\n]"; }

 private:
  std::string& out_;
  bool empty_ = true;
};

}  // namespace

std::string to_json(const model::Problem& problem, const Plan& plan, Language language) {
  std::string out = "{\n\"format\": 1,\n\"zone\": " + json::serialize(json::string(plan.zone)) +
                    ",\n\"seed\": " + std::to_string(plan.seed) +
                    ",\n\"inputs\": " + json::serialize(json::string(plan.inputs)) +
                    ",\n\"score\": " + json::serialize(score_json(plan.levels, plan.score)) +
                    ",\n\"bound\": " + json::serialize(score_json(plan.levels, plan.bound)) +
                    ",\n\"optimal\": " + (plan.optimal() ? "true" : "false") +
                    ",\n\"placements\": ";
  Lines placements(out);
  for (auto session : indices(plan.solution.placements)) {
    const auto& placement = plan.solution.placements[session];
    if (placement) placements.add(placement_json(problem, session, *placement));
  }
  placements.end();
  out += ",\n\"unserved\": ";
  Lines unserved(out);
  for (const Unserved& one : plan.unserved) unserved.add(unserved_json(problem, one, language));
  unserved.end();
  return out + "\n}\n";
}

}  // namespace muster::plan
