// Which message goes when: order, turns, limits, breaker.
#include "dispatch/scheduler.h"

#include <algorithm>
#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace muster;
using namespace muster::dispatch;
using Ids = std::vector<std::int64_t>;
using std::chrono::milliseconds;

namespace {

constexpr Instant at(std::int64_t ms) { return {ms}; }

}  // namespace

TEST_CASE("messages of one matter go one at a time, in the order in which they fell due") {
  Scheduler scheduler(100);
  const auto to = scheduler.endpoint("e", {});
  scheduler.add(1, "t", to, at(50), at(50));
  scheduler.add(2, "t", to, at(10), at(10));
  scheduler.add(3, "t", to, at(10), at(10));
  scheduler.add(3, "t", to, at(10), at(10));  // known
  CHECK(scheduler.start(at(5)).empty());
  CHECK(scheduler.next() == at(10));
  CHECK(scheduler.start(at(60)) == Ids{2});
  CHECK(scheduler.start(at(60)).empty());
  scheduler.finished(2, std::nullopt, true, at(61));
  CHECK(scheduler.start(at(61)) == Ids{3});
  scheduler.finished(3, std::nullopt, true, at(62));
  CHECK(scheduler.start(at(62)) == Ids{1});
  scheduler.finished(1, std::nullopt, true, at(63));
  CHECK(scheduler.waiting() == 0);
  CHECK_FALSE(scheduler.next().has_value());
}

TEST_CASE("one that must be tried again holds back its matter and nothing else") {
  Scheduler scheduler(100);
  const auto to = scheduler.endpoint("e", {});
  scheduler.add(1, "t", to, at(1), at(1));
  scheduler.add(2, "t", to, at(2), at(2));
  scheduler.add(3, "u", to, at(3), at(3));
  CHECK(scheduler.start(at(3)) == Ids{1, 3});
  scheduler.finished(1, at(1000), false, at(4));
  scheduler.finished(3, std::nullopt, true, at(4));
  CHECK(scheduler.start(at(999)).empty());
  CHECK(scheduler.next() == at(1000));
  CHECK(scheduler.start(at(1000)) == Ids{1});
}

