// Instants, durations and half-open intervals, in whole minutes.
#pragma once

#include <compare>
#include <cstdint>

namespace muster {

struct Duration {
  std::int32_t minutes = 0;
  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.minutes + b.minutes}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.minutes - b.minutes}; }
};

// Minutes since 1970-01-01T00:00Z. 32 bits reach beyond the year 6000.
struct TimePoint {
  std::int32_t minutes = 0;
  friend constexpr auto operator<=>(TimePoint, TimePoint) = default;
  friend constexpr TimePoint operator+(TimePoint t, Duration d) { return {t.minutes + d.minutes}; }
  friend constexpr TimePoint operator-(TimePoint t, Duration d) { return {t.minutes - d.minutes}; }
  friend constexpr Duration operator-(TimePoint a, TimePoint b) { return {a.minutes - b.minutes}; }
};

// [from, until)
struct Interval {
  TimePoint from, until;
  constexpr Duration length() const { return until - from; }
  constexpr bool empty() const { return until <= from; }
  constexpr bool contains(Interval inner) const {
    return from <= inner.from && inner.until <= until;
  }
  constexpr bool overlaps(Interval other) const { return from < other.until && other.from < until; }
  friend constexpr auto operator<=>(Interval, Interval) = default;
};

}  // namespace muster
