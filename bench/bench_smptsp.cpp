// bench_smptsp FILE… [--time T] [--threads N] [--seed S]
// One TSV row per public instance, then one line per folder that has best-known figures.
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/file.h"
#include "plan/verify.h"
#include "rule/catalog.h"
#include "smptsp_file.h"
#include "solve/solve.h"

namespace {

using namespace muster;

constexpr std::uint64_t kMostBytes = 256u << 20;

double seconds(std::chrono::nanoseconds t) { return std::chrono::duration<double>(t).count(); }

struct Summary {
  int files = 0, closed = 0, closed_reached = 0, at_lower = 0, above_upper = 0, unverified = 0;
  double gap_percent = 0;
};

struct Row {
  std::int64_t unserved = 0, used = 0, bound = 0;
  double best_at = 0, took = 0;
  bool verified = false;
};

std::size_t teams_used(const model::Solution& solution) {
  std::set<model::TeamIndex> used;
  for (const auto& placement : solution.placements) {
    if (!placement) continue;
    for (const model::Crew& crew : placement->crews) used.insert(crew.team);
  }
  return used.size();
}

Row solve_one(const bench::SmptspFile& file, solve::Options options) {
  const bench::Stated stated = bench::state_smptsp(file);
  Diagnostics diagnostics;
  const rule::RuleSet rules = rule::compile(stated.rules, {}, stated.problem, diagnostics);
  rule::Score best;
  std::chrono::nanoseconds best_at{-1};
  const SteadyClock clock;
  const auto begin = clock.elapsed();
  options.progress = [&](const solve::Progress& progress) {
    if (best_at.count() >= 0 && progress.score == best) return;
    best = progress.score;
    best_at = clock.elapsed() - begin;
  };
  const solve::Outcome out = solve::solve(stated.problem, rules, options);
  const auto took = clock.elapsed() - begin;
  const plan::Verdict verdict =
      plan::verify(stated.problem, stated.rules, rules.levels, out.solution);
  Row row;
  row.unserved = out.score[rules.level_of(static_cast<int>(model::Priority::must))];
  row.used = static_cast<std::int64_t>(teams_used(out.solution));
  row.bound = out.bound[*rules.levels.find("care")];
  row.best_at = seconds(best_at.count() >= 0 && best == out.score ? best_at : took);
  row.took = seconds(took);
  row.verified = verdict.broken.empty() && verdict.score == out.score;
  return row;
}

bool measure(const std::string& path, const solve::Options& options,
             std::map<std::string, Summary>& summaries) {
  const auto text = read_file(path, kMostBytes);
  if (!text) {
    fmt::print(stderr, "{}\n", text.failure().english);
    return false;
  }
  std::string trouble;
  const auto file = bench::parse_smptsp(text.value(), trouble);
  if (!file) {
    fmt::print(stderr, "{}: {}\n", path, trouble);
    return false;
  }
  const Row row = solve_one(*file, options);
  const auto known = bench::best_known(path);
  const std::string upper = known ? std::to_string(known->upper) : "-";
  const std::string lower = known ? std::to_string(known->lower) : "-";
  const char* closed = !known ? "-" : known->closed ? "yes" : "no";
  fmt::print("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.2f}\t{:.2f}\t{}\n", path, file->jobs.size(),
             file->jobs_of.size(), row.unserved, row.used, row.bound, upper, closed, lower,
             row.best_at, row.took, row.verified ? "yes" : "no");
  std::fflush(stdout);
  if (!known) return row.verified;
  Summary& sum = summaries[std::filesystem::path(path).parent_path().filename().string()];
  const bool all = row.unserved == 0;
  ++sum.files;
  sum.closed += known->closed;
  sum.closed_reached += known->closed && all && row.used <= known->upper;
  sum.at_lower += all && row.used <= known->lower;
  sum.above_upper += !all || row.used > known->upper;
  sum.unverified += !row.verified;
  sum.gap_percent += 100.0 * static_cast<double>(row.used + row.unserved - known->lower) /
                     static_cast<double>(known->lower);
  return row.verified;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Solves public instances of shift minimisation personnel task scheduling"};
  std::vector<std::string> files;
  double time = 10;
  solve::Options options;
  options.effort = UINT64_MAX / 2;
  app.add_option("FILE", files);
  app.add_option("--time", time, "for each file, such as 10s or 2min")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, double>{{"s", 1}, {"min", 60}}));
  app.add_option("--threads", options.threads);
  app.add_option("--seed", options.seed);
  CLI11_PARSE(app, argc, argv);
  options.time = std::chrono::nanoseconds(static_cast<std::int64_t>(time * 1e9));
  if (files.empty()) {
    fmt::print("skipped: no instances\n");
    return 0;
  }
  fmt::print(
      "instance\tjobs\tworkers\tunserved\tused\tbound\tbest known\tclosed\tknown bound\t"
      "best at s\ttook s\tverified\n");
  bool ok = true;
  std::map<std::string, Summary> summaries;
  for (const std::string& file : files) ok = measure(file, options, summaries) && ok;
  for (const auto& [folder, sum] : summaries) {
    fmt::print(
        "# {}: {} files; closed {}, of these at the optimum {}; at the known bound {}; above the "
        "best known {}; mean gap to the known bound {:.2f} %; not verified {}\n",
        folder, sum.files, sum.closed, sum.closed_reached, sum.at_lower, sum.above_upper,
        sum.gap_percent / std::max(1, sum.files), sum.unverified);
  }
  return ok ? 0 : 3;
}
