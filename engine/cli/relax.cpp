// muster relax WORKSPACE PLAN SESSION: the cheapest changes that let it in, each proved by its
// plan.
#include "plan/relax.h"

#include <chrono>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/lookup.h"
#include "cli/stop_on_signal.h"
#include "report/remedies.h"

namespace muster::cli {

namespace {

using Clock = std::chrono::steady_clock;

// One line on a watched console, from the first second on.
class Counting {
 public:
  explicit Counting(Console& console) : console_(console) {}
  ~Counting() {
    if (shown_) console_.err << "\r\x1b[2K" << std::flush;
  }
  Counting(const Counting&) = delete;
  Counting& operator=(const Counting&) = delete;

  void show(std::size_t done, std::size_t all) {
    if (!console_.watched || Clock::now() - begin_ < std::chrono::seconds(1)) return;
    console_.err << fmt::format(fmt::runtime(console_.say({"\r\x1b[2K{} of {} changes tried",
                                                           "\r\x1b[2K已试 {} / {} 种让步"})),
                                done, all)
                 << std::flush;
    shown_ = true;
  }

 private:
  Console& console_;
  Clock::time_point begin_ = Clock::now();
  bool shown_ = false;
};

}  // namespace

int relax(const RelaxOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  const load::Workspace& workspace = *loaded.workspace;
  const auto& plan = std::get<plan::Plan>(parsed);
  const model::Problem& problem = workspace.problem;
  const auto session = require(problem.sessions(), options.session, {"session", "场次"}, console);
  if (!session.exists()) return kBadInput;
  if (plan.solution.serves(session)) {
    console.err << fmt::format(
        fmt::runtime(console.say({"muster: \"{}\" is served; `muster explain` says what it costs\n",
                                  "muster：“{}”已经安排；代价请看 `muster explain`\n"})),
        options.session);
    return kBadInput;
  }
  const StopOnSignal stop;
  plan::Relaxed relaxed;
  {
    Counting counting(console);
    relaxed = plan::relax(problem, workspace.specs, workspace.rules, plan.solution, session,
                          options.top, [&](std::size_t done, std::size_t all) {
                            counting.show(done, all);
                            return !stop.asked()->load();
                          });
  }
  const report::Subject subject{problem, workspace.specs, workspace.rules.levels, plan.solution,
                                console.language};
  const auto written = deliver(console, "-",
                               options.json ? report::remedies_json(subject, session, relaxed)
                                            : report::remedies_text(subject, session, relaxed));
  return written ? kDone : console.fail(written.failure());
}

}  // namespace muster::cli
