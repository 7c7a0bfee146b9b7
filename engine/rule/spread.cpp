#include "rule/close_pairs.h"
#include "rule/kinds.h"

namespace muster::rule {

namespace {

constexpr MessageText kNoDays{
    "rule-spreads-over-no-days",
    Severity::error,
    {"rule \"{}\" spreads sessions over {} days", "规则“{}”要求间隔 {} 天"},
    {"write days: 1 for different days, 7 for a week", "请写 days: 1（不同日）或 7（隔一周）"}};

void compile_spread(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                    RuleSet& out, Diagnostics& diagnostics) {
  const auto days = spec.get("days", std::int64_t{0});
  if (days < 1 || days > limits::kHorizonDays) {
    diagnostics.add(kNoDays, spec.place, {spec.id, std::to_string(days)});
    return;
  }
  const SessionSet sessions = timed_sessions_matched(spec, problem);
  const RelationTerm::Apart price{.weight = unit_cost(spec),
                                  .days = static_cast<std::int32_t>(days),
                                  .same_grid = same_grid_only(spec, "grid")};
  relate_close_pairs(spec, {index, out.rules[index].level, sessions, sessions, price}, problem, out,
                     diagnostics);
}

}  // namespace

const Kind& spread_kind() {
  static const ParamSpec params[] = {
      {.name = "days",
       .type = ParamType::count,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"from one session's date to the next one's; 1: different days",
                   "两场日期至少相隔几天；1 即不在同一天"}},
      tasks_param(),
      apart_per_param("grid"),
  };
  static const Kind kind{
      .name = "spread",
      .shape = Shape::relation,
      .default_level = "care",
      .summary = {"Not all at once and then nothing: sessions in a grid are so many days apart; "
                  "each pair that is closer costs.",
                  "均匀铺开：同一网格的场次至少相隔若干天；每有一对相隔不足计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: a-week-between-lectures\n"
          "    kind: spread\n"
          "    tasks: {kind: lecture}\n"
          "    days: 7\n"
          "    why: 一个村的讲座不挤在一周\n",
      .compile = compile_spread};
  return kind;
}

}  // namespace muster::rule
