#include "rule/close_pairs.h"
#include "rule/kinds.h"

namespace muster::rule {

using model::TaskIndex;

namespace {

SessionSet sessions_of(const model::Selector& selector, const model::Problem& problem) {
  SessionSet sessions(problem.sessions().size(), false);
  for (TaskIndex task : indices(problem.tasks())) {
    if (problem.tasks()[task].standing || !matches(selector, problem, task)) continue;
    for (auto session : problem.sessions_of(task)) sessions[session] = true;
  }
  return sessions;
}

void compile_separation(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                        RuleSet& out, Diagnostics& diagnostics) {
  const auto tasks = spec.get("tasks", model::Selector{});
  const RelationTerm::Apart price{.weight = unit_cost(spec),
                                  .gap = spec.get("at-least", Duration{}),
                                  .same_grid = same_grid_only(spec, "zone")};
  relate_close_pairs(spec,
                     {index, out.rules[index].level, sessions_of(tasks, problem),
                      sessions_of(spec.get("from", tasks), problem), price},
                     problem, out, diagnostics);
}

}  // namespace

const Kind& separation_kind() {
  static const ParamSpec params[] = {
      {.name = "at-least",
       .type = ParamType::duration,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"from the end of the earlier to the start of the later",
                   "较早一场结束到较晚一场开始的间隔"}},
      tasks_param(),
      {.name = "from",
       .type = ParamType::task_selector,
       .words = {},
       .fallback = "the same tasks",
       .meaning = {"the tasks that they keep away from", "与哪些任务隔开"}},
      apart_per_param("zone"),
  };
  static const Kind kind{
      .name = "separation",
      .shape = Shape::relation,
      .default_level = "care",
      .summary = {"Some things do not go well side by side: there is a pause between sessions of "
                  "these tasks and of those; each pair that is closer costs.",
                  "错开：这些任务与那些任务的场次之间留出间隔；每有一对间隔不足计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: quiet-before-exams\n"
          "    kind: separation\n"
          "    tasks: {kind: festival}\n"
          "    from: {kind: class}\n"
          "    at-least: 2h\n"
          "    per: grid\n"
          "    why: 上课前后不办热闹的活动\n",
      .compile = compile_separation};
  return kind;
}

}  // namespace muster::rule
