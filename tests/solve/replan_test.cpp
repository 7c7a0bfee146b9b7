// Plans made from an earlier one: what is kept, whom it disturbs, and the cap.
#include <catch2/catch.hpp>

#include <set>

#include "every_plan.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "solve/solve.h"
#include "zones.h"

using namespace muster;
using namespace muster::solve;
using model::HeadIndex;

namespace {

// Rules of a workspace that asks for nothing but few changes.
rule::RuleSet only_stability(const model::Problem& problem) {
  rule::RuleSpec spec;
  spec.id = "few";
  spec.kind = spec.level = "stability";
  Diagnostics diagnostics;
  return rule::compile({spec}, {}, problem, diagnostics);
}

Outcome run(const model::Problem& problem, const rule::RuleSet& rules, std::uint64_t effort,
            std::optional<std::int64_t> cap = {}, int threads = 1) {
  Options options;
  options.effort = effort;
  options.threads = threads;
  if (cap) options.cap = LevelCap{*rules.levels.find("stability"), *cap};
  return solve::solve(problem, rules, options);
}

std::int64_t disturbed(const rule::RuleSet& rules, const Outcome& out) {
  return out.score[*rules.levels.find("stability")];
}

// The problem with its plan as the base, and without some people at some time: who declines.
model::Problem after_declines(const model::Problem& problem, const model::Solution& plan,
                              std::uint64_t seed, double share) {
  Random random(seed);
  model::ProblemParts parts = problem.parts();
  parts.base = plan;
  for (auto s : indices(problem.sessions())) {
    if (!plan.serves(s) || !random.chance(share)) continue;
    const auto& placement = *plan.placements[s];
    if (placement.crews.empty()) continue;
    const TimePoint end = placement.start + problem.sessions()[s].duration;
    const HeadIndex head = placement.crews.front().heads.front();
    const auto& row = problem.heads()[head];
    const IntervalSet away({{placement.start, end}});
    if (row.person.exists()) {
      auto& available = parts.people[row.person].available;
      available = (available ? *available : parts.teams[row.teams.front()].available).without(away);
    } else {
      auto& available = parts.teams[row.teams.front()].available;
      available = available.without(away);
    }
  }
  return model::Problem(std::move(parts));
}

}  // namespace

TEST_CASE("a plan that is legal is kept whole as a base, and nobody is disturbed") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const auto one = testing::make_case(seed, {});
    const auto rules = only_stability(one.problem);
    const auto plan = run(one.problem, rules, 500).solution;
    model::ProblemParts parts = one.problem.parts();
    parts.base = plan;
    const model::Problem again(std::move(parts));
    const auto rules_again = only_stability(again);
    const auto out = run(again, rules_again, 1);
    std::size_t served = 0;
    for (auto s : indices(again.sessions())) served += plan.serves(s) && out.solution.serves(s);
    CHECK(out.score.cost <= run(one.problem, rules, 500).score.cost);
    CHECK(served > 0);
    if (out.score == rule::evaluate(again, rules_again, plan).total) CHECK(out.solution == plan);
  }
}

TEST_CASE("replanned with a cap, no more people are disturbed, on any number of threads") {
  std::size_t bound = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    testing::ZoneSize size;
    size.sessions = 24;
    const auto one = testing::make_case(seed, size);
    const auto plan = run(one.problem, only_stability(one.problem), 300).solution;
    const auto after = after_declines(one.problem, plan, seed, 0.15);
    const auto rules = only_stability(after);
    const auto least = disturbed(rules, run(after, rules, 0, 0));  // what can't be kept
    for (const std::int64_t extra : {0, 1, 3}) {
      const auto out = run(after, rules, 300, least + extra);
      CHECK(disturbed(rules, out) <= least + extra);
      CHECK(out.score == rule::evaluate(after, rules, out.solution).total);
      CHECK(testing::broken_laws(after, out.solution) == std::vector<std::string>{});
      CHECK(out.solution == run(after, rules, 300, least + extra, 2).solution);
      bound += disturbed(rules, out) == least + extra;
    }
  }
  CHECK(bound > 10);
}

TEST_CASE("declines of tiny plans disturb at most 1.2 times the people that they must") {
  std::size_t cases = 0;
  std::int64_t ours = 0;
  std::int64_t best = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    const auto one = testing::make_case(seed, testing::tiny(seed), false);
    const auto plan = run(one.problem, only_stability(one.problem), 200).solution;
    const auto after = after_declines(one.problem, plan, seed, 0.4);
    const auto rules = only_stability(after);
    std::optional<rule::Score> least;
    const bool all = testing::each_plan(after, 20'000, [&](const model::Solution& other) {
      const auto score = rule::evaluate(after, rules, other).total;
      if (!least || score < *least) least = score;
    });
    if (!all || !least) continue;
    const auto out = run(after, rules, 300);
    REQUIRE(*least <= out.score);
    const auto level = *rules.levels.find("stability");
    // As much is served as can be; then people count.
    auto served = out.score;
    auto served_at_best = *least;
    served[level] = served_at_best[level] = 0;
    REQUIRE(served == served_at_best);
    ++cases;
    ours += out.score[level];
    best += (*least)[level];
    CHECK(5 * out.score[level] <= 6 * (*least)[level]);
  }
  CHECK(cases > 100);
  CHECK(best > 50);
  CAPTURE(cases, ours, best);
  CHECK(5 * ours <= 6 * best);
}

TEST_CASE("people who are pinned go, and everything else is planned around them") {
  std::size_t pinned = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    const auto one = testing::make_case(seed, {});
    const auto plan = run(one.problem, one.rules, 100, {}, 1).solution;
    model::ProblemParts parts = one.problem.parts();
    Random random(seed);
    for (auto s : indices(one.problem.sessions())) {
      if (!plan.serves(s) || !random.chance(0.4)) continue;
      const auto& placement = *plan.placements[s];
      model::Pin pin;
      pin.start = placement.start;
      pin.venue = placement.venue;
      pin.crews = placement.crews;
      pinned += pin.crews.size();
      parts.sessions[s].pin = pin;
    }
    const model::Problem problem(std::move(parts));
    for (const std::uint64_t effort : {1, 200}) {
      const auto out = run(problem, one.rules, effort);
      CHECK(testing::broken_laws(problem, out.solution) == std::vector<std::string>{});
      CHECK(out.score == rule::evaluate(problem, one.rules, out.solution).total);
    }
  }
  CHECK(pinned > 50);
}
