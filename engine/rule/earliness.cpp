#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

constexpr MessageText kNoUnit{
    "rule-waits-in-no-time",
    Severity::error,
    {"rule \"{}\" counts the waiting in steps of no minutes", "规则“{}”的等待计费单位为零分钟"},
    {"write unit: 1h", "请写 unit: 1h"}};

void compile_earliness(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                       RuleSet& out, Diagnostics& diagnostics) {
  const auto unit = spec.get("unit", Duration{60});
  if (unit <= Duration{0}) {
    diagnostics.add(kNoUnit, spec.place, {spec.id});
    return;
  }
  const ChoiceTerm term{index, out.rules[index].level, timed_sessions_matched(spec, problem),
                        ChoiceTerm::LatePrice{unit_cost(spec), unit}};
  out.choices.push_back(term);
}

}  // namespace

const Kind& earliness_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      {.name = "unit",
       .type = ParamType::duration,
       .words = {},
       .fallback = "1h",
       .meaning = {"each started unit that a session waits costs once",
                   "每满或不满一个单位计一次费"}},
  };
  static const Kind kind{
      .name = "earliness",
      .shape = Shape::choice,
      .default_level = "care",
      .summary = {"The sooner the better: a session costs by how long after its earliest start it "
                  "begins.",
                  "越早越好：场次比最早可开始的时间晚多久，就计多少费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: rescue-soon\n"
          "    kind: earliness\n"
          "    tasks: {kind: rescue}\n"
          "    unit: 1h\n"
          "    weight: 5\n"
          "    why: 抢险不等人\n",
      .compile = compile_earliness};
  return kind;
}

}  // namespace muster::rule
