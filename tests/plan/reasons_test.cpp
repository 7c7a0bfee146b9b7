// Each code of a reason, in a town where it is the truth.
#include <algorithm>
#include <catch2/catch.hpp>

#include "plan/reasons.h"
#include "plan/verify.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "town.h"

using namespace muster;
using namespace muster::testing;
using model::Problem;
using model::ProblemParts;
using model::Solution;

namespace {

const model::TaskIndex kClassTask(std::size_t{0}), kPatrolTask(std::size_t{1});

struct Told {
  std::string code;
  std::vector<std::string> blockers;
};

// The first reason why `session` is not served when the rest is as in the good plan.
Told first_reason(ProblemParts parts, model::SessionIndex session,
                  const std::vector<rule::RuleSpec>& specs = {},
                  void (*change)(const Problem&, Solution&) = nullptr) {
  const Problem problem(std::move(parts));
  Solution solution = good_plan(problem);
  solution.placements[session].reset();
  if (change != nullptr) change(problem, solution);
  const auto all = plan::reasons(problem, specs, town_levels({"care"}), solution);
  REQUIRE_FALSE(all.empty());
  const auto one = std::find_if(all.begin(), all.end(),
                                [&](const plan::Unserved& u) { return u.session == session; });
  REQUIRE(one != all.end());
  REQUIRE_FALSE(one->reasons.empty());
  CHECK_FALSE(one->reasons.front().english.empty());
  CHECK_FALSE(one->reasons.front().chinese.empty());
  return {one->reasons.front().code, one->reasons.front().blockers};
}

// Both languages of the first reason why `session` is not served in a town without plan.
std::string first_text(ProblemParts parts, model::SessionIndex session) {
  const Problem problem(std::move(parts));
  Solution nothing;
  nothing.placements.resize(problem.sessions().size());
  const auto all = plan::reasons(problem, {}, town_levels(), nothing);
  const plan::Reason& reason = all.at(session.value).reasons.at(0);
  return reason.english + "\n" + reason.chinese;
}

template <class Change>
ProblemParts town_with(Change change) {
  ProblemParts parts = town();
  change(parts);
  return parts;
}
using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("reasons that no plan could mend") {
  CHECK(
      first_reason(town_with([](auto& p) { p.sessions[kClass].duration = Duration{600}; }), kClass)
          .code == "window-too-short");
  CHECK(first_reason(town_with([](auto& p) { p.sessions[kClass].windows = {}; }), kClass).code ==
        "no-window-fits");
  CHECK(first_reason(town_with([](auto& p) {
                       p.tasks[kClassTask].needs.edit()[0].from.all_of = {
                           {model::Attribute::kind, {"clowns"}}};
                     }),
                     kClass)
            .code == "no-team-matches");
  const Told skill = first_reason(
      town_with([](auto& p) {
        p.tasks[kClassTask].needs.edit()[0].skills = {model::SkillIndex(std::size_t{1})};
      }),
      kClass);
  CHECK(skill.code == "no-team-has-skill");
  CHECK(skill.blockers == Ids{"juggling"});
  CHECK(first_reason(town_with([](auto& p) {
                       p.tasks[kClassTask].needs.edit()[0].people = {6, 6, 6};
                     }),
                     kClass)
            .code == "not-enough-people");
  CHECK(first_reason(town_with([](auto& p) {
                       p.tasks[kClassTask].needs.edit()[0].people = {4, 4, 4};
                       p.tasks[kClassTask].needs.edit()[0].one_team = true;
                     }),
                     kClass)
            .code == "not-enough-people");
  CHECK(
      first_reason(town_with([](auto& p) { p.tasks[kClassTask].venue.edit().seats = 51; }), kClass)
          .code == "no-venue-fits");
}

TEST_CASE("reasons of times and places") {
  CHECK(first_reason(
            town_with([](auto& p) { p.venues[kWest].open = p.venues[kEast].open = IntervalSet(); }),
            kClass)
            .code == "venue-closed");
  CHECK(first_reason(town_with([](auto& p) {
                       p.teams[kGuards].available = p.teams[kWives].available = IntervalSet();
                     }),
                     kClass)
            .code == "no-team-available");
  const Told full = first_reason(
      town_with([](auto& p) {
        p.tasks[kPatrolTask].venue = p.tasks[kClassTask].venue;
        p.tasks[kPatrolTask].venue.edit().where.all_of = {{model::Attribute::id, {"west-hall"}}};
        p.sessions[kPatrol].windows = {{at(p, 9 * 60), at(p, 10 * 60)}};
      }),
      kPatrol);
  CHECK(full.code == "venues-full");
  CHECK(full.blockers == Ids{"class"});
}

TEST_CASE("reasons of people who are elsewhere") {
  const auto only_p01 = [](ProblemParts& p) {
    p.people[model::PersonIndex(std::size_t{0})].skills = {model::SkillIndex(std::size_t{1})};
    p.tasks[kPatrolTask].needs.edit()[0].skills = {model::SkillIndex(std::size_t{1})};
  };
  const Told busy = first_reason(town_with([&](auto& p) {
                                   only_p01(p);
                                   p.sessions[kPatrol].windows = {{at(p, 9 * 60), at(p, 10 * 60)}};
                                 }),
                                 kPatrol);
  CHECK(busy.code == "teams-busy");
  CHECK(busy.blockers == Ids{"class"});
  const Told far = first_reason(town_with([&](auto& p) {
                                  only_p01(p);
                                  p.sessions[kPatrol].windows = {{at(p, 10 * 60), at(p, 11 * 60)}};
                                }),
                                kPatrol);
  CHECK(far.code == "travel-too-long");
  CHECK(far.blockers == Ids{"class"});
}

TEST_CASE("a reason that counts people says whom it counts") {
  const auto skilled = [](ProblemParts& p) {
    p.tasks[kPatrolTask].needs.edit()[0].skills = {model::SkillIndex(std::size_t{0})};
    p.teams[kGuards].available = IntervalSet();
  };
  const std::string someone = first_text(town_with(skilled), kPatrol);
  CHECK_THAT(someone, Catch::Matchers::Contains("wants 1 person with first-aid and finds 0"));
  CHECK_THAT(someone, Catch::Matchers::Contains("1 名具备 first-aid 的人"));
  const std::string crew = first_text(town_with([&](auto& p) {
                                        skilled(p);
                                        p.tasks[kPatrolTask].needs.edit()[0].people = {2, 2, 2};
                                        p.tasks[kPatrolTask].needs.edit()[0].one_team = true;
                                      }),
                                      kPatrol);
  CHECK_THAT(crew, Catch::Matchers::Contains("2 people of one team with first-aid, 1 can be"));
  CHECK_THAT(crew, Catch::Matchers::Contains("2 名同队且具备 first-aid 的人"));
}

TEST_CASE("reasons of order") {
  const auto after_class = [](ProblemParts& p) { p.precedences = {{kClass, kPatrol, {}}}; };
  const Told missing =
      first_reason(town_with(after_class), kPatrol, {},
                   [](const Problem&, Solution& s) { s.placements[kClass].reset(); });
  CHECK(missing.code == "after-unserved");
  CHECK(missing.blockers == Ids{"class"});
  const Told late = first_reason(town_with([](auto& p) {
                                   p.precedences = {{kClass, kPatrol, Duration{300}}};
                                 }),
                                 kPatrol);
  CHECK(late.code == "after-too-late");
  CHECK(late.blockers == Ids{"class"});
}

TEST_CASE("a hard rule that leaves nobody is named") {
  rule::RuleSpec most;
  most.id = "short-days";
  most.kind = "working-time";
  most.hard = true;
  most.level = "hard";
  most.params["every"] = model::Period::week;
  most.params["at-most"] = Duration{30};
  const Told forbidden = first_reason(town(), kClass, {most});
  CHECK(forbidden.code == "rule-forbids");
  CHECK(forbidden.blockers == Ids{"short-days"});
}

TEST_CASE("a hard rule that other sessions fill is named") {
  rule::RuleSpec alone;
  alone.id = "one-a-day";
  alone.kind = "quota";
  alone.hard = true;
  alone.level = "hard";
  alone.params["at-most"] = std::int64_t{1};
  const Told forbidden = first_reason(town(), kClass, {alone});
  CHECK(forbidden.code == "rule-forbids");
  CHECK(forbidden.blockers == Ids{"one-a-day"});
}

TEST_CASE("a place that is left is admitted, and a pin is named") {
  CHECK(first_reason(town(), kClass).code == "not-found");
  ProblemParts parts = town();
  parts.sessions[kClass].pin = model::Pin{{}, kWest, {}};
  parts.venues[kWest].open = IntervalSet();
  const Problem problem(std::move(parts));
  Solution solution = good_plan(problem);
  solution.placements[kClass].reset();
  const auto all = plan::reasons(problem, {}, town_levels(), solution);
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].reasons.size() == 2);
  CHECK(all[0].reasons[0].code == "venue-closed");
  CHECK(all[0].reasons[1].code == "pinned");
}

TEST_CASE("reasons never claim that a session can't be served where it can") {
  std::size_t checked = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const RandomCase random = random_case(seed, {.pins = false, .hard = false});
    const rule::Levels levels = rule::order_levels(random.specs, random.written_levels);
    Random choice(seed);
    Solution solution = random_solution(random.problem, choice);
    // Take one placement out: its place is free now, so `not-found` is the only truth.
    for (auto s : indices(random.problem.sessions())) {
      if (!solution.serves(s)) continue;
      const auto placement = solution.placements[s];
      solution.placements[s].reset();
      const auto needed = std::any_of(
          random.problem.precedences().begin(), random.problem.precedences().end(),
          [&](const model::Precedence& p) { return p.before == s && solution.serves(p.after); });
      if (!needed) {
        for (const plan::Unserved& one :
             plan::reasons(random.problem, random.specs, levels, solution)) {
          REQUIRE_FALSE(one.reasons.empty());
          if (one.session != s) continue;
          INFO("seed " << seed << " " << random.problem.sessions()[s].id << " "
                       << one.reasons[0].english);
          REQUIRE(one.reasons[0].code == "not-found");
          ++checked;
        }
      }
      solution.placements[s] = placement;
    }
  }
  CHECK(checked > 500);
}
