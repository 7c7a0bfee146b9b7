// turnover, counted by hand.
#include "rule_tests.h"

using namespace muster;
using namespace muster::rule;
using small::by_id;
using small::by_kind;

namespace {

// Classes of an hour and a film of three, in a gym of one room or a hall of two.
SmallProblem centre() {
  SmallProblem made(1);
  made.venue("gym", {.kind = "gym"}).venue("hall", {.rooms = 2}).team("crew", {.size = 9});
  for (const char* task : {"a", "b", "c"}) {
    made.task(task, {.kind = "class", .venue = model::VenueRequirement{}});
    made.session(task, 0, "06:00", "22:00", 60);
  }
  made.task("film", {.kind = "film", .venue = model::VenueRequirement{}});
  made.session("film", 0, "06:00", "22:00", 180);
  return made;
}

void serve(SmallPlan& plan, const std::string& task, const char* clock, const char* venue) {
  const std::string head = "crew#" + std::to_string(task == "film" ? 9 : task[0] - 'a' + 1);
  plan.serve(task + "@2017-09-04", 0, clock, {{.team = "crew", .heads = {head}}}, venue);
}

Params times(int set_up, int clean_up) {
  return {{"set-up", Duration{set_up}}, {"clean-up", Duration{clean_up}}};
}

}  // namespace

TEST_CASE("turnover wants clean-up and set-up between sessions of one room", "[rule]") {
  const model::Problem problem = centre().build();
  SmallPlan plan(problem);
  serve(plan, "a", "08:00", "gym");
  serve(plan, "b", "09:15", "gym");
  serve(plan, "c", "10:30", "gym");
  CHECK(cost_of(soft("turnover", times(0, 15), 3), problem, plan) == 0);
  CHECK(cost_of(soft("turnover", times(15, 0), 3), problem, plan) == 0);
  CHECK(cost_of(soft("turnover", times(0, 16), 3), problem, plan) == 6);
  CHECK(cost_of(soft("turnover", times(10, 10), 3), problem, plan) == 6);
  CHECK(cost_of(hard("turnover", times(10, 10), 3), problem, plan) == 2);
  serve(plan, "b", "09:15", "hall");
  CHECK(cost_of(soft("turnover", times(10, 10), 3), problem, plan) == 0);
  Params halls = times(60, 60);
  halls["venues"] = by_kind({"hall"});
  CHECK(cost_of(soft("turnover", halls), problem, plan) == 0);
}

TEST_CASE("of several rooms one must be ready", "[rule]") {
  const model::Problem problem = centre().build();
  SmallPlan plan(problem);
  serve(plan, "film", "08:00", "hall");
  serve(plan, "a", "08:00", "hall");
  serve(plan, "b", "09:00", "hall");
  CHECK(cost_of(soft("turnover", times(0, 15)), problem, plan) == 1);
  serve(plan, "b", "09:15", "hall");
  CHECK(cost_of(soft("turnover", times(0, 15)), problem, plan) == 0);
  // Whoever finds no room takes none from the next, but holds on as all do.
  serve(plan, "b", "09:10", "hall");
  serve(plan, "c", "10:20", "hall");
  CHECK(cost_of(soft("turnover", times(0, 15)), problem, plan) == 2);
}

TEST_CASE("sessions that do not match hold their room while they last", "[rule]") {
  const model::Problem problem = centre().build();
  SmallPlan plan(problem);
  Params films = times(30, 30);
  films["tasks"] = by_id({"film"});
  serve(plan, "a", "08:00", "gym");
  serve(plan, "b", "09:00", "gym");
  CHECK(cost_of(soft("turnover", films), problem, plan) == 0);
  serve(plan, "film", "10:15", "gym");
  CHECK(cost_of(soft("turnover", films), problem, plan) == 1);
  serve(plan, "film", "10:30", "gym");
  serve(plan, "c", "13:45", "gym");
  CHECK(cost_of(soft("turnover", films), problem, plan) == 1);
  serve(plan, "c", "14:00", "gym");
  CHECK(cost_of(soft("turnover", films), problem, plan) == 0);
}

TEST_CASE("turnover in no time is no rule", "[rule]") {
  const model::Problem problem = centre().build();
  CHECK(trouble_of(soft("turnover", {}), problem) ==
        std::vector<std::string>{"rule-turns-over-in-no-time"});
}