TEST_CASE("what is not needed any more holds back nothing") {
  Scheduler scheduler(100);
  const auto to = scheduler.endpoint("e", {});
  scheduler.add(1, "a", to, at(1), at(1));
  scheduler.add(2, "a", to, at(2), at(2));
  CHECK(scheduler.start(at(2)) == Ids{1});
  scheduler.drop(1);  // it is under way
  scheduler.finished(1, at(9'000), false, at(3));
  CHECK(scheduler.next() == at(9'000));
  scheduler.drop(1);
  scheduler.drop(7);  // never heard of
  CHECK(scheduler.start(at(4)) == Ids{2});
  scheduler.finished(2, std::nullopt, true, at(5));
  // One that was in line for its endpoint's only place.
  const auto narrow = scheduler.endpoint("n", {.at_once = 1});
  for (int i = 3; i < 6; ++i) scheduler.add(i, std::to_string(i), narrow, at(5), at(5));
  scheduler.add(6, "4", narrow, at(6), at(9'000));
  CHECK(scheduler.start(at(6)) == Ids{3});
  scheduler.drop(4);
  scheduler.drop(5);
  scheduler.finished(3, std::nullopt, true, at(7));
  CHECK(scheduler.start(at(7)).empty());
  CHECK(scheduler.next() == at(9'000));
  CHECK(scheduler.start(at(9'000)) == Ids{6});
  scheduler.finished(6, std::nullopt, true, at(9'000));
  CHECK(scheduler.waiting() == 0);
  CHECK_FALSE(scheduler.next().has_value());
}

TEST_CASE("endpoints take turns, and none takes more than its share") {
  Scheduler scheduler(5);
  const auto big = scheduler.endpoint("big", {.at_once = 3});
  const auto small = scheduler.endpoint("small", {.at_once = 3});
  for (int i = 0; i < 10; ++i) scheduler.add(i, "t" + std::to_string(i), big, at(0), at(0));
  for (int i = 10; i < 13; ++i) scheduler.add(i, "t" + std::to_string(i), small, at(0), at(0));
  CHECK(scheduler.start(at(0)) == Ids{0, 10, 1, 11, 2});
  CHECK(scheduler.under_way() == 5);
  scheduler.finished(10, std::nullopt, true, at(1));
  CHECK(scheduler.start(at(1)) == Ids{12});
  scheduler.finished(0, std::nullopt, true, at(1));
  CHECK(scheduler.start(at(1)) == Ids{3});
}

TEST_CASE("a rate holds over every minute") {
  Scheduler scheduler(100);
  const auto to = scheduler.endpoint("robot", {.at_once = 50, .per_minute = 20});
  for (int i = 0; i < 50; ++i) scheduler.add(i, "t" + std::to_string(i), to, at(0), at(0));
  std::vector<Instant> starts;
  for (Instant now = at(0); starts.size() < 50; now = *scheduler.next()) {
    for (std::int64_t id : scheduler.start(now)) {
      starts.push_back(now);
      scheduler.finished(id, std::nullopt, true, now);
    }
    REQUIRE((starts.size() == 50 || scheduler.next().has_value()));
  }
  CHECK(starts[19] == at(0));
  CHECK(starts[20] == at(60'000));
  CHECK(starts[49] == at(120'000));
}

TEST_CASE("what a rate would make wait for the next minute goes along, evenly") {
  Scheduler scheduler(100);
  const auto to = scheduler.endpoint("robot", {.at_once = 1, .per_minute = 20, .together = 6});
  std::set<std::int64_t> sent;
  std::vector<std::size_t> sizes;
  for (int i = 0; i < 65; ++i) scheduler.add(i, "t" + std::to_string(i % 60), to, at(0), at(0));
  for (Instant now = at(0); sent.size() < 65; now = std::max(now, *scheduler.next())) {
    for (std::int64_t id : scheduler.start(now)) {
      Ids group = scheduler.along(id);
      group.push_back(id);
      sizes.push_back(group.size());
      CHECK(scheduler.under_way() == group.size());
      for (std::int64_t each : group) {
        CHECK(sent.insert(each).second);
        scheduler.finished(each, std::nullopt, true, now);
      }
    }
    REQUIRE(now < at(60'000));  // all of them within the minute
    REQUIRE((sent.size() == 65 || scheduler.next().has_value()));
  }
  CHECK(sizes.size() <= 20);
  CHECK(*std::max_element(sizes.begin(), sizes.end()) <= 4);
  // A few go alone, and at most `together` are one.
  scheduler.add(100, "a", to, at(70'000), at(70'000));
  scheduler.add(101, "b", to, at(70'000), at(70'000));
  CHECK(scheduler.start(at(70'000)) == Ids{100});
  CHECK(scheduler.along(100).empty());
  Scheduler busy(100);
  const auto other = busy.endpoint("robot", {.at_once = 1, .per_minute = 1, .together = 6});
  for (int i = 0; i < 50; ++i) busy.add(i, "t" + std::to_string(i), other, at(0), at(0));
  REQUIRE(busy.start(at(0)) == Ids{0});
  CHECK(busy.along(0) == Ids{1, 2, 3, 4, 5});
}

TEST_CASE("an endpoint that keeps failing is left alone, then asked once") {
  Scheduler scheduler(100, {.failures = 3, .least = milliseconds(100), .most = milliseconds(250)});
  const auto to = scheduler.endpoint("dead", {.at_once = 10});
  for (int i = 0; i < 9; ++i) scheduler.add(i, "t" + std::to_string(i), to, at(0), at(0));
  for (std::int64_t id : scheduler.start(at(0))) scheduler.finished(id, at(0), false, at(0));
  CHECK(scheduler.broken(at(50)) == 1);
  Ids starts;
  std::vector<Instant> when;
  for (Instant now = at(0); when.size() < 4;) {
    const auto next = scheduler.next();
    REQUIRE(next.has_value());
    now = std::max(now, *next);
    for (std::int64_t id : scheduler.start(now)) {
      when.push_back(now);
      scheduler.finished(id, now, when.size() == 4, now);
    }
  }
  for (std::size_t i = 1; i < 4; ++i) {
    CHECK(when[i] - when[i - 1] >= milliseconds(100));
    CHECK(when[i] - when[i - 1] <= milliseconds(250));
  }
  CHECK(scheduler.broken(when[3]) == 0);
  CHECK(scheduler.start(when[3]).size() == 9);
}

TEST_CASE("whatever happens, limits hold and nothing is forgotten") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    Scheduler scheduler(7, {.failures = 2, .least = milliseconds(20), .most = milliseconds(90)});
    std::map<std::int64_t, std::pair<std::string, int>> open;  // team, endpoint
    std::map<std::int64_t, int> flying;
    std::map<std::string, int> by_team;
    std::vector<int> by_endpoint(4);
    std::int64_t added = 0, settled = 0;
    Instant now = at(0);
    const auto limits = [](int e) { return EndpointLimits{e + 1, e == 2 ? 30 : 0}; };
    for (int step = 0; step < 20'000 && (added < 60 || settled < added); ++step) {
      if (added < 60 && random() % 3 == 0) {
        const int e = static_cast<int>(random() % 4);
        const auto to = scheduler.endpoint(std::to_string(e), limits(e));
        const std::string team = std::to_string(random() % 9);
        const Instant due = now + milliseconds(random() % 50);
        scheduler.add(++added, team, to, due, due);
        open[added] = {team + "@" + std::to_string(e), e};
      }
      for (std::int64_t id : scheduler.start(now)) {
        flying[id] = 1;
        CHECK(++by_team[open[id].first] == 1);
        CHECK(++by_endpoint[static_cast<std::size_t>(open[id].second)] <= open[id].second + 1);
      }
      CHECK(flying.size() <= 7);
      if (added > 0 && random() % 8 == 0) {
        const auto id = static_cast<std::int64_t>(1 + random() % static_cast<unsigned>(added));
        const std::size_t before = scheduler.waiting();
        scheduler.drop(id);
        settled += static_cast<std::int64_t>(before - scheduler.waiting());
      }
      if (!flying.empty() && random() % 2 == 0) {
        const auto it = std::next(flying.begin(), static_cast<long>(random() % flying.size()));
        const std::int64_t id = it->first;
        flying.erase(it);
        --by_team[open[id].first];
        --by_endpoint[static_cast<std::size_t>(open[id].second)];
        const bool good = random() % 3 != 0;
        scheduler.finished(id, good ? std::nullopt : std::optional(now + milliseconds(30)), good,
                           now);
        settled += good;
      }
      if (flying.empty() && scheduler.next()) now = std::max(now, *scheduler.next());
      now = now + milliseconds(random() % 3);
    }
    CHECK(settled == added);
    CHECK(scheduler.waiting() == 0);
  }
}

TEST_CASE("attempts that hang make room for others, up to a limit") {
  Scheduler scheduler(4);
  const int hanging = 4 + 4 * static_cast<int>(Scheduler::kHanging);
  const auto add = [&](int i) {
    const std::string name = std::to_string(i);
    scheduler.add(i, name, scheduler.endpoint(name, {}), at(0), at(0));
  };
  for (int i = 0; i < hanging + 10; ++i) add(i);
  Instant now = at(0);
  CHECK(scheduler.start(now) == Ids{0, 1, 2, 3});
  CHECK(scheduler.next() == now + Scheduler::kSlow);
  CHECK(scheduler.start(now + Scheduler::kSlow - milliseconds(1)).empty());
  for (int i = 4; i < hanging; i += 4) {
    now = now + Scheduler::kSlow;
    CHECK(scheduler.start(now) == Ids{i, i + 1, i + 2, i + 3});
  }
  now = now + Scheduler::kSlow;
  CHECK(scheduler.start(now).empty());
  CHECK(scheduler.under_way() == static_cast<std::size_t>(hanging));
  // Each that ends, old or new, lets one begin.
  scheduler.finished(0, std::nullopt, true, now);
  scheduler.finished(hanging - 1, std::nullopt, true, now);
  CHECK(scheduler.start(now) == Ids{hanging, hanging + 1});
  for (int i = 1; i < hanging + 2; ++i) {
    if (i != hanging - 1) scheduler.finished(i, std::nullopt, true, now);
  }
  CHECK(scheduler.start(now) == Ids{hanging + 2, hanging + 3, hanging + 4, hanging + 5});
}

TEST_CASE("those that failed last time share an eighth of the places") {
  Scheduler scheduler(16);
  for (int i = 0; i < 8; ++i) {
    const std::string name = "bad" + std::to_string(i);
    scheduler.add(i, name, scheduler.endpoint(name, {}), at(0), at(0));
  }
  CHECK(scheduler.start(at(0)).size() == 8);
  for (int i = 0; i < 8; ++i) scheduler.finished(i, at(10), false, at(5));
  for (int i = 8; i < 30; ++i) {
    const std::string name = "good" + std::to_string(i);
    scheduler.add(i, name, scheduler.endpoint(name, {}), at(0), at(0));
  }
  const Ids begun = scheduler.start(at(10));
  CHECK(begun.size() == 16);
  CHECK(std::count_if(begun.begin(), begun.end(), [](auto id) { return id < 8; }) == 2);
  // One that answers is no suspect any more.
  scheduler.finished(begun[0], at(20), true, at(11));
  CHECK(scheduler.start(at(11)).front() < 8);
  CHECK(scheduler.start(at(20)).empty());
  for (std::size_t i = 2; i < begun.size(); ++i) {
    scheduler.finished(begun[i], std::nullopt, true, at(20));
  }
  const Ids more = scheduler.start(at(20));
  CHECK(std::find(more.begin(), more.end(), begun[0]) != more.end());
}
