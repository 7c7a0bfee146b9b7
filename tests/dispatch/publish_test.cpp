// What a newly published plan changes: only what differs, and only those who knew hear of it.
#include "dispatch/publish.h"

#include <catch2/catch.hpp>

#include "offers.h"

using namespace muster;
using namespace muster::dispatch;
using namespace muster::testing;
using store::State;
using Keys = std::vector<std::string>;

TEST_CASE("a first plan offers everything, and the same again changes nothing") {
  const auto store = store::make_memory();
  const std::vector plan{wanted("a", "guards", 10), wanted("a", "wives", 10),
                         wanted("b", "guards", 12)};
  const Published first = publish(*store, "one", plan, at_hour(1));
  CHECK(first.is_new);
  CHECK(first.version == 1);
  CHECK(first.offered == 3);
  CHECK(keys(*store, "b", "guards") == Keys{"offer/b/guards/1"});
  const Published again = publish(*store, "one", plan, at_hour(2));
  CHECK_FALSE(again.is_new);
  CHECK(again.version == 1);
  CHECK(again.kept == 3);
  CHECK(again.offered == 0);
  CHECK(keys(*store, "b", "guards") == Keys{"offer/b/guards/1"});
}

TEST_CASE("a change is told to those who had the offer, and to nobody else") {
  const auto store = store::make_memory();
  publish(
      *store, "one",
      {wanted("told", "guards", 10), wanted("untold", "guards", 12), wanted("gone", "guards", 14),
       wanted("gone-unseen", "guards", 15), wanted("same", "guards", 16)},
      at_hour(1));
  offer(*store, "told", "guards", at_hour(2));
  offer(*store, "gone", "guards", at_hour(2));
  offer(*store, "same", "guards", at_hour(2));
  CHECK(answer(*store, "gone", "guards", true, at_hour(3)) == Heard::taken);
  CHECK(answer(*store, "same", "guards", true, at_hour(3)) == Heard::taken);
  const std::int64_t told = latest(*store, "told", "guards").id;
  const std::int64_t untold = latest(*store, "untold", "guards").id;
  const Published second = publish(
      *store, "two",
      {wanted("told", "guards", 11), wanted("untold", "guards", 13), wanted("same", "guards", 16)},
      at_hour(4));
  CHECK(second.superseded == 2);
  CHECK(second.cancelled == 2);
  CHECK(second.kept == 1);
  CHECK(second.offered == 0);
  CHECK(latest(*store, "told", "guards").state == State::planned);
  CHECK(latest(*store, "told", "guards").plan == 2);
  CHECK(keys(*store, "told", "guards") == Keys{"offer/told/guards/2"});
  within(*store, [&](store::Transaction& rows) {
    CHECK(rows.assignment(told)->state == State::superseded);
    CHECK(rows.messages_of(told).back().key == "superseded/told/guards/1");
    CHECK(rows.assignment(untold)->state == State::superseded);
    CHECK(rows.messages_of(untold).size() == 1);
  });
  CHECK(latest(*store, "gone", "guards").state == State::cancelled);
  CHECK(keys(*store, "gone", "guards").back() == "cancelled/gone/guards/1");
  CHECK(latest(*store, "gone-unseen", "guards").state == State::cancelled);
  CHECK(keys(*store, "gone-unseen", "guards") == Keys{"offer/gone-unseen/guards/1"});
  CHECK(latest(*store, "same", "guards").state == State::accepted);
}

TEST_CASE("who declined or did not answer is not asked for the same session again") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 10), wanted("b", "guards", 12)}, at_hour(0));
  load::DispatchPolicy policy;
  policy.answers[2] = {Duration{30}, Duration{60}, false};
  offer(*store, "a", "guards", at_hour(1), policy);
  offer(*store, "b", "guards", at_hour(1), policy);
  CHECK(answer(*store, "a", "guards", false, at_hour(1), policy) == Heard::taken);
  within(*store, [](store::Transaction& rows) { CHECK(expire(rows, at_hour(2), 10) == 1); });
  CHECK(latest(*store, "b", "guards").state == State::expired);
  const Published second = publish(
      *store, "two",
      {wanted("a", "guards", 10), wanted("b", "guards", 12), wanted("a", "wives", 10)}, at_hour(3));
  CHECK(second.withheld == 2);
  CHECK(second.offered == 1);
  CHECK(latest(*store, "a", "guards").state == State::declined);
}

TEST_CASE("what has begun is left alone") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 10), wanted("b", "guards", 10)}, at_hour(1));
  offer(*store, "a", "guards", at_hour(2));
  offer(*store, "b", "guards", at_hour(2));
  CHECK(answer(*store, "a", "guards", true, at_hour(3)) == Heard::taken);
  CHECK(answer(*store, "b", "guards", true, at_hour(3)) == Heard::taken);
  const Instant during{at_hour(10).ms + 1};
  const Published second = publish(
      *store, "two", {wanted("a", "guards", 10, 2, 2), wanted("late", "guards", 10)}, during);
  CHECK(second.kept == 2);
  CHECK(second.withheld == 1);
  CHECK(latest(*store, "a", "guards").state == State::accepted);
  CHECK(latest(*store, "b", "guards").state == State::accepted);
}

TEST_CASE("that a team is not asked again is not forgotten") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 40)}, at_hour(1));
  offer(*store, "a", "guards", at_hour(2));
  answer(*store, "a", "guards", false, at_hour(3));
  within(*store, [](store::Transaction& rows) {
    auto refused = rows.refused(at_hour(3));
    REQUIRE(refused.size() == 1);
    refused[0].settled = true;  // escalated
    rows.update(refused[0]);
  });
  const auto again = publish(*store, "two", {wanted("a", "guards", 40)}, at_hour(4));
  CHECK(again.withheld == 1);
  REQUIRE(again.gaps.size() == 1);
  CHECK(again.gaps[0].session == "a");
  CHECK(again.gaps[0].team == "guards");
  CHECK_FALSE(again.gaps[0].must);
  within(*store, [](store::Transaction& rows) { CHECK(rows.refused(at_hour(4)).size() == 1); });
}

TEST_CASE("a plan does not undo what was accepted while it was made") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 40), wanted("b", "choir", 40)}, at_hour(1));
  offer(*store, "a", "guards", at_hour(2));
  dispatch::Publication what;
  what.document = "two";
  what.assignments = {wanted("b", "choir", 40)};
  what.basis = dispatch::Basis{1, {}};
  CHECK(answer(*store, "a", "guards", true, at_hour(3)) == dispatch::Heard::taken);
  auto done = dispatch::publish(*store, what, at_hour(4));
  REQUIRE(done);
  CHECK(done.value().outdated);
  CHECK_FALSE(done.value().is_new);
  CHECK(latest(*store, "a", "guards").state == State::accepted);
  within(*store, [](store::Transaction& rows) { CHECK(rows.latest_plan()->version == 1); });
  // It knows now, and does without them all the same.
  what.basis->accepted = {latest(*store, "a", "guards").id};
  done = dispatch::publish(*store, what, at_hour(4));
  REQUIRE(done);
  CHECK_FALSE(done.value().outdated);
  CHECK(latest(*store, "a", "guards").state == State::cancelled);
  // Made from a version that is no more the latest.
  what.document = "three";
  CHECK(dispatch::publish(*store, what, at_hour(5)).value().outdated);
  what.basis->version = 0;
  CHECK_FALSE(dispatch::publish(*store, what, at_hour(5)).value().outdated);
}
