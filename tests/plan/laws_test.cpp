// Each law broken alone is found, by its code.
#include <catch2/catch.hpp>
#include <set>

#include "plan/verify.h"
#include "town.h"

using namespace muster;
using namespace muster::testing;
using model::Problem;
using model::ProblemParts;
using model::Solution;

namespace {

// The codes of everything broken; also checks the texts and the count on level hard.
std::set<std::string> codes(const Problem& problem, const Solution& solution) {
  const plan::Verdict verdict = plan::verify(problem, {}, town_levels(), solution);
  std::set<std::string> codes;
  for (const plan::Match& match : verdict.broken) {
    codes.insert(match.code);
    CHECK_FALSE(match.english.empty());
    CHECK_FALSE(match.chinese.empty());
    CHECK_FALSE(match.sessions.empty());
  }
  CHECK(verdict.score[rule::Levels::hard()] == static_cast<std::int64_t>(verdict.broken.size()));
  return codes;
}

using Codes = std::set<std::string>;
using ChangeTown = void (*)(ProblemParts&);
using ChangePlan = void (*)(const Problem&, Solution&);

Codes after(ChangeTown town_change, ChangePlan plan_change) {
  ProblemParts parts = town();
  town_change(parts);
  const Problem problem(std::move(parts));
  Solution solution = good_plan(problem);
  plan_change(problem, solution);
  return codes(problem, solution);
}
void same_town(ProblemParts&) {}
void same_plan(const Problem&, Solution&) {}

}  // namespace

TEST_CASE("a good plan breaks nothing") { CHECK(after(same_town, same_plan).empty()); }

TEST_CASE("laws of crews") {
  CHECK(after(same_town, [](const Problem&, Solution& s) {
          s.placements[kClass]->crews.clear();
        }) == Codes{"head-count"});
  CHECK(after(same_town, [](const Problem& p, Solution& s) {
          s.placements[kPatrol]->crews = crew(p, kGuards, {"guards#1", "guards#2", "guards#3"});
        }) == Codes{"head-count"});
  CHECK(after(
            [](ProblemParts& p) {
              p.tasks[model::TaskIndex(std::size_t{0})].needs.edit()[0].one_team = true;
            },
            [](const Problem& p, Solution& s) {
              s.placements[kClass]->crews.insert(s.placements[kClass]->crews.begin(),
                                                 crew(p, kGuards, {"guards#2"}).front());
            }) == Codes{"head-count"});
  CHECK(after(
            [](ProblemParts& p) {
              p.tasks[model::TaskIndex(std::size_t{0})].needs.edit()[0].from.all_of = {
                  {model::Attribute::kind, {"guards"}}};
            },
            same_plan) == Codes{"eligible"});
  CHECK(after(same_town, [](const Problem& p, Solution& s) {
          s.placements[kClass]->crews = crew(p, kWives, {"guards#2"});
        }) == Codes{"eligible"});
  CHECK(after(
            [](ProblemParts& p) {
              p.tasks[model::TaskIndex(std::size_t{1})].needs.edit()[0].skills = {
                  model::SkillIndex(std::size_t{0})};
            },
            [](const Problem& p, Solution& s) {
              s.placements[kPatrol]->crews = crew(p, kGuards, {"guards#2"});
            }) == Codes{"skill"});
  CHECK(after(same_town, [](const Problem& p, Solution& s) {
          s.placements[kPatrol]->crews = crew(p, kGuards, {"guards#1", "guards#1"});
        }) == Codes{"double-counted"});
}

TEST_CASE("laws of time") {
  CHECK(after([](ProblemParts& p) { p.teams[kGuards].available = IntervalSet(); }, same_plan) ==
        Codes{"team-available"});
  CHECK(after(
            [](ProblemParts& p) {
              p.people[model::PersonIndex(std::size_t{0})].available = IntervalSet();
            },
            same_plan) == Codes{"person-available"});
  CHECK(after(same_town, [](const Problem& p, Solution& s) {
          s.placements[kPatrol]->start = at(p, 13 * 60 + 1);
        }) == Codes{"window"});
  CHECK(after(same_town, [](const Problem& p, Solution& s) {
          s.placements[kPatrol]->start = at(p, 12 * 60 + 7);  // off the grid, inside the window
        }).empty());
  CHECK(after(
            [](ProblemParts& p) {
              p.precedences = {{kPatrol, kClass, {}}};
            },
            same_plan) == Codes{"precedence"});
  CHECK(after(
            [](ProblemParts& p) {
              p.precedences = {{kClass, kPatrol, Duration{121}}};
            },
            same_plan) == Codes{"precedence"});
  CHECK(after(
            [](ProblemParts& p) {
              p.precedences = {{kClass, kPatrol, Duration{120}}};
            },
            same_plan)
            .empty());
  CHECK(after(
            [](ProblemParts& p) {
              p.precedences = {{kClass, kPatrol, {}}};
            },
            [](const Problem&, Solution& s) { s.placements[kClass].reset(); }) ==
        Codes{"precedence"});
}

