// Money as a ledger: what sessions, hours, heads and households cost, under a most.
//
// Amounts are kept in sixtieths of the coordinator's unit of money, so that a price per hour is a
// whole number of them per minute.
#include <algorithm>

#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::LineIndex;
using model::Problem;
using model::SessionIndex;
using model::TaskIndex;

namespace {

constexpr std::int64_t kParts = 60;  // of one unit of money
__extension__ typedef __int128 Wide;

constexpr MessageText kNoPrice{
    "rule-has-no-price",
    Severity::error,
    {"rule \"{}\" says of nothing what it costs", "规则“{}”没有写任何单价"},
    {"write per-session, per-hour, per-head, per-head-hour or per-household",
     "请写 per-session、per-hour、per-head、per-head-hour 或 per-household"}};
constexpr MessageText kNoUnit{
    "rule-budget-unit-is-zero",
    Severity::error,
    {"rule \"{}\" counts money in steps of nothing", "规则“{}”的计费单位为零"},
    {"write unit: 1", "请写 unit: 1"}};
constexpr MessageText kTeamsOfZone{
    "rule-teams-without-per-team",
    Severity::error,
    {"rule \"{}\" names teams, but its budget is not each team's",
     "规则“{}”指定了队伍，但预算不是各队的"},
    {"leave out teams, or write per: team", "请去掉 teams，或改为 per: team"}};
constexpr MessageText kTooMuch{"rule-budget-too-large",
                               Severity::error,
                               {"the money that rule \"{}\" could come to is too much to count",
                                "规则“{}”可能涉及的金额过大，无法计算"},
                               {"count in a greater unit of money, or write a smaller weight",
                                "请用更大的货币单位，或写较小的 weight"}};

Measure prices(const RuleSpec& spec) {
  const auto price = [&](std::string_view name) { return spec.get(name, std::int64_t{0}); };
  return {.session = price("per-session") * kParts,
          .minute = price("per-hour"),
          .household = price("per-household") * kParts,
          .head = price("per-head") * kParts,
          .head_minute = price("per-head-hour")};
}

// What all matched sessions come to at most, paid by each team that could send.
Wide most(const LedgerTerm& term, const Problem& problem) {
  Wide sum = 0;
  for (TaskIndex index : indices(problem.tasks())) {
    const model::Task& task = problem.tasks()[index];
    std::int64_t heads = 0;
    for (const model::Need& need : task.needs) heads += need.people.max;
    const Measure& m = term.measure;
    for (SessionIndex s : problem.sessions_of(index)) {
      if (!term.sessions[s]) continue;
      const Wide minutes = problem.sessions()[s].duration.minutes;
      const Wide once = m.session + m.minute * minutes + Wide{m.household} * task.households;
      const Wide payers = term.owner == LedgerTerm::Owner::team ? std::max<Wide>(1, heads) : 1;
      sum += once * payers + (m.head + m.head_minute * minutes) * heads;
    }
  }
  return sum;
}

// One ledger for each line, of the tasks that name it first.
void add_lines(const LedgerTerm& all, const Problem& problem, RuleSet& out) {
  for (LineIndex line : indices(problem.lines())) {
    LedgerTerm term = all;
    bool any = false;
    for (SessionIndex s : indices(all.sessions)) {
      const auto& lines = problem.task_of(s).lines;
      const bool pays = all.sessions[s] && !lines.empty() && *lines.begin() == line;
      term.sessions[s] = pays;
      any = any || pays;
    }
    if (any) out.ledgers.push_back(std::move(term));
  }
}

void compile_budget(const RuleSpec& spec, RuleIndex index, const Problem& problem, RuleSet& out,
                    Diagnostics& diagnostics) {
  const auto per = spec.get("per", std::string("zone"));
  const std::int64_t unit = spec.get("unit", std::int64_t{1});
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.measure = prices(spec);
  if (term.measure == Measure{}) return void(diagnostics.add(kNoPrice, spec.place, {spec.id}));
  if (unit <= 0) return void(diagnostics.add(kNoUnit, spec.place, {spec.id}));
  if (per != "team" && spec.has("teams")) {
    return void(diagnostics.add(kTeamsOfZone, spec.place, {spec.id}));
  }
  term.period = spec.get("every", model::Period::horizon);
  term.periods = problem.calendar().periods(term.period);
  const bool by_team = per == "team";
  if (by_team) term.owner = LedgerTerm::Owner::team;
  term.slot_of = by_team ? slots_of(teams_matched(spec, problem)) : std::vector<std::int32_t>{0};
  const Wide units = most(term, problem) / (Wide{unit} * kParts) + 1;
  if (units * unit_cost(spec) > INT64_MAX / 8 || most(term, problem) > INT64_MAX / 8) {
    return void(diagnostics.add(kTooMuch, spec.place, {spec.id}));
  }
  const LedgerTerm::Bounds bounds{.at_most = spec.get("at-most", std::int64_t{0}) * kParts,
                                  .unit = unit * kParts,
                                  .weight = unit_cost(spec)};
  term.bounds.assign(count_slots(term.slot_of), bounds);
  if (per == "line") return add_lines(term, problem, out);
  out.ledgers.push_back(std::move(term));
}

ParamSpec price_param(std::string_view name, Bilingual meaning) {
  return {.name = name, .type = ParamType::count, .words = {}, .fallback = "0", .meaning = meaning};
}

}  // namespace

const Kind& budget_kind() {
  static const ParamSpec params[] = {
      {.name = "per",
       .type = ParamType::word,
       .words = {"zone", "line", "team"},
       .fallback = "zone",
       .meaning =
           {"whose money it is: one budget for all, one for each line (the first that the "
            "task names pays) or one for each team that is sent",
            "谁的经费：全片区一笔，每个条线一笔（由任务写在最前的条线支付），或每支出动的队伍"
            "一笔"}},
      {.name = "every",
       .type = ParamType::period,
       .words = {},
       .fallback = "horizon",
       .meaning = {"the period that the money is for", "经费的周期"}},
      {.name = "at-most",
       .type = ParamType::count,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"money in each period", "每个周期的经费上限"}},
      price_param("per-session", {"what a session costs", "每场的费用"}),
      price_param("per-hour", {"what each hour of a session costs, minutes in proportion",
                               "每场每小时的费用，分钟按比例"}),
      price_param("per-head", {"what each head sent to a session costs", "每人次的费用"}),
      price_param("per-head-hour", {"what each hour of each head costs, minutes in proportion",
                                    "每人每小时的费用，分钟按比例"}),
      price_param("per-household", {"what each household of the task costs", "任务所涉每户的费用"}),
      {.name = "unit",
       .type = ParamType::count,
       .words = {},
       .fallback = "1",
       .meaning = {"each started so much money above at-most costs once",
                   "超出部分每满或不满这么多钱计一次费"}},
      tasks_param(),
      teams_param(),
  };
  static const Kind kind{
      .name = "budget",
      .shape = Shape::ledger,
      .default_level = "care",
      .summary = {"Money is kept to: what sessions, hours, heads and households cost stays within "
                  "so much per period, for all, each line or each team.",
                  "经费不超支：场次、工时、人次、户数的费用按片区、条线或队伍在每个周期内不超过"
                  "上限。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: lunch-money\n"
          "    kind: budget\n"
          "    per: line\n"
          "    every: month\n"
          "    at-most: 20000\n"
          "    per-session: 300\n"
          "    per-head: 30\n"
          "    unit: 100\n"
          "    why: 每月活动经费两万元\n",
      .compile = compile_budget};
  return kind;
}

}  // namespace muster::rule
