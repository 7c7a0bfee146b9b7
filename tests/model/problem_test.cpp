#include "model/problem.h"

#include <catch2/catch.hpp>

#include "small_problem.h"

namespace muster::model {
namespace {

using small::find_id;
using Ids = std::vector<std::string>;

Ids ids_of_heads(const Problem& problem, const std::string& team) {
  Ids ids;
  for (HeadIndex head : problem.heads_of(find_id(problem.teams(), team))) {
    ids.push_back(problem.heads()[head].id);
  }
  return ids;
}

Ids skills_of_head(const Problem& problem, const std::string& head) {
  Ids words;
  for (SkillIndex skill : problem.heads()[find_id(problem.heads(), head)].skills) {
    words.push_back(problem.skills()[skill]);
  }
  return words;
}

TEST_CASE("heads are the named people, then numbers that go on") {
  SmallProblem made;
  made.team("wives", {.size = 4}).team("guards", {.size = 1});
  made.person("p-1", {.teams = {"wives"}}).person("p-2", {.teams = {"guards", "wives"}});
  const Problem problem = made.build();
  CHECK(ids_of_heads(problem, "wives") == Ids{"p-1", "p-2", "wives#3", "wives#4"});
  CHECK(ids_of_heads(problem, "guards") == Ids{"p-2"});
  CHECK(problem.heads().size() == 4);
  const Head& shared = problem.heads()[find_id(problem.heads(), "p-2")];
  CHECK(shared.teams.size() == 2);
  CHECK(problem.people()[shared.person].id == "p-2");
  CHECK_FALSE(problem.heads()[find_id(problem.heads(), "wives#3")].person.exists());
}

TEST_CASE("anonymous heads have the skills that named people leave") {
  SmallProblem made;
  made.team("wives", {.size = 5, .skills = {{"aid", 3}, {"cook", 1}, {"sing", 2}}});
  made.person("p-1", {.teams = {"wives"}, .skills = {"aid", "sing"}});
  made.person("p-2", {.teams = {"wives"}, .skills = {"sing"}});
  const Problem problem = made.build();
  CHECK(skills_of_head(problem, "wives#3") == Ids{"aid", "cook"});
  CHECK(skills_of_head(problem, "wives#4") == Ids{"aid"});
  CHECK(skills_of_head(problem, "wives#5").empty());
  CHECK(problem.skills_of(find_id(problem.teams(), "wives")).size() == 3);
}

TEST_CASE("a person who names a team twice is one head of it") {
  SmallProblem made;
  made.team("wives", {.size = 3});
  made.person("p-1", {.teams = {"wives"}});
  made.parts().people.rows()[0].teams.push_back(TeamIndex(0));
  CHECK(ids_of_heads(made.build(), "wives") == Ids{"p-1", "wives#2", "wives#3"});
}

TEST_CASE("a need is filled by who has all of, any of and none of what it says") {
  const auto skills = [](std::initializer_list<std::size_t> positions) {
    std::vector<SkillIndex> out;
    for (std::size_t i : positions) out.push_back(SkillIndex(i));
    return out;
  };
  Need need;
  CHECK(may_fill(skills({1}), need));
  need.skills = skills({1, 6});
  CHECK(may_fill(skills({1, 4, 6}), need));
  CHECK_FALSE(may_fill(skills({1, 4}), need));
  CHECK_FALSE(may_fill({}, need));
  need.any_skills = skills({2, 4});
  CHECK(may_fill(skills({1, 4, 6}), need));
  CHECK_FALSE(may_fill(skills({1, 6}), need));
  need.no_skills = skills({5, 7});
  CHECK(may_fill(skills({1, 2, 6}), need));
  CHECK_FALSE(may_fill(skills({1, 2, 6, 7}), need));
  CHECK_FALSE(may_fill(skills({1, 6, 7}), need));
}

TEST_CASE("a grade is a skill of its own, and its name tells the skill") {
  CHECK(graded("first-aid", 1) == "first-aid");
  CHECK(graded("first-aid", 3) == "first-aid≥3");
  CHECK(ungraded("first-aid≥3") == "first-aid");
  CHECK(ungraded("first-aid") == "first-aid");
}

TEST_CASE("what a need asks of its heads is told condition by condition") {
  SmallProblem made;
  made.team("all", {.size = 1, .skills = {{"cook", 1}, {"teach", 1}, {"teach≥2", 1}, {"new", 1}}});
  made.task("class", {.needs = {{.skills = {"cook"}}}});
  const auto skill = [&](const std::string& name) {
    for (auto i : indices(made.parts().skills)) {
      if (made.parts().skills[i] == name) return i;
    }
    return SkillIndex();
  };
  Need& need = made.parts().tasks.rows()[0].needs.edit()[0];
  need.any_skills = {skill("cook"), skill("teach≥2")};
  need.no_skills = {skill("new")};
  const Problem problem = made.build();
  CHECK(skill_texts(problem, problem.tasks()[TaskIndex(0)].needs[0]) ==
        std::vector<std::string>{"cook", "cook|teach≥2", "!new"});
  const Selector teaching = small::by(Attribute::skill, {"teach"});
  CHECK(matches(teaching, problem, TaskIndex(0)));
  CHECK(matches(teaching, problem, TeamIndex(0)));
  CHECK_FALSE(matches(small::by(Attribute::skill, {"new"}), problem, TaskIndex(0)));
}

TEST_CASE("places are grids, then venues; a session is at its venue or its task's grid") {
  SmallProblem made;
  made.grid("lanjie").grid("xiaxi").venue("hall", {.grid = "xiaxi"}).venue("tent");
  made.task("visit", {.grid = "lanjie"}).session("visit", 0, "08:00", "12:00", 60);
  made.task("talk").session("talk", 0, "08:00", "12:00", 60);
  const Problem problem = made.build();
  const SessionIndex visit(0), talk(1);
  const VenueIndex hall(0), tent(1);
  CHECK(problem.place_of(visit, VenueIndex()) == PlaceIndex(0));
  CHECK(problem.place_of(visit, hall) == PlaceIndex(2));
  CHECK_FALSE(problem.place_of(talk, VenueIndex()).exists());
  CHECK(problem.served_grid(visit, hall) == GridIndex(0));
  CHECK(problem.served_grid(talk, hall) == GridIndex(1));
  CHECK_FALSE(problem.served_grid(talk, tent).exists());
}

TEST_CASE("starts are a window's begin and whole steps on, the session inside") {
  SmallProblem made(2, {30});
  made.task("class").session("class", 0, "08:10", "10:00", 60);
  made.session("class", 1, "08:00", "08:59", 60).task("list", {.standing = true});
  const Problem problem = made.build();
  CHECK(starts_of(problem, SessionIndex(0)) ==
        std::vector<TimePoint>{made.at(0, "08:10"), made.at(0, "08:40")});
  CHECK(starts_of(problem, SessionIndex(1)).empty());
  CHECK(starts_of(problem, SessionIndex(2)) ==
        std::vector<TimePoint>{problem.calendar().horizon().from});
  CHECK(problem.sessions_of(TaskIndex(0)).size() == 2);
}

TEST_CASE("starts of windows that overlap are sorted and named once") {
  SmallProblem made(1, {15});
  made.task("class").session("class", 0, "08:00", "09:00", 30);
  made.parts().sessions.rows()[0].windows.push_back(made.span(0, "08:30", "09:30"));
  const auto starts = starts_of(made.build(), SessionIndex(0));
  CHECK(starts == std::vector<TimePoint>{made.at(0, "08:00"), made.at(0, "08:15"),
                                         made.at(0, "08:30"), made.at(0, "08:45"),
                                         made.at(0, "09:00")});
}

TEST_CASE("a venue suits by seats, facilities and selector") {
  SmallProblem made;
  made.grid("xiaxi").line("women");
  made.venue("hall", {.grid = "xiaxi", .capacity = 40, .facilities = {"stage", "kitchen"}});
  made.venue("field");
  const Problem problem = made.build();
  const VenueIndex hall(0), field(1);
  CHECK(suits(problem, {40, {"kitchen", "stage"}, {}}, hall));
  CHECK_FALSE(suits(problem, {41, {}, {}}, hall));
  CHECK(suits(problem, {4000, {}, {}}, field));  // no limit stated
  CHECK_FALSE(suits(problem, {0, {"stage"}, {}}, field));
  CHECK_FALSE(suits(problem, {0, {}, small::by(Attribute::grid, {"xiaxi"})}, field));
}

}  // namespace
}  // namespace muster::model
