// Contrasts against brute force, and remedies by their own plans.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "plan/brute_force.h"
#include "plan/relax.h"
#include "plan/why_not.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "town.h"

using namespace muster;
using namespace muster::testing;
using model::Problem;
using model::SessionIndex;
using model::Solution;

namespace {

struct Case {
  explicit Case(std::uint64_t seed, RandomOptions options = {})
      : random(random_case(seed, options)), choice(seed), rules(compiled(random)) {
    solution = random_solution(random.problem, choice);
  }
  static rule::RuleSet compiled(const RandomCase& random) {
    Diagnostics diagnostics;
    return rule::compile(random.specs, random.written_levels, random.problem, diagnostics);
  }
  template <class I, class T>
  I any(const Table<I, T>& table) {
    return I(choice.below(static_cast<std::uint32_t>(table.size())));
  }

  RandomCase random;
  Random choice;
  rule::RuleSet rules;
  Solution solution;
};

std::map<std::pair<std::string, std::string>, std::int64_t> broken(const plan::Verdict& verdict) {
  std::map<std::pair<std::string, std::string>, std::int64_t> out;
  for (const plan::Match& match : verdict.broken) out[{match.code, match.rule}] += match.cost;
  return out;
}

plan::WhyNot random_question(Case& c) {
  const Problem& problem = c.random.problem;
  plan::WhyNot question;
  question.session = c.any(problem.sessions());
  if (c.choice.chance(0.8)) question.team = c.any(problem.teams());
  if (c.choice.chance(0.3)) question.venue = c.any(problem.venues());
  const auto starts = starts_of(problem, question.session);
  if (c.choice.chance(0.4) && !starts.empty()) {
    question.start = starts[c.choice.below(static_cast<std::uint32_t>(starts.size()))];
    if (c.choice.chance(0.2)) question.start->minutes += 600;
  }
  return question;
}

bool may_be_asked(const Problem& problem, const plan::WhyNot& question) {
  const model::Task& task = problem.task_of(question.session);
  const bool team = !question.team.exists() ||
                    std::any_of(task.needs.begin(), task.needs.end(), [&](const model::Need& n) {
                      return may_serve(problem, question.session, n, question.team);
                    });
  // Without it the plan is broken already: serving it anywhere would mend that.
  const bool mends =
      std::any_of(problem.precedences().begin(), problem.precedences().end(),
                  [&](const model::Precedence& p) { return p.before == question.session; });
  return team && !mends && !task.standing && (!question.venue.exists() || task.venue.has_value());
}

}  // namespace

TEST_CASE("a contrast is possible exactly where brute force finds a way, at the price it says") {
  std::size_t yes = 0;
  std::size_t no = 0;
  for (std::uint64_t seed = 1; seed <= 2500; ++seed) {
    Case c(seed);
    const Problem& problem = c.random.problem;
    const plan::WhyNot question = random_question(c);
    if (!may_be_asked(problem, question)) continue;
    World world{problem.parts(), c.random.specs, c.solution};
    world.solution.placements[question.session].reset();
    model::Pin pin;
    pin.start = question.start;
    pin.venue = question.venue;
    if (question.team.exists()) pin.teams = {question.team};
    world.parts.sessions[question.session].pin = pin;
    BruteForce brute(world, c.rules.levels, question.session);
    if (brute.to_try() > kMostTried) continue;
    INFO("seed " << seed << " session " << problem.sessions()[question.session].id);
    const plan::Contrast contrast =
        plan::why_not(problem, c.random.specs, c.rules, c.solution, question);
    REQUIRE(contrast.possible == brute.fits());
    ++(contrast.possible ? yes : no);
    if (!contrast.possible) {
      for (const plan::Funnel& funnel : contrast.funnels) {
        std::int64_t sum = 0;
        for (const auto& row : funnel.rows) sum += row.candidates;
        REQUIRE(sum == funnel.total);
        REQUIRE(funnel.rows[static_cast<std::size_t>(plan::Sieve::open)].candidates == 0);
      }
      continue;
    }
    Solution then = c.solution;
    then.placements[question.session] = contrast.placement;
    REQUIRE(contrast.change == rule::evaluate(problem, c.rules, then).total -
                                   rule::evaluate(problem, c.rules, c.solution).total);
    rule::Score sum;
    for (const plan::RuleCost& cost : contrast.costs) sum[cost.level] += cost.cost;
    REQUIRE(sum == contrast.change);
    if (question.start) REQUIRE(contrast.placement.start == *question.start);
    if (question.venue.exists()) REQUIRE(contrast.placement.venue == question.venue);
    for (const model::Crew& crew : contrast.placement.crews) {
      const model::Need& need = problem.task_of(question.session).needs[crew.need];
      const bool asked =
          question.team.exists() && may_serve(problem, question.session, need, question.team);
      REQUIRE((!asked || crew.team == question.team));
    }
  }
  CHECK(yes > 100);
  CHECK(no > 300);
}

