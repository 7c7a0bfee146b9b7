#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

constexpr MessageText kNamesOthers{
    "rule-counts-other-things",
    Severity::error,
    {"rule \"{}\" counts per {} and names {}", "规则“{}”按“{}”统计，却又指定了 {}"},
    {"leave out {2}, or write per: {3}", "请去掉 {2}，或改为 per: {3}"}};

// Whether the parameter is written only where it is what the rule counts per.
bool fits(const RuleSpec& spec, std::string_view per, std::string_view param,
          std::string_view of_param, Diagnostics& diagnostics) {
  if (!spec.has(param) || per == of_param) return true;
  diagnostics.add(kNamesOthers, spec.place,
                  {spec.id, std::string(per), std::string(param), std::string(of_param)});
  return false;
}

void compile_quota(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                   RuleSet& out, Diagnostics& diagnostics) {
  const std::string per = spec.get("per", std::string("zone"));
  if (!fits(spec, per, "grids", "grid", diagnostics)) return;
  if (!fits(spec, per, "teams", "team", diagnostics)) return;
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.measure = kSessions;
  term.period = spec.get("every", model::Period::day);
  term.periods = problem.calendar().periods(term.period);
  if (per == "zone") {
    term.owner = LedgerTerm::Owner::zone;
    term.slot_of = {0};
  } else if (per == "grid") {
    term.owner = LedgerTerm::Owner::grid;
    term.slot_of = grid_slots(spec.get("grids", model::Selector{}), problem);
  } else {
    term.owner = LedgerTerm::Owner::team;
    term.slot_of = slots_of(teams_matched(spec, problem));
  }
  const LedgerTerm::Bounds bounds{.at_most = spec.get("at-most", std::int64_t{0}),
                                  .weight = unit_cost(spec)};
  term.bounds.assign(count_slots(term.slot_of), bounds);
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& quota_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      {.name = "per",
       .type = ParamType::word,
       .words = {"zone", "grid", "team"},
       .fallback = "zone",
       .meaning = {"count in the zone as a whole, for each grid, or for each team",
                   "按全片区、每个网格或每支队伍统计"}},
      {.name = "grids",
       .type = ParamType::grid_selector,
       .words = {},
       .fallback = "all",
       .meaning = {"grids that are counted; sessions in a grid below count for the nearest",
                   "统计的网格；下级网格的场次计入最近的上级"}},
      teams_param(),
      {.name = "every",
       .type = ParamType::period,
       .words = {},
       .fallback = "day",
       .meaning = {"the period that is counted", "统计周期"}},
      {.name = "at-most",
       .type = ParamType::count,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"sessions in each period", "每个周期至多几场"}},
  };
  static const Kind kind{
      .name = "quota",
      .shape = Shape::ledger,
      .default_level = "care",
      .summary = {"Not too much of one kind: at most so many sessions in each period, in the zone, "
                  "a grid or by a team; each one more costs.",
                  "场次上限：全片区、每个网格或每支队伍在一个周期内至多若干场；每多一场计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: two-lectures-a-day\n"
          "    kind: quota\n"
          "    tasks: {kind: lecture}\n"
          "    per: grid\n"
          "    every: day\n"
          "    at-most: 2\n"
          "    why: 一天不让村民连听几场\n",
      .compile = compile_quota};
  return kind;
}

}  // namespace muster::rule
