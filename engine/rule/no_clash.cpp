#include "rule/close_pairs.h"
#include "rule/kinds.h"

namespace muster::rule {

namespace {

void compile_no_clash(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                      RuleSet& out, Diagnostics& diagnostics) {
  const SessionSet sessions = timed_sessions_matched(spec, problem);
  const RelationTerm::Apart price{.weight = unit_cost(spec),
                                  .same_grid = same_grid_only(spec, "grid")};
  relate_close_pairs(spec, {index, out.rules[index].level, sessions, sessions, price}, problem, out,
                     diagnostics);
}

}  // namespace

const Kind& no_clash_kind() {
  static const ParamSpec params[] = {tasks_param(), apart_per_param("grid")};
  static const Kind kind{
      .name = "no-clash",
      .shape = Shape::relation,
      .default_level = "care",
      .summary = {"The same audience is not wanted twice at once: sessions that serve the same "
                  "grid do not overlap; each pair that does costs.",
                  "不撞场：服务同一网格的场次时间不重叠；每有一对重叠计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: one-thing-at-a-time\n"
          "    kind: no-clash\n"
          "    tasks: {kind: [lecture, class, festival]}\n"
          "    level: care\n"
          "    why: 同一批村民不能同时参加两场\n",
      .compile = compile_no_clash};
  return kind;
}

}  // namespace muster::rule
