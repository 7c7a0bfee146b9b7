// no-clash, separation, spread and same-venue, counted by hand; and who is related to whom.
#include "base/limits.h"
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;
using small::by_kind;

namespace {

// Talks in the north, a show wherever its venue is.
SmallProblem villages() {
  SmallProblem made(14);
  made.grid("north").grid("south");
  made.venue("hall", {.grid = "north"}).venue("gym", {.kind = "gym", .grid = "south"});
  made.team("crew", {.size = 9});
  made.task("talk", {.kind = "talk", .grid = "north"});
  for (int day : {0, 3, 4, 10}) made.session("talk", day, "08:00", "20:00", 60);
  made.task("show", {.kind = "show", .venue = model::VenueRequirement{}});
  made.session("show", 0, "08:00", "20:00", 120);
  made.task("roster", {.kind = "talk", .grid = "north", .standing = true});
  return made;
}

void serve(SmallPlan& plan, const char* session, int day, const char* clock, int who,
           const char* venue = "") {
  plan.serve(session, day, clock, {{.team = "crew", .heads = {"crew#" + std::to_string(who)}}},
             venue);
}

std::size_t relations(const RuleSpec& spec, const model::Problem& problem) {
  return compiled(problem, {spec}).relations.size();
}

}  // namespace

TEST_CASE("no-clash prices each pair that overlaps in a grid", "[rule]") {
  const model::Problem problem = villages().build();
  SmallPlan plan(problem);
  serve(plan, "talk@2017-09-04", 0, "09:00", 1);
  serve(plan, "show@2017-09-04", 0, "09:30", 2, "hall");
  CHECK(cost_of(soft("no-clash", {}, 5), problem, plan) == 5);
  serve(plan, "show@2017-09-04", 0, "09:30", 2, "gym");
  CHECK(cost_of(soft("no-clash", {}), problem, plan) == 0);
  CHECK(cost_of(hard("no-clash", {{"per", std::string("zone")}}, 5), problem, plan) == 1);
  for (const char* clock : {"10:00", "07:00"}) {
    serve(plan, "show@2017-09-04", 0, clock, 2, "hall");
    CHECK(cost_of(soft("no-clash", {}), problem, plan) == 0);
  }
}

TEST_CASE("separation wants a pause before and after", "[rule]") {
  const model::Problem problem = villages().build();
  const auto rule = [](int minutes) {
    return soft("separation", {{"tasks", by_kind({"talk"})},
                               {"from", by_kind({"show"})},
                               {"at-least", Duration{minutes}}});
  };
  SmallPlan plan(problem);
  serve(plan, "talk@2017-09-04", 0, "12:00", 1);
  serve(plan, "show@2017-09-04", 0, "09:00", 2, "gym");
  CHECK(cost_of(rule(60), problem, plan) == 0);
  CHECK(cost_of(rule(61), problem, plan) == 1);
  serve(plan, "show@2017-09-04", 0, "14:00", 2, "gym");
  CHECK(cost_of(rule(60), problem, plan) == 0);
  CHECK(cost_of(rule(61), problem, plan) == 1);
  plan.drop("talk@2017-09-04");
  CHECK(cost_of(rule(61), problem, plan) == 0);
}

TEST_CASE("spread counts dates, not hours", "[rule]") {
  const model::Problem problem = villages().build();
  const auto rule = [](std::int64_t days) {
    return soft("spread", {{"tasks", by_kind({"talk"})}, {"days", days}});
  };
  SmallPlan plan(problem);
  serve(plan, "talk@2017-09-04", 0, "19:00", 1);
  serve(plan, "talk@2017-09-07", 3, "08:00", 1);
  serve(plan, "talk@2017-09-08", 4, "08:00", 1);
  CHECK(cost_of(rule(1), problem, plan) == 0);
  CHECK(cost_of(rule(2), problem, plan) == 1);
  CHECK(cost_of(rule(3), problem, plan) == 1);
  CHECK(cost_of(rule(4), problem, plan) == 2);
  CHECK(cost_of(rule(5), problem, plan) == 3);
  CHECK(trouble_of(rule(0), problem) == std::vector<std::string>{"rule-spreads-over-no-days"});
}

TEST_CASE("same-venue prices each change within a series", "[rule]") {
  SmallProblem made(4);
  made.venue("hall", {}).venue("gym", {}).team("crew", {.size = 9});
  for (const char* task : {"a", "b"}) {
    made.task(task, {.kind = "class", .venue = model::VenueRequirement{}});
    for (int day : {0, 1, 2}) {
      made.session(task, day, task[0] == 'a' ? "08:00" : "12:00", "20:00", 60);
    }
  }
  const model::Problem problem = made.build();
  SmallPlan plan(problem);
  serve(plan, "a@2017-09-04", 0, "09:00", 1, "hall");
  serve(plan, "a@2017-09-05", 1, "09:00", 1, "gym");
  serve(plan, "a@2017-09-06", 2, "09:00", 1, "hall");
  serve(plan, "b@2017-09-05", 1, "13:00", 1, "hall");
  CHECK(cost_of(soft("same-venue", {}, 3), problem, plan) == 6);
  // All in order of time: a gym, b hall, a hall; before them a hall, with b unserved in between.
  CHECK(cost_of(soft("same-venue", {{"series", std::string("all")}}, 3), problem, plan) == 3);
  plan.drop("a@2017-09-05");
  CHECK(cost_of(soft("same-venue", {}, 3), problem, plan) == 0);
}

TEST_CASE("only sessions that could come too close are related", "[rule]") {
  const model::Problem problem = villages().build();
  // The show may come to the north, and shares a day with one talk.
  CHECK(relations(soft("no-clash", {}), problem) == 1);
  CHECK(relations(soft("separation", {{"at-least", Duration{24 * 60}}}), problem) == 2);
  CHECK(relations(soft("spread", {{"days", std::int64_t{4}}}), problem) == 2 + 2);
  CHECK(relations(soft("spread", {{"days", std::int64_t{20}}}), problem) == 10);
  CHECK(relations(soft("spread", {{"days", std::int64_t{20}}, {"tasks", by_kind({"show"})}}),
                  problem) == 0);
  SmallProblem elsewhere = villages();
  elsewhere.task("far", {.kind = "talk", .grid = "south"});
  elsewhere.session("far", 0, "08:00", "20:00", 60);
  CHECK(relations(soft("no-clash", {}), elsewhere.build()) == 2);  // with the show alone
}

TEST_CASE("a rule that would watch too many pairs is refused", "[rule]") {
  SmallProblem made(1);
  made.task("many", {.kind = "talk"});
  for (int i = 0; i < 1500; ++i) made.session("many", 0, "08:00", "20:00", 60);
  static_assert(1500 * 1499 / 2 > limits::kRelatedPairs);
  CHECK(trouble_of(soft("no-clash", {{"per", std::string("zone")}}), made.build()) ==
        std::vector<std::string>{"rule-relates-too-many"});
}
