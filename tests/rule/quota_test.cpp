// quota, counted by hand.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;
using model::Period;
using small::by_id;
using small::by_kind;

namespace {

SmallProblem villages() {
  SmallProblem made(14);
  made.grid("district", {.kind = "district"});
  made.grid("north", {.parent = "district"}).grid("south", {.parent = "district"});
  made.venue("hall", {.grid = "south"});
  made.team("wives", {.size = 4}).team("lads", {.size = 4});
  made.task("lecture",
            {.kind = "lecture", .grid = "north", .needs = {{.min = 1, .want = 2, .max = 4}}});
  made.task("show", {.kind = "show", .needs = {{.min = 1, .want = 1, .max = 4}}});
  made.task("roster", {.grid = "south", .standing = true});
  for (int day : {0, 1, 7}) made.session("lecture", day, "06:00", "30:00", 90);
  made.session("show", 0, "06:00", "24:00", 120);
  return made;
}

Params at_most(std::int64_t most, const char* per, Period every) {
  return {{"at-most", most}, {"per", std::string(per)}, {"every", every}};
}

}  // namespace

TEST_CASE("quota counts the sessions of each period above the most", "[rule]") {
  const model::Problem problem = villages().build();
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-04", 0, "08:00", {{.team = "wives", .heads = {"wives#1"}}});
  plan.serve("lecture@2017-09-05", 1, "08:00", {{.team = "wives", .heads = {"wives#1"}}});
  plan.serve("show@2017-09-04", 0, "10:00", {{.team = "lads", .heads = {"lads#1"}}});
  CHECK(cost_of(soft("quota", at_most(2, "zone", Period::day)), problem, plan) == 0);
  CHECK(cost_of(soft("quota", at_most(1, "zone", Period::day), 4), problem, plan) == 4);
  CHECK(cost_of(soft("quota", at_most(1, "zone", Period::week), 4), problem, plan) == 8);
  CHECK(cost_of(hard("quota", at_most(0, "zone", Period::horizon)), problem, plan) == 3);
  // The standing assignment counts on the first day.
  plan.serve("roster", 0, "00:00", {{.team = "lads", .heads = {"lads#2"}}});
  CHECK(cost_of(soft("quota", at_most(2, "zone", Period::day)), problem, plan) == 1);
  Params lectures = at_most(1, "zone", Period::horizon);
  lectures["tasks"] = by_kind({"lecture"});
  CHECK(cost_of(soft("quota", lectures), problem, plan) == 1);
}

TEST_CASE("quota per grid counts for the nearest grid that is kept", "[rule]") {
  const model::Problem problem = villages().build();
  SmallPlan plan(problem);
  plan.serve("lecture@2017-09-04", 0, "08:00", {{.team = "wives", .heads = {"wives#1"}}});
  plan.serve("show@2017-09-04", 0, "10:00", {{.team = "lads", .heads = {"lads#1"}}}, "hall");
  Params params = at_most(1, "grid", Period::day);
  CHECK(cost_of(soft("quota", params), problem, plan) == 0);
  params["grids"] = by_kind({"district"});
  CHECK(cost_of(soft("quota", params), problem, plan) == 1);
  // Without a venue the show serves no grid.
  plan.serve("show@2017-09-04", 0, "10:00", {{.team = "lads", .heads = {"lads#1"}}});
  CHECK(cost_of(soft("quota", params), problem, plan) == 0);
}

TEST_CASE("quota per team counts a session once for each team that is there", "[rule]") {
  const model::Problem problem = villages().build();
  SmallPlan plan(problem);
  plan.serve(
      "lecture@2017-09-04", 0, "08:00",
      {{.team = "wives", .heads = {"wives#1", "wives#2"}}, {.team = "lads", .heads = {"lads#1"}}});
  plan.serve("show@2017-09-04", 0, "10:00", {{.team = "lads", .heads = {"lads#1"}}});
  CHECK(cost_of(soft("quota", at_most(1, "team", Period::day)), problem, plan) == 1);
  Params wives = at_most(0, "team", Period::day);
  wives["teams"] = by_id({"wives"});
  CHECK(cost_of(soft("quota", wives), problem, plan) == 1);
}

TEST_CASE("quota names grids and teams only where it counts by them", "[rule]") {
  const model::Problem problem = villages().build();
  using Codes = std::vector<std::string>;
  Params params = at_most(1, "zone", Period::day);
  params["grids"] = by_id({"north"});
  CHECK(trouble_of(soft("quota", params), problem) == Codes{"rule-counts-other-things"});
  params = at_most(1, "grid", Period::day);
  params["teams"] = by_id({"wives"});
  CHECK(trouble_of(soft("quota", params), problem) == Codes{"rule-counts-other-things"});
}
