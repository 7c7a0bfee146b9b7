#include "solve/desk.h"

#include <catch2/catch.hpp>

#include <set>

#include "every_plan.h"
#include "rule/evaluate.h"
#include "zones.h"

using namespace muster;
using namespace muster::solve;
using testing::make_case;
using testing::ZoneSize;

namespace {

rule::Score cost(const testing::Case& one, const model::Solution& solution) {
  return rule::evaluate(one.problem, one.rules, solution).total;
}

model::Solution solved(const testing::Case& one, std::uint64_t seed = 1) {
  Options options;
  options.seed = seed;
  options.effort = 20;
  return solve::solve(one.problem, one.rules, options).solution;
}

bool legal(const testing::Case& one, const model::Solution& solution) {
  return testing::broken_laws(one.problem, solution).empty();
}

model::Solution with(model::Solution solution, SessionIndex s, const Proposal& proposal) {
  solution.placements[s] = proposal.placement;
  for (const Moved& moved : proposal.moved) {
    CHECK(solution.placements[moved.session] == moved.before);
    solution.placements[moved.session] = moved.after;
  }
  return solution;
}

}  // namespace

TEST_CASE("a legal plan is kept whole, and stays as it is however often it is asked") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const auto one = make_case(seed, {});
    const auto plan = solved(one);
    Desk desk(one.problem, one.rules, plan);
    CHECK(desk.left_out().empty());
    for (auto s : indices(one.problem.sessions())) {
      Question question;
      question.session = s;
      question.moved = 2;
      desk.ask(question);
    }
    CHECK(desk.state().solution() == plan);
  }
}

TEST_CASE("what is left out of a plan breaks something beside what is kept") {
  std::size_t left_out = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const auto one = make_case(seed, {});
    Random random(seed);
    model::Solution plan = solved(one);
    const model::Solution other = solved(one, seed + 1);
    for (auto s : indices(one.problem.sessions())) {
      if (random.chance(0.5)) plan.placements[s] = other.placements[s];
    }
    Desk desk(one.problem, one.rules, plan);
    const auto kept = desk.state().solution();
    CHECK(legal(one, kept));
    CHECK(cost(one, kept)[rule::Levels::hard()] == 0);
    for (const LeftOut& out : desk.left_out()) {
      ++left_out;
      CAPTURE(out.session.value, static_cast<int>(out.why));
      auto forced = kept;
      CHECK_FALSE(kept.serves(out.session));
      forced.placements[out.session] = plan.placements[out.session];
      CHECK((!legal(one, forced) || cost(one, forced)[rule::Levels::hard()] > 0));
    }
  }
  CHECK(left_out > 50);
}

TEST_CASE("each answer is a legal plan that costs what is said, the best one first") {
  std::size_t answers = 0;
  std::size_t with_moves = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    ZoneSize size;
    size.sessions = 16;
    size.teams = 3;
    const auto one = make_case(seed, size);
    const auto plan = solved(one);
    const auto before = cost(one, plan);
    Desk desk(one.problem, one.rules, plan);
    for (auto s : indices(one.problem.sessions())) {
      CAPTURE(seed, s.value);
      Question question;
      question.session = s;
      question.moved = static_cast<std::uint32_t>(seed % 3);
      const auto out = desk.ask(question);
      CHECK(out.size() <= question.most);
      for (std::size_t i = 0; i < out.size(); ++i) {
        ++answers;
        with_moves += !out[i].moved.empty();
        const auto after = with(plan, s, out[i]);
        CHECK(testing::broken_laws(one.problem, after) == std::vector<std::string>{});
        CHECK(cost(one, after) == before + out[i].change.score);
        CHECK(out[i].moved.size() <= question.moved);
        if (i > 0) CHECK(out[i - 1].change.score <= out[i].change.score);
      }
    }
  }
  CHECK(answers > 2000);
  CHECK(with_moves > 20);
}

TEST_CASE("a thorough answer is the best of all placements, if there is one") {
  std::size_t found = 0;
  std::size_t best_found = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const auto one = make_case(seed, testing::tiny(seed));
    const auto plan = solved(one);
    Desk desk(one.problem, one.rules, plan);
    const auto before = cost(one, plan);
    for (auto s : indices(one.problem.sessions())) {
      CAPTURE(seed, s.value);
      std::optional<rule::Score> best;
      for (const auto& option : testing::options_of(one.problem, s)) {
        auto other = plan;
        other.placements[s] = option;
        if (!legal(one, other)) continue;
        const auto score = cost(one, other);
        if (score.cost[0] <= before.cost[0] && (!best || score < *best)) best = score;
      }
      Question question;
      question.session = s;
      question.thorough = true;
      const auto out = desk.ask(question);
      REQUIRE(out.empty() == !best.has_value());
      if (!best) continue;
      ++found;
      CHECK(*best <= before + out.front().change.score);
      best_found += *best == before + out.front().change.score;
    }
  }
  CHECK(found > 100);
  // Crews are taken head by head: where prices depend on who else goes, now and then not the best.
  CHECK(static_cast<double>(best_found) > 0.93 * static_cast<double>(found));
}

TEST_CASE("answers keep to the start, venue and teams that were asked for") {
  std::size_t asked = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto one = make_case(seed, {});
    const auto plan = solved(one);
    Desk desk(one.problem, one.rules, plan);
    for (auto s : indices(one.problem.sessions())) {
      CAPTURE(seed, s.value);
      Question all;
      all.session = s;
      all.moved = 1;
      for (const Proposal& each : desk.ask(all)) {
        Question question = all;
        question.start = each.placement.start;
        question.venue = each.placement.venue;
        for (const auto& crew : each.placement.crews) question.crews.only.push_back(crew.team);
        const auto same = desk.ask(question);
        REQUIRE((!same.empty() || !each.moved.empty()));
        for (const Proposal& out : same) {
          ++asked;
          CHECK(out.placement.start == each.placement.start);
          CHECK(out.placement.venue == each.placement.venue);
          for (const auto& crew : out.placement.crews) {
            // A need that none of them may serve is free.
            const auto& crews = each.placement.crews;
            const bool asked_for = std::any_of(crews.begin(), crews.end(), [&](const auto& other) {
              return other.need == crew.need;
            });
            if (!asked_for) continue;
            CHECK(std::count(question.crews.only.begin(), question.crews.only.end(), crew.team));
          }
        }
        question = all;
        for (const auto& crew : each.placement.crews) {
          question.crews.without.push_back(crew.team);
          question.crews.absent.push_back(crew.heads.front());
        }
        for (const Proposal& out : desk.ask(question)) {
          for (const auto& crew : out.placement.crews) {
            const auto& without = question.crews.without;
            CHECK_FALSE(std::count(without.begin(), without.end(), crew.team));
          }
        }
      }
    }
  }
  CHECK(asked > 500);
}
