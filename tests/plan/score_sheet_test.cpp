// A score taken apart adds up to the score, level by level, rule by rule, match by match.
#include <catch2/catch.hpp>

#include "plan/score_sheet.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "town.h"

using namespace muster;
using namespace muster::testing;

namespace {

plan::ScoreSheet sheet_of(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
                          const rule::Levels& levels, const model::Solution& solution,
                          rule::Score& score) {
  const plan::Verdict verdict = plan::verify(problem, specs, levels, solution);
  score = verdict.score;
  return plan::score_sheet(problem, specs, levels, solution, verdict);
}

// Only what the matches say.
rule::Score added_up(const plan::ScoreSheet& sheet) {
  rule::Score sum;
  for (const auto& level : sheet.levels) {
    std::int64_t of_level = 0;
    for (const plan::ScoreRow& row : level.rows) {
      std::int64_t of_row = 0;
      for (const plan::Match& match : row.matches) {
        REQUIRE(match.cost > 0);
        REQUIRE_FALSE(match.english.empty());
        REQUIRE_FALSE(match.chinese.empty());
        of_row += match.cost;
      }
      REQUIRE(of_row == row.cost);
      of_level += of_row;
    }
    REQUIRE(of_level == level.cost);
    sum[level.level] += of_level;
  }
  return sum;
}

}  // namespace

TEST_CASE("every match of random plans, good and bad, adds up to the score") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const RandomCase random = random_case(seed, {.pins = seed % 3 == 0});
    const rule::Levels levels = rule::order_levels(random.specs, random.written_levels);
    Random choice(seed);
    model::Solution solution = random_solution(random.problem, choice);
    INFO("seed " << seed);
    for (auto& placement : solution.placements.rows()) {
      if (placement && choice.chance(0.3)) placement->start.minutes += 45;
    }
    rule::Score score;
    const plan::ScoreSheet sheet = sheet_of(random.problem, random.specs, levels, solution, score);
    REQUIRE(sheet.levels.size() == levels.size());
    REQUIRE(added_up(sheet) == score);
  }
}

TEST_CASE("what is left out and who is missing stand among the rows, with their sessions") {
  auto parts = town();
  const model::TaskIndex patrol = parts.sessions[kPatrol].task;
  parts.tasks[patrol].needs.edit()[0].people = {1, 3, 3};
  const model::Problem problem(parts);
  const rule::Levels levels = town_levels();
  model::Solution solution = good_plan(problem);
  solution.placements[kClass].reset();
  rule::Score score;
  const plan::ScoreSheet sheet = sheet_of(problem, {}, levels, solution, score);
  const auto& priority = sheet.levels[levels.find(word(problem.task_of(kClass).priority))->value];
  REQUIRE(priority.rows.size() == 1);
  CHECK(priority.rows[0].code == "unserved");
  CHECK(priority.rows[0].matches[0].sessions == std::vector<model::SessionIndex>{kClass});
  const auto& staffing = sheet.levels[levels.find("staffing")->value];
  REQUIRE(staffing.rows.size() == 1);
  CHECK(staffing.rows[0].code == "staffing");
  CHECK(staffing.rows[0].matches[0].cost == 2);
  CHECK(staffing.rows[0].matches[0].english.find("1 of the 3 people") != std::string::npos);
}
