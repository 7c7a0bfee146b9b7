// Pins, precedence, stopping, and people in several teams.
#include <atomic>

#include <catch2/catch.hpp>

#include "rule/evaluate.h"
#include "solve/solve.h"
#include "zones.h"

using namespace muster;
using namespace muster::model;
using testing::make_case;
using testing::ZoneSize;

namespace {

IntervalSet whole(const ProblemParts& parts) { return IntervalSet({parts.calendar.horizon()}); }

TeamIndex add_team(ProblemParts& parts, const std::string& id, int size) {
  Team team;
  team.id = id;
  team.kind = id;
  team.size = size;
  team.available = whole(parts);
  return parts.teams.push_back(team);
}

// A task of one session from `from` to `until` on the first day.
SessionIndex add_task(ProblemParts& parts, const std::string& id, int from, int until, int minutes,
                      std::vector<Need> needs, Priority priority = Priority::normal) {
  Task task;
  task.id = id;
  task.priority = priority;
  task.needs = std::move(needs);
  Session session;
  session.id = id;
  session.task = parts.tasks.push_back(task);
  session.duration = Duration{minutes};
  const TimePoint day = parts.calendar.day(0).from;
  session.windows = {{day + Duration{from}, day + Duration{until}}};
  return parts.sessions.push_back(session);
}

Need people(int min, int want, std::vector<SkillIndex> skills = {}) {
  Need need;
  need.people = {min, want, want};
  need.skills = std::move(skills);
  return need;
}

testing::Case no_rules(ProblemParts parts) {
  auto base = make_case(1, ZoneSize{1, 1, 1, 1, 1, 0}, false);
  base.rules.relations.clear();
  for (const Precedence& p : parts.precedences) {
    base.rules.relations.push_back({rule::RuleIndex(), rule::Levels::hard(), p.before, p.after,
                                    rule::RelationTerm::Precedence{p.lag}});
  }
  return {Problem(std::move(parts)), base.rules};
}

solve::Outcome run(const testing::Case& one, std::uint64_t effort = 300) {
  solve::Options options;
  options.effort = effort;
  return solve::solve(one.problem, one.rules, options);
}

}  // namespace

TEST_CASE("a person of two teams is not in two places") {
  ProblemParts parts = testing::plain_parts(1);
  const TeamIndex a = add_team(parts, "a", 1);
  const TeamIndex b = add_team(parts, "b", 1);
  Person person;
  person.id = "p";
  person.teams = {a, b};
  parts.people.push_back(person);
  Need from_a = people(1, 1);
  from_a.from.all_of.push_back({Attribute::id, {"a"}});
  Need from_b = people(1, 1);
  from_b.from.all_of.push_back({Attribute::id, {"b"}});
  add_task(parts, "x", 480, 540, 60, {from_a}, Priority::low);
  const SessionIndex y = add_task(parts, "y", 480, 540, 60, {from_b}, Priority::must);
  const auto one = no_rules(std::move(parts));
  const auto out = run(one);
  CHECK(testing::broken_laws(one.problem, out.solution).empty());
  CHECK(out.solution.serves(y));
  CHECK(out.score.cost[4] == 1);  // the less important one gives way
}

TEST_CASE("named people are matched exactly where one by one gets stuck") {
  // Both can tutor, only one has first aid; the needs want one of each.
  for (const bool scarce_first : {false, true}) {
    ProblemParts parts = testing::plain_parts(1);
    const SkillIndex aid = parts.skills.push_back("first-aid");
    const SkillIndex tutor = parts.skills.push_back("tutoring");
    const SkillIndex drive = parts.skills.push_back("driving");
    const TeamIndex team = add_team(parts, "a", 3);
    const std::vector<std::vector<SkillIndex>> skills = {
        {aid, tutor}, {tutor, drive}, {aid, drive}};
    for (std::size_t i = 0; i < skills.size(); ++i) {
      Person person;
      person.id = "p" + std::to_string(i);
      person.teams = {team};
      person.skills = skills[i];
      parts.people.push_back(person);
    }
    std::vector<Need> needs{people(1, 1, {aid}), people(1, 1, {tutor}), people(1, 1, {drive})};
    if (scarce_first) std::reverse(needs.begin(), needs.end());
    const SessionIndex s = add_task(parts, "x", 480, 540, 60, needs);
    const auto one = no_rules(std::move(parts));
    const auto out = run(one);
    CHECK(out.solution.serves(s));
    CHECK(testing::broken_laws(one.problem, out.solution).empty());
  }
}

