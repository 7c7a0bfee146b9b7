// Clocks that are set a day ahead or back, and days of 23 and 25 hours: deadlines, reminders, quiet
// hours, retries, the lease.
#include <catch2/catch.hpp>

#include "dispatch/attempts.h"
#include "dispatch/backoff.h"
#include "dispatch/lease.h"
#include "dispatch/quiet.h"
#include "dispatch/scheduler.h"
#include "dispatch/steps.h"

using namespace muster;
using namespace muster::dispatch;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using store::Assignment;
using store::Message;
using store::MessageKind;
using store::State;
using store::Transaction;

namespace {

constexpr Instant kNow{1'504'224'000'000};
constexpr hours kDay{24};

template <class Work>
void within(store::Store& store, Work work) {
  REQUIRE(store.transact([&](Transaction& rows) { work(rows); }).ok());
}

// One that begins in three days, offered at kNow; its team has a day to answer.
std::unique_ptr<store::Store> with_offer(const load::DispatchPolicy& policy) {
  auto store = store::make_memory();
  within(*store, [&](Transaction& rows) {
    rows.add(store::PlanRow{0, kNow, "", "", ""});
    Assignment one;
    one.session = "s";
    one.team = "t";
    one.plan = 1;
    one.start = kNow + 3 * kDay;
    one.end = one.start + hours(1);
    one.priority = 2;
    one.content = R"({"needs":[]})";
    one.id = rows.add(one);
    rows.add(message_about(one, MessageKind::offer, kNow, kNow));
    mark_offered(rows, policy, one, kNow);
  });
  return store;
}

std::vector<Message> of_kind(Transaction& rows, MessageKind kind) {
  std::vector<Message> out;
  for (const Message& each : rows.messages_of(1)) {
    if (each.kind == kind) out.push_back(each);
  }
  return out;
}

}  // namespace

TEST_CASE("a deadline holds by the clock as it is when it is looked at, and passes once") {
  const load::DispatchPolicy policy;
  const auto store = with_offer(policy);
  within(*store, [&](Transaction& rows) {
    CHECK(rows.assignment(1)->deadline == kNow + kDay);
    CHECK(expire(rows, kNow - kDay, 10) == 0);
    CHECK(hear(rows, policy, {1, true, "t", ""}, kNow + 2 * kDay) == Heard::late);
    CHECK(rows.assignment(1)->state == State::offered);  // saying so changes nothing
    CHECK(expire(rows, kNow + kDay + minutes(1), 10) == 1);
    CHECK(expire(rows, kNow + 2 * kDay, 10) == 0);
    // The clock is put right again: what has expired stays so, and nobody is asked twice.
    CHECK(hear(rows, policy, {1, true, "t", ""}, kNow + minutes(1)) == Heard::late);
    CHECK(expire(rows, kNow, 10) == 0);
    CHECK(rows.steps_of(1).size() == 2);
  });
}

TEST_CASE("reminders are at their times before the start, once, whatever the clock did") {
  const load::DispatchPolicy policy;
  const auto store = with_offer(policy);
  within(*store, [&](Transaction& rows) {
    for (const Instant now : {kNow, kNow - kDay, kNow + minutes(5)}) {
      hear(rows, policy, {1, true, "t", ""}, now);
    }
    const auto reminders = of_kind(rows, MessageKind::reminder);
    REQUIRE(reminders.size() == policy.reminders.size());
    CHECK(reminders[0].due == kNow + 2 * kDay);
    CHECK(reminders[1].due == kNow + 3 * kDay - hours(2));
    // Appointed: a clock that is set back does not bring them forward.
    CHECK(may_go(reminders[0], kNow - kDay) == reminders[0].due);
    Scheduler scheduler(4);
    scheduler.add(7, "t", scheduler.endpoint("e", {}), reminders[0].due, may_go(reminders[0], kNow),
                  appointed(reminders[0]));
    scheduler.clock_went_back(kDay);
    CHECK(scheduler.next() == reminders[0].due);
  });
}

TEST_CASE("what was to go at once goes, though the clock was ahead when it was made") {
  const load::DispatchPolicy policy;
  const auto store = with_offer(policy);
  within(*store, [&](Transaction& rows) {
    const Message offer = of_kind(rows, MessageKind::offer).at(0);
    CHECK(may_go(offer, kNow) == kNow);
    CHECK(may_go(offer, kNow - kDay) <= kNow - kDay);
    Message tried = offer;
    tried.not_before = kNow + minutes(3);
    CHECK(may_go(tried, kNow) == kNow + minutes(3));
    CHECK(may_go(tried, kNow - kDay) <= kNow - kDay);
  });
}

