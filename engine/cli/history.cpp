// muster history add WORKSPACE FILE…: plans and attendance lists into the workspace's history.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "load/history_book.h"
#include "load/readers.h"

namespace muster::cli {

namespace fs = std::filesystem;

namespace {

using load::HistoryBook;
using load::HistoryRow;

// Who goes where by the plan; standing assignments have no time and are no history.
std::vector<HistoryRow> turns_of(const model::Problem& problem, const model::Solution& solution) {
  std::vector<HistoryRow> rows;
  for (auto s : indices(problem.sessions())) {
    const model::Task& task = problem.task_of(s);
    if (!solution.serves(s) || task.standing) continue;
    const model::Placement& placement = *solution.placements[s];
    HistoryRow row;
    row.session = problem.sessions()[s].id;
    row.start = problem.zone_time().local(placement.start);
    row.minutes = problem.sessions()[s].duration.minutes;
    row.task = task.id;
    row.kind = task.kind;
    for (model::LineIndex line : task.lines) row.lines.push_back(problem.lines()[line].id);
    const model::GridIndex grid = problem.served_grid(s, placement.venue);
    if (grid.exists()) row.grid = problem.grids()[grid].id;
    for (const model::Crew& crew : placement.crews) {
      for (model::HeadIndex head : crew.heads) {
        rows.push_back(row);
        rows.back().team = problem.teams()[crew.team].id;
        rows.back().head = problem.heads()[head].id;
      }
    }
  }
  return rows;
}

std::string summary(const fs::path& path, const HistoryBook::Change& change, std::size_t n,
                    Console& console) {
  return fmt::format(
      fmt::runtime(console.say({"{}: {} turns added, {} changed, {} removed; {} in all\n",
                                "{}：新增 {} 人次，更改 {}，删去 {}；共 {}\n"})),
      path.string(), change.added, change.changed, change.removed, n);
}

// One file into the book; the exit code.
int add_file(const fs::path& path, load::Loaded& loaded, HistoryBook& book,
             HistoryBook::Change& sum, Console& console) {
  const model::Problem& problem = loaded.workspace->problem;
  HistoryBook::Change change;
  if (path.extension() == ".json") {
    auto read = read_plan(path, loaded, console);
    if (auto* code = std::get_if<int>(&read)) return *code;
    std::set<std::string> sessions;
    for (const model::Session& session : problem.sessions()) sessions.insert(session.id);
    change =
        book.add_plan(turns_of(problem, std::get<plan::Plan>(read).solution), sessions, problem);
  } else {
    const auto rows = read_rows<HistoryRow>(path, loaded.sources, console);
    if (const auto* code = std::get_if<int>(&rows)) return *code;
    Diagnostics findings;
    change = book.add_attendance(std::get<std::vector<HistoryRow>>(rows), problem, findings);
    console.err << to_text(findings, loaded.sources, console.language) << std::flush;
    if (findings.any_error()) return kBadInput;
  }
  sum.added += change.added;
  sum.changed += change.changed;
  sum.removed += change.removed;
  console.out << summary(path, change, book.rows().size(), console);
  return kDone;
}

}  // namespace

int history_add(const HistoryOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  load::Loaded& loaded = std::get<load::Loaded>(read);
  const fs::path folder =
      fs::is_directory(options.workspace) ? options.workspace : options.workspace.parent_path();
  const fs::path target = folder / load::kHistoryFile;
  std::vector<HistoryRow> before;
  if (fs::exists(target)) {
    auto rows = read_rows<HistoryRow>(target, loaded.sources, console);
    if (const auto* code = std::get_if<int>(&rows)) return *code;
    before = std::move(std::get<std::vector<HistoryRow>>(rows));
  }
  HistoryBook book(std::move(before));
  HistoryBook::Change sum;
  for (const fs::path& file : options.files) {
    if (const int code = add_file(file, loaded, book, sum, console); code != kDone) return code;
  }
  if (!sum.any()) return kDone;
  const auto written = write_file(target, load::history_csv(book.rows()));
  return written ? static_cast<int>(kDone) : console.fail(written.failure());
}

}  // namespace muster::cli
