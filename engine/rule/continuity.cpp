#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::SessionIndex;
using model::TaskIndex;

namespace {

void compile_continuity(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                        RuleSet& out, Diagnostics&) {
  const model::Selector tasks = spec.get("tasks", model::Selector{});
  const bool people = spec.get("keep", std::string("team")) == "people";
  RelationTerm term{.rule = index,
                    .level = out.rules[index].level,
                    .first = {},
                    .second = {},
                    .price = RelationTerm::SameTeam{unit_cost(spec)}};
  if (people) term.price = RelationTerm::SamePeople{unit_cost(spec)};
  for (TaskIndex task : indices(problem.tasks())) {
    if (problem.tasks()[task].standing || !matches(tasks, problem, task)) continue;
    const auto& sessions = problem.sessions_of(task);
    for (std::size_t i = 1; i < sessions.size(); ++i) {
      term.first = sessions[i - 1];
      term.second = sessions[i];
      out.relations.push_back(term);
    }
  }
}

}  // namespace

const Kind& continuity_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      {.name = "keep",
       .type = ParamType::word,
       .words = {"team", "people"},
       .fallback = "team",
       .meaning = {"some team of the session before comes again, or the same persons do",
                   "上一场的队伍至少一支再来，或同一批人再来"}},
  };
  static const Kind kind{
      .name = "continuity",
      .shape = Shape::relation,
      .default_level = "care",
      .summary =
          {"A task that repeats keeps its faces: consecutive sessions are served by the same "
           "team, or by the same people.",
           "熟面孔：重复任务的前后两场由同一支队伍或同一批人服务。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: same-tutors\n"
          "    kind: continuity\n"
          "    tasks: {kind: class}\n"
          "    keep: people\n"
          "    level: care\n"
          "    why: 孩子们认得老师\n",
      .compile = compile_continuity};
  return kind;
}

}  // namespace muster::rule
