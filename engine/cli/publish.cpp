// muster publish WORKSPACE PLAN: verify, compare with what is published, make offers.
#include "dispatch/publish.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/dispatch_inputs.h"
#include "dispatch/assignments.h"
#include "dispatch/bell.h"
#include "plan/verify.h"

namespace muster::cli {

namespace {

std::string summary(const dispatch::Published& done, Language language) {
  const bool zh = language == Language::chinese;
  if (!done.is_new) {
    return fmt::format(fmt::runtime(zh ? "计划 {} 已发布过，没有变化\n"
                                       : "plan {} is published already: nothing changed\n"),
                       done.version);
  }
  return fmt::format(
      fmt::runtime(zh ? "计划 {} 已发布：新派单 {}，不变 {}，变更 {}，取消 {}，不再询问 {}\n"
                      : "plan {} is published: {} new offers, {} kept, {} changed, {} called off, "
                        "{} not asked again\n"),
      done.version, done.offered, done.kept, done.superseded, done.cancelled, done.withheld);
}

}  // namespace

int publish(const PublishOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  const load::Workspace& workspace = *loaded.workspace;
  const model::Solution& solution = std::get<plan::Plan>(parsed).solution;
  const auto verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, solution);
  // What pins force is the coordinator's will; the rest must not reach a team.
  for (const plan::Match& match : verdict.broken) {
    const bool pinned = std::any_of(
        match.sessions.begin(), match.sessions.end(),
        [&](model::SessionIndex s) { return workspace.problem.sessions()[s].pin.has_value(); });
    if (pinned) continue;
    console.err << "muster: " << console.say({"not published: ", "未发布："})
                << console.say({match.english, match.chinese}) << '\n';
    return kBadInput;
  }
  auto clock = clock_of(options, workspace.problem.zone_time(), console);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  auto opened = open_store(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  dispatch::Publication what;
  what.inputs = workspace.inputs;
  what.document = loaded.sources.file(static_cast<std::uint32_t>(loaded.sources.size() - 1)).text;
  what.assignments = dispatch::assignments_of(workspace.problem, solution);
  auto done = dispatch::publish(*std::get<std::unique_ptr<store::Store>>(opened), what,
                                std::get<GivenClock>(clock).now());
  if (!done) return console.fail(done.failure());
  dispatch::ring(store::store_folder(options.workspace));
  console.out << summary(done.value(), console.language);
  bool must = false;
  for (const dispatch::Published::Gap& gap : done.value().gaps) {
    must = must || gap.must;
    console.err << fmt::format(
        fmt::runtime(console.say(
            {"muster: {} refused {} before and is not asked again: it is refilled, or escalated\n",
             "muster：{} 此前未接 {}，不再询问：将补派，补不上则上报\n"})),
        gap.team, gap.session);
  }
  return must ? kMustUnserved : exit_code(workspace, verdict.score);
}

}  // namespace muster::cli
