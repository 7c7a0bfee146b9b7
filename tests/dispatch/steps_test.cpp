// The life of an assignment.
#include "dispatch/steps.h"

#include <set>

#include <catch2/catch.hpp>

#include "offers.h"

using namespace muster;
using namespace muster::dispatch;
using namespace muster::testing;
using store::State;
using Keys = std::vector<std::string>;

TEST_CASE("the table of states is that of the design") {
  const auto all = [] {
    std::set<std::pair<State, State>> steps;
    for (int from = 0; from < store::kStates; ++from) {
      for (int to = 0; to < store::kStates; ++to) {
        if (store::may_follow(State(from), State(to))) steps.emplace(State(from), State(to));
      }
    }
    return steps;
  }();
  std::set<std::pair<State, State>> design{
      {State::planned, State::offered},  {State::offered, State::accepted},
      {State::offered, State::declined}, {State::offered, State::expired},
      {State::accepted, State::arrived}, {State::arrived, State::done},
      {State::done, State::rated},       {State::accepted, State::absent},
      {State::accepted, State::declined}};
  for (State before :
       {State::planned, State::offered, State::accepted, State::declined, State::expired}) {
    design.emplace(before, State::cancelled);
    design.emplace(before, State::superseded);
  }
  CHECK(all == design);
  for (int i = 0; i < store::kStates; ++i) {
    CHECK(store::state_from(store::word(State(i))) == State(i));
  }
  CHECK_FALSE(store::state_from("lost").has_value());
}

TEST_CASE("an offer is nudged, then expires, and a late answer is told so") {
  const auto store = store::make_memory();
  load::DispatchPolicy policy;
  policy.answers[2] = {Duration{60}, Duration{180}, false};
  publish(*store, "one", {wanted("a", "guards", 20)}, at_hour(1));
  offer(*store, "a", "guards", at_hour(2), policy);
  CHECK(latest(*store, "a", "guards").deadline == at_hour(5));
  CHECK(keys(*store, "a", "guards") == Keys{"offer/a/guards/1", "nudge/a/guards/1/1"});
  within(*store, [](store::Transaction& rows) {
    CHECK(rows.messages_of(1).back().due == at_hour(3));
    CHECK(rows.messages_of(1).back().created == at_hour(2));
    CHECK(expire(rows, Instant{at_hour(5).ms - 1}, 10) == 0);
    CHECK(expire(rows, at_hour(5), 10) == 1);
    CHECK(expire(rows, at_hour(5), 10) == 0);
  });
  CHECK(answer(*store, "a", "guards", true, at_hour(6), policy) == Heard::late);
  CHECK(latest(*store, "a", "guards").state == State::expired);
}

TEST_CASE("an offer near its start has until then") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 3)}, at_hour(1));
  offer(*store, "a", "guards", at_hour(2));
  CHECK(latest(*store, "a", "guards").deadline == at_hour(3));
  CHECK(keys(*store, "a", "guards") == Keys{"offer/a/guards/1"});  // too short for a nudge
}

TEST_CASE("answers are idempotent, keep who and why, and book reminders") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 40), wanted("b", "guards", 42)}, at_hour(1));
  offer(*store, "a", "guards", at_hour(2));
  offer(*store, "b", "guards", at_hour(2));
  for (int i = 0; i < 3; ++i) {
    CHECK(answer(*store, "a", "guards", true, at_hour(3)) ==
          (i == 0 ? Heard::taken : Heard::repeated));
    CHECK(answer(*store, "b", "guards", false, at_hour(3)) ==
          (i == 0 ? Heard::taken : Heard::repeated));
  }
  CHECK(answer(*store, "b", "guards", true, at_hour(4)) == Heard::over);
  CHECK(keys(*store, "a", "guards") == Keys{"offer/a/guards/1", "nudge/a/guards/1/1",
                                            "reminder/a/guards/1/1440", "reminder/a/guards/1/120"});
  within(*store, [](store::Transaction& rows) {
    CHECK(rows.messages_of(1).back().due == at_hour(38));
    const auto steps = rows.steps_of(2);
    REQUIRE(steps.size() == 2);
    CHECK(steps[1].who == "team:guards");
    CHECK(steps[1].why == "busy");
    CHECK(steps[1].at == at_hour(3));
    CHECK(hear(rows, {}, {99, true, "x", ""}, at_hour(3)) == Heard::unknown);
  });
}

