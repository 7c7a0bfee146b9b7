// Tiny zones against every plan there is: the search finds the best one, the bound beats none.
#include <optional>

#include <catch2/catch.hpp>

#include "every_plan.h"
#include "rule/evaluate.h"
#include "solve/solve.h"
#include "zones.h"

using namespace muster;
using testing::make_case;
using testing::ZoneSize;

TEST_CASE("tiny zones are planned as well as can be") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    CAPTURE(seed);
    const auto one = make_case(seed, testing::tiny(seed));
    std::optional<rule::Score> best;
    const bool all = testing::each_plan(one.problem, 20'000, [&](const model::Solution& plan) {
      const rule::Score cost = rule::evaluate(one.problem, one.rules, plan).total;
      if (!best || cost < *best) best = cost;
    });
    if (!all) continue;
    ++compared;
    solve::Options how;
    how.effort = 8000;
    CHECK(solve::solve(one.problem, one.rules, how).score == *best);
  }
  CHECK(compared > 15);
}
