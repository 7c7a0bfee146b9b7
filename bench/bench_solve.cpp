// bench_solve WORKSPACE… [--effort N | --time T] [--threads N] [--seed S | --seeds K]
// A TSV row a workspace: what is served, how good that is, how soon it was there, at what price.
// Every run is a process of its own, so that its peak memory is its own.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
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

constexpr std::size_t kPriorities = 4;
constexpr double kNearlyFinal = 0.99;  // of the final served weight

double seconds(std::chrono::nanoseconds t) { return std::chrono::duration<double>(t).count(); }

// What one process found out; plain bytes, written through a pipe.
struct Measured {
  std::int32_t sessions = 0;
  std::array<std::int32_t, kPriorities> all{}, served{};
  std::int64_t weight = 0;         // of all sessions
  std::int64_t served_weight = 0;  // over all priorities
  std::int64_t bound_weight = 0;   // no plan serves more
  std::array<std::int64_t, limits::kLevels> cost{}, bound{};
  double load = 0, first_plan = 0, nearly_final = 0, solve = 0;  // seconds
  double moves = 0, rounds = 0;
  double peak_megabytes = 0;
};

// What is told of one workspace.
struct Row {
  std::vector<Measured> runs;
  std::vector<std::string> levels;
};

// Weight on the priorities' levels that a score leaves unserved. Rules that are priced there count
// too; generated workspaces have none.
std::int64_t unserved_weight(const rule::Levels& levels, const rule::Score& cost) {
  std::int64_t out = 0;
  for (std::size_t p = 0; p < kPriorities; ++p) {
    const auto level = levels.find(model::word(static_cast<model::Priority>(p)));
    if (level) out += cost[*level];
  }
  return out;
}

void count_sessions(const model::Problem& problem, const model::Solution& solution, Measured& out) {
  out.sessions = static_cast<std::int32_t>(problem.sessions().size());
  for (auto s : indices(problem.sessions())) {
    const model::Task& task = problem.task_of(s);
    const auto p = static_cast<std::size_t>(task.priority);
    out.weight += task.weight;
    ++out.all[p];
    if (!solution.serves(s)) continue;
    ++out.served[p];
    out.served_weight += task.weight;
  }
}

struct Note {
  std::chrono::nanoseconds at;
  std::int64_t unserved;
};

// The first note from which on the plan serves nearly what the last one does.
double nearly_final(const std::vector<Note>& notes, const Measured& m) {
  const auto enough = kNearlyFinal * static_cast<double>(m.served_weight);
  for (const Note& note : notes) {
    if (static_cast<double>(m.weight - note.unserved) >= enough) return seconds(note.at);
  }
  return m.solve;
}

Measured measure(const load::Workspace& workspace, solve::Options options) {
  const SteadyClock clock;
  const auto begin = clock.elapsed();
  std::vector<Note> notes;
  options.progress = [&](const solve::Progress& p) {
    notes.push_back({clock.elapsed() - begin, unserved_weight(workspace.rules.levels, p.score)});
  };
  const solve::Outcome out = solve::solve(workspace.problem, workspace.rules, options);
  Measured m;
  m.solve = seconds(clock.elapsed() - begin);
  count_sessions(workspace.problem, out.solution, m);
  m.bound_weight = m.weight - unserved_weight(workspace.rules.levels, out.bound);
  for (std::size_t i = 0; i < workspace.rules.levels.size(); ++i) {
    m.cost[i] = out.score[rule::LevelIndex(i)];
    m.bound[i] = out.bound[rule::LevelIndex(i)];
  }
  m.first_plan = seconds(out.first_plan);
  m.nearly_final = nearly_final(notes, m);
  m.moves = static_cast<double>(out.moves);
  m.rounds = static_cast<double>(out.rounds);
  return m;
}