TEST_CASE("what waits for another is served after it, and not without it") {
  ProblemParts parts = testing::plain_parts(1);
  add_team(parts, "a", 1);
  const SessionIndex after = add_task(parts, "after", 480, 720, 60, {people(1, 1)}, Priority::must);
  const SessionIndex before =
      add_task(parts, "before", 480, 720, 60, {people(1, 1)}, Priority::low);
  parts.precedences.push_back({before, after, Duration{30}});
  ProblemParts impossible = parts;
  impossible.tasks[impossible.sessions[before].task].needs = {people(2, 2)};
  const auto one = no_rules(std::move(parts));
  const auto out = run(one);
  REQUIRE(out.solution.serves(after));
  CHECK(testing::broken_laws(one.problem, out.solution).empty());
  const auto stuck = no_rules(std::move(impossible));
  const auto none = run(stuck);
  CHECK_FALSE(none.solution.serves(after));
  CHECK(none.bound.cost[1] == 1);  // proved: it can't be
  CHECK(none.bound.cost[4] == 1);
}

TEST_CASE("pins are kept, legally where that is possible") {
  ProblemParts parts = testing::plain_parts(1);
  add_team(parts, "a", 1);
  const TeamIndex b = add_team(parts, "b", 1);
  const TimePoint day = parts.calendar.day(0).from;
  const SessionIndex free = add_task(parts, "free", 480, 720, 60, {people(1, 2)}, Priority::must);
  const SessionIndex odd = add_task(parts, "odd", 480, 720, 60, {people(1, 1)});
  const SessionIndex clash = add_task(parts, "clash", 480, 720, 60, {people(1, 1)});
  parts.sessions[odd].pin = Pin{day + Duration{487}, VenueIndex(), {b}};
  parts.sessions[clash].pin = Pin{day + Duration{500}, VenueIndex(), {b}};
  const auto one = no_rules(std::move(parts));
  const auto out = run(one);
  REQUIRE(out.solution.serves(odd));
  REQUIRE(out.solution.serves(clash));
  CHECK(out.solution.serves(free));
  CHECK(out.solution.placements[odd]->start == day + Duration{487});
  CHECK(out.solution.placements[odd]->crews.front().team == b);
  CHECK(out.solution.placements[clash]->start == day + Duration{500});
  CHECK(out.solution.placements[clash]->crews.front().team == b);
  // The two pins need one head at once: nothing else is broken.
  for (const auto& law : testing::broken_laws(one.problem, out.solution)) {
    CHECK(law.find("free") == std::string::npos);
  }
}

TEST_CASE("what a pin breaks does not pay for breaking more") {
  // c is pinned before its turn, so c without b is broken; b before a would be too.
  ProblemParts parts = testing::plain_parts(1);
  add_team(parts, "a", 4);
  const TimePoint day = parts.calendar.day(0).from;
  const SessionIndex a = add_task(parts, "a", 720, 780, 60, {people(1, 1)});
  const SessionIndex b = add_task(parts, "b", 480, 600, 60, {people(1, 1)}, Priority::must);
  const SessionIndex c = add_task(parts, "c", 600, 720, 60, {people(1, 1)});
  parts.sessions[c].pin = Pin{day + Duration{600}, VenueIndex(), {}};
  parts.precedences = {{a, b, Duration{0}}, {b, c, Duration{0}}};
  const auto one = no_rules(std::move(parts));
  const auto out = run(one);
  CHECK(out.solution.serves(a));
  CHECK_FALSE(out.solution.serves(b));
  CHECK(out.solution.serves(c));
  CHECK(testing::broken_laws(one.problem, out.solution) ==
        std::vector<std::string>{"precedence c"});
}

