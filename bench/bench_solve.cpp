// bench_solve WORKSPACE… [--effort N | --time T] [--threads N] [--seed S]
// One TSV row per workspace: how much is served, how good it is, how long it took.
#include <sys/resource.h>

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/zone_time.h"
#include "load/workspace.h"
#include "solve/solve.h"

namespace {

using namespace muster;

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double seconds(std::chrono::nanoseconds t) { return std::chrono::duration<double>(t).count(); }

// "must:120/120 high:80/81": served of all, by priority.
std::string served_by_priority(const model::Problem& problem, const model::Solution& solution) {
  std::string out;
  for (int p = 0; p < 4; ++p) {
    int all = 0;
    int served = 0;
    for (auto s : indices(problem.sessions())) {
      if (static_cast<int>(problem.task_of(s).priority) != p) continue;
      ++all;
      served += solution.serves(s);
    }
    const auto name = model::word(static_cast<model::Priority>(p));
    if (all > 0) out += fmt::format("{}{}:{}/{}", out.empty() ? "" : " ", name, served, all);
  }
  return out;
}

std::string by_level(const rule::Levels& levels, const rule::Score& cost) {
  std::string out;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const rule::LevelIndex level(i);
    out += fmt::format("{}{}:{}", i == 0 ? "" : " ", levels.name(level), -cost[level]);
  }
  return out;
}

bool measure(const std::string& folder, const solve::Options& options) {
  load::Options how;
  how.threads = options.threads;
  how.pack_folders = {std::filesystem::path(MUSTER_SOURCE_DIR) / "rules" / "packs"};
  const SteadyClock clock;
  const auto begin = clock.elapsed();
  auto loaded = load::load_workspace(folder, how);
  if (!loaded) {
    fmt::print(stderr, "{}: {}\n", folder, loaded.failure().english);
    return false;
  }
  if (!loaded.value().workspace) {
    const auto& bad = loaded.value();
    fmt::print(stderr, "{}", to_text(bad.diagnostics, bad.sources, Language::english));
    return false;
  }
  const load::Workspace& workspace = *loaded.value().workspace;
  const auto read = clock.elapsed();
  const solve::Outcome out = solve::solve(workspace.problem, workspace.rules, options);
  const double took = seconds(clock.elapsed() - read);
  fmt::print("{}\t{}\t{}\t{}\t{}\t{:.2f}\t{:.2f}\t{}\t{:.0f}\t{:.0f}\n", folder,
             workspace.problem.sessions().size(),
             served_by_priority(workspace.problem, out.solution),
             by_level(workspace.rules.levels, out.score),
             by_level(workspace.rules.levels, out.bound), seconds(read - begin), took, out.rounds,
             static_cast<double>(out.moves) / std::max(took, 1e-9), peak_megabytes());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Plans workspaces and measures it"};
  std::vector<std::string> folders;
  solve::Options options;
  std::string time;
  app.add_option("WORKSPACE", folders)->required();
  auto* effort = app.add_option("--effort", options.effort, "rounds");
  app.add_option("--time", time, "such as 10s or 2min");
  app.add_option("--threads", options.threads);
  app.add_option("--seed", options.seed);
  CLI11_PARSE(app, argc, argv);
  if (!time.empty()) {
    const bool whole_minutes = time.size() > 3 && time.substr(time.size() - 3) == "min";
    const double number = std::stod(time);
    options.time =
        std::chrono::nanoseconds(static_cast<std::int64_t>(number * (whole_minutes ? 60e9 : 1e9)));
    if (effort->count() == 0) options.effort = UINT64_MAX / 2;
  }
  fmt::print(
      "workspace\tsessions\tserved\tscore\tbound\tload s\tsolve s\trounds\tmoves/s\tpeak MB\n");
  bool ok = true;
  for (const std::string& folder : folders) ok = measure(folder, options) && ok;
  return ok ? 0 : 3;
}