// None: it can't be read (`code` 3) or is wrong (`code` 2), which was said.
std::optional<load::Workspace> read_workspace(const std::string& folder, int threads, int& code) {
  load::Options how;
  how.threads = threads;
  how.pack_folders = {std::filesystem::path(MUSTER_SOURCE_DIR) / "rules" / "packs"};
  auto loaded = load::load_workspace(folder, how);
  if (!loaded) {
    fmt::print(stderr, "{}: {}\n", folder, loaded.failure().english);
    code = 3;
    return std::nullopt;
  }
  auto& read = loaded.value();
  if (!read.workspace) {
    fmt::print(stderr, "{}", to_text(read.diagnostics, read.sources, Language::english));
    code = 2;
  }
  return std::move(read.workspace);
}

bool write_all(int fd, const void* data, std::size_t size) {
  return ::write(fd, data, size) == static_cast<ssize_t>(size);
}

// In the child: loads, solves, writes what it measured and the names of the levels.
int run_here(const std::string& folder, const solve::Options& options, int fd) {
  const SteadyClock clock;
  const auto begin = clock.elapsed();
  int code = 0;
  const auto workspace = read_workspace(folder, options.threads, code);
  if (!workspace) return code;
  const auto load = clock.elapsed() - begin;
  Measured m = measure(*workspace, options);
  m.load = seconds(load);
  std::string names;
  for (std::size_t i = 0; i < workspace->rules.levels.size(); ++i) {
    names += workspace->rules.levels.name(rule::LevelIndex(i)) + "\n";
  }
  return write_all(fd, &m, sizeof m) && write_all(fd, names.data(), names.size()) ? 0 : 3;
}

// 0, or the exit code of the run that failed.
int run_apart(const std::string& folder, const solve::Options& options, Row& row) {
  int ends[2];
  if (::pipe(ends) != 0) return 3;
  const pid_t child = ::fork();
  if (child < 0) return 3;
  if (child == 0) {
    ::close(ends[0]);
    const int code = run_here(folder, options, ends[1]);
    std::fflush(nullptr);
    ::_exit(code);
  }
  ::close(ends[1]);
  std::string bytes;
  char block[4096];
  for (ssize_t n = ::read(ends[0], block, sizeof block); n > 0;
       n = ::read(ends[0], block, sizeof block)) {
    bytes.append(block, static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status)) return 4;
  if (WEXITSTATUS(status) != 0 || bytes.size() < sizeof(Measured)) return WEXITSTATUS(status);
  Measured m;
  std::copy_n(bytes.data(), sizeof m, reinterpret_cast<char*>(&m));
  m.peak_megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
  row.runs.push_back(m);
  row.levels.clear();
  for (std::size_t at = sizeof m; at < bytes.size();) {
    const std::size_t end = bytes.find('\n', at);
    row.levels.push_back(bytes.substr(at, end - at));
    at = end + 1;
  }
  return 0;
}

