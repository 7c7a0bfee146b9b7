// What every store promises, asked of each of them.
#include <catch2/catch.hpp>

#include "folder.h"
#include "store/store.h"

using namespace muster;
using namespace muster::store;

namespace {

Assignment assignment(std::string session, std::string team) {
  Assignment out;
  out.session = std::move(session);
  out.team = std::move(team);
  out.plan = 1;
  out.start = {1'000'000};
  out.end = {2'000'000};
  out.priority = 2;
  out.content = R"({"name":"清扫"})";
  return out;
}

Message message(std::string key, std::int64_t about) {
  Message out;
  out.key = std::move(key);
  out.assignment = about;
  out.team = "guards";
  out.due = {5};
  out.created = {4};
  return out;
}

void must(const Result<Done>& result) {
  INFO((result.ok() ? "" : result.failure().english));
  REQUIRE(result.ok());
}

// Runs `test` against every store.
template <class Test>
void with_stores(Test test) {
  SECTION("sqlite") {
    const testing::Folder folder;
    auto opened = open_sqlite(folder.path / "deep" / "muster.db");
    REQUIRE(opened.ok());
    test(*opened.value());
  }
  SECTION("memory") { test(*make_memory()); }
}

void add_plan(Store& store) {
  must(store.transact([](Transaction& t) {
    CHECK(t.add(PlanRow{0, {7}, "sha256:1", "d", "{}"}) == 1);
  }));
}

}  // namespace

TEST_CASE("rows come back as they were put, in order, with ids from one") {
  with_stores([](Store& store) {
    must(store.transact([](Transaction& t) {
      CHECK_FALSE(t.latest_plan().has_value());
      CHECK(t.add(PlanRow{0, {7}, "sha256:1", "a", "{}"}) == 1);
      CHECK(t.add(PlanRow{0, {8}, "sha256:2", "b", "{}"}) == 2);
      Assignment a = assignment("s@1", "guards");
      CHECK(t.add(a) == 1);
      CHECK(t.add(assignment("s@2", "guards")) == 2);
      Message m = message("offer/1", 1);
      m.body = "正文";
      CHECK(t.add(m) == 1);
      CHECK(t.add(Step{0, 1, State::planned, State::offered, {9}, "dispatcher", "为何"}) == 1);
      CHECK(t.add(Attempt{0, 1, {9}, 12, Arrival::perhaps, "read: timed out"}) == 1);
      t.put(Lease{"me", 3, {99}});
      t.put(Service{"s@1", "guards", "p-01", {1}, {1}, {2}, 5, false, true, "r", "v"});
    }));
    must(store.transact([](Transaction& t) {
      CHECK(t.latest_plan() == PlanRow{2, {8}, "sha256:2", "b", "{}"});
      Assignment a = assignment("s@1", "guards");
      a.id = 1;
      CHECK(t.assignment(1) == a);
      CHECK_FALSE(t.assignment(3).has_value());
      CHECK(t.assignments_of("s@2").at(0).id == 2);
      Message m = message("offer/1", 1);
      m.id = 1;
      m.body = "正文";
      CHECK(t.message(1) == m);
      CHECK(t.messages_of(1) == std::vector{m});
      CHECK(t.steps_of(1) ==
            std::vector{Step{1, 1, State::planned, State::offered, {9}, "dispatcher", "为何"}});
      CHECK(t.attempts_of(1) ==
            std::vector{Attempt{1, 1, {9}, 12, Arrival::perhaps, "read: timed out"}});
      CHECK(t.lease() == Lease{"me", 3, {99}});
      t.put(Lease{"you", 4, {100}});
      CHECK(t.lease() == Lease{"you", 4, {100}});
      t.put(Service{"s@1", "guards", "p-01", {1}, {1}, {3}, 4, false, false, "r", "v"});
      CHECK(
          t.services() ==
          std::vector{Service{"s@1", "guards", "p-01", {1}, {1}, {3}, 4, false, false, "r", "v"}});
      CHECK(t.services_of("s@1") == t.services());
      CHECK(t.services_of("s@2").empty());
    }));
  });
}

