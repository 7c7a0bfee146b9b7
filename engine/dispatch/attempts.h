// One attempt at a message: what is committed before it leaves and what comes of it. No network and
// no clock of its own: the dispatcher and the simulation share it.
#pragma once

#include <chrono>
#include <optional>
#include <string>

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
};

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

// Commits to an attempt at a waiting message: an offer becomes offered and its clock runs. What is
// not wanted any more, because its assignment changed or has begun, is dropped.
Intent begin_attempt(store::Transaction&, const load::DispatchPolicy&, const ZoneTime&,
                     std::int64_t message, Instant now);

struct Settled {
  store::Message message;        // to be written
  std::optional<Instant> again;  // the next attempt
};
// What came of it: delivered, dead, or waiting for its next attempt.
Settled settle_attempt(const store::Message&, const Delivery&, const load::DispatchPolicy&, Random&,
                       Instant now);

// After a crash: attempts that were under way wait again, under their old ids.
void recover(store::Transaction&);

}  // namespace muster::dispatch
