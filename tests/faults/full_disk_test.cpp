// A disk that fills up: a small one in memory, with real programs on it.
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>

#include <catch2/catch.hpp>

#include "faults/field.h"
#include "folder.h"

namespace muster::testing {
namespace {

namespace fs = std::filesystem;

constexpr int kTeams = 16, kDays = 20;

class SmallDisk {
 public:
  explicit SmallDisk(fs::path at) : at_(std::move(at)) {
    fs::create_directories(at_);
    REQUIRE(::mount("muster-test", at_.c_str(), "tmpfs", 0, "size=12m") == 0);
  }
  ~SmallDisk() { ::umount2(at_.c_str(), MNT_DETACH); }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  const fs::path& path() const { return at_; }
  // To the last byte.
  void fill() const {
    const int fd =
        ::open((at_ / "filler").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    REQUIRE(fd >= 0);
    const std::string piece(4096, 'x');
    while (::write(fd, piece.data(), piece.size()) > 0) {
    }
    CHECK(errno == ENOSPC);
    ::close(fd);
  }
  void make_room() const { REQUIRE(fs::remove(at_ / "filler")); }

 private:
  fs::path at_;
};

// A zone on a small disk, plans for it elsewhere.
struct Scene {
  explicit Scene(const std::string& url) : disk(folder.path / "disk"), zone(disk.path() / "zone") {
    for (int i = 0; i < kTeams; ++i) urls.push_back(url + "/t" + std::to_string(i));
    write_zone(zone, urls, kDays);
  }
  std::string plan(int hour) const {
    const fs::path file = folder.path / ("plan-" + std::to_string(hour) + ".json");
    make_plan(file, urls, kDays, hour);
    return file.string();
  }
  Outcome run(const std::vector<std::string>& arguments) const {
    return muster(folder.path / "log", arguments);
  }
  Outcome publish(const std::string& plan) const {
    return run({"publish", zone.string(), plan, "--now", kNow});
  }
  fs::path ballast() const { return zone / ".muster" / "ballast"; }

  Folder folder;
  SmallDisk disk;
  fs::path zone;
  std::vector<std::string> urls;
};

void check_full(const Outcome& outcome) {
  INFO(outcome.said);
  CHECK(outcome.code == 3);
  CHECK(outcome.said.find("muster: ") == 0);
  const bool clear = outcome.said.find("full") != std::string::npos ||
                     outcome.said.find("No space left on device") != std::string::npos;
  CHECK(clear);
}

}  // namespace

TEST_CASE("publishing on a full disk: the ballast helps once, then it says so and loses nothing") {
  in_a_world_of_its_own([] {
    const Scene scene("http://127.0.0.1:9");
    OutboxChecker checker(scene.zone, "faults");
    const std::string first = scene.plan(9), second = scene.plan(11), third = scene.plan(13);
    scene.disk.fill();
    check_full(scene.publish(first));  // before there is a store
    scene.disk.make_room();
    CHECK(scene.publish(first).code == 0);
    CHECK(fs::exists(scene.ballast()));
    const std::size_t offers = checker.acknowledge();
    CHECK(offers == std::size_t{kTeams} * kDays);

    scene.disk.fill();
    const Outcome helped = scene.publish(second);
    INFO(helped.said);
    CHECK(helped.code == 0);
    CHECK_FALSE(fs::exists(scene.ballast()));
    CHECK(checker.acknowledge() == 2 * offers);

    scene.disk.fill();
    for (int i = 0; i < 3; ++i) check_full(scene.publish(third));
    check_full(scene.run({"dispatch", scene.zone.string(), "--once", "--now", kNow}));
    scene.disk.make_room();
    checker.check({});
    CHECK(checker.acknowledge() == 2 * offers);
    CHECK(scene.publish(third).code == 0);
    CHECK(checker.acknowledge() == 3 * offers);
    CHECK(fs::exists(scene.ballast()));
    checker.check({});
  });
}

TEST_CASE("a dispatcher whose disk fills up goes on when there is room again") {
  in_a_world_of_its_own([] {
    Receiver receiver(Receiver::Mood::slow);
    const Scene scene(receiver.url(""));
    OutboxChecker checker(scene.zone, "faults");
    REQUIRE(scene.publish(scene.plan(9)).code == 0);
    const std::size_t offers = checker.acknowledge();
    Muster daemon(scene.folder.path / "daemon",
                  {"dispatch", scene.zone.string(), "--no-answers", "--now", kNow});
    wait_until([&] { return !receiver.requests().empty(); }, "the first message");
    scene.disk.fill();
    const auto in_trouble = [&] {
      scene.disk.fill();  // what it frees is taken too
      return daemon.said().find("full") != std::string::npos;
    };
    wait_until(in_trouble, "the dispatcher to notice; it said: " + daemon.said());
    CHECK(daemon.runs());
    scene.disk.make_room();
    wait_until([&] { return arrivals(receiver).size() == offers; }, "what was left");
    daemon.send(SIGTERM);
    CHECK(daemon.wait() == 0);
    checker.check_done(arrivals(receiver));
  });
}

TEST_CASE("--once on a disk that fills up ends and says so") {
  in_a_world_of_its_own([] {
    Receiver receiver(Receiver::Mood::slow);
    const Scene scene(receiver.url(""));
    OutboxChecker checker(scene.zone, "faults");
    REQUIRE(scene.publish(scene.plan(9)).code == 0);
    checker.acknowledge();
    const std::vector<std::string> once{"dispatch", scene.zone.string(), "--once", "--now", kNow};
    {
      Muster program(scene.folder.path / "once", once);
      wait_until([&] { return !receiver.requests().empty(); }, "the first message");
      const auto ended = [&] {
        scene.disk.fill();
        return !program.runs();
      };
      wait_until(ended, "its end; it said: " + program.said());
      INFO(program.said());
      CHECK(program.wait() == 3);
    }
    scene.disk.make_room();
    checker.check(arrivals(receiver));
    const Outcome again = scene.run(once);
    INFO(again.said);
    CHECK(again.code == 0);
    checker.check_done(arrivals(receiver));
  });
}

TEST_CASE("a plan that does not fit on its disk leaves no half file and keeps the old one") {
  in_a_world_of_its_own([] {
    const Scene scene("http://127.0.0.1:9");
    const auto plan = [&](const std::string& name) {
      return scene.run({"plan", scene.zone.string(), "--effort", "1", "--quiet", "-o",
                        (scene.disk.path() / name).string()});
    };
    REQUIRE(plan("old.json").code == 0);
    const auto old_size = fs::file_size(scene.disk.path() / "old.json");
    scene.disk.fill();
    check_full(plan("old.json"));
    check_full(plan("new.json"));
    CHECK(fs::file_size(scene.disk.path() / "old.json") == old_size);
    for (const auto& each : fs::directory_iterator(scene.disk.path())) {
      const std::string name = each.path().filename().string();
      CHECK((name == "old.json" || name == "filler" || name == "zone"));
    }
    scene.disk.make_room();
    CHECK(plan("new.json").code == 0);
    CHECK(scene.run({"verify", scene.zone.string(), (scene.disk.path() / "new.json").string()})
              .code == 0);
  });
}

}  // namespace muster::testing
