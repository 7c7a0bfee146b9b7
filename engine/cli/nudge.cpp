// muster nudge WORKSPACE [SESSION [TEAM]]: ask again those who have not answered.
#include <algorithm>

#include <fmt/format.h>

#include "cli/dispatch_inputs.h"
#include "dispatch/bell.h"
#include "dispatch/steps.h"

namespace muster::cli {

int nudge(const NudgeOptions& options, Console& console) {
  auto opened = open_site(options, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  const Site& site = std::get<Site>(opened);
  const Instant now = site.clock.now();
  std::size_t booked = 0;
  bool known = true;
  const auto done = site.store->transact([&](store::Transaction& rows) {
    const auto offered = rows.assignments_of(options.session);
    known = options.session.empty() ||
            std::any_of(offered.begin(), offered.end(), [&](const store::Assignment& each) {
              return options.team.empty() || each.team == options.team;
            });
    booked = dispatch::nudge(rows, options.session, options.team, now);
  });
  if (!done) return console.fail(done.failure());
  if (booked > 0) dispatch::ring(store::store_folder(options.workspace));
  if (!known) {
    console.err << console.say(
        {"muster: no such offer was published\n", "muster：没有发布过这样的派单\n"});
    return kBadInput;
  }
  console.out << fmt::format(
      fmt::runtime(console.say({"{} offers without an answer will be asked about again\n",
                                "将催办 {} 个尚未答复的派单\n"})),
      booked);
  return kDone;
}

}  // namespace muster::cli
