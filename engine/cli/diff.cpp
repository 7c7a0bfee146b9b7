// muster diff WORKSPACE BEFORE AFTER: what changed, and for whom.
#include "cli/commands.h"
#include "cli/inputs.h"
#include "plan/difference.h"
#include "report/changes.h"

namespace muster::cli {

int diff(const DiffOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto before = read_plan(options.before, loaded, console);
  if (auto* code = std::get_if<int>(&before)) return *code;
  auto after = read_plan(options.after, loaded, console);
  if (auto* code = std::get_if<int>(&after)) return *code;
  const model::Problem& problem = loaded.workspace->problem;
  const report::Versions versions{std::get<plan::Plan>(before).solution,
                                  std::get<plan::Plan>(after).solution};
  const auto difference = plan::difference(problem, versions.before, versions.after);
  const auto written = deliver(
      console, "-",
      options.json ? report::difference_json(problem, difference, versions)
                   : report::difference_text(problem, difference, versions, console.language));
  return written ? kDone : console.fail(written.failure());
}

}  // namespace muster::cli
