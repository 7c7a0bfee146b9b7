// muster verify WORKSPACE PLAN: is the plan what it says, whoever made it?
#include "plan/verify.h"

#include <fmt/format.h>
#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "report/verdict.h"

namespace muster::cli {

int verify(const VerifyOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  const load::Workspace& workspace = *loaded.workspace;
  const auto& plan = std::get<plan::Plan>(parsed);
  const plan::Verdict verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, plan.solution);
  warn_of_other_score(plan, verdict.score, loaded, console);
  const rule::Levels& levels = workspace.rules.levels;
  const auto written = deliver(
      console, "-",
      options.json ? report::verdict_json(workspace.problem, levels, verdict, console.language)
                   : report::verdict_text(workspace.problem, levels, verdict, console.language));
  if (!written) return console.fail(written.failure());
  if (!verdict.broken.empty()) return kBadInput;
  return exit_code(workspace, verdict.score);
}

}  // namespace muster::cli
