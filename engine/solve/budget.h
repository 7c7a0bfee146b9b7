// When to stop, and who is told how it goes. Shared by all threads of one solve.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

#include "solve/delta.h"
#include "solve/solve.h"

namespace muster::solve {

class Budget {
 public:
  explicit Budget(const Options& options);

  // Whether the time is over or a stop was asked for. Cheap enough for every few microseconds.
  bool over();
  // The same, with the time looked at on every 16th call only.
  bool over_soon(std::uint32_t& calls) {
    return over_.load(std::memory_order_relaxed) || ((++calls & 15u) == 0 && over());
  }
  bool was_over() const { return over_.load(); }
  std::chrono::nanoseconds elapsed() const { return clock_->elapsed() - begin_; }
  const Options& options() const { return options_; }

 private:
  const Options& options_;
  SteadyClock steady_;
  const Clock* clock_;
  std::chrono::nanoseconds begin_;
  std::atomic<bool> over_{false};
};

// Sums what the parts have reached and calls Options::progress, at most five times a second.
class Monitor {
 public:
  Monitor(Budget& budget, const rule::Score& start, const rule::Score& bound)
      : budget_(budget), score_(start), bound_(bound) {}
  // A search's best changed by `gain` and it has tried `moves` more since its last note. While
  // another thread is being told: waits (`last`), or is skipped (false: keep them for the next).
  bool note(const Delta& gain, std::uint64_t moves, bool last);
  // What is proved by now.
  void bound(const rule::Score& proved) { bound_ = proved; }

 private:
  Budget& budget_;
  std::mutex mutex_;
  rule::Score score_, bound_;
  std::uint64_t moves_ = 0;
  std::chrono::nanoseconds last_{0};
};

}  // namespace muster::solve
