// What another process has published goes out at once, not when the dispatcher looks next.
#include "dispatch/bell.h"

#include <boost/asio/steady_timer.hpp>

#include "dispatch/dispatcher.h"
#include "dispatch/letters.h"
#include "dispatch/offers.h"
#include "folder.h"

namespace muster::dispatch {
namespace {

namespace asio = boost::asio;
using testing::Folder;

constexpr std::chrono::seconds kPatience{30};

// Runs until `over` is called; fails when that takes too long.
void run(asio::io_context& io) {
  asio::steady_timer late(io, kPatience);
  late.async_wait([&](const boost::system::error_code& error) {
    if (error) return;
    FAIL_CHECK("too late");
    io.stop();
  });
  io.run();
}

TEST_CASE("a ring is heard, however many there were, and none is needed") {
  const Folder folder;
  ring(folder.path);  // nobody listens: nothing is made
  CHECK(std::filesystem::is_empty(folder.path));
  asio::io_context io{1};
  int heard = 0;
  {
    const Bell bell(io.get_executor(), folder.path, [&] {
      ++heard;
      io.stop();
    });
    for (int i = 0; i < 100'000; ++i) ring(folder.path);  // more than a pipe holds
    run(io);
    CHECK(heard > 0);
  }
  ring(folder.path);  // the listener has gone
  io.restart();
  heard = 0;
  const Bell again(io.get_executor(), folder.path, [&] {
    ++heard;
    io.stop();
  });
  ring(folder.path);
  run(io);
  CHECK(heard == 1);
}

TEST_CASE("what is no pipe is left alone") {
  const Folder folder;
  folder.write("bell", "mine");
  asio::io_context io{1};
  const Bell bell(io.get_executor(), folder.path, [] { FAIL("nothing rang"); });
  ring(folder.path);
  io.run();
  CHECK(folder.read("bell") == "mine");
}

struct Inbox final : Channel {
  explicit Inbox(std::function<void()> then) : then_(std::move(then)) {}
  asio::awaitable<Delivery> deliver(const Letter& letter) override {
    ids.push_back(letter.id);
    calendars += letter.calendar.empty() ? 0 : 1;
    then_();
    co_return Delivery{Delivery::Result::delivered, true, "ok", {}};
  }
  std::vector<std::string> ids;
  int calendars = 0;

 private:
  std::function<void()> then_;
};

TEST_CASE("a dispatcher that waits sends what it is told of") {
  const Folder folder;
  folder.write("zone.yaml",
               "zone: {id: z, timezone: Asia/Shanghai,\n"
               "  horizon: {from: 2017-09-06, until: 2017-09-12},\n"
               "  grids: [{id: g, at: [28.9, 120.0]}]}\n"
               "teams: [{id: guards, size: 3, base: g}]\n"
               "dispatch: {quiet: {from: 00:00, to: 00:00}}\n");
  auto read = load::load_workspace(folder.path, {});
  REQUIRE(read.ok());
  REQUIRE(read.value().workspace);
  const SystemWallClock clock;
  const auto store = store::make_memory();
  asio::io_context io{1};
  Writer writer(*store);
  DispatchSetting setting;
  setting.workspace = &*read.value().workspace;
  setting.head.zone = "z";
  setting.clock = &clock;
  setting.poll = std::chrono::hours(1);
  Dispatcher* running = nullptr;
  auto inbox = std::make_unique<Inbox>([&] { running->stop(); });
  const Inbox& received = *inbox;
  std::map<std::string, std::unique_ptr<Channel>> channels;
  channels.emplace("file", std::move(inbox));
  Dispatcher dispatcher(writer, setting, std::move(channels));
  running = &dispatcher;
  std::optional<Bell> bell;
  bell.emplace(io.get_executor(), folder.path, [&] { dispatcher.wake(); });
  bool over = false;
  asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        CHECK_FALSE(co_await dispatcher.run());
        over = true;
        bell.reset();
        io.stop();
      },
      asio::detached);
  asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        // Behind all that the dispatcher asks for before it waits.
        for (int i = 0; i < 10; ++i) co_await writer.run([](store::Transaction&) {});
        Publication plan;
        plan.assignments = {testing::wanted("patrol", "guards", 10)};
        plan.assignments[0].start = clock.now() + std::chrono::hours(48);
        plan.assignments[0].end = plan.assignments[0].start + std::chrono::hours(1);
        co_await writer.run([&](store::Transaction& rows) {
          CHECK(publish_in(rows, plan, clock.now()).offered == 1);
        });
        ring(folder.path);
      },
      asio::detached);
  run(io);
  CHECK(over);
  CHECK(received.ids == std::vector<std::string>{"z/offer/patrol/guards/1"});
  CHECK(received.calendars == 0);
  CHECK(dispatcher.counts().delivered == 1);
}

}  // namespace
}  // namespace muster::dispatch
