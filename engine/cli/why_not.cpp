// muster why-not WORKSPACE PLAN SESSION --team T: what that would break, or cost.
#include "plan/why_not.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/lookup.h"
#include "report/remedies.h"

namespace muster::cli {

namespace {

// "2017-09-04T16:30", or "16:30" on the day of the session's first window; local.
std::optional<TimePoint> start_of(const std::string& text, const model::Problem& problem,
                                  model::SessionIndex session) {
  const ZoneTime& zone = problem.zone_time();
  if (const auto time = parse_date_time(text)) return zone.instant(time->local);
  const auto minute = parse_clock(text);
  const auto& windows = problem.sessions()[session].windows;
  if (!minute || windows.empty()) return std::nullopt;
  return zone.instant({zone.local(windows.front().from).day, *minute});
}

}  // namespace

int why_not(const WhyNotOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  const load::Workspace& workspace = *loaded.workspace;
  const auto& plan = std::get<plan::Plan>(parsed);
  const model::Problem& problem = workspace.problem;

  plan::WhyNot question;
  question.session = require(problem.sessions(), options.session, {"session", "场次"}, console);
  if (!question.session.exists()) return kBadInput;
  if (!options.team.empty()) {
    question.team = require(problem.teams(), options.team, {"team", "队伍"}, console);
    if (!question.team.exists()) return kBadInput;
  }
  if (!options.venue.empty()) {
    question.venue = require(problem.venues(), options.venue, {"venue", "阵地"}, console);
    if (!question.venue.exists()) return kBadInput;
  }
  if (!options.start.empty()) {
    question.start = start_of(options.start, problem, question.session);
    if (!question.start) {
      console.err << fmt::format(
          fmt::runtime(
              console.say({"muster: \"{}\" is not a time: write it as 2017-09-04T16:30 or 16:30\n",
                           "muster：“{}”不是时间：请写成 2017-09-04T16:30 或 16:30\n"})),
          options.start);
      return kBadInput;
    }
  }
  const plan::Contrast contrast =
      plan::why_not(problem, workspace.specs, workspace.rules, plan.solution, question);
  const report::Subject subject{problem, workspace.specs, workspace.rules.levels, plan.solution,
                                console.language};
  const auto written = deliver(console, "-",
                               options.json ? report::contrast_json(subject, contrast)
                                            : report::contrast_text(subject, contrast));
  return written ? kDone : console.fail(written.failure());
}

}  // namespace muster::cli
