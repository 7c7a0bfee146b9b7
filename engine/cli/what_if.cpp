// muster what-if WORKSPACE PLAN --without TEAM | --venue-closed VENUE | --tasks FILE.
#include "plan/what_if.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/lookup.h"
#include "report/changes.h"

namespace muster::cli {

int what_if(const WhatIfOptions& options, Console& console) {
  if (options.without.empty() && options.closed.empty() && options.tasks.empty()) {
    console.err << console.say(
        {"nothing would be otherwise: say --without, --venue-closed or "
         "--tasks\n",
         "没有说明什么会变：请写 --without、--venue-closed 或 --tasks\n"});
    return kBadInput;
  }
  auto read = read_workspace(options.workspace, 1, false, console, options.tasks);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  const load::Workspace& workspace = *loaded.workspace;
  const model::Problem& problem = workspace.problem;
  std::vector<plan::Change> changes;
  for (const std::string& id : options.without) {
    const auto team = require(problem.teams(), id, {"team", "队伍"}, console);
    if (!team.exists()) return kBadInput;
    changes.emplace_back(plan::TeamAway{team, {}});
  }
  for (const std::string& id : options.closed) {
    const auto venue = require(problem.venues(), id, {"venue", "阵地"}, console);
    if (!venue.exists()) return kBadInput;
    changes.emplace_back(plan::VenueClosed{venue, {}});
  }
  solve::Options how;
  how.seed = options.seed;
  how.effort = options.effort.value_or(solve::usual_effort(problem));
  const plan::WhatIf what = plan::what_if(problem, workspace.specs, workspace.rules,
                                          std::get<plan::Plan>(parsed).solution, changes, how);
  const rule::Levels& levels = workspace.rules.levels;
  const auto written = deliver(console, "-",
                               options.json ? report::what_if_json(what, levels, console.language)
                                            : report::what_if_text(what, levels, console.language));
  if (!written) return console.fail(written.failure());
  return exit_code(workspace, what.after.score);
}

}  // namespace muster::cli
