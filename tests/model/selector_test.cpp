#include <catch2/catch.hpp>

#include "model/finder.h"
#include "model/problem.h"
#include "small_problem.h"

namespace muster::model {
namespace {

using small::by;
using Ids = std::vector<std::string>;

Problem make_zone() {
  SmallProblem made;
  made.line("women").line("youth");
  made.grid("zone", {.kind = "zone"})
      .grid("west", {.kind = "district", .parent = "zone"})
      .grid("lanjie", {.parent = "west"})
      .grid("xiaxi", {.parent = "zone"});
  made.venue("hall", {.kind = "hall", .grid = "lanjie", .line = "women", .facilities = {"stage"}})
      .venue("field", {.kind = "field"});
  made.team("wives", {.kind = "service", .lines = {"women"}, .base = "lanjie", .size = 2})
      .team("brigade", {.kind = "shock", .lines = {"women", "youth"}, .base = "hall", .size = 2})
      .team("guards", {.kind = "guard", .size = 2, .skills = {{"first-aid", 1}}});
  made.task("class", {.kind = "class", .lines = {"women"}, .grid = "lanjie"})
      .task("flood", {.kind = "rescue",
                      .grid = "xiaxi",
                      .priority = Priority::must,
                      .needs = {{.skills = {"first-aid"}}}})
      .task("show", {.kind = "class", .venue = VenueRequirement{0, {"stage"}, {}}});
  return made.build();
}

template <class I, class T>
Ids selected(const Problem& problem, const Table<I, T>& table, const Selector& selector) {
  Ids ids;
  for (I i : indices(table)) {
    if (matches(selector, problem, i)) ids.push_back(table[i].id);
  }
  return ids;
}

Ids tasks(const Selector& selector) {
  const Problem problem = make_zone();
  return selected(problem, problem.tasks(), selector);
}
// Looked up and asked one by one, which must not differ.
Ids teams(const Selector& selector) {
  const Problem problem = make_zone();
  Ids found;
  for (TeamIndex team : Finder(problem).teams(selector)) found.push_back(problem.teams()[team].id);
  CHECK(found == selected(problem, problem.teams(), selector));
  return found;
}
Ids venues(const Selector& selector) {
  const Problem problem = make_zone();
  Ids found;
  for (VenueIndex venue : Finder(problem).venues(selector)) {
    found.push_back(problem.venues()[venue].id);
  }
  CHECK(found == selected(problem, problem.venues(), selector));
  return found;
}
Ids grids(const Selector& selector) {
  const Problem problem = make_zone();
  return selected(problem, problem.grids(), selector);
}

Selector both(Selector a, const Selector& b) {
  a.all_of.insert(a.all_of.end(), b.all_of.begin(), b.all_of.end());
  return a;
}
Selector except(Selector a, const Selector& b) {
  a.none_of.push_back(b);
  return a;
}

TEST_CASE("an empty selector matches everything") {
  CHECK(Selector().matches_everything());
  CHECK(tasks({}).size() == 3);
  CHECK(teams({}).size() == 3);
  CHECK(venues({}).size() == 2);
  CHECK(grids({}).size() == 4);
}

TEST_CASE("tasks are selected by every attribute") {
  CHECK(tasks(by(Attribute::id, {"show", "flood"})) == Ids{"flood", "show"});
  CHECK(tasks(by(Attribute::kind, {"class"})) == Ids{"class", "show"});
  CHECK(tasks(by(Attribute::line, {"women"})) == Ids{"class"});
  CHECK(tasks(by(Attribute::priority, {"must", "high"})) == Ids{"flood"});
  CHECK(tasks(by(Attribute::skill, {"first-aid"})) == Ids{"flood"});
  CHECK(tasks(by(Attribute::facility, {"stage"})) == Ids{"show"});
}

TEST_CASE("a grid selects all that lies below it") {
  CHECK(tasks(by(Attribute::grid, {"zone"})) == Ids{"class", "flood"});
  CHECK(tasks(by(Attribute::grid, {"west"})) == Ids{"class"});
  CHECK(teams(by(Attribute::grid, {"west"})) == Ids{"wives", "brigade"});
  CHECK(venues(by(Attribute::grid, {"zone"})) == Ids{"hall"});
  CHECK(grids(by(Attribute::grid, {"west"})) == Ids{"west", "lanjie"});
  CHECK(grids(by(Attribute::id, {"xiaxi"})) == Ids{"xiaxi"});
  CHECK(grids(by(Attribute::kind, {"village"})) == Ids{"lanjie", "xiaxi"});
}

TEST_CASE("teams and venues are selected by what they have") {
  CHECK(teams(by(Attribute::line, {"youth"})) == Ids{"brigade"});
  CHECK(teams(by(Attribute::skill, {"first-aid"})) == Ids{"guards"});
  CHECK(teams(by(Attribute::kind, {"guard", "service"})) == Ids{"wives", "guards"});
  CHECK(venues(by(Attribute::facility, {"stage", "kitchen"})) == Ids{"hall"});
  CHECK(venues(by(Attribute::line, {"women"})) == Ids{"hall"});
  CHECK(venues(by(Attribute::line, {"youth"})).empty());
}

TEST_CASE("attributes that a thing does not have match nothing") {
  CHECK(teams(by(Attribute::priority, {"must"})).empty());
  CHECK(venues(by(Attribute::skill, {"first-aid"})).empty());
  CHECK(grids(by(Attribute::line, {"women"})).empty());
}

TEST_CASE("several attributes mean all of them, `not` inverts, also nested") {
  const Selector women = by(Attribute::line, {"women"});
  const Selector youth = by(Attribute::line, {"youth"});
  CHECK(teams(both(women, by(Attribute::kind, {"shock"}))) == Ids{"brigade"});
  CHECK(teams(except({}, women)) == Ids{"guards"});
  CHECK(teams(except(women, youth)) == Ids{"wives"});
  CHECK(teams(except({}, except(women, youth))) == Ids{"brigade", "guards"});
  CHECK(teams(except({}, Selector())).empty());
}

}  // namespace
}  // namespace muster::model
