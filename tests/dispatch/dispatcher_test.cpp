// The daemon's heart over a store in memory and channels of the test.
#include "dispatch/dispatcher.h"

#include <atomic>

#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "dispatch/letters.h"
#include "dispatch/offers.h"
#include "zone.h"

namespace muster::dispatch {
namespace {

namespace asio = boost::asio;
using namespace muster::testing;

struct FixedClock final : WallClock {
  Instant now() const override { return time; }
  Instant time = at_hour(9);
};

// A zone of these teams, in UTC, at the beginning of 1970.
load::Workspace zone_of(const Folder& folder, const std::vector<std::string>& teams) {
  std::string yaml =
      "zone: {id: z, timezone: UTC, horizon: {from: 1970-01-01, until: 1970-01-09}}\n"
      "dispatch: {quiet: {from: 00:00, to: 00:00}}\nteams:\n";
  for (const std::string& team : teams) yaml += fmt::format("  - {{id: {}, size: 1}}\n", team);
  return zone_from(folder, yaml);
}

// Holds every letter until it is let, or answers at once.
struct Gate final : Channel {
  explicit Gate(asio::io_context& io) : open_(io, std::chrono::steady_clock::time_point::max()) {}
  asio::awaitable<Delivery> deliver(const Letter& letter) override {
    ids.push_back(letter.id);
    if (arrived) arrived();
    boost::system::error_code ignored;
    if (shut) co_await open_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_return answer;
  }
  void let() {
    shut = false;
    open_.cancel();
  }
  std::vector<std::string> ids;
  std::function<void()> arrived;
  Delivery answer{Delivery::Result::delivered, true, "ok", {}};
  bool shut = false;

 private:
  asio::steady_timer open_;
};

struct Stage {
  explicit Stage(const std::vector<std::string>& teams) : workspace(zone_of(folder, teams)) {}

  Dispatcher& make(Writer& writer, std::chrono::milliseconds poll) {
    DispatchSetting setting;
    setting.workspace = &workspace;
    setting.head.zone = "z";
    setting.clock = &clock;
    setting.poll = poll;
    setting.head.key = "key";
    setting.log = Log([this](LogLevel, const std::string& line) { lines.push_back(line); });
    auto made = std::make_unique<Gate>(io);
    gate = made.get();
    std::map<std::string, std::unique_ptr<Channel>> channels;
    channels.emplace("file", std::move(made));
    dispatcher.emplace(writer, setting, std::move(channels));
    return *dispatcher;
  }
  void run() {
    asio::co_spawn(
        io, [&]() -> asio::awaitable<void> { failure = co_await dispatcher->run(); },
        [](std::exception_ptr error) { CHECK_FALSE(error); });
    io.run_for(std::chrono::seconds(60));
    REQUIRE(io.stopped());
  }
  long count(std::string_view event) const {
    return std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.starts_with(fmt::format("event={} ", event));
    });
  }

  Folder folder;
  load::Workspace workspace;
  FixedClock clock;
  asio::io_context io{1};
  std::unique_ptr<store::Store> store = store::make_memory();
  std::vector<std::string> lines;
  std::optional<Dispatcher> dispatcher;
  Gate* gate = nullptr;
  std::optional<Failure> failure;
};

TEST_CASE("a lost lease is told once, and the store left alone while attempts end") {
  Stage stage({"guards", "wives"});
  testing::publish(*stage.store, "{}", {wanted("a", "guards", 15), wanted("b", "wives", 15)},
                   at_hour(8));
  std::atomic<bool> held = true;
  std::atomic<int> asked = 0;
  Writer writer(*stage.store, [&](store::Transaction&) {
    asked += !held;
    return held.load();
  });
  stage.make(writer, std::chrono::milliseconds(5));
  stage.gate->shut = true;
  asio::steady_timer ends(stage.io);
  stage.gate->arrived = [&] {
    if (stage.gate->ids.size() < 2) return;
    held = false;
    ends.expires_after(std::chrono::milliseconds(300));
    ends.async_wait([&](auto) { stage.gate->let(); });
  };
  stage.run();
  REQUIRE(stage.failure);
  CHECK(stage.failure->kind == Failure::Kind::lock);
  CHECK(stage.count("store-failed") == 1);
  CHECK(asked <= 4);  // one that found out, one for each attempt's end
}

