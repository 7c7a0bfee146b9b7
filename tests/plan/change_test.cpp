// Changes make another problem, and plans go over to it by their ids.
#include <algorithm>
#include <catch2/catch.hpp>

#include "plan/change.h"
#include "plan/facts.h"
#include "plan/verify.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "town.h"

using namespace muster;
using namespace muster::testing;
using model::HeadIndex;
using model::Problem;
using model::Solution;
using model::TeamIndex;

namespace {

plan::Changed changed(const Problem& problem, const plan::Change& change,
                      const std::vector<rule::RuleSpec>& specs = {}) {
  return plan::apply(problem, specs, town_levels({"care"}), {change});
}

plan::Verdict verdict(const plan::Changed& c, const Solution& solution) {
  return plan::verify(c.problem, c.specs, c.rules.levels, solution);
}

// The first law broken by the good plan in a changed town; empty: none.
std::string broken(const plan::Change& change) {
  const Problem problem(town());
  const plan::Changed c = changed(problem, change);
  const auto v = verdict(c, plan::carry_over(problem, good_plan(problem), c.problem));
  return v.broken.empty() ? "" : v.broken.front().code;
}

std::int64_t able(const Problem& problem, TeamIndex team,
                  const std::vector<model::SkillIndex>& skills) {
  const auto& heads = problem.heads_of(team);
  return std::count_if(heads.begin(), heads.end(),
                       [&](HeadIndex h) { return has_skills(problem.heads()[h].skills, skills); });
}

}  // namespace

TEST_CASE("times of teams and venues may shrink and grow") {
  const Problem problem(town());
  const Interval nine{at(problem, 9 * 60), at(problem, 10 * 60)};
  CHECK(broken(plan::TeamAway{kWives, nine}) == "team-available");
  CHECK(broken(plan::TeamAway{kGuards, nine}).empty());
  CHECK(broken(plan::VenueClosed{kWest, nine}) == "venue-open");
  CHECK(broken(plan::VenueClosed{kWest, {}}) == "venue-open");
  CHECK(broken(plan::VenueClosed{kEast, {}}).empty());
  const Interval night{at(problem, 2 * 60), at(problem, 3 * 60)};
  auto parts = problem.parts();
  parts.venues[kWest].open = parts.teams[kWives].available = IntervalSet();
  const Problem shut(parts);
  CHECK(changed(shut, plan::VenueOpen{kWest, night}).problem.venues()[kWest].open.contains(night));
  CHECK(changed(shut, plan::TeamAvailable{kWives, night})
            .problem.teams()[kWives]
            .available.contains(night));
  CHECK(changed(shut, plan::RoomAdded{kWest}).problem.venues()[kWest].rooms == 2);
}

TEST_CASE("a person may have more time, and a need make do with fewer") {
  auto parts = town();
  const model::PersonIndex first(std::size_t{0});
  parts.people[first].available = IntervalSet();
  const Problem problem(parts);
  const Interval nine{at(problem, 9 * 60), at(problem, 10 * 60)};
  const auto with_time = changed(problem, plan::PersonAvailable{first, nine});
  CHECK(with_time.problem.people()[first].available->contains(nine));
  const model::TaskIndex task = problem.sessions()[kClass].task;
  const auto fewer = changed(problem, plan::NeedLowered{task, 0, 0});
  CHECK(fewer.problem.tasks()[task].needs[0].people.min == 0);
}

