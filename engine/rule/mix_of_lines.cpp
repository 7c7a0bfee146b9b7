#include <algorithm>

#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::LineIndex;
using model::SessionIndex;

namespace {

// Sessions that want somebody of the line.
SessionSet sessions_of(LineIndex line, const RuleSpec& spec, const model::Problem& problem,
                       SessionSet sessions) {
  const auto named = spec.get("lines", std::vector<std::string>{});
  const std::string& id = problem.lines()[line].id;
  const bool listed = std::find(named.begin(), named.end(), id) != named.end();
  for (SessionIndex session : indices(sessions)) {
    const auto& own = problem.task_of(session).lines;
    const bool wanted =
        spec.has("lines") ? listed : std::find(own.begin(), own.end(), line) != own.end();
    if (!wanted) sessions[session] = false;
  }
  return sessions;
}

// One ledger for each line.
void compile_mix_of_lines(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                          RuleSet& out, Diagnostics&) {
  const SessionSet matched = sessions_matched(spec, problem);
  for (LineIndex line : indices(problem.lines())) {
    LedgerTerm term;
    term.rule = index;
    term.level = out.rules[index].level;
    term.sessions = sessions_of(line, spec, problem, matched);
    term.owner = LedgerTerm::Owner::session;
    bool any = false;
    for (SessionIndex session : indices(term.sessions)) {
      term.slot_of.push_back(term.sessions[session] ? 0 : -1);
      any = any || term.sessions[session];
    }
    if (!any) continue;
    term.bounds.push_back(
        {.at_least = spec.get("at-least", std::int64_t{1}), .weight = unit_cost(spec)});
    term.team_value.resize(problem.teams().size());
    for (auto team : indices(problem.teams())) {
      const auto& lines = problem.teams()[team].lines;
      term.team_value[team] = std::find(lines.begin(), lines.end(), line) != lines.end() ? 1 : 0;
    }
    out.ledgers.push_back(std::move(term));
  }
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
