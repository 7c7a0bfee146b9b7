#include "base/interval_set.h"

#include <catch2/catch.hpp>

#include <array>

#include "base/random.h"

namespace muster {
namespace {

constexpr int kMinutes = 64;
using Bits = std::array<bool, kMinutes>;

Interval minutes(int from, int until) { return {{from}, {until}}; }

Bits bits_of(const IntervalSet& set) {
  Bits bits{};
  for (int t = 0; t < kMinutes; ++t) bits[static_cast<std::size_t>(t)] = set.contains(TimePoint{t});
  return bits;
}

bool is_normal(const IntervalSet& set) {
  for (std::size_t i = 0; i < set.parts().size(); ++i) {
    if (set.parts()[i].empty()) return false;
    if (i > 0 && set.parts()[i].from <= set.parts()[i - 1].until) return false;
  }
  return true;
}

std::vector<Interval> random_parts(Random& random) {
  std::vector<Interval> parts;
  for (std::uint32_t n = random.below(6); n > 0; --n) {
    const auto from = static_cast<int>(random.below(kMinutes));
    parts.push_back(minutes(from, from + static_cast<int>(random.below(12)) - 2));
  }
  return parts;
}

TEST_CASE("sets are normal whatever they are made of") {
  const IntervalSet set({minutes(9, 12), minutes(1, 3), minutes(3, 5), minutes(10, 11),
                         minutes(7, 7), minutes(20, 15)});
  CHECK(set.parts() == std::vector<Interval>{minutes(1, 5), minutes(9, 12)});
  CHECK(set.length() == Duration{7});
  CHECK(IntervalSet({minutes(4, 4)}).empty());
}

TEST_CASE("a set contains an interval only within one part") {
  const IntervalSet set({minutes(10, 20), minutes(30, 40)});
  CHECK(set.contains(minutes(10, 20)));
  CHECK(set.contains(minutes(12, 13)));
  CHECK_FALSE(set.contains(minutes(9, 11)));
  CHECK_FALSE(set.contains(minutes(15, 35)));
  CHECK_FALSE(set.contains(minutes(39, 41)));
  CHECK(set.contains(TimePoint{10}));
  CHECK_FALSE(set.contains(TimePoint{20}));
}

TEST_CASE("set operations agree with minute by minute membership") {
  Random random(7);
  for (int round = 0; round < 3000; ++round) {
    const std::vector<Interval> parts = random_parts(random);
    const IntervalSet a(parts), b(random_parts(random));
    const Bits in_a = bits_of(a), in_b = bits_of(b);
    const Bits either = bits_of(a.united(b)), both = bits_of(a.intersected(b)),
               only_a = bits_of(a.without(b));
    for (std::size_t t = 0; t < kMinutes; ++t) {
      const TimePoint minute{static_cast<int>(t)};
      bool in_parts = false;
      for (Interval part : parts) in_parts |= part.from <= minute && minute < part.until;
      REQUIRE(in_a[t] == in_parts);
      REQUIRE(either[t] == (in_a[t] || in_b[t]));
      REQUIRE(both[t] == (in_a[t] && in_b[t]));
      REQUIRE(only_a[t] == (in_a[t] && !in_b[t]));
    }
    REQUIRE(is_normal(a));
    REQUIRE(is_normal(a.united(b)));
    REQUIRE(is_normal(a.intersected(b)));
    REQUIRE(is_normal(a.without(b)));
  }
}

}  // namespace
}  // namespace muster