TEST_CASE("lists hold what their names say") {
  with_stores([](Store& store) {
    add_plan(store);
    must(store.transact([](Transaction& t) {
      for (int i = 0; i < kStates; ++i) {
        Assignment a = assignment("s@" + std::to_string(i), "guards");
        a.state = static_cast<State>(i);
        a.deadline = {i == 1 ? 50 : 0};
        t.add(a);
      }
      Assignment late = assignment("late", "guards");
      late.state = State::offered;
      late.deadline = {60};
      late.end = {10};
      t.add(late);
    }));
    must(store.transact([](Transaction& t) {
      const auto ids = [](const auto& rows) {
        std::vector<std::int64_t> out;
        for (const auto& row : rows) out.push_back(row.id);
        return out;
      };
      using Ids = std::vector<std::int64_t>;
      CHECK(ids(t.open_assignments({10})) == Ids{1, 2, 3, 6});
      CHECK(ids(t.open_assignments({9})) == Ids{1, 2, 3, 6, 12});
      CHECK(ids(t.overdue({49}, 10)).empty());
      CHECK(ids(t.overdue({50}, 10)) == Ids{2});
      CHECK(ids(t.overdue({60}, 10)) == Ids{2, 12});
      CHECK(ids(t.overdue({60}, 1)) == Ids{2});
      CHECK(ids(t.assignments_in(State::offered)) == Ids{2, 12});
      CHECK(ids(t.refused({999'999})) == Ids{4, 5});
      CHECK(ids(t.refused({1'000'000})).empty());
      Assignment settled = *t.assignment(4);
      settled.settled = true;
      settled.content = "{}";
      Assignment other = settled;
      other.session = "elsewhere";  // not what an update changes
      t.update(other);
      CHECK(t.assignment(4) == settled);
      CHECK(ids(t.refused({0})) == Ids{5});
      CHECK(t.count_assignments()[State::offered] == 2);
      CHECK(t.count_assignments()[State::rated] == 1);
      for (int i = 0; i < 5; ++i) t.add(message("k" + std::to_string(i), 1));
      Message third = *t.message(3);
      third.state = MessageState::dead;
      third.error = "404";
      third.attempts = 3;
      third.body = "{}";
      third.due = {8};
      third.not_before = {9};
      Message altered = third;
      altered.key = "k0";
      altered.kind = MessageKind::nudge;
      t.update(altered);
      CHECK(ids(t.waiting(0, 10)) == Ids{1, 2, 4, 5});
      CHECK(ids(t.waiting(2, 1)) == Ids{4});
      CHECK(t.messages_in(MessageState::dead) == std::vector{third});
      CHECK(t.count_messages()[MessageState::waiting] == 4);
      CHECK(t.count_waiting() == 4);
    }));
  });
}

TEST_CASE("a key is taken once") {
  with_stores([](Store& store) {
    add_plan(store);
    must(store.transact([](Transaction& t) {
      t.add(assignment("s", "guards"));
      CHECK(t.add(message("offer/1", 1)) == 1);
      CHECK(t.add(message("offer/1", 1)) == 0);
    }));
    must(store.transact([](Transaction& t) {
      CHECK(t.add(message("offer/1", 1)) == 0);
      CHECK(t.messages_of(1).size() == 1);
    }));
  });
}

TEST_CASE("a transaction that fails leaves nothing") {
  with_stores([](Store& store) {
    add_plan(store);
    must(store.transact([](Transaction& t) { t.add(assignment("s", "guards")); }));
    const auto failed = store.transact([](Transaction& t) {
      t.add(PlanRow{0, {8}, "", "", ""});
      Assignment a = *t.assignment(1);
      a.state = State::offered;
      t.update(a);
      CHECK(t.assignment(1)->state == State::offered);
      t.add(message("offer/1", 1));
      t.put(Lease{"me", 1, {1}});
      throw Trouble{{Failure::Kind::disk, "the disk is on fire", "磁盘起火"}};
    });
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.failure().english == "the disk is on fire");
    must(store.transact([](Transaction& t) {
      CHECK(t.latest_plan()->version == 1);
      CHECK(t.assignment(1)->state == State::planned);
      CHECK(t.messages_of(1).empty());
      CHECK_FALSE(t.lease().has_value());
      CHECK(t.add(message("offer/1", 1)) == 1);  // neither its id nor its key was used up
    }));
  });
}

TEST_CASE("plans, steps and services can be changed where people are forgotten, and marks moved") {
  with_stores([](Store& store) {
    add_plan(store);
    must(store.transact([](Transaction& t) {
      Assignment late = assignment("s@2", "guards");
      late.end = {3'000'000};
      t.add(assignment("s@1", "guards"));
      t.add(late);
      t.add(Step{0, 1, State::planned, State::offered, {9}, "p-01", "为何"});
      t.put(Service{"s@1", "guards", "p-01", {1}, {1}, {2}, 5, false, true, "r", "v"});
      t.put(Service{"s@2", "guards", "p-01", {1}, {1}, {2}, 5, false, true, "r", "v"});
      CHECK(t.mark("purged") == Instant{0});
      t.set_mark("purged", {5});
    }));
    must(store.transact([](Transaction& t) {
      CHECK(t.plan(1) == t.latest_plan());
      CHECK_FALSE(t.plan(2).has_value());
      t.update(PlanRow{1, {8}, "sha256:1", "d", "[]"});
      CHECK(t.plan(1) == PlanRow{1, {8}, "sha256:1", "d", "[]"});
      CHECK(t.latest_head() == PlanRow{1, {8}, "sha256:1", "d", ""});
      CHECK(t.ended({1'999'999}, {2'000'000}).size() == 1);
      CHECK(t.ended({2'000'000}, {2'999'999}).empty());
      CHECK(t.ended({0}, {9'000'000}).size() == 2);
      const Step step{1, 1, State::planned, State::offered, {9}, "forgotten", ""};
      t.update(step);
      CHECK(t.steps_of(1) == std::vector<Step>{step});
      t.erase(Service{"s@1", "", "p-01", {1}, {}, {}, 0, false, false, "", ""});
      t.erase(
          Service{"s@2", "", "p-01", {2}, {}, {}, 0, false, false, "", ""});  // another occurrence
      t.erase(Service{"s@3", "", "p-01", {1}, {}, {}, 0, false, false, "", ""});
      REQUIRE(t.services().size() == 1);
      CHECK(t.services()[0].session == "s@2");
      CHECK(t.mark("purged") == Instant{5});
      t.set_mark("purged", {6});
      CHECK(t.mark("purged") == Instant{6});
      CHECK(t.mark("other") == Instant{0});
    }));
    const auto undone = store.transact([](Transaction& t) {
      t.erase(t.services()[0]);
      t.set_mark("purged", {7});
      throw Trouble{{Failure::Kind::disk, "full", "满"}};
    });
    CHECK_FALSE(undone.ok());
    must(store.transact([](Transaction& t) {
      CHECK(t.services().size() == 1);
      CHECK(t.mark("purged") == Instant{6});
    }));
  });
}

TEST_CASE("documents that nobody reads again and messages that are through can go") {
  with_stores([](Store& store) {
    constexpr std::int64_t kDay = 86'400'000;
    must(store.transact([](Transaction& t) {
      for (const std::int64_t at : {kDay, 5 * kDay, 5 * kDay + 1, 6 * kDay, 6 * kDay + 2}) {
        t.add(PlanRow{0, {at}, "i", "d", "{}"});
      }
      CHECK(t.thin_plans({4 * kDay}) == 3);
      CHECK(t.thin_plans({4 * kDay}) == 0);
      const std::vector<std::string> documents{"", "", "{}", "", "{}"};
      for (std::size_t i = 0; i < documents.size(); ++i) {
        CHECK(t.plan(static_cast<std::int64_t>(i) + 1)->document == documents[i]);
      }
      CHECK(t.plan(1)->digest == "d");
      CHECK(t.thin_plans({9 * kDay}) == 1);
      CHECK(t.latest_plan()->document == "{}");

      t.add(assignment("s", "guards"));
      for (int i = 0; i < 2; ++i) t.add(message("k" + std::to_string(i), 1));
      t.add(Attempt{0, 1, {9}, 12, Arrival::yes, "200"});
      t.add(Attempt{0, 2, {9}, 12, Arrival::yes, "200"});
      t.erase(*t.message(1));
      t.erase(*t.message(2));  // the newest stays
      CHECK_FALSE(t.message(1).has_value());
      CHECK(t.attempts_of(1).empty());
      CHECK(t.message(2).has_value());
      CHECK(t.attempts_of(2).empty());
      CHECK(t.add(message("k0", 1)) == 3);
    }));
  });
}
