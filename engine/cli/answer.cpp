// muster answer WORKSPACE SESSION TEAM accept|decline: what a team said on the telephone.
#include <fmt/format.h>

#include "api/answer_page.h"
#include "cli/dispatch_inputs.h"
#include "dispatch/steps.h"

namespace muster::cli {

int answer(const AnswerOptions& options, Console& console) {
  auto opened = open_site(options, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  const Site& site = std::get<Site>(opened);
  const bool accept = options.answer == "accept";
  const Instant now = site.clock.now();
  dispatch::Heard heard = dispatch::Heard::unknown;
  const auto done = site.store->transact([&](store::Transaction& rows) {
    heard = dispatch::Heard::unknown;
    const auto about = dispatch::newest(rows, options.session, options.team);
    if (!about) return;
    heard = dispatch::hear(rows, site.workspace().dispatch,
                           {about->id, accept, "coordinator", options.why}, now);
  });
  if (!done) return console.fail(done.failure());
  console.out << console.say(api::sentence(heard, accept)) << '\n';
  const bool good = heard == dispatch::Heard::taken || heard == dispatch::Heard::repeated;
  return good ? kDone : kBadInput;
}

}  // namespace muster::cli
