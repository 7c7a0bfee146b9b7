#include "solve/solve.h"

#include <catch2/catch.hpp>

#include "rule/evaluate.h"
#include "zones.h"

using namespace muster;
using testing::make_case;
using testing::ZoneSize;

namespace {

solve::Outcome run(const testing::Case& one, std::uint64_t effort, int threads = 1,
                   std::uint64_t seed = 1) {
  solve::Options options;
  options.effort = effort;
  options.threads = threads;
  options.seed = seed;
  return solve::solve(one.problem, one.rules, options);
}

}  // namespace

TEST_CASE("random small zones: legal plans whose score is what they cost") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    ZoneSize size;
    size.sessions = 6 + static_cast<int>(seed % 30);
    const auto one = make_case(seed, size);
    const auto out = run(one, 200);
    CHECK(testing::broken_laws(one.problem, out.solution) == std::vector<std::string>{});
    CHECK(out.score == rule::evaluate(one.problem, one.rules, out.solution).total);
    CHECK(out.score.cost[0] == 0);
    CHECK_FALSE(out.ended_early);
    for (std::size_t level = 0; level < limits::kLevels; ++level) {
      CHECK(out.bound.cost[level] <= out.score.cost[level]);
    }
  }
}

TEST_CASE("the same seed and effort give the same plan on any number of threads") {
  for (std::uint64_t seed = 100; seed < 112; ++seed) {
    CAPTURE(seed);
    ZoneSize size;
    size.sessions = 30;
    const auto one = make_case(seed, size, seed % 2 == 0);
    const auto first = run(one, 300);
    CHECK(first.solution == run(one, 300).solution);
    const auto both = run(one, 300, 2);
    CHECK(first.solution == both.solution);
    CHECK(first.moves == both.moves);
  }
}
