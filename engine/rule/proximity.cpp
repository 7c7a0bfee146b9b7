#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

constexpr MessageText kNoUnit{
    "rule-unit-is-zero",
    Severity::error,
    {"rule \"{}\" counts the way in steps of no minutes", "规则“{}”的计费单位为零分钟"},
    {"write unit: 10min", "请写 unit: 10min"}};
constexpr MessageText kNoDiscount{
    "rule-discount-above-all",
    Severity::error,
    {"rule \"{}\" gives a discount of {} percent", "规则“{}”的减免是百分之 {}"},
    {"write a discount from 0 to 100", "discount 应为 0 至 100"}};
constexpr MessageText kCrossed{
    "rule-bounds-crossed",
    Severity::error,
    {"rule \"{}\" asks for at least {} and at most {}", "规则“{}”要求至少 {}、至多 {}"},
    {"make at-least no more than at-most", "at-least 不能大于 at-most"}};

// How many households each head looks after.
bool add_households(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                    RuleSet& out, Diagnostics& diagnostics) {
  if (!spec.has("at-least") && !spec.has("at-most")) return true;
  LedgerTerm::Bounds bounds{.weight = unit_cost(spec)};
  bounds.at_least = spec.get("at-least", std::int64_t{0});
  bounds.at_most = spec.get("at-most", INT64_MAX);
  if (bounds.at_least > bounds.at_most) {
    diagnostics.add(kCrossed, spec.place,
                    {spec.id, std::to_string(bounds.at_least), std::to_string(bounds.at_most)});
    return false;
  }
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.owner = LedgerTerm::Owner::head;
  term.measure = kHouseholds;
  term.slot_of = slots_of(heads_of(teams_matched(spec, problem), problem));
  term.bounds.assign(count_slots(term.slot_of), bounds);
  out.ledgers.push_back(std::move(term));
  return true;
}

void compile_proximity(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                       RuleSet& out, Diagnostics& diagnostics) {
  const auto unit = spec.get("unit", Duration{10});
  const std::int64_t discount = spec.get("discount", std::int64_t{100});
  if (unit <= Duration{0}) return void(diagnostics.add(kNoUnit, spec.place, {spec.id}));
  if (discount > 100) {
    return void(diagnostics.add(kNoDiscount, spec.place, {spec.id, std::to_string(discount)}));
  }
  if (!add_households(spec, index, problem, out, diagnostics)) return;
  out.choices.push_back({index, out.rules[index].level, sessions_matched(spec, problem),
                         ChoiceTerm::HomePrice{unit_cost(spec), spec.get("free", Duration{}), unit,
                                               teams_matched(spec, problem), true, discount}});
}

}  // namespace

const Kind& proximity_kind() {
  static const ParamSpec params[] = {
      {.name = "free",
       .type = ParamType::duration,
       .words = {},
       .fallback = "0min",
       .meaning = {"a way from home this long costs nothing", "离家多近以内不计费"}},
      {.name = "unit",
       .type = ParamType::duration,
       .words = {},
       .fallback = "10min",
       .meaning = {"each started unit beyond it costs once a head",
                   "超出部分每人每满或不满一个单位计一次费"}},
      {.name = "discount",
       .type = ParamType::count,
       .words = {},
       .fallback = "100",
       .meaning = {"percent less for those who are related to the task or live in the grid it "
                   "serves, rounded up",
                   "与任务有亲缘关系（related）或家住所服务网格的人减免百分之几，余数进一"}},
      {.name = "at-least",
       .type = ParamType::count,
       .words = {},
       .fallback = "0",
       .meaning = {"households that each head looks after, over the horizon",
                   "每人在整个计划期内至少联系几户"}},
      {.name = "at-most",
       .type = ParamType::count,
       .words = {},
       .fallback = "",
       .meaning = {"households that a head looks after at most", "每人至多联系几户"}},
      tasks_param(),
      teams_param(),
  };
  static const Kind kind{
      .name = "proximity",
      .shape = Shape::choice,
      .default_level = "care",
      .summary = {"Households are looked after by those who are near, related and at hand: each "
                  "head costs by the way from its own home, and takes on so many households.",
                  "就近就亲就便：每个人按自己家到服务地点的路程计费，亲属和本网格居民减免，"
                  "并限定每人联系的户数。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: near-and-related\n"
          "    kind: proximity\n"
          "    tasks: {kind: visit}\n"
          "    free: 5min\n"
          "    unit: 5min\n"
          "    at-least: 5\n"
          "    at-most: 6\n"
          "    why: 就近就亲就便\n",
      .compile = compile_proximity};
  return kind;
}

}  // namespace muster::rule
