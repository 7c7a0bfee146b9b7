#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

constexpr MessageText kNoUnit{
    "rule-unit-is-zero",
    Severity::error,
    {"rule \"{}\" counts the way in steps of no minutes", "规则“{}”的计费单位为零分钟"},
    {"write unit: 10min", "请写 unit: 10min"}};

void compile_home_first(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                        RuleSet& out, Diagnostics& diagnostics) {
  const auto unit = spec.get("unit", Duration{10});
  if (unit <= Duration{0}) {
    diagnostics.add(kNoUnit, spec.place, {spec.id});
    return;
  }
  out.choices.push_back({index, out.rules[index].level, sessions_matched(spec, problem),
                         ChoiceTerm::HomePrice{unit_cost(spec), spec.get("free", Duration{}), unit,
                                               teams_matched(spec, problem), false, 0}});
}

}  // namespace

const Kind& home_first_kind() {
  static const ParamSpec params[] = {
      {.name = "free",
       .type = ParamType::duration,
       .words = {},
       .fallback = "0min",
       .meaning = {"a way from the base this long costs nothing", "离驻地多近以内不计费"}},
      {.name = "unit",
       .type = ParamType::duration,
       .words = {},
       .fallback = "10min",
       .meaning = {"each started unit beyond it costs once a head",
                   "超出部分每人每满或不满一个单位计一次费"}},
      tasks_param(),
      teams_param(),
  };
  static const Kind kind{
      .name = "home-first",
      .shape = Shape::choice,
      .default_level = "care",
      .summary = {"Work goes first to those near it: each head costs by the way from the team's "
                  "base to the session.",
                  "就近派单：每个人按队伍驻地到服务地点的路程计费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: near-ones-first\n"
          "    kind: home-first\n"
          "    tasks: {kind: patrol}\n"
          "    free: 10min\n"
          "    unit: 5min\n"
          "    level: care\n"
          "    why: 就近就便\n",
      .compile = compile_home_first};
  return kind;
}

}  // namespace muster::rule
