// Nobody's name stays where it was to go, and nobody's hours are lost.
#include "dispatch/forget.h"

#include <catch2/catch.hpp>

#include "dispatch/attendance.h"
#include "dispatch/offers.h"

using namespace muster;
using namespace muster::dispatch;
using namespace muster::testing;
using store::Service;
using store::State;

namespace {

// Session, from hour 10 on, with p-01 (王小明) and p-02 (李雷) of the guards.
store::Assignment named(const std::string& session, std::int64_t hour = 10) {
  auto out = wanted(session, "guards", hour, 2, 2);
  out.content = R"({"name":"巡河","people":2,"needs":[{"need":0,"most":2,"heads":[)"
                R"({"id":"p-01","name":"王小明"},{"id":"p-02","name":"李雷"}]}]})";
  return out;
}

constexpr const char* kPlan =
    R"({"placements":[{"heads":["p-01","p-011"]}],"text":"王小明 is at p-01's place"})";

std::unique_ptr<store::Store> attended_store() {
  auto store = store::make_memory();
  publish(*store, kPlan, {named("a"), named("b")}, at_hour(1));
  for (const char* session : {"a", "b"}) offer(*store, session, "guards", at_hour(2));
  REQUIRE(answer(*store, "a", "guards", true, at_hour(3)) == Heard::taken);
  within(*store, [](store::Transaction& rows) {
    hear(rows, {}, {2, false, "王小明", "王小明 is ill"}, at_hour(3));
    attend(rows, {"a", "guards", "", Mark::arrive, at_hour(10), "李雷"}, at_hour(10));
    attend(rows, {"a", "guards", "", Mark::leave, at_hour(12), "李雷"}, at_hour(12));
    confirm(rows, "a", "guards", "王小明", at_hour(13));
    auto told =
        message_about(*rows.assignment(2), store::MessageKind::escalation, at_hour(4), at_hour(4));
    told.body = R"({"english":"b has nobody: 王小明 is ill"})";
    rows.add(told);
  });
  return store;
}

// Everything that is stored, as one text.
std::string all_of(store::Store& store) {
  std::string out;
  within(store, [&](store::Transaction& rows) {
    for (std::int64_t version = 1; auto plan = rows.plan(version); ++version) out += plan->document;
    for (const auto& each : rows.ended({-1}, at_hour(1'000'000))) {
      out += each.content;
      for (const auto& step : rows.steps_of(each.id)) out += step.who + step.why;
      for (const auto& message : rows.messages_of(each.id)) out += message.key + message.body;
    }
    for (const auto& each : rows.services()) out += each.head + each.recorder + each.verifier;
  });
  return out;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a person is forgotten wherever they are named, and others are not") {
  const auto store = attended_store();
  Forgotten done;
  within(*store, [&](store::Transaction& rows) { done = forget(rows, "p-01", "", at_hour(20)); });
  CHECK(done.still_to_come.empty());
  CHECK(done.assignments == 2);
  CHECK(done.services == 2);
  CHECK(done.names == std::set<std::string>{"p-01", "王小明"});
  const std::string left = all_of(*store);
  CHECK_FALSE(has(left, "王小明"));
  CHECK_FALSE(has(left, "\"p-01\""));
  CHECK(has(left, R"({"heads":["forgotten","p-011"]})"));
  CHECK(has(left, "李雷"));
  within(*store, [&](store::Transaction& rows) {
    CHECK(heads_of(*rows.assignment(1)) == std::vector<std::string>{"forgotten#1", "p-02"});
    const auto services = rows.services();
    REQUIRE(services.size() == 2);
    CHECK(services[0] == Service{"a", "guards", "forgotten#1", at_hour(10), at_hour(10),
                                 at_hour(12), 0, false, false, "李雷", "forgotten"});
    CHECK(services[1].head == "p-02");
    CHECK(rows.steps_of(2).back().who == "forgotten");
    CHECK_FALSE(forget(rows, "p-01", "", at_hour(20)).any());
    // The next one is another number where both went.
    CHECK(forget(rows, "p-02", "", at_hour(20)).any());
    CHECK(heads_of(*rows.assignment(1)) == std::vector<std::string>{"forgotten#1", "forgotten#2"});
    CHECK(rows.services()[1].head == "forgotten#2");
    CHECK(rows.services()[1].recorder == "forgotten");
    // They can still be recorded and verified.
    CHECK(attend(rows, {"a", "guards", "forgotten#2", Mark::arrive, at_hour(10), "desk"},
                 at_hour(20)) == Marked::repeated);
  });
}

TEST_CASE("who is still to go somewhere is not forgotten, nor half of it") {
  const auto store = attended_store();
  publish(*store, "two", {named("c", 40)}, at_hour(20));
  const std::string before = all_of(*store);
  within(*store, [&](store::Transaction& rows) {
    const auto done = forget(rows, "p-01", "", at_hour(20));
    CHECK(done.still_to_come == "c");
    CHECK_FALSE(done.any());
  });
  CHECK(all_of(*store) == before);
}

TEST_CASE("in the history a person becomes the next that is free in each session") {
  std::vector<load::HistoryRow> rows(5);
  const auto day = parse_date_time("2017-09-04T08:00")->local;
  for (auto& row : rows) row.start = day;
  rows[0].session = rows[1].session = rows[2].session = "a";
  rows[3].session = rows[4].session = "b";
  rows[0].head = "forgotten#1";
  rows[1].head = rows[3].head = "p-01";
  rows[2].head = rows[4].head = "p-02";
  CHECK(forget_turns(rows, "p-01") == 2);
  CHECK(rows[1].head == "forgotten#2");
  CHECK(rows[3].head == "forgotten#1");
  CHECK(rows[4].head == "p-02");
  CHECK(forget_turns(rows, "p-01") == 0);
}

TEST_CASE("names and reasons are kept as long as the policy says, and not longer") {
  const auto store = attended_store();
  load::DispatchPolicy policy;
  policy.keep = Duration{2 * 24 * 60};
  const auto purged = [&](Instant now) {
    std::size_t n = 0;
    within(*store, [&](store::Transaction& rows) { n = purge(rows, policy, now); });
    return n;
  };
  publish(*store, "two", {named("c", 100)}, at_hour(20));
  within(*store, [](store::Transaction& rows) { CHECK_FALSE(rows.plan(1)->document.empty()); });
  CHECK(purged(Instant{at_hour(11 + 48).ms - 1}) == 0);
  CHECK(has(all_of(*store), "王小明 is ill"));
  CHECK(purged(at_hour(11 + 48)) == 0);  // once an hour
  within(*store, [](store::Transaction& rows) {
    for (auto& each : rows.messages_of(2)) {
      each.state = store::MessageState::delivered;
      rows.update(each);
    }
    CHECK_FALSE(rows.messages_of(2).empty());
  });
  CHECK(purged(at_hour(11 + 49)) == 2);
  within(*store, [](store::Transaction& rows) {
    CHECK(rows.messages_of(2).empty());
    CHECK(rows.plan(1)->document.empty());
    CHECK_FALSE(rows.plan(2)->document.empty());
  });
  const std::string left = all_of(*store);
  CHECK_FALSE(has(left, "is ill\""));
  within(*store, [](store::Transaction& rows) {
    CHECK_FALSE(has(rows.assignment(1)->content, "李雷"));
    CHECK(heads_of(*rows.assignment(1)) == std::vector<std::string>{"p-01", "p-02"});
    CHECK(rows.assignment(1)->content.find("巡河") != std::string::npos);
    CHECK(rows.steps_of(2).back().why.empty());
    CHECK(rows.steps_of(2).back().to == State::declined);
    CHECK(has(rows.assignment(3)->content, "李雷"));  // still to come
    CHECK(rows.services().size() == 2);
  });
  CHECK(purged(at_hour(11 + 49)) == 0);
  CHECK(purged(at_hour(30)) == 0);  // a clock that went back
  CHECK(purged(at_hour(101 + 48)) == 1);
}
