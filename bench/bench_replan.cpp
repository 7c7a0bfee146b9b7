// bench_replan recommend|declines WORKSPACE… | replay CHANGES…
// How fast plans bend, and how little: a TSV row a workspace or file.
//   recommend: the time of one question to a plan that stays loaded, over many sessions.
//   declines: crews of 1 % of the sessions stay away; people disturbed by planning again with the
//     usual effort, against the fewest with which long searches serve at least as well.
//   replay: see replay.h.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "load/workspace.h"
#include "plan/rebase.h"
#include "plan/verify.h"
#include "replay.h"
#include "solve/desk.h"

namespace {

using namespace muster;

struct Settings {
  std::vector<std::string> inputs;
  std::uint64_t effort = 0;  // zero: the usual one
  std::uint64_t seed = 1;
  int threads = 1;
  std::size_t questions = 1000;
  std::uint32_t moved = 0;
  double share = 0.01;
  int longer = 10;  // times the effort of the long searches
};

double milliseconds(std::chrono::nanoseconds t) {
  return std::chrono::duration<double, std::milli>(t).count();
}

std::optional<load::Workspace> read_workspace(const std::string& folder) {
  load::Options how;
  how.pack_folders = {std::filesystem::path(MUSTER_SOURCE_DIR) / "rules" / "packs"};
  auto read = load::load_workspace(folder, how);
  if (!read || !read.value().workspace) {
    std::fprintf(stderr, "%s: not a workspace that can be planned\n", folder.c_str());
    return std::nullopt;
  }
  return std::move(*read.value().workspace);
}

solve::Options options_of(const Settings& settings, const model::Problem& problem) {
  solve::Options out;
  out.seed = settings.seed;
  out.threads = settings.threads;
  out.effort = settings.effort > 0 ? settings.effort : solve::usual_effort(problem);
  return out;
}

// Of half the questions the session is unserved or has lost its place.
void ask(const std::string& name, const Settings& settings, const load::Workspace& workspace) {
  const auto plan =
      solve::solve(workspace.problem, workspace.rules, options_of(settings, workspace.problem));
  const SteadyClock clock;
  const auto begin = clock.elapsed();
  solve::Desk desk(workspace.problem, workspace.rules, plan.solution);
  const auto loaded = clock.elapsed() - begin;
  Random random(settings.seed);
  const auto n = static_cast<std::uint32_t>(workspace.problem.sessions().size());
  std::vector<double> times;
  std::size_t answers = 0;
  for (std::size_t k = 0; k < settings.questions; ++k) {
    solve::Question question;
    question.session = model::SessionIndex(random.below(n));
    question.moved = settings.moved;
    const auto asked = clock.elapsed();
    answers += desk.ask(question).empty() ? 0 : 1;
    times.push_back(milliseconds(clock.elapsed() - asked));
  }
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[std::min(times.size() - 1,
                          static_cast<std::size_t>(share * static_cast<double>(times.size())))];
  };
  fmt::print("{}\t{}\t{:.0f}\t{}\t{}\t{:.3f}\t{:.3f}\t{:.3f}\n", name, n, milliseconds(loaded),
             times.size(), answers, at(0.5), at(0.99), times.back());
}

// Teams that stay away for the time of one of their sessions.
std::vector<plan::Change> declines(const model::Problem& problem, const model::Solution& plan,
                                   const Settings& settings) {
  Random random(settings.seed + 1);
  std::vector<plan::Change> out;
  for (auto s : indices(problem.sessions())) {
    if (!plan.serves(s) || plan.placements[s]->crews.empty()) continue;
    if (problem.task_of(s).standing || !random.chance(settings.share)) continue;
    const model::Placement& placement = *plan.placements[s];
    const TimePoint end = placement.start + problem.sessions()[s].duration;
    out.emplace_back(plan::TeamAway{placement.crews.front().team, Interval{placement.start, end}});
  }
  return out;
}

struct Replanned {
  rule::Score served;  // all but the level of people disturbed
  std::int64_t disturbed = 0;
  double ms = 0;
};

