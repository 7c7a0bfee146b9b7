#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

void compile_rest(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                  RuleSet& out, Diagnostics&) {
  const bool nights_only = spec.get("between", std::string("days")) == "days";
  out.sequences.push_back(
      {index, out.rules[index].level, sessions_matched(spec, problem),
       heads_of(teams_matched(spec, problem), problem),
       SequenceTerm::GapPrice{unit_cost(spec), spec.get("at-least", Duration{}), nights_only}});
}

}  // namespace

const Kind& rest_kind() {
  static const ParamSpec params[] = {
      {.name = "at-least",
       .type = ParamType::duration,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"the pause from the end of one session to the start of the next",
                   "上一场结束到下一场开始的间隔"}},
      {.name = "between",
       .type = ParamType::word,
       .words = {"days", "sessions"},
       .fallback = "days",
       .meaning = {"only from one day's last session to the next day's first, or between any two",
                   "只管前一天最后一场到后一天第一场，或任意相邻两场"}},
      tasks_param(),
      teams_param(),
  };
  static const Kind kind{
      .name = "rest",
      .shape = Shape::sequence,
      .default_level = "care",
      .summary = {"A person rests between sessions; each pause that is too short costs once.",
                  "同一个人两场之间要有休息；每一次休息不足计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: night-rest\n"
          "    kind: rest\n"
          "    at-least: 10h\n"
          "    between: days\n"
          "    level: care\n"
          "    weight: 5\n"
          "    why: 晚上巡逻的人第二天不排早班\n",
      .compile = compile_rest};
  return kind;
}

}  // namespace muster::rule