TEST_CASE("what a team waits to hear of one session holds up nothing about another") {
  Stage stage({"guards"});
  store::Assignment normal = wanted("a", "guards", 15), urgent = wanted("b", "guards", 15);
  urgent.priority = 0;
  testing::publish(*stage.store, "{}", {normal, urgent}, at_hour(1));
  stage.clock.time = at_hour(2);
  stage.workspace.dispatch.quiet = {{0, 7 * 60, {}}};
  Writer writer(*stage.store);
  Dispatcher& dispatcher = stage.make(writer, std::chrono::milliseconds(5));
  stage.gate->arrived = [&] { dispatcher.stop(); };
  stage.run();
  CHECK(stage.gate->ids == std::vector<std::string>{"z/offer/b/guards/1"});
  CHECK(dispatcher.waiting() == 1);
}

TEST_CASE("a change is told at once where the offer may have come, and to nobody else") {
  for (const bool in_doubt : {true, false}) {
    CAPTURE(in_doubt);
    Stage stage({"guards"});
    testing::publish(*stage.store, "{}", {wanted("a", "guards", 15)}, at_hour(8));
    Writer writer(*stage.store);
    Dispatcher& dispatcher = stage.make(writer, std::chrono::milliseconds(5));
    stage.gate->answer = {Delivery::Result::again, false, "no", std::chrono::hours(3), in_doubt};
    int looks = 0;
    asio::steady_timer later(stage.io);
    stage.gate->arrived = [&] {
      if (stage.gate->ids.size() == 2) return dispatcher.stop();
      // The plan does without it while its offer is on the way.
      asio::co_spawn(
          stage.io,
          [&]() -> asio::awaitable<void> {
            Publication none;
            none.document = "none";
            co_await writer.run(
                [&](store::Transaction& rows) { publish_in(rows, none, stage.clock.time); });
            dispatcher.wake();
            while (!in_doubt && dispatcher.counts().dropped < 2 && ++looks < 1'000) {
              later.expires_after(std::chrono::milliseconds(5));
              co_await later.async_wait(asio::use_awaitable);
            }
            if (!in_doubt) dispatcher.stop();
          },
          asio::detached);
    };
    stage.run();
    std::vector<std::string> told{"z/offer/a/guards/1"};
    if (in_doubt) told.push_back("z/cancelled/a/guards/1");
    CHECK(stage.gate->ids == told);
    CHECK(dispatcher.waiting() == (in_doubt ? 1 : 0));  // the change is tried again
  }
}

TEST_CASE("an offer that is dead has expired, and says why") {
  Stage stage({"guards"});
  testing::publish(*stage.store, "{}", {wanted("a", "guards", 15)}, at_hour(8));
  Writer writer(*stage.store);
  Dispatcher& dispatcher = stage.make(writer, std::chrono::milliseconds(5));
  stage.gate->answer = {Delivery::Result::never, true, "410", {}};
  stage.gate->arrived = [&] { dispatcher.stop(); };
  stage.run();
  CHECK(dispatcher.counts().dead == 1);
  const store::Assignment after = latest(*stage.store, "a", "guards");
  CHECK(after.state == store::State::expired);
  within(*stage.store, [&](store::Transaction& rows) {
    CHECK(rows.steps_of(after.id).back().why == kNotReached);
    CHECK(rows.refused(stage.clock.time).size() == 1);  // for a refill
  });
}

TEST_CASE("what a person sets waiting again is sent while others are under way") {
  Stage stage({"guards", "wives"});
  testing::publish(*stage.store, "{}", {wanted("a", "guards", 15)}, at_hour(8));
  Writer writer(*stage.store);
  Dispatcher& dispatcher = stage.make(writer, std::chrono::milliseconds(5));
  within(*stage.store, [&](store::Transaction& rows) {
    auto message = *rows.message(1);
    message.state = store::MessageState::dead;
    rows.update(message);
  });
  testing::publish(*stage.store, "{2}", {wanted("a", "guards", 15), wanted("b", "wives", 15)},
                   at_hour(8));
  stage.gate->shut = true;
  stage.gate->arrived = [&] {
    if (stage.gate->ids.size() == 2) {
      stage.gate->let();
      return dispatcher.stop();
    }
    asio::co_spawn(
        stage.io,
        [&]() -> asio::awaitable<void> {
          co_await writer.run([](store::Transaction& rows) {
            auto message = *rows.message(1);
            message.state = store::MessageState::waiting;
            rows.update(message);
          });
          dispatcher.rung();
        },
        asio::detached);
  };
  stage.run();
  CHECK(stage.gate->ids == std::vector<std::string>{"z/offer/b/wives/2", "z/offer/a/guards/1"});
}

}  // namespace
}  // namespace muster::dispatch
