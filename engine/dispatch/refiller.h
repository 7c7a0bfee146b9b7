// Watches for refusals and fills them, one after the other: a new plan version with substitutes, or
// the reasons to the coordinator. Each is settled in the transaction that publishes or escalates.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include "base/clock.h"
#include "base/log.h"
#include "dispatch/answers.h"
#include "dispatch/publish.h"
#include "dispatch/refill.h"
#include "dispatch/writer.h"

namespace muster::dispatch {

struct RefillCounts {
  std::uint64_t filled = 0, escalated = 0;
};

class Refiller {
 public:
  // `published` is called after each: there is something to send. `inputs`: of the plan that was
  // published when the workspace was read. A plan of others is left alone.
  Refiller(Writer& writer, const load::Workspace& workspace, std::string inputs,
           const WallClock& clock, std::function<void()> published, Log log);
  // Settles all refusals that are there, or those until stop(); the failure is the store's.
  boost::asio::awaitable<std::optional<Failure>> settle_all();
  void stop() { stopping_ = true; }
  const RefillCounts& counts() const { return counts_; }

 private:
  struct Open {
    store::Assignment assignment;        // refused, not settled; id zero: there is none
    std::string said;                    // by the team, when it declined
    std::vector<std::string> unreached;  // teams whose offer never got through
  };
  struct Work {
    Refilled filled;
    Publication what;  // where it is filled
  };
  void find(store::Transaction& rows, Instant now, Open& out);
  void look_around(store::Transaction& rows, Instant now);
  boost::asio::awaitable<std::optional<Failure>> settle(const Open& open, Instant now);
  Publication publication(const plan::Plan& plan) const;
  bool write(store::Transaction& rows, const Open& open, const Work& work, Instant now);
  void note(const Open& open, const Refilled& filled) const;
  boost::asio::awaitable<void> work_aside(const Open& open, Instant now, Work& out);
  Refilled work_out(const Open& open, Instant now);
  const Standing& published();

  Writer& writer_;
  const load::Workspace& workspace_;
  std::string inputs_;
  const WallClock& clock_;
  std::function<void()> published_;
  Log log_;
  // Used by one coroutine, or on another thread while that waits.
  store::PlanRow plan_;               // the latest that was seen; version zero: none yet
  std::optional<Standing> standing_;  // of it, once somebody asks
  // As of the last look around: all answers, and some refusals, the most urgent last.
  std::vector<store::Assignment> answers_, refused_;
  RefillCounts counts_;
  bool stopping_ = false;
  boost::asio::thread_pool pool_{1};
};

}  // namespace muster::dispatch
