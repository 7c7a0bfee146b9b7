// muster score WORKSPACE PLAN: where every point of the score comes from.
#include "plan/score_sheet.h"

#include "cli/commands.h"
#include "cli/inputs.h"
#include "plan/verify.h"
#include "report/score.h"

namespace muster::cli {

int score(const ScoreOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  const load::Workspace& workspace = *loaded.workspace;
  const auto& plan = std::get<plan::Plan>(parsed);
  const rule::Levels& levels = workspace.rules.levels;
  const plan::Verdict verdict =
      plan::verify(workspace.problem, workspace.specs, levels, plan.solution);
  warn_of_other_score(plan, verdict.score, loaded, console);
  const plan::ScoreSheet sheet =
      plan::score_sheet(workspace.problem, workspace.specs, levels, plan.solution, verdict);
  const auto written = deliver(
      console, "-",
      options.json
          ? report::score_json(workspace.problem, levels, sheet, console.language)
          : report::score_text(workspace.problem, levels, sheet, options.most, console.language));
  if (!written) return console.fail(written.failure());
  return exit_code(workspace, verdict.score);
}

}  // namespace muster::cli