double median(const std::vector<Measured>& runs, double Measured::*field) {
  std::vector<double> values;
  for (const Measured& m : runs) values.push_back(m.*field);
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

// "must:120/120 high:80/81": served of all, by priority.
std::string served(const Measured& m) {
  std::string out;
  for (std::size_t p = 0; p < kPriorities; ++p) {
    if (m.all[p] == 0) continue;
    out += fmt::format("{}{}:{}/{}", out.empty() ? "" : " ",
                       model::word(static_cast<model::Priority>(p)), m.served[p], m.all[p]);
  }
  return out;
}

std::string by_level(const Row& row, const std::array<std::int64_t, limits::kLevels>& cost) {
  std::string out;
  for (std::size_t i = 0; i < row.levels.size(); ++i) {
    out += fmt::format("{}{}:{}", i == 0 ? "" : " ", row.levels[i], -cost[i]);
  }
  return out;
}

// Against planted.txt: "reached", or the first level that differs: "normal -12 of -5". A plan that
// is better than the best possible is a bug, of the generator or of the score.
std::string planted(const std::string& folder, const Row& row, const Measured& m) {
  std::ifstream file(std::filesystem::path(folder) / "planted.txt");
  if (!file) return "-";
  std::map<std::string, std::int64_t> best;
  std::string level;
  for (std::int64_t score = 0; file >> level >> score;) best[level] = score;
  for (std::size_t i = 0; i < row.levels.size(); ++i) {
    const std::int64_t known = best[row.levels[i]];
    if (-m.cost[i] == known) continue;
    return fmt::format("{}{} {} of {}", -m.cost[i] > known ? "BETTER THAN POSSIBLE " : "",
                       row.levels[i], -m.cost[i], known);
  }
  return "reached";
}

void print_row(const std::string& folder, Row& row) {
  std::sort(row.runs.begin(), row.runs.end(),
            [](const Measured& a, const Measured& b) { return a.cost < b.cost; });
  const Measured& middle = row.runs[row.runs.size() / 2];
  const double could = static_cast<double>(std::max<std::int64_t>(1, middle.bound_weight));
  const double gap = static_cast<double>(middle.bound_weight - middle.served_weight) / could;
  const auto of = [&](double Measured::*field) { return median(row.runs, field); };
  fmt::print(
      "{}\t{}\t{}\t{}\t{}\t{:.2f}\t{}\t{:.2f}\t{:.2f}\t{:.2f}\t{:.2f}\t{:.0f}\t{:.0f}\t{:.0f}\n",
      folder, middle.sessions, served(middle), by_level(row, middle.cost),
      by_level(row, middle.bound), 100 * gap, planted(folder, row, middle), of(&Measured::load),
      of(&Measured::first_plan), of(&Measured::nearly_final), of(&Measured::solve),
      of(&Measured::rounds), of(&Measured::moves) / std::max(of(&Measured::solve), 1e-9),
      of(&Measured::peak_megabytes));
  std::fflush(stdout);
}

std::optional<std::chrono::nanoseconds> time_limit(const std::string& text) {
  for (const auto& [unit, length] : {std::pair{"min", 60e9}, {"ms", 1e6}, {"s", 1e9}}) {
    if (!text.ends_with(unit)) continue;
    try {
      std::size_t used = 0;
      const double number = std::stod(text, &used);
      if (used + std::string_view(unit).size() != text.size() || !(number > 0)) break;
      return std::chrono::nanoseconds(static_cast<std::int64_t>(number * length));
    } catch (const std::exception&) {
      break;
    }
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Plans workspaces and measures it; medians over the seeds"};
  std::vector<std::string> folders;
  solve::Options options;
  std::string time;
  int seeds = 1;
  app.add_option("WORKSPACE", folders)->required();
  auto* effort = app.add_option("--effort", options.effort, "rounds");
  app.add_option("--time", time, "such as 500ms, 10s or 2min")->check([](const std::string& text) {
    return time_limit(text) ? "" : "not a time like 500ms, 10s or 2min: " + text;
  });
  app.add_option("--threads", options.threads)->check(CLI::Range(1, 1024));
  app.add_option("--seed", options.seed, "the first seed");
  app.add_option("--seeds", seeds, "how many")->check(CLI::Range(1, 1000));
  CLI11_PARSE(app, argc, argv);
  options.time = time_limit(time);
  if (options.time && effort->count() == 0) options.effort = UINT64_MAX / 2;
  fmt::print(
      "workspace\tsessions\tserved\tscore\tbound\tgap %\tplanted\tload s\tfirst plan s\t"
      "within 1 % s\tsolve s\trounds\tmoves/s\tpeak MB\n");
  std::fflush(stdout);
  int worst = 0;
  for (const std::string& folder : folders) {
    Row row;
    int code = 0;
    for (int k = 0; k < seeds && code == 0; ++k) {
      solve::Options one = options;
      one.seed += static_cast<std::uint64_t>(k);
      code = run_apart(folder, one, row);
    }
    if (code == 0) print_row(folder, row);
    worst = std::max(worst, code);
  }
  return worst;
}
