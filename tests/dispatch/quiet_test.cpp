// Quiet hours: everyone's and some teams', one after the other.
#include "dispatch/quiet.h"

#include <catch2/catch.hpp>

#include "dispatch/attempts.h"
#include "offers.h"

using namespace muster;
using namespace muster::dispatch;
using namespace muster::testing;

namespace {

// Hours of 1970-01-01 in UTC, which is the local time here.
load::DispatchPolicy policy() {
  load::DispatchPolicy out;
  out.quiet = {{22 * 60, 7 * 60, {}},
               {12 * 60, 14 * 60, {{"choir", "wives"}}},
               {7 * 60, 8 * 60, {{"wives"}}},
               {18 * 60, 22 * 60, {{"wives"}}}};
  return out;
}

Instant allowed(const std::string& team, std::int64_t hour, std::int32_t priority = 2,
                Instant start = {}) {
  return not_in_quiet(policy(), ZoneTime(), {team, priority, start}, at_hour(hour));
}

}  // namespace

TEST_CASE("a team has its own quiet hours besides everyone's") {
  CHECK(allowed("guards", 12) == at_hour(12));
  CHECK(allowed("choir", 12) == at_hour(14));
  CHECK(allowed("wives", 13) == at_hour(14));
  CHECK(allowed("", 13) == at_hour(13));
  CHECK(allowed("guards", 23) == at_hour(31));
  CHECK(allowed("", 2) == at_hour(7));
}

TEST_CASE("quiet hours that follow each other are one") {
  CHECK(allowed("wives", 18) == at_hour(32));
  CHECK(allowed("wives", 3) == at_hour(8));
  CHECK(allowed("wives", 8) == at_hour(8));
}

TEST_CASE("what is urgent or begins before they end breaks a team's quiet hours too") {
  CHECK(allowed("wives", 19, 0) == at_hour(19));
  CHECK(allowed("wives", 19, 2, at_hour(31)) == at_hour(19));
  CHECK(allowed("wives", 19, 2, at_hour(33)) == at_hour(32));
}

TEST_CASE("an offer waits for the end of its team's quiet hours") {
  const auto store = store::make_memory();
  publish(*store, "one", {wanted("a", "choir", 40), wanted("a", "guards", 40, 1, 2)}, at_hour(11));
  within(*store, [](store::Transaction& rows) {
    for (std::int64_t id : {1, 2}) {
      const bool choir = rows.message(id)->team == "choir";
      const Intent intent = begin_attempt(rows, policy(), ZoneTime(), id, at_hour(12));
      CHECK(intent.wanted == !choir);
      CHECK(intent.later == (choir ? std::optional(at_hour(14)) : std::nullopt));
    }
  });
}
