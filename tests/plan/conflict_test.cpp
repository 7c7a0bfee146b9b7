// Conflicts and ways out against all subsets, on random things that may be in the way.
#include <catch2/catch.hpp>

#include "base/random.h"
#include "plan/conflict.h"

using namespace muster;

namespace {

// Fits once every blocker of one of the ways is dropped: ways are sets of parts.
struct Ways {
  std::size_t n;
  std::vector<std::uint32_t> ways;

  bool fits(std::uint32_t dropped) const {
    for (std::uint32_t way : ways) {
      if ((way & ~dropped) == 0) return true;
    }
    return false;
  }
};

Ways random_ways(Random& random) {
  Ways out{1 + random.below(9), {}};
  for (std::uint32_t i = random.below(7); i > 0; --i) {
    std::uint32_t way = 0;
    while (way == 0) {
      for (std::size_t part = 0; part < out.n; ++part) way |= random.chance(0.35) ? 1u << part : 0u;
    }
    out.ways.push_back(way);
  }
  return out;
}

std::uint32_t bits(const std::vector<std::size_t>& parts) {
  std::uint32_t out = 0;
  for (std::size_t part : parts) out |= 1u << part;
  return out;
}

}  // namespace

TEST_CASE("a conflict stands in the way, no part of it can be spared, and no smaller way out is") {
  std::size_t several = 0;
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    Random random(seed);
    const Ways ways = random_ways(random);
    const std::uint32_t everything = (1u << ways.n) - 1;
    const plan::Conflict found = plan::find_conflict(ways.n, [&](const std::vector<char>& dropped) {
      std::uint32_t mask = 0;
      for (std::size_t part = 0; part < ways.n; ++part) mask |= dropped[part] ? 1u << part : 0u;
      return ways.fits(mask);
    });
    INFO("seed " << seed);
    REQUIRE(found.any == !ways.ways.empty());
    if (!found.any) continue;
    const std::uint32_t conflict = bits(found.parts);
    REQUIRE_FALSE(ways.fits(everything & ~conflict));
    for (std::size_t i = 0; i < found.parts.size(); ++i) {
      const std::uint32_t part = 1u << found.parts[i];
      REQUIRE(ways.fits((everything & ~conflict) | part));
      REQUIRE((found.drop_one[i] != 0) == ways.fits(part));
    }
    REQUIRE(found.smallest);
    REQUIRE(ways.fits(bits(found.way_out)));
    for (std::uint32_t set = 0; set <= everything; ++set) {
      if (__builtin_popcount(set) < static_cast<int>(found.way_out.size())) {
        REQUIRE_FALSE(ways.fits(set));
      }
    }
    several += found.way_out.size() > 1;
  }
  CHECK(several > 500);
}
