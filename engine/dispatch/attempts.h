// One attempt at a message: what is committed before it leaves and what comes of it. No network and
// no clock of its own: the dispatcher and the simulation share it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/zone_time.h"
#include "load/dispatch_policy.h"
#include "store/store.h"

namespace muster::dispatch {

struct Delivery {
  enum class Result {
    delivered,  // whoever is behind the channel has it
    again,      // not now: try later
    never,      // it was refused for good: trying again is no use
  };
  Result result = Result::again;
  bool answered = false;  // the other side was there, whatever it said
  std::string outcome;    // for the record: "200", "connect: timed out"; no address, no secret
  std::optional<std::chrono::seconds> retry_after;  // as it asked for
  bool in_doubt = false;  // it had begun to leave when it broke off: they may have it all the same
};

// What messages are about that go in order: a team's session.
std::string matter_of(const store::Message&);
bool tells_of_change(store::MessageKind);

struct Intent {
  bool wanted = false;           // send it: the intent is in the rows
  std::optional<Instant> later;  // quiet hours: not before
  store::Message message;        // as it is now
  store::Assignment assignment;  // id zero: the message is about none
};

// What a message must wait for whatever the clock did since it was made; zero: it was to go at
// once.
Instant appointed(const store::Message&);
// When it may go. One that was to go at once goes now, even where the clock was ahead when it was
// made.
Instant may_go(const store::Message&, Instant now);

// Drops what waits about an assignment and is not wanted any more now that it has changed. Returns
// their ids.
std::vector<std::int64_t> drop_unwanted(store::Transaction&, std::int64_t assignment);
// Commits to an attempt at a waiting message: an offer becomes offered and its clock runs. What is
// not wanted any more is dropped: its assignment changed or has begun, or it tells of a change to a
// team that can't have had the offer.
Intent begin_attempt(store::Transaction&, const load::DispatchPolicy&, const ZoneTime&,
                     std::int64_t message, Instant now);

struct Settled {
  store::Message message;        // to be written
  std::optional<Instant> again;  // the next attempt
};
// What came of it: delivered, dead, or waiting for its next attempt.
Settled settle_attempt(const store::Message&, const Delivery&, const load::DispatchPolicy&, Random&,
                       Instant now);

// Writes it, and what follows from it: what was to be tried again is dropped where its assignment
// has changed meanwhile; an offer that is dead has expired, for a refill to find.
void write_settled(store::Transaction&, Settled&, Instant now);
// The last step of an assignment whose offer is dead says so.
inline constexpr std::string_view kNotReached = "could not be reached";

// After a crash: attempts that were under way wait again, under their old ids.
void recover(store::Transaction&);

}  // namespace muster::dispatch