TEST_CASE("a task may ask for less, and a venue have more") {
  auto parts = town();
  const model::TaskIndex task = parts.sessions[kClass].task;
  const model::SkillIndex first_aid(std::size_t{0}), juggling(std::size_t{1});
  model::Need& need = parts.tasks[task].needs.edit()[0];
  need.skills = {first_aid, juggling};
  need.any_skills = {first_aid, juggling};
  need.no_skills = {juggling};
  need.from = model::Selector{{{model::Attribute::id, {"wives"}}}, {}};
  parts.tasks[task].venue.edit().where = need.from;
  const Problem problem(parts);
  const auto after = [&](const plan::Change& change) {
    return changed(problem, change).problem.tasks()[task];
  };
  const model::Task waived = after(plan::SkillWaived{task, 0, juggling});
  CHECK(waived.needs[0].skills == std::vector{first_aid});
  CHECK(waived.needs[0].any_skills.empty());
  CHECK(waived.needs[0].no_skills.empty());
  CHECK(after(plan::AnyTeam{task, 0}).needs[0].from.matches_everything());
  CHECK(after(plan::AnyVenue{task}).venue->where.matches_everything());
  CHECK(after(plan::SeatsLowered{task, 9}).venue->seats == 9);
  const auto more = changed(problem, plan::FacilitiesAdded{kWest, {"piano", "stage"}});
  CHECK(more.problem.venues()[kWest].facilities == std::vector<std::string>{"piano", "stage"});
}

TEST_CASE("a longer window keeps the starts there were") {
  const Problem problem(town());
  const auto before = starts_of(problem, kClass);
  const Interval more{at(problem, 3), at(problem, 10 * 60)};
  const auto after = starts_of(changed(problem, plan::WindowAdded{kClass, more}).problem, kClass);
  CHECK(std::includes(after.begin(), after.end(), before.begin(), before.end()));
  CHECK(after.front() == more.from);
}

TEST_CASE("a team that is gone takes its people and its pins along") {
  auto parts = town();
  parts.sessions[kClass].pin = model::Pin{{}, {}, {kWives}};
  const Problem problem(parts);
  const plan::Changed c = changed(problem, plan::TeamAway{kWives, {}});
  CHECK(c.problem.heads_of(kWives).empty());
  CHECK(c.problem.people().empty());
  CHECK_FALSE(c.problem.sessions()[kClass].pin.has_value());
  const Solution carried = plan::carry_over(problem, good_plan(problem), c.problem);
  CHECK(carried.placements[kClass]->crews.empty());
  REQUIRE(carried.placements[kPatrol]->crews.size() == 1);
  CHECK(plan::id_of(c.problem, carried.placements[kPatrol]->crews[0].heads[0]) == "guards#1");
}

TEST_CASE("pins, priorities and rules change") {
  const Problem problem(town());
  const model::Pin pin{at(problem, 9 * 60), kWest, {kWives}};
  const plan::Changed pinned = changed(problem, plan::PinSet{kClass, pin});
  CHECK(pinned.problem.sessions()[kClass].pin->teams == std::vector<TeamIndex>{kWives});
  const plan::Changed raised =
      changed(problem, plan::PrioritySet{problem.sessions()[kClass].task, model::Priority::must});
  CHECK(raised.problem.task_of(kClass).priority == model::Priority::must);

  rule::RuleSpec spec;
  spec.id = "no-west";
  spec.kind = "preference";
  spec.hard = true;
  spec.level = "hard";
  spec.params["mode"] = std::string("avoid");
  spec.params["venues"] = model::Selector{{{model::Attribute::id, {"west-hall"}}}, {}};
  CHECK(
      verdict(changed(problem, plan::RoomAdded{kWest}, {spec}), good_plan(problem)).broken.size() ==
      1);
  const plan::Changed soft = changed(problem, plan::RuleSoftened{"no-west", "care", 7}, {spec});
  const plan::Verdict counted = verdict(soft, good_plan(problem));
  CHECK(counted.broken.empty());
  REQUIRE(counted.priced.size() == 1);
  CHECK(counted.priced[0].cost == 7);
  CHECK(counted.score[*soft.rules.levels.find("care")] == 7);
  CHECK(changed(problem, plan::RuleDropped{"no-west"}, {spec}).specs.empty());
}

TEST_CASE("one more person is one more who can do all of it, in any random team") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase random = random_case(seed);
    const Problem& problem = random.problem;
    Random choice(seed);
    const TeamIndex team(choice.below(static_cast<std::uint32_t>(problem.teams().size())));
    std::vector<model::SkillIndex> skills;
    for (auto skill : indices(problem.skills())) {
      if (choice.chance(0.6)) skills.push_back(skill);
    }
    const rule::Levels levels = rule::order_levels(random.specs, random.written_levels);
    const plan::Changed c =
        plan::apply(problem, random.specs, levels, {plan::PersonAdded{team, skills}});
    INFO("seed " << seed);
    REQUIRE(able(c.problem, team, skills) == able(problem, team, skills) + 1);
    REQUIRE(c.problem.heads_of(team).size() == problem.heads_of(team).size() + 1);
  }
}

