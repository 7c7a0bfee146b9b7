#include "cli/planning.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "cli/progress.h"
#include "report/verdict.h"

namespace muster::cli {

solve::Outcome search(const PlanOptions& options, const Setting& setting, const StopOnSignal& stop,
                      Console& console) {
  ProgressLine line(console, setting.rules.levels, options.quiet);
  solve::Options how;
  how.seed = options.seed;
  how.threads = options.threads;
  how.time = options.time;
  how.stop = stop.asked();
  if (options.effort) {
    how.effort = *options.effort;
  } else if (options.time) {
    how.effort = std::numeric_limits<std::uint64_t>::max();
  } else {
    how.effort = solve::usual_effort(setting.problem);
  }
  how.cap = setting.cap;
  if (line.active()) how.progress = [&](const solve::Progress& p) { line.show(p); };
  return solve::solve(setting.problem, setting.rules, how);
}

std::string bug_in(const Setting& setting, const solve::Outcome& outcome,
                   const plan::Verdict& verdict) {
  bool forced = false;
  for (const plan::Match& match : verdict.broken) {
    const bool pinned = std::any_of(
        match.sessions.begin(), match.sessions.end(),
        [&](model::SessionIndex s) { return setting.problem.sessions()[s].pin.has_value(); });
    if (!pinned && match.rule.empty()) return "the plan breaks a law: " + match.english;
    forced = true;
  }
  if (!forced && verdict.score != outcome.score) {
    return fmt::format("search and verifier count differently: {} and {}",
                       report::score_line(setting.rules.levels, outcome.score),
                       report::score_line(setting.rules.levels, verdict.score));
  }
  return {};
}

rule::Score bound_of(const Setting& setting, const rule::Levels& levels, const rule::Score& bound) {
  rule::Score out;
  for (auto level : all<rule::LevelIndex>(setting.rules.levels.size())) {
    for (const rule::CompiledRule& each : setting.rules.rules) {
      if (each.kind == "stability" && each.level == level) return out;
    }
    if (const auto own = levels.find(setting.rules.levels.name(level))) out[*own] = bound[level];
  }
  return out;
}

}  // namespace muster::cli