TEST_CASE("laws of venues") {
  CHECK(after(same_town, [](const Problem&, Solution& s) {
          s.placements[kClass]->venue = model::VenueIndex();
        }) == Codes{"venue-required"});
  CHECK(after(same_town, [](const Problem&, Solution& s) {
          s.placements[kPatrol]->venue = kEast;
        }) == Codes{"venue-unsuitable"});
  CHECK(after([](ProblemParts& p) { p.venues[kWest].capacity = 19; }, same_plan) ==
        Codes{"venue-unsuitable"});
  CHECK(after([](ProblemParts& p) { p.venues[kWest].facilities.clear(); }, same_plan) ==
        Codes{"venue-unsuitable"});
  CHECK(after([](ProblemParts& p) { p.venues[kWest].open = IntervalSet(); }, same_plan) ==
        Codes{"venue-open"});
  CHECK(after(
            [](ProblemParts& p) {
              p.tasks[model::TaskIndex(std::size_t{1})].venue = model::VenueRequirement{};
              p.sessions[kPatrol].windows = p.sessions[kClass].windows;
            },
            [](const Problem& p, Solution& s) {
              s.placements[kPatrol]->venue = kWest;
              s.placements[kPatrol]->start = at(p, 9 * 60 + 30);
            }) == Codes{"venue-rooms"});
}

TEST_CASE("laws of each head's day") {
  CHECK(after([](ProblemParts& p) { p.sessions[kPatrol].windows = p.sessions[kClass].windows; },
              [](const Problem& p, Solution& s) {
                s.placements[kPatrol]->start = at(p, 9 * 60 + 30);
                s.placements[kPatrol]->crews = crew(p, kWives, {"p-01"});
              }) == Codes{"one-place"});
  const auto patrol_at = [](int minute) {
    ProblemParts parts = town();
    parts.sessions[kPatrol].windows = {{at(parts, 8 * 60), at(parts, 14 * 60)}};
    const Problem problem(std::move(parts));
    Solution solution = good_plan(problem);
    solution.placements[kPatrol] = {at(problem, minute), {}, crew(problem, kWives, {"p-01"})};
    return codes(problem, solution);
  };
  CHECK(patrol_at(10 * 60 + 29) == Codes{"travel-time"});
  CHECK(patrol_at(10 * 60 + 30).empty());
}

TEST_CASE("pins are kept") {
  const auto pinned = [](model::Pin pin) {
    ProblemParts parts = town();
    parts.sessions[kClass].pin = std::move(pin);
    const Problem problem(std::move(parts));
    return codes(problem, good_plan(problem));
  };
  const ProblemParts parts = town();
  CHECK(pinned({at(parts, 9 * 60), kWest, {kWives}}).empty());
  CHECK(pinned({at(parts, 9 * 60 + 30), {}, {}}) == Codes{"pin"});
  CHECK(pinned({{}, kEast, {}}) == Codes{"pin"});
  CHECK(pinned({{}, {}, {kGuards}}) == Codes{"pin"});
}

TEST_CASE("standing sessions take no time and no place") {
  CHECK(after(
            [](ProblemParts& p) {
              p.tasks[model::TaskIndex(std::size_t{1})].standing = true;
              p.sessions[kPatrol].duration = {};
              p.sessions[kPatrol].windows = {};
            },
            [](const Problem& p, Solution& s) {
              s.placements[kPatrol] = {p.calendar().horizon().from, {}, crew(p, kWives, {"p-01"})};
            })
            .empty());
}

TEST_CASE("unserved sessions and missing heads are counted by the definitions") {
  ProblemParts parts = town();
  parts.tasks[model::TaskIndex(std::size_t{0})].weight = 7;
  parts.tasks[model::TaskIndex(std::size_t{0})].needs.edit()[0].people = {1, 4, 5};
  parts.tasks[model::TaskIndex(std::size_t{1})].needs.edit()[0].people = {1, 2, 2};
  const Problem problem(std::move(parts));
  const rule::Levels levels = town_levels();
  Solution solution = good_plan(problem);
  CHECK(plan::verify(problem, {}, levels, solution).score[*levels.find("staffing")] == 3 + 1);
  solution.placements[kClass].reset();
  const plan::Verdict verdict = plan::verify(problem, {}, levels, solution);
  CHECK(verdict.score[*levels.find("normal")] == 7);
  CHECK(verdict.score[*levels.find("staffing")] == 3 + 1);
}
