#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

void compile_rotation(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                      RuleSet& out, Diagnostics&) {
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.measure = kSessions;
  term.period = spec.get("every", model::Period::horizon);
  term.periods = problem.calendar().periods(term.period);
  const auto teams = teams_matched(spec, problem);
  if (spec.get("per", std::string("person")) == "team") {
    term.owner = LedgerTerm::Owner::team;
    term.slot_of = slots_of(teams);
  } else {
    term.owner = LedgerTerm::Owner::head;
    term.slot_of = slots_of(heads_of(teams, problem));
  }
  const LedgerTerm::Bounds bounds{.at_most = spec.get("at-most", std::int64_t{1}),
                                  .weight = unit_cost(spec)};
  term.bounds.assign(count_slots(term.slot_of), bounds);
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& rotation_kind() {
  static const ParamSpec params[] = {
      {.name = "per",
       .type = ParamType::word,
       .words = {"person", "team"},
       .fallback = "person",
       .meaning = {"whose turns are counted", "统计谁的轮次：每个人的，或每支队伍的"}},
      {.name = "every",
       .type = ParamType::period,
       .words = {},
       .fallback = "horizon",
       .meaning = {"the period in which the turns are counted", "统计轮次的周期"}},
      {.name = "at-most",
       .type = ParamType::count,
       .words = {},
       .fallback = "1",
       .meaning =
           {"turns in each period that cost nothing: sessions that the person or team serves",
            "每个周期内不计费的轮次，即承担的场次"}},
      tasks_param(),
      teams_param(),
  };
  static const Kind kind{
      .name = "rotation",
      .shape = Shape::ledger,
      .default_level = "fairness",
      .summary = {"Work that nobody likes, or everybody, goes round: each turn of a person or team "
                  "beyond so many in a period costs.",
                  "轮流：人人不愿做或人人想做的事轮着来；一个周期内超出规定轮次，每次计费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: night-duty-goes-round\n"
          "    kind: rotation\n"
          "    tasks: {kind: patrol}\n"
          "    every: week\n"
          "    at-most: 2\n"
          "    why: 夜巡轮流承担\n",
      .compile = compile_rotation};
  return kind;
}

}  // namespace muster::rule
