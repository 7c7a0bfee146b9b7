// From check-in to rating.
#include "dispatch/attendance.h"

#include <catch2/catch.hpp>

#include "offers.h"

using namespace muster;
using namespace muster::dispatch;
using namespace muster::testing;
using store::State;

namespace {

// Session "a" from hour 10 to 11, two heads of the guards, offered and accepted.
std::unique_ptr<store::Store> accepted() {
  auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 10, 2, 2)}, at_hour(1));
  offer(*store, "a", "guards", at_hour(2));
  REQUIRE(answer(*store, "a", "guards", true, at_hour(3)) == Heard::taken);
  return store;
}

Marked mark(store::Store& store, Mark what, Instant at, const std::string& head = "",
            const std::string& who = "desk") {
  Marked out{};
  within(store, [&](store::Transaction& rows) {
    out = attend(rows, {"a", "guards", head, what, at, who}, at);
  });
  return out;
}

std::vector<store::Service> services(store::Store& store) {
  std::vector<store::Service> out;
  within(store, [&](store::Transaction& rows) { out = rows.services(); });
  return out;
}

}  // namespace

TEST_CASE("arrive, leave, rate, confirm: each once, each kept") {
  const auto store = accepted();
  CHECK(mark(*store, Mark::arrive, at_hour(10), "guards#1") == Marked::noted);
  CHECK(mark(*store, Mark::arrive, at_hour(10), "guards#1") == Marked::repeated);
  CHECK(latest(*store, "a", "guards").state == State::arrived);
  CHECK(mark(*store, Mark::arrive, at_hour(10), "guards#2") == Marked::noted);
  CHECK(mark(*store, Mark::leave, at_hour(11), "guards#1") == Marked::noted);
  CHECK(latest(*store, "a", "guards").state == State::arrived);
  CHECK(mark(*store, Mark::leave, at_hour(12), "guards#2") == Marked::noted);
  CHECK(latest(*store, "a", "guards").state == State::done);
  within(*store, [](store::Transaction& rows) {
    CHECK(rate(rows, "a", "guards", 5, "village", at_hour(13)) == Marked::noted);
    CHECK(rate(rows, "a", "guards", 5, "village", at_hour(13)) == Marked::repeated);
    CHECK(confirm(rows, "a", "guards", "desk", at_hour(13)) ==
          Marked::unknown);  // recorded it themselves
    CHECK(confirm(rows, "a", "guards", "league", at_hour(13)) == Marked::noted);
    CHECK(confirm(rows, "a", "guards", "league", at_hour(13)) == Marked::repeated);
  });
  CHECK(latest(*store, "a", "guards").state == State::rated);
  const auto rows = services(*store);
  REQUIRE(rows.size() == 2);
  CHECK(rows[1] == store::Service{"a", "guards", "guards#2", at_hour(10), at_hour(10), at_hour(12),
                                  5, false, false, "desk", "league"});
}

TEST_CASE("all at once, and leaving without having checked in") {
  const auto store = accepted();
  CHECK(mark(*store, Mark::leave, at_hour(11)) == Marked::noted);
  CHECK(latest(*store, "a", "guards").state == State::done);
  CHECK(services(*store).at(0).arrived == at_hour(10));
  CHECK(services(*store).at(0).left == at_hour(11));
}

TEST_CASE("who comes without having answered has accepted") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "guards", 10, 1, 1)}, at_hour(1));
  CHECK(mark(*store, Mark::arrive, at_hour(10)) == Marked::unknown);  // was never asked
  offer(*store, "a", "guards", at_hour(2));
  CHECK(mark(*store, Mark::arrive, at_hour(10)) == Marked::noted);
  within(*store, [](store::Transaction& rows) {
    const auto steps = rows.steps_of(1);
    REQUIRE(steps.size() == 3);
    CHECK(steps[1].to == State::accepted);
    CHECK(steps[1].why == "came");
  });
}

TEST_CASE("a team is absent when nobody came, not when one did") {
  const auto store = accepted();
  CHECK(mark(*store, Mark::absent, at_hour(11), "guards#1") == Marked::noted);
  CHECK(latest(*store, "a", "guards").state == State::accepted);
  SECTION("nobody") {
    CHECK(mark(*store, Mark::absent, at_hour(11), "guards#2") == Marked::noted);
    CHECK(latest(*store, "a", "guards").state == State::absent);
  }
  SECTION("one") {
    CHECK(mark(*store, Mark::arrive, at_hour(10), "guards#2") == Marked::noted);
    CHECK(mark(*store, Mark::leave, at_hour(11), "guards#2") == Marked::noted);
    CHECK(latest(*store, "a", "guards").state == State::done);
  }
}

TEST_CASE("a forgotten check-out is closed at the planned end, and may be put right") {
  const auto store = accepted();
  mark(*store, Mark::arrive, at_hour(10));
  within(*store, [](store::Transaction& rows) {
    CHECK(close_forgotten(rows, Instant{at_hour(12).ms - 1}) == 0);
    CHECK(close_forgotten(rows, at_hour(12)) == 1);
    CHECK(close_forgotten(rows, at_hour(12)) == 0);
  });
  CHECK(latest(*store, "a", "guards").state == State::done);
  CHECK(services(*store).at(0).left == at_hour(11));
  CHECK(services(*store).at(0).closed_by_clock);
  CHECK(mark(*store, Mark::leave, at_hour(13)) == Marked::noted);
  CHECK(services(*store).at(0).left == at_hour(13));
  CHECK_FALSE(services(*store).at(0).closed_by_clock);
}

TEST_CASE("what can't be attended is said") {
  const auto store = accepted();
  CHECK(mark(*store, Mark::arrive, at_hour(10), "guards#9") == Marked::unknown);
  within(*store, [](store::Transaction& rows) {
    CHECK(attend(rows, {"b", "guards", "", Mark::arrive, at_hour(10), "x"}, at_hour(10)) ==
          Marked::unknown);
    CHECK(attend(rows, {"a", "guards", "", Mark::arrive, at_hour(10), "x"},
                 Instant{-60'000 * 900}) == Marked::too_early);
  });
}
