// bench_load [--tasks N] [--threads T] [--runs R] [--seed S]
// What reading, binding and compiling a workspace costs, by format, beside what yaml-cpp's document
// tree alone costs on the same YAML. Every measurement has a process of its own, so that its peak
// of memory is its own; medians of the runs, which take turns.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>
#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "bulk_workspace.h"
#include "load/workspace.h"

namespace {

using namespace muster;
using bench::Format;
namespace fs = std::filesystem;

struct Settings {
  std::uint32_t tasks = 100'000;
  int threads = 1, runs = 3;
  std::uint64_t seed = 1;
};

// One row of the table: a format's workspace, or none for the document tree of the first.
struct Subject {
  std::string name;
  fs::path folder;
  std::optional<Format> format;
};

// What a measured process says before it ends. Equal workspaces have equal digests.
struct Measured {
  double wall = 0, cpu = 0, megabytes = 0;
  std::array<char, 16> digest{};
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Over all that the three formats say alike.
std::array<char, 16> digest_of(const model::Problem& problem) {
  std::string all;
  for (const model::Session& session : problem.sessions()) {
    const model::Task& task = problem.tasks()[session.task];
    all += fmt::format("{} {} {} {} {} {}", session.id, task.name, task.kind, task.grid.value,
                       model::word(task.priority), session.duration.minutes);
    for (Interval window : session.windows) all += fmt::format(" {}", window.from.minutes);
    for (const model::Need& need : task.needs) {
      all += fmt::format(" {} {} {} {}", need.people.min, need.people.max, need.skills.size(),
                         need.from.all_of.size());
    }
    all = sha256(all);
  }
  std::array<char, 16> digest{};
  std::copy_n(all.begin(), digest.size(), digest.begin());
  return digest;
}

// In the measured process.
std::optional<Measured> measure(const Subject& subject, const Settings& settings) {
  const SteadyClock clock;
  const double cpu = cpu_seconds();
  const auto begin = clock.elapsed();
  Measured measured;
  const auto stop = [&] {
    measured.wall = std::chrono::duration<double>(clock.elapsed() - begin).count();
    measured.cpu = cpu_seconds() - cpu;
    measured.megabytes = peak_megabytes();
  };
  if (!subject.format) {
    const YAML::Node tree = YAML::LoadFile(bench::tasks_file(subject.folder, Format::yaml));
    stop();
    if (tree["tasks"].size() != settings.tasks) return std::nullopt;
    return measured;
  }
  load::Options options;
  options.threads = settings.threads;
  options.pack_folders = {fs::path(MUSTER_SOURCE_DIR) / "rules" / "packs"};
  auto loaded = load::load_workspace(subject.folder, options);
  stop();
  if (!loaded) {
    fmt::print(stderr, "{}\n", loaded.failure().english);
    return std::nullopt;
  }
  const load::Loaded& all = loaded.value();
  fmt::print(stderr, "{}", to_text(all.diagnostics, all.sources, Language::english));
  if (!all.workspace || all.workspace->problem.tasks().size() != settings.tasks) {
    return std::nullopt;
  }
  measured.digest = digest_of(all.workspace->problem);
  return measured;
}

// Forks, measures there and hears of it by a pipe. None: it failed, and said why.
std::optional<Measured> measure_apart(const Subject& subject, const Settings& settings) {
  int ends[2];
  if (pipe(ends) != 0) return std::nullopt;
  const pid_t child = fork();
  if (child == 0) {
    const auto measured = measure(subject, settings);
    const bool told = measured && write(ends[1], &*measured, sizeof *measured) == sizeof *measured;
    _exit(told ? 0 : 1);
  }
  close(ends[1]);
  Measured measured;
  const bool heard = child > 0 && read(ends[0], &measured, sizeof measured) == sizeof measured;
  close(ends[0]);
  int status = 0;
  if (child > 0) waitpid(child, &status, 0);
  return heard ? std::optional(measured) : std::nullopt;
}

double median(const std::vector<Measured>& runs, double Measured::*field) {
  std::vector<double> values;
  for (const Measured& run : runs) values.push_back(run.*field);
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void print_table(const std::vector<Subject>& subjects,
                 const std::vector<std::vector<Measured>>& runs, std::uint32_t tasks) {
  const double tree_cpu = median(runs.back(), &Measured::cpu);
  const double tree_megabytes = median(runs.back(), &Measured::megabytes);
  fmt::print("format\tfile MB\ttasks/s\tcpu s\twall s\tpeak MB\ttimes as fast\tof its memory\n");
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const double cpu = median(runs[i], &Measured::cpu);
    const double megabytes = median(runs[i], &Measured::megabytes);
    const fs::path file =
        bench::tasks_file(subjects[i].folder, subjects[i].format.value_or(Format::yaml));
    fmt::print("{}\t{:.1f}\t{:.0f}\t{:.2f}\t{:.2f}\t{:.0f}\t{:.1f}\t{:.3f}\n", subjects[i].name,
               static_cast<double>(fs::file_size(file)) / (1 << 20), tasks / cpu, cpu,
               median(runs[i], &Measured::wall), megabytes, tree_cpu / cpu,
               megabytes / tree_megabytes);
  }
}

// False: a measurement failed, or two formats gave two workspaces.
bool run(const std::vector<Subject>& subjects, const Settings& settings) {
  std::vector<std::vector<Measured>> runs(subjects.size());
  for (int turn = 0; turn < settings.runs; ++turn) {
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      const auto measured = measure_apart(subjects[i], settings);
      if (!measured) return false;
      runs[i].push_back(*measured);
      if (!subjects[i].format || measured->digest == runs[0][0].digest) continue;
      fmt::print(stderr, "{} gives another workspace than {}\n", subjects[i].name,
                 subjects[0].name);
      return false;
    }
  }
  print_table(subjects, runs, settings.tasks);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Loads the same tasks as YAML, JSON Lines and CSV and measures it"};
  Settings settings;
  app.add_option("--tasks", settings.tasks)->check(CLI::Range(1u, 1'000'000u));
  app.add_option("--threads", settings.threads)->check(CLI::Range(1, 256));
  app.add_option("--runs", settings.runs)->check(CLI::Range(1, 100));
  app.add_option("--seed", settings.seed);
  CLI11_PARSE(app, argc, argv);

  std::string pattern = fs::temp_directory_path() / "bench_load_XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) {
    fmt::print(stderr, "can't make {}\n", pattern);
    return 3;
  }
  const fs::path root = pattern;
  const std::vector<Subject> subjects{{"yaml", root / "yaml", Format::yaml},
                                      {"jsonl", root / "jsonl", Format::json_lines},
                                      {"csv", root / "csv", Format::csv},
                                      {"yaml-cpp tree", root / "yaml", std::nullopt}};
  bool good = true;
  for (const Subject& subject : subjects) {
    if (!subject.format) continue;
    fs::create_directory(subject.folder);
    good = good && bench::write_bulk_workspace(subject.folder, *subject.format, settings.tasks,
                                               settings.seed);
  }
  good = good && run(subjects, settings);
  fs::remove_all(root);
  return good ? 0 : 3;
}
