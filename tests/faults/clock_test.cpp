// The clock is set back a day under a dispatcher at work: what waits for its next attempt does not
// wait for a day. What else clocks do is in tests/sim.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>

#include <catch2/catch.hpp>

#include "api/service.h"
#include "faults/field.h"
#include "folder.h"

namespace muster::testing {
namespace {

constexpr int kTeams = 6, kDays = 3;

// The machine's, from 2017-09-01T00:00Z on, as far as nobody sets it.
class SettableClock final : public WallClock {
 public:
  Instant now() const override { return machine_.now() + std::chrono::milliseconds(shift_); }
  void set_back(std::chrono::hours by) { shift_ -= std::chrono::milliseconds(by).count(); }

 private:
  SystemWallClock machine_;
  std::atomic<std::int64_t> shift_{1'503'187'200'000 - SystemWallClock().now().ms};
};

}  // namespace

TEST_CASE("a clock that is set back a day holds up no message") {
  Receiver receiver;
  receiver.reply(503, "later");
  std::vector<std::string> urls;
  for (int i = 0; i < kTeams; ++i) urls.push_back(receiver.url("/t" + std::to_string(i)));
  const Folder folder;
  const auto plan = folder.path / "plan.json", zone = folder.path / "zone";
  write_zone(zone, urls, kDays);
  make_plan(plan, urls, kDays, 9);
  REQUIRE(
      muster(folder.path / "log", {"publish", zone.string(), plan.string(), "--now", kNow}).code ==
      0);
  OutboxChecker checker(zone, "faults");
  const std::size_t offers = checker.acknowledge();
  auto read = load::load_workspace(zone, {});
  REQUIRE(read.ok());
  SettableClock clock;
  api::ServiceSetting setting;
  setting.workspace = &*read.value().workspace;
  setting.folder = zone;
  setting.clock = &clock;
  setting.answers = false;
  auto served = std::async(std::launch::async, [&] { return api::serve(setting).ok(); });
  wait_until([&] { return receiver.requests().size() >= kTeams; }, "first attempts");
  clock.set_back(std::chrono::hours(24));
  receiver.reply(200, "ok");
  const Arrived refused = arrivals(receiver);
  const auto all_again = [&] {
    const Arrived now = arrivals(receiver);
    return now.size() == offers && std::all_of(now.begin(), now.end(), [&](const auto& each) {
             const auto before = refused.find(each.first);
             return before == refused.end() || each.second > before->second;
           });
  };
  wait_until(all_again, "all messages");
  ::kill(::getpid(), SIGTERM);
  CHECK(served.get());
  checker.check_done(arrivals(receiver), {.arrivals = 10});
}

}  // namespace muster::testing
