#include <algorithm>

#include "rule/kinds.h"
#include "rule/matching.h"
#include "rule/past.h"

namespace muster::rule {

namespace {

constexpr MessageText kNoBound{
    "rule-has-no-bound",
    Severity::error,
    {"rule \"{}\" says neither at-least nor at-most", "规则“{}”既没有写 at-least 也没有写 at-most"},
    {"write at-most: 8h, at-least: 2h, or both", "请写 at-most: 8h 或 at-least: 2h，或两者都写"}};
constexpr MessageText kCrossedBounds{
    "rule-bounds-crossed",
    Severity::error,
    {"rule \"{}\" asks for at least {} and at most {}", "规则“{}”要求至少 {}、至多 {}"},
    {"make at-least no more than at-most", "at-least 不能大于 at-most"}};

void compile_working_time(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                          RuleSet& out, Diagnostics& diagnostics) {
  if (!spec.has("at-least") && !spec.has("at-most")) {
    diagnostics.add(kNoBound, spec.place, {spec.id});
    return;
  }
  LedgerTerm::Bounds bounds{.unit = 60, .weight = unit_cost(spec)};
  const auto at_least = spec.get("at-least", Duration{});
  bounds.at_least = at_least.minutes;
  if (spec.has("at-most")) {
    const auto at_most = spec.get("at-most", Duration{});
    if (at_least > at_most) {
      diagnostics.add(kCrossedBounds, spec.place, {spec.id, to_text(at_least), to_text(at_most)});
      return;
    }
    bounds.at_most = at_most.minutes;
  }
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.period = spec.get("every", model::Period::horizon);
  term.periods = problem.calendar().periods(term.period);
  const auto teams = teams_matched(spec, problem);
  if (spec.get("per", std::string("person")) == "team") {
    term.owner = LedgerTerm::Owner::team;
    term.measure = kHeadMinutes;
    term.slot_of = slots_of(teams);
  } else {
    term.owner = LedgerTerm::Owner::head;
    term.measure = kMinutes;
    term.slot_of = slots_of(heads_of(teams, problem));
  }
  term.bounds.assign(count_slots(term.slot_of), bounds);
  enter_past(spec, problem, term);
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& working_time_kind() {
  static const ParamSpec params[] = {
      {.name = "per",
       .type = ParamType::word,
       .words = {"person", "team"},
       .fallback = "person",
       .meaning = {"whose hours are counted: each person's, or all heads of a team together",
                   "统计谁的工时：每个人的，或一支队伍全体人员合计"}},
      {.name = "every",
       .type = ParamType::period,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"the period that the hours are counted in", "统计工时的周期"}},
      {.name = "at-most",
       .type = ParamType::duration,
       .words = {},
       .fallback = "",
       .meaning = {"hours in each period that may not be exceeded; this or at-least is required",
                   "每个周期的工时上限；与 at-least 至少写一个"}},
      {.name = "at-least",
       .type = ParamType::duration,
       .words = {},
       .fallback = "",
       .meaning = {"hours in each period that should be reached; this or at-most is required",
                   "每个周期的工时下限；与 at-most 至少写一个"}},
      tasks_param(),
      teams_param(),
  };
  static const Kind kind{
      .name = "working-time",
      .shape = Shape::ledger,
      .default_level = "care",
      .summary = {"Hours of service per day, week, month or horizon stay within bounds; each "
                  "started hour beyond them costs.",
                  "每日、每周、每月或全程的服务工时有上下限；超出部分每满或不满一小时计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: six-hours-a-day\n"
          "    kind: working-time\n"
          "    per: person\n"
          "    every: day\n"
          "    at-most: 6h\n"
          "    hard: true\n"
          "    why: 志愿者每天服务不超过六小时\n",
      .compile = compile_working_time};
  return kind;
}

}  // namespace muster::rule
