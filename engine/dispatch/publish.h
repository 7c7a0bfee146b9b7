// From a plan to what is sent: the difference against what was published before.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace muster::dispatch {

// What a plan was made from.
struct Basis {
  std::int64_t version = 0;         // published then; zero: whatever is published now
  std::set<std::int64_t> accepted;  // assignments that the plan knew to be accepted
};

// A plan to be published.
struct Publication {
  std::string inputs;    // of the workspace: "sha256:…"
  std::string document;  // plan.json
  std::vector<store::Assignment> assignments;
  std::string who = "planner";
  std::optional<Basis> basis;  // none: a person wants it so
  bool refills = false;        // what lacks somebody besides was looked at before
};

struct Published {
  std::int64_t version = 0;  // of the plan, the old one where nothing is new
  bool is_new = false;
  // Nothing was written: another version was published since, or a team accepted what this plan
  // would take away, and it did not know.
  bool outdated = false;
  // Assignments: new offers, those that stay as they are, those replaced by a new offer, those that
  // fell away, and those not offered because their team has declined or let them expire before or
  // because they have begun already.
  std::int64_t offered = 0, kept = 0, superseded = 0, cancelled = 0, withheld = 0;
  // Of those withheld after a refusal: that they lack somebody is open again, for a refill to find.
  struct Gap {
    std::string session, team;
    bool must = false;
  };
  std::vector<Gap> gaps;
};

// The plan, its changed assignments with their steps, and the messages about them. The same
// document again changes nothing. What has begun by `now` is left as it is; teams hear of changes
// only where they had an offer before.
Published publish_in(store::Transaction&, const Publication&, Instant now);
// The same in one transaction of its own.
Result<Published> publish(store::Store&, const Publication&, Instant now);

}  // namespace muster::dispatch