TEST_CASE("random zones with pins keep every law that no pin breaks") {
  for (std::uint64_t seed = 300; seed < 330; ++seed) {
    CAPTURE(seed);
    ZoneSize size;
    size.sessions = 20;
    size.pins = true;
    const auto one = make_case(seed, size);
    const auto out = run(one, 100);
    for (auto s : indices(one.problem.sessions())) {
      const auto& pin = one.problem.sessions()[s].pin;
      if (!pin) continue;
      REQUIRE(out.solution.serves(s));
      if (pin->start) CHECK(out.solution.placements[s]->start == *pin->start);
      if (pin->venue.exists()) CHECK(out.solution.placements[s]->venue == pin->venue);
    }
    CHECK(out.score == rule::evaluate(one.problem, one.rules, out.solution).total);
  }
}

TEST_CASE("a stop or a time limit ends the search with a valid plan") {
  ZoneSize size;
  size.sessions = 60;
  const auto one = make_case(7, size);
  std::atomic<bool> stop{true};
  solve::Options options;
  options.stop = &stop;
  const auto stopped = solve::solve(one.problem, one.rules, options);
  CHECK(stopped.ended_early);
  CHECK(testing::broken_laws(one.problem, stopped.solution).empty());
  options.stop = nullptr;
  options.effort = UINT64_MAX;
  options.time = std::chrono::milliseconds(50);
  const auto timed = solve::solve(one.problem, one.rules, options);
  CHECK(timed.ended_early);
  CHECK(timed.score == rule::evaluate(one.problem, one.rules, timed.solution).total);
  CHECK(testing::broken_laws(one.problem, timed.solution).empty());
}

TEST_CASE("progress is told from one thread at a time and never gets worse") {
  ZoneSize size;
  size.sessions = 40;
  const auto one = make_case(11, size);
  solve::Options options;
  options.effort = UINT64_MAX;
  options.time = std::chrono::milliseconds(700);
  options.threads = 2;
  std::optional<rule::Score> last;
  int told = 0;
  options.progress = [&](const solve::Progress& progress) {
    ++told;
    if (last) CHECK(progress.score <= *last);
    last = progress.score;
  };
  const auto out = solve::solve(one.problem, one.rules, options);
  REQUIRE(told > 0);
  CHECK(out.score <= *last);
}

namespace {

// A second passes between any two looks at it, so that every note is told.
class HastyClock final : public Clock {
 public:
  std::chrono::nanoseconds elapsed() const override { return std::chrono::seconds(++looks_); }

 private:
  mutable std::atomic<std::int64_t> looks_{0};
};

}  // namespace

TEST_CASE("progress counts what construction has placed, and ends at the plan's own score") {
  ZoneSize size;
  size.sessions = 40;
  const auto one = make_case(12, size);
  const HastyClock clock;
  solve::Options options;
  options.clock = &clock;
  options.effort = 100;
  std::vector<rule::Score> told;
  options.progress = [&](const solve::Progress& progress) { told.push_back(progress.score); };
  const auto out = solve::solve(one.problem, one.rules, options);
  REQUIRE(told.size() > 1);
  CHECK(told.back() == out.score);
  CHECK(out.first_plan > std::chrono::seconds(0));
}

TEST_CASE("an empty problem has an empty plan") {
  const auto one = no_rules(testing::plain_parts(1));
  const auto out = run(one);
  CHECK(out.solution.placements.empty());
  CHECK(out.rounds == 0);
}
