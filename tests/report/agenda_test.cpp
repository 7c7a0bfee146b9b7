#include <catch2/catch.hpp>

#include "report/agenda.h"
#include "report/rule_summary.h"
#include "sample_plan.h"

namespace muster::report {

TEST_CASE("sessions stand in time order and at every team that sends a crew") {
  const SamplePlan sample = make_sample_plan();
  const Agenda agenda = make_agenda(sample.problem, sample.plan.solution);
  REQUIRE(agenda.timed.size() == 5);
  REQUIRE(agenda.standing.size() == 1);
  for (std::size_t i = 1; i < agenda.timed.size(); ++i) {
    CHECK(agenda.timed[i - 1].time.from <= agenda.timed[i].time.from);
  }
  CHECK(agenda.of_team[model::TeamIndex(std::size_t{0})] == Positions{0, 1, 3, 4});
  CHECK(agenda.of_team[model::TeamIndex(std::size_t{1})] == Positions{2, 3});
  CHECK(agenda.of_venue[model::VenueIndex(std::size_t{0})] == Positions{3});
}

TEST_CASE("a team's load is heads times time, standing assignments left out") {
  const SamplePlan sample = make_sample_plan();
  const Agenda agenda = make_agenda(sample.problem, sample.plan.solution);
  const Load wardens = load_of(agenda, model::TeamIndex(std::size_t{0}));
  CHECK(wardens.sessions == 4);
  CHECK(wardens.head_minutes == 3 * 2 * 90 + 120);
}

TEST_CASE("the duty roster has weekdays as columns, an open shift said, equal weeks joined") {
  SamplePlan sample = make_sample_plan();
  const Phrases phrases(sample.problem, Language::english);
  auto rows = duty_roster(sample.plan.solution, phrases);
  REQUIRE(rows.size() == 2);  // the two weeks differ on Wednesday
  CHECK(rows[0].slot == "05:30–07:00");
  CHECK(rows[0].weeks == "09-04–09-10");
  CHECK(rows[0].cells[0] == "甲, 乙");
  CHECK(rows[0].cells[1].empty());
  CHECK(rows[0].cells[2] == "甲, 兰街网格员 ×1");
  CHECK(rows[1].cells[2] == "(open)");
  auto& placements = sample.plan.solution.placements;
  const model::SessionIndex first(std::size_t{1}), second(std::size_t{3});
  placements[second] = placements[first];
  placements[second]->start = sample.problem.sessions()[second].windows.front().from;
  rows = duty_roster(sample.plan.solution, phrases);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].weeks == "every week");
}

TEST_CASE("the grid division tells who looks after which households") {
  SamplePlan sample = make_sample_plan();
  const Phrases phrases(sample.problem, Language::chinese);
  auto rows = grid_division(sample.problem, sample.plan.solution, phrases);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].households == 6);
  CHECK(rows[0].people == "甲");
  model::ProblemParts parts = sample.problem.parts();
  parts.tasks[model::TaskIndex(std::size_t{3})].households = 0;  // then its grid's
  const model::Problem without(std::move(parts));
  CHECK(grid_division(without, sample.plan.solution, phrases).front().households == 290);
  sample.plan.solution.placements[model::SessionIndex(std::size_t{6})].reset();
  rows = grid_division(sample.problem, sample.plan.solution, phrases);
  REQUIRE(rows.size() == 1);  // an assignment that nobody has stays in the table
  CHECK(rows[0].people.empty());
}

TEST_CASE("coverage counts a grid with all below it") {
  const SamplePlan sample = make_sample_plan();
  const Agenda agenda = make_agenda(sample.problem, sample.plan.solution);
  const auto rows = coverage(sample.problem, agenda);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].depth == 0);
  CHECK(rows[0].total == 5);
  CHECK(rows[0].by_week == std::vector<std::int64_t>{4, 1});
  CHECK(rows[1].depth == 1);
  CHECK(rows[1].total == 4);
  CHECK(rows[1].standing == 1);
  CHECK(rows[2].standing == 0);
  CHECK(rows[2].total == 1);
}

TEST_CASE("anonymous heads are told as runs") {
  const SamplePlan sample = make_sample_plan();
  const Phrases phrases(sample.problem, Language::english);
  const auto head = [](std::size_t i) { return model::HeadIndex(i); };
  const model::TeamIndex wives(std::size_t{1}), wardens(std::size_t{0});
  CHECK(phrases.heads({0, wives, {head(4), head(5), head(6)}}) == "#1–#3");
  CHECK(phrases.heads({0, wives, {head(4), head(6)}}) == "#1, #3");
  CHECK(phrases.heads({0, wardens, {head(1), head(2)}}) == "乙, #3");
  CHECK(phrases.heads({0, wardens, {head(1), head(2)}}, true) == "乙, 兰街网格员 ×1");
}

TEST_CASE("one team's crews for several needs are told together") {
  const SamplePlan sample = make_sample_plan();
  const Phrases phrases(sample.problem, Language::english);
  const auto head = [](std::size_t i) { return model::HeadIndex(i); };
  const model::TeamIndex wives(std::size_t{1});
  const model::Placement placement{{}, {}, {{0, wives, {head(4)}}, {1, wives, {head(5)}}}};
  CHECK(phrases.on_duty(placement) == "村嫂公益团 ×2");
}

TEST_CASE("a task once a week is no weekday duty") {
  SamplePlan sample = make_large_plan(40);  // each task once in each of four weeks
  const Phrases phrases(sample.problem, Language::english);
  CHECK(duty_roster(sample.plan.solution, phrases).empty());
}

TEST_CASE("times over midnight and hours are told plainly") {
  const SamplePlan sample = make_sample_plan();
  const Phrases phrases(sample.problem, Language::english);
  const auto window = [&](std::size_t i) {
    return sample.problem.sessions()[model::SessionIndex(i)].windows.front();
  };
  CHECK(phrases.dated(window(4)) == "2017-09-08 Fri 22:00–02:00 +1d");
  CHECK(phrases.clocks(sample.problem.calendar().day(0)) == "00:00–24:00");
  CHECK(hours(90) == "1.5");
  CHECK(hours(59 * 6000) == "5,900.0");
  CHECK(grouped(-1234567) == "-1,234,567");
  CHECK(grouped(-123) == "-123");
}

TEST_CASE("rules are summed with their dearest matches first") {
  const SamplePlan sample = make_sample_plan();
  const auto rows = summarise_rules(sample.input(Language::english));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].matches == 7);
  CHECK(rows[0].cost == 728);
  CHECK(rows[0].why == "别让<队员>太累");
  REQUIRE(rows[0].worst.size() == kWorstMatches);
  CHECK(rows[0].worst.front()->cost == 107);
  CHECK(rows[0].worst.back()->cost == 103);
}

TEST_CASE("a level tells its gap, and nothing where the bound proves nothing") {
  SamplePlan sample = make_sample_plan();
  const Phrases phrases(sample.problem, Language::english);
  sample.plan.bound[*sample.plan.levels.find("high")] = 4;
  for (const LevelRow& row : level_rows(sample.input(Language::english), phrases)) {
    if (row.name == "care") CHECK(row.gap == 250);
    if (row.name == "must") CHECK((row.proved && row.gap == 0));
    if (row.name == "high") CHECK_FALSE(row.proved);
    CHECK(row.name != "hard");
  }
}

}  // namespace muster::report
