#include <algorithm>

#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::LineIndex;
using model::SessionIndex;

namespace {

void compile_mix_of_lines(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                          RuleSet& out, Diagnostics&) {
  const auto named = spec.get("lines", std::vector<std::string>{});
  std::vector<LineIndex> lines;
  for (LineIndex line : indices(problem.lines())) {
    const bool listed =
        std::find(named.begin(), named.end(), problem.lines()[line].id) != named.end();
    if (listed) lines.push_back(line);
  }
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.owner = LedgerTerm::Owner::session_line;
  term.measure = kHeads;
  term.slot_of = slots_of(term.sessions);
  const std::size_t n_lines = problem.lines().size();
  const std::int64_t at_least = spec.get("at-least", std::int64_t{1});
  term.bounds.assign(count_slots(term.slot_of) * n_lines, {.weight = unit_cost(spec)});
  for (SessionIndex session : indices(term.sessions)) {
    if (!term.sessions[session]) continue;
    const auto slot = static_cast<std::size_t>(term.slot_of[session.value]);
    const auto& wanted = spec.has("lines") ? lines : problem.task_of(session).lines;
    for (LineIndex line : wanted) term.bounds[slot * n_lines + line.value].at_least = at_least;
  }
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& mix_of_lines_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      {.name = "lines",
       .type = ParamType::line_list,
       .words = {},
       .fallback = "the task's own lines",
       .meaning = {"the lines that must be there", "必须到场的条线"}},
      {.name = "at-least",
       .type = ParamType::count,
       .words = {},
       .fallback = "1",
       .meaning = {"heads from each of these lines; one of a team of several lines counts for each",
                   "每个条线至少几人；属于多个条线的队伍，其人员计入每个条线"}},
  };
  static const Kind kind{
      .name = "mix-of-lines",
      .shape = Shape::ledger,
      .default_level = "coverage",
      .summary = {"Activities run together: each served session has heads from each of the lines; "
                  "each one missing costs.",
                  "活动共办：每一场已安排的活动都有各条线的人；每少一人计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: run-together\n"
          "    kind: mix-of-lines\n"
          "    tasks: {kind: festival}\n"
          "    lines: [union, youth, women, science]\n"
          "    at-least: 1\n"
          "    level: coverage\n"
          "    why: 工青妇科活动共办\n",
      .compile = compile_mix_of_lines};
  return kind;
}

}  // namespace muster::rule
