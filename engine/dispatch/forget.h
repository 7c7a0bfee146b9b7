// What is known of people is taken out of what is stored: of one who asks for it, and of everybody
// some time after the event. Hours stay, as those of somebody who has no name.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "load/dispatch_policy.h"
#include "load/history_file.h"
#include "store/store.h"

namespace muster::dispatch {

struct Forgotten {
  std::size_t assignments = 0, services = 0, mentions = 0;  // mentions: in steps, messages, plans
  std::set<std::string> names;                              // that were stored, id included
  std::string still_to_come;  // a session that waits for them: then nothing was changed
  bool any() const { return assignments + services + mentions > 0; }
};
// In assignments and services the person becomes "forgotten#1" (or the next number that is free in
// the session); what was said and names them is emptied; who recorded or verified becomes
// "forgotten". `name`: as the workspace has it; may be empty.
Forgotten forget(store::Transaction&, const std::string& id, const std::string& name, Instant now);
// The same in the rows of a history. Returns how many.
std::size_t forget_turns(std::vector<load::HistoryRow>&, const std::string& id);

// Of all that ended more than the policy's `keep` ago: people's names, teams' reasons, what the
// coordinator was told, and messages that are through, with their attempts. Once for each
// assignment, and at most once an hour. Returns how many assignments. Of plans, which every refill
// stores whole, the documents go but of the newest and of each day's last within a week.
std::size_t purge(store::Transaction&, const load::DispatchPolicy&, Instant now);

}  // namespace muster::dispatch
