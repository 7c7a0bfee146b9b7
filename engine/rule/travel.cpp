#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

void compile_travel(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                    RuleSet& out, Diagnostics&) {
  out.sequences.push_back(
      {index, out.rules[index].level, sessions_matched(spec, problem),
       heads_of(teams_matched(spec, problem), problem),
       SequenceTerm::TravelPrice{unit_cost(spec), spec.get("free", Duration{})}});
}

}  // namespace

const Kind& travel_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      teams_param(),
      {.name = "free",
       .type = ParamType::duration,
       .words = {},
       .fallback = "0min",
       .meaning = {"minutes of each leg that cost nothing", "每段路程中不计费的时长"}},
  };
  static const Kind kind{
      .name = "travel",
      .shape = Shape::sequence,
      .default_level = "travel",
      .summary = {"Each minute on the way costs: from the base to the day's first session, between "
                  "sessions, and back to the base.",
                  "路上每一分钟都计费：从驻地到当天第一场、场与场之间、最后一场回驻地。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: short-ways\n"
          "    kind: travel\n"
          "    free: 10min\n"
          "    level: travel\n"
          "    why: 少跑路，多服务\n",
      .compile = compile_travel};
  return kind;
}

}  // namespace muster::rule