TEST_CASE("a clock that is set back a day makes no attempt, rate or breaker wait for it") {
  Scheduler scheduler(100, {.failures = 2, .least = seconds(10), .most = seconds(10)});
  const auto dead = scheduler.endpoint("dead", {});
  const auto slow = scheduler.endpoint("slow", {.at_once = 4, .per_minute = 1});
  for (int i = 0; i < 2; ++i) scheduler.add(i, "d" + std::to_string(i), dead, kNow, kNow);
  for (int i = 2; i < 4; ++i) scheduler.add(i, "s" + std::to_string(i), slow, kNow, kNow);
  CHECK(scheduler.start(kNow).size() == 3);
  CHECK(scheduler.start(kNow).empty());  // the rate holds the fourth
  for (int i = 0; i < 2; ++i) scheduler.finished(i, kNow + seconds(4), false, kNow);
  scheduler.finished(2, std::nullopt, true, kNow);
  const Instant before = kNow - kDay;
  scheduler.clock_went_back(kDay);
  CHECK(scheduler.broken(before) == 1);
  CHECK(scheduler.start(before + seconds(9)).empty());
  CHECK(scheduler.start(before + seconds(10)).size() == 1);  // the probe
  CHECK(scheduler.start(before + seconds(59)).empty());
  CHECK(scheduler.start(before + seconds(60)).size() == 1);
}

TEST_CASE("the lease is held through clocks that jump, and lost to one taker at most") {
  const auto store = store::make_memory();
  std::string held_by;
  within(*store, [&](Transaction& rows) {
    const auto first = take_lease(rows, "elsewhere:1:a", kNow, held_by);
    REQUIRE(first);
    // Back a day: its holder writes on; nobody else is let in, and when it is gone nobody waits a
    // day for it.
    CHECK(hold_lease(rows, "elsewhere:1:a", *first, kNow - kDay));
    CHECK_FALSE(take_lease(rows, "elsewhere:2:b", kNow - kDay + seconds(1), held_by));
    CHECK(held_by == "elsewhere:1:a");
    const auto second =
        take_lease(rows, "elsewhere:2:b", kNow - kDay + kLeaseTime + seconds(1), held_by);
    REQUIRE(second);
    CHECK(*second > *first);
    CHECK_FALSE(hold_lease(rows, "elsewhere:1:a", *first, kNow - kDay));
    // Ahead a day: whoever comes takes over, and the one before may write no more.
    const auto third = take_lease(rows, "elsewhere:3:c", kNow + kDay, held_by);
    REQUIRE(third);
    CHECK_FALSE(hold_lease(rows, "elsewhere:2:b", *second, kNow));
    // Set back again while it is not looked at: its end lies a day ahead, and means nothing.
    CHECK(take_lease(rows, "elsewhere:4:d", kNow, held_by));
    CHECK_FALSE(hold_lease(rows, "elsewhere:3:c", *third, kNow));
  });
}

TEST_CASE("quiet hours of days with 23 and 25 hours end, and are quiet to their end") {
  struct Case {
    const char* zone;
    std::int64_t from;  // some hours before the change of 2017, in seconds
  };
  const Case cases[] = {{"Europe/Berlin", 1'490'454'000},       {"Europe/Berlin", 1'509'195'600},
                        {"America/New_York", 1'489'269'600},    {"America/New_York", 1'509'829'200},
                        {"Australia/Lord_Howe", 1'491'030'000}, {"Asia/Shanghai", 1'490'454'000}};
  for (const auto& [name, from] : cases) {
    const auto zone = ZoneTime::find(name);
    REQUIRE(zone);
    for (const auto& [quiet_from, quiet_until] :
         {std::pair{22 * 60, 7 * 60}, {22 * 60, 2 * 60 + 30}, {60, 150}, {150, 170}, {0, 1439}}) {
      load::DispatchPolicy policy;
      policy.quiet = {{quiet_from, quiet_until, {}}};
      const int length = (quiet_until - quiet_from + 1440) % 1440;
      for (int minute = 0; minute < 36 * 60; ++minute) {
        const Instant at = Instant{from * 1000} + minutes(minute);
        const Instant allowed = not_in_quiet(policy, *zone, {"", 2, {}}, at);
        CAPTURE(name, quiet_from, quiet_until, minute, (allowed - at) / minutes(1));
        if (allowed < at) FAIL("a time that is over");
        if (not_in_quiet(policy, *zone, {"", 2, {}}, allowed) != allowed) FAIL("quiet still");
        if (allowed - at > minutes(length + 60)) FAIL("too long");
      }
    }
  }
}
