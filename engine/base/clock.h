// Time is injected: everything that waits or stops by time asks a Clock.
#pragma once

#include <chrono>

namespace muster {

class Clock {
 public:
  virtual ~Clock() = default;
  // Monotonic; only differences mean anything. Any thread may call.
  virtual std::chrono::nanoseconds elapsed() const = 0;
};

// The machine's steady clock.
class SteadyClock final : public Clock {
 public:
  std::chrono::nanoseconds elapsed() const override {
    return std::chrono::steady_clock::now().time_since_epoch();
  }
};

}  // namespace muster
