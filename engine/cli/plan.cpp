// muster plan WORKSPACE: load, solve, verify, explain, write.
#include "plan/plan.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/zone_time.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/planning.h"
#include "cli/progress.h"
#include "cli/stop_on_signal.h"
#include "plan/assemble.h"
#include "plan/difference.h"
#include "plan/plan_json.h"
#include "plan/rebase.h"
#include "plan/verify.h"
#include "report/verdict.h"
#include "solve/solve.h"

namespace muster::cli {

namespace {

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
    text += fmt::format("  ! {}{}\n", zh ? match.chinese : match.english,
                        report::why_text(match.why, language));
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

// When the freeze begins. None, with a message: it can't be read.
std::optional<TimePoint> now_of(const PlanOptions& options, const model::Problem& problem,
                                Console& console) {
  const Interval horizon = problem.calendar().horizon();
  if (options.now.empty()) {
    const TimePoint now = time_point(SystemWallClock().now());
    return now < horizon.from || horizon.until <= now ? horizon.from : now;
  }
  if (const auto at = parse_date_time(options.now)) return problem.zone_time().instant(at->local);
  console.err << fmt::format(
      fmt::runtime(console.say({"--now: \"{}\" is not a date and time like 2017-09-04T08:00\n",
                                "--now：“{}”不是 2017-09-04T08:00 这样的日期和时间\n"})),
      options.now);
  return std::nullopt;
}

// The workspace to be planned again from options.base; or the exit code after what is wrong has
// been said.
std::variant<plan::Rebased, int> read_base(const PlanOptions& options, load::Loaded& loaded,
                                           model::Solution& base, Console& console) {
  const load::Workspace& workspace = *loaded.workspace;
  auto parsed = read_plan(options.base, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  base = std::move(std::get<plan::Plan>(parsed).solution);
  plan::RebaseOptions how;
  how.capped = options.max_disturbed.has_value();
  if (options.freeze) {
    const auto now = now_of(options, workspace.problem, console);
    if (!now) return kBadInput;
    how.frozen_until = *now + *options.freeze;
  }
  Diagnostics diagnostics;
  auto rebased =
      plan::rebase(workspace.problem, workspace.specs, workspace.rules, base, how, diagnostics);
  if (rebased) return std::move(*rebased);
  console.err << to_text(diagnostics, loaded.sources, console.language) << std::flush;
  return kBadInput;
}

std::string change_summary(const plan::Difference& change, std::size_t frozen, Language language) {
  return fmt::format(
      fmt::runtime(
          language == Language::chinese
              ? "与原计划相比：影响 {} 人；新增 {} 场，取消 {} 场，改期改地 {} 场，换人 {} "
                "场；冻结 {} 场\n"
              : "against the base: {} people disturbed; {} sessions added, {} removed, {} "
                "moved, {} with other people; {} frozen\n"),
      change.people.size(), change.added.size(), change.removed.size(), change.moved.size(),
      change.recrewed.size(), frozen);
}

// Says that the cap can't be kept.
int refuse_cap(std::int64_t cap, std::int64_t disturbed, Console& console) {
  console.err << fmt::format(
      fmt::runtime(console.say({"--max-disturbed {}: what of the base can't stay disturbs {} "
                                "people already; nothing was "
                                "written. Allow at least so many, or restore what they need\n",
                                "--max-disturbed {}：原计划中无法保留的部分已经影响 {} "
                                "人；没有写出计划。请至少放宽到这个人数，或恢复所需条件\n"})),
      cap, disturbed);
  return kBadInput;
}

}  // namespace

int plan(const PlanOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, options.threads, !options.quiet, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  const load::Workspace& workspace = *loaded.workspace;
  std::optional<plan::Rebased> again;
  model::Solution base;
  if (!options.base.empty()) {
    auto rebased = read_base(options, loaded, base, console);
    if (auto* code = std::get_if<int>(&rebased)) return *code;
    again.emplace(std::move(std::get<plan::Rebased>(rebased)));
  }
  Setting setting =
      again ? Setting{again->changed.problem, again->changed.specs, again->changed.rules, {}}
            : Setting{workspace.problem, workspace.specs, workspace.rules, {}};
  if (again && again->counted) setting.cap = {*again->counted, *options.max_disturbed};

  const StopOnSignal stop_on_signal;
  solve::Outcome outcome = search(options, setting, stop_on_signal, console);
  plan::Verdict verdict =
      plan::verify(setting.problem, setting.specs, setting.rules.levels, outcome.solution);
  if (const std::string bug = bug_in(setting, outcome, verdict); !bug.empty()) {
    console.err << fmt::format("muster: a bug in muster: {} (seed {}, {})\n", bug, options.seed,
                               workspace.inputs);
    return kBug;
  }
  if (setting.cap && verdict.score[setting.cap->level] > setting.cap->most) {
    return refuse_cap(setting.cap->most, verdict.score[setting.cap->level], console);
  }
  std::string changes;
  if (again) {
    // The file stands for itself: it says what the plan costs, not what it was before.
    outcome.bound = bound_of(setting, workspace.rules.levels, outcome.bound);
    verdict =
        plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
    changes = change_summary(plan::difference(workspace.problem, base, outcome.solution),
                             again->frozen.size(), console.language);
  }
  const bool ended_early = outcome.ended_early;
  const plan::Plan plan = plan::assemble(workspace.problem, workspace.specs, workspace.rules.levels,
                                         std::move(outcome.solution), verdict,
                                         {options.seed, workspace.inputs, outcome.bound});
  const auto written =
      deliver(console, options.output, plan::to_json(setting.problem, plan, console.language));
  if (!written) return console.fail(written.failure());
  if (!options.quiet) {
    console.err << summary(workspace, plan, verdict, ended_early, console.language) << changes
                << std::flush;
  }
  return exit_code(workspace, plan.score);
}

}  // namespace muster::cli
