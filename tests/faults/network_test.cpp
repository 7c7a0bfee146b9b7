// A cut network: half the teams are behind a cable of their own, which is pulled, and whose packets
// are dropped without a word; the others must not notice.
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <future>
#include <thread>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "faults/field.h"
#include "folder.h"

namespace muster::testing {
namespace {

constexpr int kTeams = 8, kDays = 4;
constexpr const char* kFar = "10.77.0.2";
constexpr const char* kNobody = "02:00:00:00:00:99";

// A receiver at the far end of a cable, in a network of its own.
class FarReceiver {
 public:
  FarReceiver() : thread_([this] { live(); }) { plugged_.get_future().get(); }
  ~FarReceiver() {
    over_.set_value();
    thread_.join();
  }
  FarReceiver(const FarReceiver&) = delete;
  FarReceiver& operator=(const FarReceiver&) = delete;

  // After the near end has its half of the cable.
  void plug() {
    REQUIRE(ip(fmt::format("link add near type veth peer name far netns {}", tid_)));
    REQUIRE(ip("addr add 10.77.0.1/24 dev near"));
    REQUIRE(ip("link set near up"));
    cable_.set_value();
    receiver_ = made_.get_future().get();
    REQUIRE(receiver_ != nullptr);
  }
  Receiver& operator*() { return *receiver_; }
  Receiver* operator->() { return receiver_; }

 private:
  void live() {
    const bool alone = ::unshare(CLONE_NEWNET) == 0;
    tid_ = static_cast<int>(::syscall(SYS_gettid));
    plugged_.set_value();
    cable_.get_future().get();
    if (!alone || !ip(fmt::format("addr add {}/24 dev far", kFar)) || !ip("link set far up")) {
      made_.set_value(nullptr);
      return;
    }
    Receiver receiver(Receiver::Mood::answers, {}, kFar);
    made_.set_value(&receiver);
    over_.get_future().get();
  }

  int tid_ = 0;
  Receiver* receiver_ = nullptr;
  std::promise<void> plugged_, cable_, over_;
  std::promise<Receiver*> made_;
  std::thread thread_;
};

struct Cut {
  const char* name;
  std::function<void()> cut, mend;
};

// Even teams are near, odd ones far.
void cut_while_sending(const Cut& how) {
  INFO(how.name);
  Receiver near;
  FarReceiver far;
  far.plug();
  std::vector<std::string> urls;
  for (int i = 0; i < kTeams; ++i) {
    urls.push_back((i % 2 == 0 ? near : *far).url("/t" + std::to_string(i)));
  }
  const Folder folder;
  const auto zone = folder.path / "zone", plan = folder.path / "plan.json";
  write_zone(zone, urls, kDays);
  make_plan(plan, urls, kDays, 9);
  const auto published =
      muster(folder.path / "log", {"publish", zone.string(), plan.string(), "--now", kNow});
  REQUIRE(published.code == 0);
  OutboxChecker checker(zone, "faults");
  const std::size_t offers = checker.acknowledge();

  how.cut();
  Muster daemon(folder.path / "daemon", {"dispatch", zone.string(), "--no-answers", "--now", kNow});
  wait_until([&] { return arrivals(near).size() == offers / 2; }, "the near ones");
  CHECK(far->requests().empty());  // all near ones are served while the cable is out
  // An attempt must have failed before the cable is mended.
  wait_until([&] { return daemon.said().find("event=failed") != std::string::npos; }, "a failure");
  how.mend();
  wait_until([&] { return arrivals(*far).size() == offers / 2; }, "the far ones");
  daemon.send(SIGTERM);
  CHECK(daemon.wait() == 0);
  Arrived all = arrivals(near);
  count_arrivals(*far, all);
  checker.check_done(all);
}

}  // namespace

TEST_CASE("a cable that is pulled and put back") {
  in_a_world_of_its_own([] {
    cut_while_sending({"pulled", [] { REQUIRE(ip("link set near down")); },
                       [] { REQUIRE(ip("link set near up")); }});
  });
}

TEST_CASE("packets that are dropped without a word") {
  in_a_world_of_its_own([] {
    const std::string wrong = fmt::format("neigh replace {} lladdr {} dev near", kFar, kNobody);
    const std::string forget = fmt::format("neigh del {} dev near", kFar);
    cut_while_sending({"dropped", [&] { REQUIRE(ip(wrong)); }, [&] { REQUIRE(ip(forget)); }});
  });
}

}  // namespace muster::testing
