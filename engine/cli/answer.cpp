// muster answer WORKSPACE SESSION TEAM accept|decline: what a team said on the telephone.
#include <fmt/format.h>

#include "api/answer_page.h"
#include "cli/dispatch_inputs.h"
#include "dispatch/steps.h"

namespace muster::cli {

int answer(const AnswerOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  const load::Workspace& workspace = *std::get<load::Loaded>(read).workspace;
  auto clock = clock_of(options, workspace.problem.zone_time(), console);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  auto opened = open_store(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  const bool accept = options.answer == "accept";
  const Instant now = std::get<GivenClock>(clock).now();
  dispatch::Heard heard = dispatch::Heard::unknown;
  const auto done =
      std::get<std::unique_ptr<store::Store>>(opened)->transact([&](store::Transaction& rows) {
        heard = dispatch::Heard::unknown;
        const auto about = dispatch::newest(rows, options.session, options.team);
        if (!about) return;
        heard = dispatch::hear(rows, workspace.dispatch,
                               {about->id, accept, "coordinator", options.why}, now);
      });
  if (!done) return console.fail(done.failure());
  console.out << console.say(api::sentence(heard, accept)) << '\n';
  const bool good = heard == dispatch::Heard::taken || heard == dispatch::Heard::repeated;
  return good ? kDone : kBadInput;
}

}  // namespace muster::cli