TEST_CASE("each remedy is proved by its own plan, which changes nothing that it does not name") {
  std::size_t remedies = 0;
  std::size_t helped = 0;
  std::size_t asked = 0;
  std::map<std::size_t, std::size_t> kinds;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    Case c(seed, {.pins = seed % 4 == 0});
    const Problem& problem = c.random.problem;
    for (auto s : indices(problem.sessions())) {
      if (c.solution.serves(s)) continue;
      INFO("seed " << seed << " session " << problem.sessions()[s].id);
      const plan::Verdict before =
          plan::verify(problem, c.random.specs, c.rules.levels, c.solution);
      const plan::Relaxed relaxed =
          plan::relax(problem, c.random.specs, c.rules, c.solution, s, 5, {});
      REQUIRE(relaxed.remedies.size() <= 5);
      ++asked;
      helped += !relaxed.remedies.empty();
      for (const plan::Remedy& remedy : relaxed.remedies) {
        const plan::Changed changed =
            plan::apply(problem, c.random.specs, c.rules.levels, remedy.changes);
        REQUIRE(remedy.solution.serves(s));
        REQUIRE(*remedy.solution.placements[s] == remedy.placement);
        const plan::Verdict after =
            plan::verify(changed.problem, changed.specs, changed.rules.levels, remedy.solution);
        const auto known = broken(before);
        for (const auto& [key, cost] : broken(after)) {
          INFO(key.first << " " << key.second);
          REQUIRE(known.count(key) == 1);
          REQUIRE(cost <= known.at(key));
        }
        REQUIRE(after.score - before.score == remedy.change);
        const Solution same = plan::carry_over(problem, c.solution, changed.problem);
        for (auto other : indices(problem.sessions())) {
          const auto named = [&](const std::vector<SessionIndex>& list) {
            return std::count(list.begin(), list.end(), other) == 1;
          };
          const bool moved = std::count_if(remedy.moved.begin(), remedy.moved.end(),
                                           [&](auto& m) { return m.session == other; }) == 1;
          if (other == s || named(remedy.served_first)) continue;
          REQUIRE(named(remedy.left_out) == (same.serves(other) && !remedy.solution.serves(other)));
          REQUIRE((same.placements[other] != remedy.solution.placements[other]) ==
                  (moved || named(remedy.left_out)));
        }
        ++remedies;
        for (const plan::Change& change : remedy.changes) ++kinds[change.index()];
      }
    }
  }
  CHECK(remedies > 500);
  CHECK(helped * 10 > asked * 6);
  const auto proposed = [&](const plan::Change& change) { return kinds[change.index()] > 0; };
  CHECK(proposed(plan::WindowAdded{}));
  CHECK(proposed(plan::PersonAdded{}));
  CHECK(proposed(plan::NeedLowered{}));
  CHECK(proposed(plan::SkillWaived{}));
  CHECK(proposed(plan::AnyTeam{}));
  CHECK(proposed(plan::SeatsLowered{}));
  CHECK(proposed(plan::FacilitiesAdded{}));
  CHECK(proposed(plan::RuleSoftened{}));
}

TEST_CASE("which venues will do can give way") {
  auto parts = town();
  const model::TaskIndex task = parts.sessions[kClass].task;
  parts.tasks[task].venue.edit().where =
      model::Selector{{{model::Attribute::id, {"east-hall"}}}, {}};
  parts.venues[kEast].open = IntervalSet();
  const Problem problem(parts);
  Solution plan = good_plan(problem);
  plan.placements[kClass].reset();
  Diagnostics diagnostics;
  const auto rules = rule::compile({}, {}, problem, diagnostics);
  const auto relaxed = plan::relax(problem, {}, rules, plan, kClass, 9, {});
  std::vector<std::string> codes;
  for (const plan::Remedy& remedy : relaxed.remedies) {
    for (const plan::Change& change : remedy.changes) {
      codes.push_back(plan::describe(problem, change).code);
    }
  }
  CHECK(std::count(codes.begin(), codes.end(), "any-venue") == 1);
  CHECK(std::count(codes.begin(), codes.end(), "venue-open") == 1);
}

TEST_CASE("remedies come with the fewest changes first, and stop when told to") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Case c(seed);
    for (auto s : indices(c.random.problem.sessions())) {
      if (c.solution.serves(s)) continue;
      const auto relaxed =
          plan::relax(c.random.problem, c.random.specs, c.rules, c.solution, s, 9, {});
      std::size_t last = 0;
      for (const plan::Remedy& remedy : relaxed.remedies) {
        const std::size_t size =
            remedy.changes.size() + remedy.left_out.size() + (remedy.moved.empty() ? 0 : 1);
        REQUIRE(size >= last);
        last = size;
      }
      const auto stopped = plan::relax(c.random.problem, c.random.specs, c.rules, c.solution, s, 9,
                                       [](std::size_t, std::size_t) { return false; });
      REQUIRE(stopped.stopped);
      REQUIRE(stopped.remedies.empty());
    }
  }
}
