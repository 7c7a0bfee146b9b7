#include <algorithm>

#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

namespace {

// Whatever changes for a head is one unit.
constexpr std::int64_t kOnce = std::int64_t{1} << 40;

LedgerTerm::Before before_of(const model::Problem& problem, model::SessionIndex s) {
  LedgerTerm::Before out;
  const auto& placement = problem.base()->placements[s];
  if (!placement) return out;
  out.start = problem.task_of(s).standing ? problem.calendar().horizon().from : placement->start;
  out.venue = placement->venue;
  for (const model::Crew& crew : placement->crews) {
    out.heads.insert(out.heads.end(), crew.heads.begin(), crew.heads.end());
  }
  std::sort(out.heads.begin(), out.heads.end());
  out.heads.erase(std::unique(out.heads.begin(), out.heads.end()), out.heads.end());
  return out;
}

void compile_stability(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                       RuleSet& out, Diagnostics&) {
  if (!problem.base()) return;
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.owner = LedgerTerm::Owner::head;
  term.slot_of = slots_of(heads_of(teams_matched(spec, problem), problem));
  LedgerTerm::Bounds nothing{.at_most = 0, .unit = kOnce, .weight = unit_cost(spec)};
  term.bounds.assign(count_slots(term.slot_of), nothing);
  term.before = Table<model::SessionIndex, LedgerTerm::Before>(problem.sessions().size());
  for (auto s : indices(term.before)) {
    if (!term.sessions[s]) continue;
    term.before[s] = before_of(problem, s);
    for (model::HeadIndex head : term.before[s].heads) {
      const std::int32_t slot = term.slot_of[head.value];
      if (slot < 0) continue;
      LedgerTerm::Bounds& bounds = term.bounds[static_cast<std::size_t>(slot)];
      bounds.at_least = ++bounds.at_most;
    }
  }
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& stability_kind() {
  static const ParamSpec params[] = {tasks_param(), teams_param()};
  static const Kind kind{
      .name = "stability",
      .shape = Shape::ledger,
      .default_level = "stability",
      .summary =
          {"A plan that replaces another disturbs few people: everyone costs once for whom "
           "an assignment was added, removed or moved. Without --base it costs nothing.",
           "改动计划时少惊动人：凡有安排被增加、取消或改期改地的人，每人计一次费。没有 --base "
           "时不计费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: keep-promises\n"
          "    kind: stability\n"
          "    weight: 1\n"
          "    why: 已经通知的人尽量不改\n",
      .compile = compile_stability};
  return kind;
}

}  // namespace muster::rule
