// Which message goes next: the order of sending, without sending. Pure and single-threaded; time is
// given to each call, so that the dispatcher and the simulation share it.
//
//  - Messages of one matter (a team's session) go one at a time, in order of when they fell due;
//    one that must wait or be tried again holds back the later ones of its matter: a reminder or a
//    cancellation never overtakes the offer. Other matters go on, the same team's too. Whoever
//    finds that a message that waits is not needed any more drops it, so that it holds back none.
//  - Endpoints take turns, so that a long queue never delays a short one; each has its own limit of
//    attempts under way, its own rate and its own circuit breaker. The whole has a limit too.
//  - Those that hang cost others nothing: an attempt that has been under way for long makes room
//    for another, up to a hard limit, and endpoints that failed last time share an eighth of the
//    places.
//
// Every call costs O(log n) a message; nothing is looked at again that is not due.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace muster::dispatch {

// Where messages go: a channel and an address behind it.
using EndpointIndex = std::uint32_t;

struct EndpointLimits {
  int at_once = 4;     // attempts under way
  int per_minute = 0;  // zero: no limit
  int together = 1;    // messages that can go as one, where more are due than the rate lets go
};

// An endpoint that keeps failing is left alone for a while; then one attempt tells.
struct BreakerLimits {
  int failures = 5;  // in a row
  std::chrono::milliseconds least{std::chrono::seconds(10)}, most{std::chrono::minutes(10)};
};

class Scheduler {
 public:
  // `at_once`: attempts under way, those not counted that have been for over kSlow; of these at
  // most kHanging times as many.
  static constexpr std::chrono::milliseconds kSlow{500};
  static constexpr std::size_t kHanging = 7;
  explicit Scheduler(int at_once, BreakerLimits breaker = {})
      : at_once_(static_cast<std::size_t>(at_once)), breaker_(breaker) {}

  EndpointIndex endpoint(const std::string& name, EndpointLimits limits);
  // A waiting message about a matter, in the order of `due`, that may go from `not_before` on.
  // `appointed` is what it must wait for even where the clock is set; zero: nothing. Ignored when
  // it is known already.
  void add(std::int64_t message, const std::string& matter, EndpointIndex to, Instant due,
           Instant not_before, Instant appointed = {0});
  // It waits no more. Ignored when it is not known, or under way.
  void drop(std::int64_t message);
  // Messages that start now; each is under way until finished() is called for it.
  std::vector<std::int64_t> start(Instant now);
  // Messages that go along with one that start() gave, as one attempt of the endpoint, so that all
  // that is due there goes within the minute if it can; each is under way too. At most
  // `together` - 1.
  std::vector<std::int64_t> along(std::int64_t message);
  // The message is settled, or must wait until `again`. `answered`: the endpoint was there,
  // whatever it said; a dropped message tells nothing about its endpoint (none).
  void finished(std::int64_t message, std::optional<Instant> again, std::optional<bool> answered,
                Instant now);
  // The clock was set back: what waits for some time waits no longer than it would have.
  void clock_went_back(std::chrono::milliseconds by);
  // When start() should be asked next; none: not before something is added or finished.
  std::optional<Instant> next() const;

  std::size_t waiting() const { return messages_.size() - under_way_; }
  std::size_t under_way() const { return under_way_; }
  // Endpoints whose breaker is open at `now`.
  std::size_t broken(Instant now) const;

 private:
  using Matters = std::map<std::pair<EndpointIndex, std::string>, std::uint32_t>;
  struct Message {
    std::uint32_t matter = 0;
    Instant due, not_before, appointed;
    Instant began;  // while it is under way
    bool under_way = false;
    // Of an attempt, but not of messages that go along with it: it counts against the limit of all,
    // and of suspects; or it has been under way for long.
    bool counted = false, suspect = false, hangs = false;
  };
  struct Matter {
    Matters::iterator name;  // there while something of it waits or is under way
    EndpointIndex endpoint = 0;
    std::set<std::pair<Instant, std::int64_t>> queue;  // by due, id
    bool busy = false, ready = false;                  // sending; in its endpoint's line
    Instant wakes;                                     // of its entry in timers_
    bool timed = false;
  };
  struct Endpoint {
    EndpointLimits limits;
    std::deque<std::uint32_t> line;  // matters whose first message is due
    int under_way = 0;
    std::deque<Instant> recent;  // starts within the last minute, where there is a rate
    int failures = 0;            // in a row
    std::chrono::milliseconds pause{0};
    Instant opens;         // the breaker keeps it shut until then
    bool in_ring = false;  // has a turn coming, in one of the rings
    bool timed = false;
  };
  enum class What { matter, endpoint };

  std::uint32_t matter(EndpointIndex to, const std::string& name);
  void consider(std::uint32_t matter);
  void remove(std::int64_t message);
  std::int64_t begin_next(Endpoint& endpoint);
  void give_turn(EndpointIndex index);
  bool may_start(Endpoint& endpoint, Instant now, Instant& later);
  void wake(Instant now);
  void let_hang(Instant now);
  void uncount(Message& message);
  void start_from(std::deque<EndpointIndex>& ring, Instant now, std::vector<std::int64_t>& out);
  std::size_t most_suspects() const { return (at_once_ + 7) / 8; }
  bool has_place() const { return counted_ < at_once_; }

  std::size_t at_once_;
  BreakerLimits breaker_;
  std::vector<Endpoint> endpoints_;
  std::map<std::string, EndpointIndex> by_name_;
  std::vector<Matter> matters_;
  std::vector<std::uint32_t> unused_;  // of matters_
  Matters matter_of_;
  std::unordered_map<std::int64_t, Message> messages_;
  std::deque<EndpointIndex> ring_;      // endpoints with a line, in turn
  std::deque<EndpointIndex> suspects_;  // the same for those that failed last time
  std::set<std::pair<Instant, std::pair<What, std::uint32_t>>> timers_;
  // Attempts, by when they began; some may be over.
  std::deque<std::pair<Instant, std::int64_t>> begun_;
  std::size_t under_way_ = 0, counted_ = 0, counted_suspects_ = 0, hanging_ = 0;
};

}  // namespace muster::dispatch
