// Chains of ejections and closing, on cases small enough to follow by hand.
#include "solve/ejection.h"

#include <catch2/catch.hpp>

#include <set>

#include "rule/catalog.h"
#include "small_problem.h"
#include "solve/closing.h"
#include "solve/exchange.h"

using namespace muster;
using namespace muster::solve;

namespace {

// One team for each person; a session has one start, and a skill that some teams have.
struct Town {
  model::Problem problem;
  rule::RuleSet rules;
  Instance in;
  State state;
  std::vector<SessionIndex> sessions;
  Table<SessionIndex, std::uint32_t> local;
  Random random{1};

  Town(model::Problem the_problem, const std::vector<rule::RuleSpec>& specs)
      : problem(std::move(the_problem)),
        rules(compiled(specs)),
        in(problem, rules),
        state(in),
        local(problem.sessions().size()) {
    for (auto s : indices(problem.sessions())) {
      local[s] = static_cast<std::uint32_t>(sessions.size());
      sessions.push_back(s);
    }
  }
  rule::RuleSet compiled(const std::vector<rule::RuleSpec>& specs) const {
    Diagnostics diagnostics;
    rule::RuleSet out = rule::compile(specs, {}, problem, diagnostics);
    REQUIRE(diagnostics.all().empty());
    return out;
  }
  void serve(std::size_t session, std::size_t head) {
    const SessionIndex s(session);
    Placed plan;
    plan.start = in.starts[in.sessions[s].starts].front();
    plan.seats = {{TeamIndex(head), 0, HeadIndex(head)}};
    state.place(s, plan, nullptr);
  }
  std::size_t head_of(std::size_t session) const {
    return state.placed(SessionIndex(session)).seats.front().head.value;
  }
  bool served(std::size_t session) const { return state.placed(SessionIndex(session)).served; }
};

}  // namespace

namespace {

SmallProblem teams_of_one(std::initializer_list<const char*> ids) {
  SmallProblem made(1);
  for (const char* id : ids) made.team(id, {.size = 1});
  return made;
}

void add(SmallProblem& made, const std::string& id, const std::string& from,
         const std::string& until, int minutes, small::Words teams) {
  made.task(
      id, {.priority = model::Priority::must, .needs = {{.from = small::by_id(std::move(teams))}}});
  made.session(id, 0, from, until, minutes);
}

rule::RuleSpec few_teams() {
  rule::RuleSpec spec;
  spec.id = "few";
  spec.kind = "activation";
  spec.level = "care";
  return spec;
}

// What serving a session is worth, nothing else considered.
Delta hope(const Town& town, SessionIndex s) {
  Delta out;
  out.add_reachable(town.in.sessions[s].level, -town.in.sessions[s].weight);
  return out;
}

}  // namespace

TEST_CASE("a chain of two ejections serves what nobody has time for") {
  SmallProblem made = teams_of_one({"a", "b", "c"});
  add(made, "first", "08:00", "09:00", 60, {"a"});
  add(made, "second", "08:00", "09:00", 60, {"a", "b"});
  add(made, "third", "08:00", "09:00", 60, {"b", "c"});
  Town town(made.build(), {});
  town.serve(1, 0);
  town.serve(2, 1);
  Ejector ejector(town.state, town.sessions, town.local);
  std::vector<SessionIndex> waiting{SessionIndex(0u)};
  std::vector<std::size_t> ejected;
  while (!waiting.empty()) {
    REQUIRE(ejected.size() < 3);
    const SessionIndex now = waiting.back();
    waiting.pop_back();
    const Way& way = ejector.find(now, hope(town, now), {}, {}, town.random);
    REQUIRE(way.found);
    if (!way.out.empty()) ejector.count_failure(now);
    for (SessionIndex s : way.out) {
      ejector.keep_off(s, town.state.placed(s).seats, 5);
      town.state.remove(s, nullptr);
      waiting.push_back(s);
      ejected.push_back(s.value);
    }
    const Delta change = town.state.place(now, way.plan, nullptr);
    CHECK(change.broken == 0);
  }
  CHECK(ejected == std::vector<std::size_t>{1, 2});
  CHECK(town.head_of(0) == 0);
  CHECK(town.head_of(1) == 1);
  CHECK(town.head_of(2) == 2);
}

