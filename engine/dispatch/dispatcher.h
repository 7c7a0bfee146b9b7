// The daemon's heart: takes messages from the outbox to their channels and settles what comes of
// it.
//
// One coroutine a message, or one for several that go as one where the channel takes digests.
// Before it leaves, the intent is committed (and the assignment becomes offered); what came of it
// is committed after. A crash between the two sends the message again, under the same id. A message
// whose assignment changed meanwhile is dropped at the intent.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "dispatch/attempts.h"
#include "dispatch/channel.h"
#include "dispatch/letter.h"
#include "dispatch/scheduler.h"
#include "dispatch/writer.h"
#include "load/workspace.h"

namespace muster::dispatch {

struct DispatchSetting {
  const load::Workspace* workspace = nullptr;
  std::string inputs;  // of the plan that was published when the workspace was read
  LetterHead head;
  const WallClock* clock = nullptr;
  std::uint64_t seed = 1;               // of the back-off's jitter
  int at_once = 256;                    // attempts under way, over all endpoints
  bool once = false;                    // ends when nothing is due now
  std::string all_to;                   // a channel that every message goes to instead: a rehearsal
  std::chrono::milliseconds poll{250};  // how often other processes' messages are looked for
  Log log;
};

struct DispatchCounts {
  std::uint64_t delivered = 0, failed = 0, dropped = 0, dead = 0, expired = 0;
};

// Lives on one executor's thread, as the channels do.
class Dispatcher {
 public:
  // Channels by id; what they name must outlive the dispatcher.
  Dispatcher(Writer& writer, DispatchSetting setting,
             std::map<std::string, std::unique_ptr<Channel>> channels);

  // Until stop(), or with `once` until nothing is due; attempts under way are then finished. The
  // failure is the store's.
  boost::asio::awaitable<std::optional<Failure>> run();
  void stop();
  // Something was written that should go out at once.
  void wake();
  // Another process has: perhaps it set waiting again what was dead.
  void rung();
  // It ended because a plan of another workspace was published: read that, and begin anew.
  bool stale() const { return stale_; }
  const DispatchCounts& counts() const { return counts_; }
  std::size_t waiting() const { return scheduler_.waiting(); }
  std::size_t under_way() const { return scheduler_.under_way(); }
  std::size_t broken_endpoints() const;

 private:
  struct Address {
    const model::Contact* contact = nullptr;  // none: nobody to tell
    std::string team_name;
    bool unknown = false;  // the workspace has no such team
    std::string to() const { return contact != nullptr ? contact->to : ""; }
  };
  boost::asio::awaitable<void> look_around();
  boost::asio::awaitable<void> load_waiting();
  boost::asio::awaitable<void> send(std::int64_t message);
  std::vector<Intent> begin(store::Transaction&, const std::vector<std::int64_t>& messages,
                            Instant now) const;
  boost::asio::awaitable<void> attempt(const std::vector<Intent>& intents);
  boost::asio::awaitable<Delivery> deliver(const std::vector<Intent>& intents, Instant now);
  boost::asio::awaitable<bool> commit(Writer::Work work);
  void pump();
  void schedule(const store::Message& message);
  Address address_of(const store::Message& message) const;
  std::string channel_id(const Address& address) const;
  Channel* channel_of(const Address& address) const;
  Letter letter_about(const store::Message&, const store::Assignment&, Instant now) const;
  Delivery undeliverable(const Address& address) const;
  boost::asio::awaitable<bool> record(Writer::Work work);
  void note_outcome(const Settled& settled, const store::Assignment& about,
                    const Delivery& delivery, Instant began, Instant now);
  void note_dropped(std::int64_t message);
  void note_expired(std::size_t offers);
  void store_failed(Failure failure);
  void clock_went_back(std::chrono::milliseconds by);

  Writer& writer_;
  boost::asio::any_io_executor executor_;  // of run()
  DispatchSetting setting_;
  std::map<std::string, std::unique_ptr<Channel>> channels_;
  std::map<std::string, model::TeamIndex> teams_;
  Scheduler scheduler_;
  Random random_;
  DispatchCounts counts_;
  std::int64_t newest_ = 0;      // message that was loaded
  bool recovered_ = false;       // intents of a crashed process were looked for
  bool more_ = false;            // wait beyond `newest_`
  bool rung_ = false;            // since all that waits was compared with what is known
  bool woken_ = false;           // since run() looked last
  bool stopping_ = false;        // only what is under way is waited for
  bool stale_ = false;           // see stale()
  Instant seen_{0}, looked_{0};  // when it looked around last; for what is overdue
  std::optional<Failure> failure_;
  boost::asio::steady_timer* timer_ = nullptr;  // of run(), while it waits
};

}  // namespace muster::dispatch