Replanned plan_again(const plan::Rebased& again, const solve::Options& options) {
  const SteadyClock clock;
  const auto begin = clock.elapsed();
  const auto out = solve::solve(again.changed.problem, again.changed.rules, options);
  Replanned result;
  result.ms = milliseconds(clock.elapsed() - begin);
  const auto counted = *again.counted;
  result.disturbed = out.score[counted];
  // What is less important than people plays no part.
  for (std::size_t i = 0; i < counted.value; ++i) result.served.cost[i] = out.score.cost[i];
  return result;
}

// The fewest people disturbed that long searches need to serve at least as well. Left alone they
// serve better and disturb more, so each must keep below a share of what the first disturbed.
std::int64_t fewest_disturbed(const plan::Rebased& again, solve::Options options,
                              const Replanned& first, int longer) {
  std::int64_t fewest = first.disturbed;
  options.effort *= static_cast<std::uint64_t>(longer);
  for (const double share : {1.0, 0.95, 0.9, 1 / 1.2, 0.75, 0.6}) {
    const auto most = static_cast<std::int64_t>(share * static_cast<double>(first.disturbed));
    options.cap = solve::LevelCap{*again.counted, most};
    const Replanned other = plan_again(again, options);
    if (other.served <= first.served) fewest = std::min(fewest, other.disturbed);
  }
  return fewest;
}

void decline(const std::string& name, const Settings& settings, const load::Workspace& workspace) {
  const model::Problem& problem = workspace.problem;
  auto options = options_of(settings, problem);
  const auto plan = solve::solve(problem, workspace.rules, options);
  const auto changes = declines(problem, plan.solution, settings);
  const auto changed = plan::apply(problem, workspace.specs, workspace.rules.levels, changes);
  Diagnostics diagnostics;
  const auto again = plan::rebase(changed.problem, changed.specs, changed.rules, plan.solution,
                                  {{}, true}, diagnostics);
  if (!again) return;
  const Replanned first = plan_again(*again, options);
  const std::int64_t fewest = fewest_disturbed(*again, options, first, settings.longer);
  fmt::print("{}\t{}\t{}\t{:.0f}\t{}\t{}\t{:.3f}\n", name, problem.sessions().size(),
             changes.size(), first.ms, first.disturbed, fewest,
             static_cast<double>(first.disturbed) /
                 static_cast<double>(std::max<std::int64_t>(1, fewest)));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("measures how plans bend");
  Settings settings;
  app.require_subcommand(1);
  auto* recommend = app.add_subcommand("recommend", "questions to a loaded plan");
  auto* lost = app.add_subcommand("declines", "people disturbed when crews stay away");
  auto* replay = app.add_subcommand("replay", "a programme's changes, one after the other");
  for (auto* command : {recommend, lost, replay}) {
    command->add_option("inputs", settings.inputs)->required();
    command->add_option("--effort", settings.effort);
    command->add_option("--seed", settings.seed);
    command->add_option("--threads", settings.threads)->check(CLI::Range(1, 256));
  }
  recommend->add_option("--questions", settings.questions)->check(CLI::PositiveNumber);
  recommend->add_option("--moved", settings.moved);
  lost->add_option("--share", settings.share);
  lost->add_option("--longer", settings.longer);
  CLI11_PARSE(app, argc, argv);
  if (replay->parsed()) return bench::replay(settings.inputs, settings.effort);
  fmt::print("{}\n",
             recommend->parsed()
                 ? "workspace\tsessions\tload ms\tquestions\tanswered\tp50 ms\tp99 ms\tmost ms"
                 : "workspace\tsessions\tdeclines\tms\tdisturbed\tfewest\tratio");
  for (const std::string& input : settings.inputs) {
    const auto workspace = read_workspace(input);
    if (!workspace) return 2;
    recommend->parsed() ? ask(input, settings, *workspace) : decline(input, settings, *workspace);
    std::fflush(stdout);
  }
  return 0;
}
