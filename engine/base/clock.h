// Time is injected: everything that waits or stops by time asks a Clock.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

#include "base/time.h"

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

// Milliseconds since 1970-01-01T00:00Z: when something was stored, sent or answered.
struct Instant {
  std::int64_t ms = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant t, std::chrono::milliseconds d) {
    return {t.ms + d.count()};
  }
  friend constexpr Instant operator-(Instant t, std::chrono::milliseconds d) {
    return {t.ms - d.count()};
  }
  friend constexpr std::chrono::milliseconds operator-(Instant a, Instant b) {
    return std::chrono::milliseconds(a.ms - b.ms);
  }
};

// The minutes of a plan in milliseconds, and the minute in which something was.
constexpr Instant instant(TimePoint time) { return {std::int64_t{time.minutes} * 60'000}; }
constexpr TimePoint time_point(Instant at) { return {static_cast<std::int32_t>(at.ms / 60'000)}; }

// The time of day. It may jump, back as well.
class WallClock {
 public:
  virtual ~WallClock() = default;
  virtual Instant now() const = 0;  // any thread may call
};

// The machine's.
class SystemWallClock final : public WallClock {
 public:
  Instant now() const override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
  }
};

}  // namespace muster