TEST_CASE("what has failed more often is ejected last, and pinned sessions never") {
  SmallProblem made = teams_of_one({"a", "b"});
  add(made, "waits", "08:00", "09:00", 60, {"a", "b"});
  add(made, "hard-to-place", "08:00", "09:00", 60, {"a"});
  add(made, "easy", "08:30", "09:30", 60, {"b"});
  Town town(made.build(), {});
  town.serve(1, 0);
  town.serve(2, 1);
  Ejector ejector(town.state, town.sessions, town.local);
  ejector.count_failure(SessionIndex(1u));
  const SessionIndex waits(0u);
  const Way& way = ejector.find(waits, hope(town, waits), {}, {}, town.random);
  REQUIRE(way.found);
  CHECK(way.out == std::vector<SessionIndex>{SessionIndex(2u)});
  // A change that pays nothing is not looked for.
  CHECK_FALSE(ejector.find(waits, Delta{}, {}, {}, town.random).found);
}

TEST_CASE("closing empties a team that is paid for, and keeps it empty") {
  SmallProblem made = teams_of_one({"a", "b"});
  add(made, "early", "08:00", "09:00", 60, {"a", "b"});
  add(made, "late", "10:00", "11:00", 60, {"a", "b"});
  Town town(made.build(), {few_teams()});
  town.serve(0, 0);
  town.serve(1, 1);
  Ejector ejector(town.state, town.sessions, town.local);
  Closings closings(town.state);
  REQUIRE(closings.any());
  const Closing& closing = closings.choose(ejector, {}, town.random);
  REQUIRE(closing.found);
  REQUIRE(closing.out.size() == 1);
  CHECK(closing.cap.cost == 0);
  const SessionIndex s = closing.out.front();
  const std::size_t closed = town.head_of(s.value);
  Delta change = town.state.remove(s, nullptr);
  ejector.limit(closing.cap);
  Delta in_the_end = change;
  in_the_end += hope(town, s);
  const Way& way = ejector.find(s, in_the_end, {}, {}, town.random);
  REQUIRE(way.found);
  CHECK(way.out.empty());
  CHECK(way.plan.seats.front().head.value == 1 - closed);
  change += town.state.place(s, way.plan, nullptr);
  CHECK(change.score[*town.rules.levels.find("care")] == -1);
  CHECK(change.score[town.in.sessions[s].level] == 0);
  // One team is left, which is the least; closing it finds no other place.
  const Closing& last = closings.choose(ejector, {}, town.random);
  REQUIRE(last.found);
  CHECK(last.out.size() == 2);
  for (SessionIndex each : last.out) change += town.state.remove(each, nullptr);
  ejector.limit(last.cap);
  const Delta promised = hope(town, last.out.front());
  CHECK_FALSE(ejector.find(last.out.front(), promised, {promised, true}, {}, town.random).found);
}

TEST_CASE("two heads change places between the breaks that they share") {
  SmallProblem made = teams_of_one({"a", "b"});
  add(made, "a-early", "08:00", "10:00", 120, {"a", "b"});
  add(made, "b-early", "09:00", "11:00", 120, {"a", "b"});
  add(made, "a-late", "10:30", "11:30", 60, {"a", "b"});
  add(made, "b-late", "13:00", "14:00", 60, {"a", "b"});
  Town town(made.build(), {});
  town.serve(0, 0);
  town.serve(1, 1);
  town.serve(2, 0);
  town.serve(3, 1);
  Ejector ejector(town.state, town.sessions, town.local);
  Exchanges exchanges(town.state, town.sessions);
  std::set<std::size_t> sizes;
  for (int k = 0; k < 200; ++k) {
    if (!exchanges.draw(ejector, {}, town.random)) continue;
    std::set<std::size_t> moved;
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
      const auto& [s, plan] = exchanges[i];
      moved.insert(s.value);
      CHECK(plan.seats.front().head.value == 1 - town.head_of(s.value));
      CHECK(plan.seats.front().team.value == plan.seats.front().head.value);
    }
    sizes.insert(moved.size());
    const bool morning = moved == std::set<std::size_t>{0, 1, 2};
    CHECK((morning || moved == std::set<std::size_t>{3}));
  }
  CHECK(sizes == std::set<std::size_t>{1, 3});
}