TEST_CASE("random plans go over unchanged, and lose exactly what is gone") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase random = random_case(seed, {.pins = seed % 2 == 0});
    const Problem& problem = random.problem;
    Random choice(seed);
    const Solution solution = random_solution(problem, choice);
    const rule::Levels levels = rule::order_levels(random.specs, random.written_levels);
    INFO("seed " << seed);
    REQUIRE(plan::carry_over(problem, solution, problem) == solution);
    const TeamIndex gone(choice.below(static_cast<std::uint32_t>(problem.teams().size())));
    const plan::Changed c = plan::apply(problem, random.specs, levels, {plan::TeamAway{gone, {}}});
    REQUIRE(c.rules.levels == levels);
    const Solution carried = plan::carry_over(problem, solution, c.problem);
    for (auto s : indices(problem.sessions())) {
      REQUIRE(carried.serves(s) == solution.serves(s));
      if (!solution.serves(s)) continue;
      std::vector<std::string> before, after;
      for (const model::Crew& crew : solution.placements[s]->crews) {
        for (HeadIndex h : crew.heads) {
          if (crew.team != gone) before.push_back(plan::id_of(problem, h));
        }
      }
      for (const model::Crew& crew : carried.placements[s]->crews) {
        for (HeadIndex h : crew.heads) after.push_back(plan::id_of(c.problem, h));
      }
      REQUIRE(after == before);
    }
  }
}

TEST_CASE("every change says what it is, in both languages") {
  const Problem problem(town());
  const Interval nine{at(problem, 9 * 60), at(problem, 10 * 60)};
  const model::SkillIndex first_aid(std::size_t{0});
  const std::vector<std::pair<plan::Change, std::string>> all{
      {plan::TeamAway{kWives, nine}, "team-away"},
      {plan::TeamAvailable{kWives, nine}, "team-available"},
      {plan::PersonAdded{kWives, {first_aid}}, "person-added"},
      {plan::PersonAvailable{model::PersonIndex(std::size_t{0}), nine}, "person-available"},
      {plan::NeedLowered{problem.sessions()[kClass].task, 0, 0}, "need-lowered"},
      {plan::SkillWaived{problem.sessions()[kClass].task, 0, first_aid}, "skill-waived"},
      {plan::AnyTeam{problem.sessions()[kClass].task, 0}, "any-team"},
      {plan::AnyVenue{problem.sessions()[kClass].task}, "any-venue"},
      {plan::SeatsLowered{problem.sessions()[kClass].task, 9}, "seats-lowered"},
      {plan::FacilitiesAdded{kWest, {"piano"}}, "facilities-added"},
      {plan::VenueClosed{kWest, {}}, "venue-closed"},
      {plan::VenueOpen{kWest, nine}, "venue-open"},
      {plan::RoomAdded{kWest}, "room-added"},
      {plan::WindowAdded{kClass, nine}, "window-longer"},
      {plan::PinSet{kClass, {}}, "pin-removed"},
      {plan::PinSet{kClass, model::Pin{nine.from, kWest, {kWives}}}, "session-pinned"},
      {plan::PrioritySet{problem.sessions()[kClass].task}, "priority-set"},
      {plan::RuleSoftened{"r", "care", 2}, "rule-softened"},
      {plan::RuleDropped{"r"}, "rule-dropped"}};
  for (const auto& [change, code] : all) {
    const plan::Reason said = plan::describe(problem, change);
    CHECK(said.code == code);
    CHECK_FALSE(said.blockers.empty());
    CHECK(said.english.find('{') == std::string::npos);
    CHECK(said.chinese.find('{') == std::string::npos);
    CHECK(said.english != said.chinese);
  }
}
