#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

// Whatever a team does in a period is one unit: more sessions than this never fit into a workspace,
// and adding it to an amount does not overflow.
constexpr std::int64_t kOnce = std::int64_t{1} << 40;

void compile_activation(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                        RuleSet& out, Diagnostics&) {
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.owner = LedgerTerm::Owner::team;
  term.measure = kSessions;
  term.period = spec.get("every", model::Period::horizon);
  term.periods = problem.calendar().periods(term.period);
  term.slot_of = slots_of(teams_matched(spec, problem));
  const LedgerTerm::Bounds bounds{.at_most = 0, .unit = kOnce, .weight = unit_cost(spec)};
  term.bounds.assign(count_slots(term.slot_of), bounds);
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& activation_kind() {
  static const ParamSpec params[] = {
      {.name = "every",
       .type = ParamType::period,
       .words = {},
       .fallback = "horizon",
       .meaning = {"a team costs once in each such period that it is sent out in",
                   "一支队伍在每个这样的周期内只要出动就计一次费"}},
      tasks_param(),
      teams_param(),
  };
  static const Kind kind{
      .name = "activation",
      .shape = Shape::ledger,
      .default_level = "care",
      .summary = {"Few teams are called out: each team costs once in each period that it serves "
                  "in, however much it does then.",
                  "少动用队伍：每支队伍在一个周期内只要出动就计一次费，出动多少场都一样。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: few-teams-a-day\n"
          "    kind: activation\n"
          "    every: day\n"
          "    weight: 5\n"
          "    why: 已经出动的队伍多承担几场，其余队伍整天休息\n",
      .compile = compile_activation};
  return kind;
}

}  // namespace muster::rule
