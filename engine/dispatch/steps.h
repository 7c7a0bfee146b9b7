// Taking an assignment from state to state, and the messages that follow from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "load/dispatch_policy.h"
#include "store/store.h"

namespace muster::dispatch {

// Takes the step, in the row too; it must be in the table of states (else a bug).
void take(store::Transaction&, store::Assignment&, store::State to, Instant now,
          std::string_view who, std::string_view why);

// A message made at `now` and due at `due`. Its key is told by what it is about: the kind, the
// session, the team, the plan, and `number` where there are several of a kind.
store::Message message_about(const store::Assignment&, store::MessageKind, Instant now, Instant due,
                             std::int64_t number = 0);

// Whether the message still makes sense now that its assignment is in that state.
bool still_wanted(store::MessageKind, store::State);

// The last assignment of that team in that session, whatever its state.
std::optional<store::Assignment> newest(store::Transaction&, const std::string& session,
                                        const std::string& team);

// What a team, or somebody for it, answers.
struct Answer {
  std::int64_t assignment = 0;
  bool accept = false;
  std::string who;  // "team:guards", "coordinator"
  std::string why;  // of a decline
};
enum class Heard {
  taken,     // the assignment is accepted, or declined
  repeated,  // it was that already: nothing changed
  late,      // the offer has expired, or the session has begun
  full,      // others have filled the need
  over,      // cancelled, superseded, or answered otherwise before
  unknown,   // there is no such assignment
};
std::string_view word(Heard);
// Idempotent. An accept books the reminders; a decline is for a refill to find. Who has accepted
// may still decline until it begins.
Heard hear(store::Transaction&, const load::DispatchPolicy&, const Answer&, Instant now);

// Sent: the clock of its answer runs, and a nudge is booked.
void mark_offered(store::Transaction&, const load::DispatchPolicy&, store::Assignment&,
                  Instant now);
// Books a nudge at once for every offer that waits for its answer, of one session or team where
// they are not empty. One that has a nudge on its way gets no other. Returns how many.
std::size_t nudge(store::Transaction&, std::string_view session, std::string_view team,
                  Instant now);
// Offers whose time is over become expired; at most `limit` of them. Returns how many.
std::size_t expire(store::Transaction&, Instant now, std::size_t limit);

}  // namespace muster::dispatch
