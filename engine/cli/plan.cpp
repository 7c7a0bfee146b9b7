// muster plan WORKSPACE: load, solve, verify, explain, write.
#include "plan/plan.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/stop_on_signal.h"
#include "plan/assemble.h"
#include "plan/plan_json.h"
#include "plan/verify.h"
#include "report/verdict.h"
#include "solve/solve.h"

namespace muster::cli {

namespace {

solve::Outcome search(const PlanOptions& options, const load::Workspace& workspace,
                      const StopOnSignal& stop, Console& console) {
  ProgressLine line(console, workspace.rules.levels, options.quiet);
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
    how.effort = solve::usual_effort(workspace.problem);
  }
  if (line.active()) how.progress = [&](const solve::Progress& p) { line.show(p); };
  return solve::solve(workspace.problem, workspace.rules, how);
}

// What the search must never do: break a law or a hard rule without a pin that forces it, or count
// its score otherwise than the verifier does.
std::string bug_in(const load::Workspace& workspace, const solve::Outcome& outcome,
                   const plan::Verdict& verdict) {
  bool forced = false;
  for (const plan::Match& match : verdict.broken) {
    const bool pinned = std::any_of(
        match.sessions.begin(), match.sessions.end(),
        [&](model::SessionIndex s) { return workspace.problem.sessions()[s].pin.has_value(); });
    if (!pinned && match.rule.empty()) return "the plan breaks a law: " + match.english;
    forced = true;
  }
  if (!forced && verdict.score != outcome.score) {
    return fmt::format("search and verifier count differently: {} and {}",
                       report::score_line(workspace.rules.levels, outcome.score),
                       report::score_line(workspace.rules.levels, verdict.score));
  }
  return {};
}

std::string summary(const load::Workspace& workspace, const plan::Plan& plan,
                    const plan::Verdict& verdict, bool ended_early, Language language) {
  const bool zh = language == Language::chinese;
  const std::size_t n = plan.solution.placements.size();
  std::string text = fmt::format(fmt::runtime(zh ? "{} 个场次中已安排 {} 个，未安排 {} 个{}\n"
                                                 : "{} sessions: {} served, {} not{}\n"),
                                 n, n - plan.unserved.size(), plan.unserved.size(),
                                 !ended_early ? ""
                                 : zh         ? "（提前结束）"
                                              : " (ended early)");
  text += with_gap(plan.levels, plan.score, plan.bound, language) + '\n';
  for (const plan::Match& match : verdict.broken) {
    text += fmt::format("  ! {}\n", zh ? match.chinese : match.english);
  }
  constexpr std::size_t kShown = 10;
  std::size_t shown = 0;
  for (const plan::Unserved& unserved : plan.unserved) {
    if (workspace.problem.task_of(unserved.session).priority != model::Priority::must) continue;
    if (++shown > kShown) break;
    const plan::Reason& reason = unserved.reasons.front();
    text += fmt::format(fmt::runtime(zh ? "  必办 {}：{}\n" : "  must {}: {}\n"),
                        workspace.problem.sessions()[unserved.session].id,
                        zh ? reason.chinese : reason.english);
  }
  return text;
}

}  // namespace

int plan(const PlanOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, options.threads, !options.quiet, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  const load::Workspace& workspace = *std::get<load::Loaded>(read).workspace;

  const StopOnSignal stop_on_signal;
  solve::Outcome outcome = search(options, workspace, stop_on_signal, console);
  const plan::Verdict verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
  if (const std::string bug = bug_in(workspace, outcome, verdict); !bug.empty()) {
    console.err << fmt::format("muster: a bug in muster: {} (seed {}, {})\n", bug, options.seed,
                               workspace.inputs);
    return kBug;
  }
  const bool ended_early = outcome.ended_early;
  const plan::Plan plan = plan::assemble(workspace.problem, workspace.specs, workspace.rules.levels,
                                         std::move(outcome.solution), verdict,
                                         {options.seed, workspace.inputs, outcome.bound});
  const auto written =
      deliver(console, options.output, plan::to_json(workspace.problem, plan, console.language));
  if (!written) return console.fail(written.failure());
  if (!options.quiet) {
    console.err << summary(workspace, plan, verdict, ended_early, console.language) << std::flush;
  }
  return exit_code(workspace, plan.score);
}

}  // namespace muster::cli