TEST_CASE("accepts never exceed what a need takes") {
  const auto store = store::make_memory();
  publish(*store, "one",
          {wanted("a", "guards", 10, 2, 3), wanted("a", "wives", 10, 2, 3),
           wanted("a", "youth", 10, 1, 3)},
          at_hour(1));
  for (const char* team : {"guards", "wives", "youth"}) offer(*store, "a", team, at_hour(2));
  CHECK(answer(*store, "a", "guards", true, at_hour(3)) == Heard::taken);
  CHECK(answer(*store, "a", "wives", true, at_hour(3)) == Heard::full);
  CHECK(latest(*store, "a", "wives").state == State::offered);
  CHECK(answer(*store, "a", "youth", true, at_hour(3)) == Heard::taken);
}

TEST_CASE("a nudge on demand goes to who has not answered, once at a time") {
  const auto store = store::make_memory();
  publish(*store, "{}",
          {wanted("a", "guards", 9), wanted("a", "wives", 9, 1, 3), wanted("b", "guards", 9),
           wanted("c", "guards", 9)},
          at_hour(1));
  for (const char* session : {"a", "b"}) offer(*store, session, "guards", at_hour(2));
  offer(*store, "a", "wives", at_hour(2));
  answer(*store, "b", "guards", true, at_hour(3));
  const auto nudged = [&](std::string_view session, std::string_view team, Instant now) {
    std::size_t booked = 0;
    within(*store, [&](store::Transaction& rows) { booked = nudge(rows, session, team, now); });
    return booked;
  };
  CHECK(nudged("a", "guards", at_hour(3)) == 0);  // the offer itself has not left yet
  within(*store, [&](store::Transaction& rows) {
    for (auto message : rows.waiting(0, 100)) {
      if (message.kind != store::MessageKind::offer) continue;
      message.state = store::MessageState::delivered;
      rows.update(message);
    }
  });
  CHECK(nudged("a", "wives", at_hour(3)) == 1);
  CHECK(nudged("", "", at_hour(3)) == 1);   // the guards; the wives' nudge is on its way
  CHECK(nudged("b", "", at_hour(3)) == 0);  // accepted
  CHECK(nudged("c", "", at_hour(3)) == 0);  // not sent
  CHECK(keys(*store, "a", "wives") == Keys{"offer/a/wives/1", "nudge/a/wives/1/2"});
  CHECK(nudged("", "", at_hour(9)) == 0);  // too late
}

TEST_CASE("who has accepted may call off until it begins, and is not reminded then") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 40)}, at_hour(1));
  offer(*store, "a", "guards", at_hour(2));
  CHECK(answer(*store, "a", "guards", true, at_hour(3)) == Heard::taken);
  CHECK(answer(*store, "a", "guards", false, at_hour(39)) == Heard::taken);
  CHECK(latest(*store, "a", "guards").state == State::declined);
  within(*store, [](store::Transaction& rows) {
    REQUIRE(rows.refused(at_hour(39)).size() == 1);
    for (const auto& each : rows.messages_of(1)) {
      if (each.kind == store::MessageKind::reminder) {
        CHECK_FALSE(still_wanted(each.kind, State::declined));
      }
    }
  });
  // Not any more once it has begun.
  publish(*store, "two", {wanted("b", "guards", 40)}, at_hour(1));
  offer(*store, "b", "guards", at_hour(2));
  CHECK(answer(*store, "b", "guards", true, at_hour(3)) == Heard::taken);
  CHECK(answer(*store, "b", "guards", false, at_hour(40)) == Heard::late);
}

TEST_CASE("an earlier occurrence under the same id takes no room and bars nobody") {
  const auto store = store::make_memory();
  publish(*store, "june", {wanted("a", "guards", 20), wanted("a", "choir", 20)}, at_hour(1));
  for (const char* team : {"guards", "choir"}) offer(*store, "a", team, at_hour(2));
  CHECK(answer(*store, "a", "guards", true, at_hour(3)) == Heard::taken);
  CHECK(answer(*store, "a", "choir", false, at_hour(3)) == Heard::taken);
  const auto july = publish(*store, "july", {wanted("a", "choir", 900), wanted("a", "guards", 900)},
                            at_hour(800));
  CHECK(july.offered == 2);
  CHECK(july.withheld == 0);
  offer(*store, "a", "choir", at_hour(801));
  CHECK(answer(*store, "a", "choir", true, at_hour(802)) == Heard::taken);
}
