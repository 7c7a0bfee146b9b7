// Planning again from a plan: three ways of counting whom it disturbs agree, what is frozen stays,
// and what-if tells the truth.
#include <catch2/catch.hpp>

#include <algorithm>

#include "plan/difference.h"
#include "plan/rebase.h"
#include "plan/verify.h"
#include "plan/what_if.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "solve/solve.h"

using namespace muster;
using namespace muster::plan;
using testing::random_case;
using testing::RandomCase;

namespace {

rule::RuleSet compiled(const RandomCase& one) {
  Diagnostics diagnostics;
  auto rules = rule::compile(one.specs, one.written_levels, one.problem, diagnostics);
  REQUIRE_FALSE(diagnostics.any_error());
  return rules;
}

model::Solution solved(const model::Problem& problem, const rule::RuleSet& rules) {
  solve::Options options;
  options.effort = 30;
  return solve::solve(problem, rules, options).solution;
}

Rebased rebased(const RandomCase& one, const rule::RuleSet& rules, const model::Solution& base,
                const RebaseOptions& options) {
  Diagnostics diagnostics;
  auto out = rebase(one.problem, one.specs, rules, base, options, diagnostics);
  REQUIRE(out.has_value());
  return std::move(*out);
}

}  // namespace

TEST_CASE("rule, verifier and difference count the same people disturbed") {
  std::size_t disturbed = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    const RandomCase one = random_case(seed);
    const auto rules = compiled(one);
    Random random(seed);
    const auto base = testing::random_solution(one.problem, random);
    const Rebased again = rebased(one, rules, base, {{}, true});
    const auto& changed = again.changed;
    auto after = testing::random_solution(one.problem, random);
    for (auto s : indices(after.placements)) {
      if (random.chance(0.7)) after.placements[s] = base.placements[s];
    }
    const auto change = difference(one.problem, base, after);
    const auto people = static_cast<std::int64_t>(change.people.size());
    CHECK(rule::evaluate(changed.problem, changed.rules, after).total[*again.counted] == people);
    CHECK(
        verify(changed.problem, changed.specs, changed.rules.levels, after).score[*again.counted] ==
        people);
    CHECK(difference(one.problem, base, base).empty());
    disturbed += change.people.size();
  }
  CHECK(disturbed > 900);
}

TEST_CASE("what is frozen stays as it was, and nothing breaks for it") {
  std::size_t frozen = 0;
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    CAPTURE(seed);
    const RandomCase one = random_case(seed);
    const auto rules = compiled(one);
    const auto base = solved(one.problem, rules);
    const Interval horizon = one.problem.calendar().horizon();
    const TimePoint until = horizon.from + Duration{horizon.length().minutes / 2};
    const Rebased again = rebased(one, rules, base, {until, false});
    const auto plan = solved(again.changed.problem, again.changed.rules);
    const auto verdict =
        verify(again.changed.problem, again.changed.specs, again.changed.rules.levels, plan);
    for (const Match& match : verdict.broken) CHECK_FALSE(match.rule.empty());  // no law
    for (auto s : again.frozen) {
      ++frozen;
      REQUIRE(plan.serves(s));
      CHECK(base.placements[s]->start < until);
      CHECK(plan.placements[s]->start == base.placements[s]->start);
      CHECK(plan.placements[s]->venue == base.placements[s]->venue);
    }
    const auto change = difference(one.problem, base, plan);
    for (const Affected& person : change.people) {
      for (const auto* list : {&person.removed, &person.moved}) {
        for (auto s : *list) {
          CHECK(std::find(again.frozen.begin(), again.frozen.end(), s) == again.frozen.end());
        }
      }
    }
  }
  CHECK(frozen > 100);
}

TEST_CASE("what-if: what breaks is rescued or lost, and the plan after is legal") {
  std::size_t rescued = 0;
  std::size_t lost = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const RandomCase one = random_case(seed);
    const auto rules = compiled(one);
    const auto plan = solved(one.problem, rules);
    const model::TeamIndex team(seed % one.problem.teams().size());
    CAPTURE(seed, team.value);
    solve::Options options;
    options.effort = 50;
    const WhatIf what = what_if(one.problem, one.specs, rules, plan, {TeamAway{team, {}}}, options);
    for (auto s : what.broken) {
      const bool saved = std::count(what.rescued.begin(), what.rescued.end(), s) > 0;
      const bool gone = std::count(what.lost.begin(), what.lost.end(), s) > 0;
      CHECK(saved != gone);
    }
    for (auto s : indices(plan.placements)) {
      if (!plan.serves(s)) continue;
      for (const auto& crew : plan.placements[s]->crews) {
        if (crew.team != team) continue;
        const bool known = std::count(what.broken.begin(), what.broken.end(), s) > 0;
        // People of another team as well may stay under it.
        if (!known) CHECK(what.before.serves(s));
      }
    }
    const auto verdict =
        verify(what.changed.problem, what.changed.specs, rules.levels, what.after.solution);
    for (const Match& match : verdict.broken) CHECK_FALSE(match.rule.empty());
    CHECK(verdict.score == what.after.score);
    rescued += what.rescued.size();
    lost += what.lost.size();
  }
  CHECK(rescued > 20);
  CHECK(lost > 10);
}
