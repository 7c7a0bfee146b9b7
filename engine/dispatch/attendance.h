// Who came, when they left, how it was: from check-in to rating.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace muster::dispatch {

enum class Mark { arrive, leave, absent };

struct Attendance {
  std::string session, team;
  std::string head;  // its id; empty: all that the team was to send
  Mark mark = Mark::arrive;
  Instant at;       // when they came or went
  std::string who;  // records it
};

enum class Marked {
  noted,
  repeated,   // it was known already: nothing changed
  unknown,    // there is no such assignment that could be attended, or no such head in it
  too_early,  // more than a day before it begins; or left before it
};
std::string_view word(Marked);

// Idempotent. Whoever comes has accepted, whether they said so or not. The assignment has arrived
// with its first head, is done when all who came have left, and absent when nobody came. A team
// that says before it begins that nobody will come has called off: it has declined, and is
// replaced.
Marked attend(store::Transaction&, const Attendance&, Instant now);

// From 1 to 5, for a service that is done.
Marked rate(store::Transaction&, const std::string& session, const std::string& team,
            std::int32_t rating, const std::string& who, Instant now);
// Says that the recorded hours are right; by somebody else than who recorded them, else unknown.
Marked confirm(store::Transaction&, const std::string& session, const std::string& team,
               const std::string& who, Instant now);

// The assignment that could be attended at `at`, of those that are not over by another plan's will:
// the last that has begun by then or will within a day, else the first to come.
std::optional<store::Assignment> attended(store::Transaction&, const std::string& session,
                                          const std::string& team, Instant at);
// What is known of its heads, by head.
std::map<std::string, store::Service> services_of(store::Transaction&, const store::Assignment&);
// From arriving to leaving, in whole minutes of the clock.
inline std::int32_t minutes_of(const store::Service& service) {
  return (time_point(service.left) - time_point(service.arrived)).minutes;
}
// Takes the steps that what is known of its heads asks for.
void follow(store::Transaction&, store::Assignment&, const std::string& who, Instant now);

// How long after the planned end nobody wonders that somebody has not left.
inline constexpr std::chrono::hours kPatience{1};

// Closes, at their planned end and flagged, services that ended more than an hour ago and that
// nobody checked out of. Returns how many assignments.
std::size_t close_forgotten(store::Transaction&, Instant now);

// The ids of all heads that the team was told to send.
std::vector<std::string> heads_of(const store::Assignment&);

}  // namespace muster::dispatch
