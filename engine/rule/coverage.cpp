#include "rule/kinds.h"
#include "rule/matching.h"
#include "rule/past.h"

namespace muster::rule {

namespace {

constexpr MessageText kGridsOfZone{
    "rule-grids-of-zone",
    Severity::error,
    {"rule \"{}\" counts per zone and names grids", "规则“{}”按全片区统计，却又指定了网格"},
    {"leave out grids, or write per: grid", "请去掉 grids，或改为 per: grid"}};

void compile_coverage(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                      RuleSet& out, Diagnostics& diagnostics) {
  if (!check_over(spec, diagnostics)) return;
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.measure = kSessions;
  term.period = spec.get("every", model::Period::horizon);
  term.periods = problem.calendar().periods(term.period);
  if (spec.get("per", std::string("grid")) == "zone") {
    if (spec.has("grids")) {
      diagnostics.add(kGridsOfZone, spec.place, {spec.id});
      return;
    }
    term.owner = LedgerTerm::Owner::zone;
    term.slot_of = {0};
  } else {
    term.owner = LedgerTerm::Owner::grid;
    term.slot_of = grid_slots(spec.get("grids", model::Selector{}), problem);
  }
  const LedgerTerm::Bounds bounds{.at_least = spec.get("at-least", std::int64_t{0}),
                                  .weight = unit_cost(spec)};
  term.bounds.assign(count_slots(term.slot_of), bounds);
  enter_past(spec, problem, term);
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& coverage_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      {.name = "per",
       .type = ParamType::word,
       .words = {"grid", "zone"},
       .fallback = "grid",
       .meaning = {"count for each grid, or for the zone as a whole",
                   "按每个网格统计，或按全片区统计"}},
      {.name = "grids",
       .type = ParamType::grid_selector,
       .words = {},
       .fallback = "all",
       .meaning = {"the grids that must be reached; sessions in a grid below count for the nearest",
                   "必须覆盖的网格；下级网格的场次计入最近的上级"}},
      {.name = "every",
       .type = ParamType::period,
       .words = {},
       .fallback = "horizon",
       .meaning = {"the period that is counted", "统计周期"}},
      {.name = "at-least",
       .type = ParamType::count,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"sessions in each grid (or the zone) and period",
                   "每个网格（或全片区）每个周期至少几场"}},
      over_param(),
  };
  static const Kind kind{
      .name = "coverage",
      .shape = Shape::ledger,
      .default_level = "coverage",
      .summary = {"No grid is left out: each gets at least so many sessions in each period; each "
                  "one missing costs.",
                  "全覆盖：每个网格每个周期至少得到若干场服务；每少一场计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: full-coverage\n"
          "    kind: coverage\n"
          "    tasks: {kind: lecture}\n"
          "    per: grid\n"
          "    grids: {kind: village}\n"
          "    every: month\n"
          "    at-least: 1\n"
          "    weight: 50\n"
          "    why: 实现工、青、妇、科组织全覆盖\n",
      .compile = compile_coverage};
  return kind;
}

}  // namespace muster::rule
