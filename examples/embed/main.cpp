// Plans a workspace that never touches the disk, verifies the plan and prints it.
#include <iostream>

#include "engine.h"

using namespace muster;

constexpr const char* kWorkspace = R"(
zone:
  id: square
  name: The square
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-06}
  lines: [{id: youth, name: Youth league}]
  grids: [{id: east, name: East side}]
teams:
  - {id: sweepers, name: Sweepers, lines: [youth], base: east, size: 3}
tasks:
  - id: sweep
    name: Sweep the square
    grid: east
    repeat: FREQ=DAILY
    window: {from: 06:00, to: 08:00}
    duration: 1h
    needs: [{people: 2}]
)";

int main() {
  const load::Loaded loaded = load::load_texts({{"square.yaml", kWorkspace}}, {});
  if (!loaded.workspace) {
    std::cerr << to_text(loaded.diagnostics, loaded.sources, Language::english);
    return 2;
  }
  const load::Workspace& workspace = *loaded.workspace;
  const solve::Outcome outcome = solve::solve(workspace.problem, workspace.rules, {});
  const plan::Verdict verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
  if (!verdict.broken.empty()) return 4;

  const plan::Plan plan =
      plan::assemble(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution,
                     verdict, {1, workspace.inputs, outcome.bound});
  std::cout << report::to_text(
      {workspace.problem, workspace.specs, plan, verdict, Language::english});
  return 0;
}
