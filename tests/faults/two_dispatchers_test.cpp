// Two dispatchers at once: the second takes over from one that was stopped, and the first, resumed,
// must find out before it writes or sends anything new.
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <random>

#include <catch2/catch.hpp>

#include "faults/field.h"
#include "folder.h"

namespace muster::testing {
namespace {

constexpr int kTeams = 16, kDays = 6, kRounds = 5;
constexpr const char* kLater = "2017-08-20T08:05";  // the lease has run out by then

// Stops it between two transactions: whoever is stopped within one holds the store with it, as a
// process does that the machine has swapped out.
void stop_between_writes(const Muster& program, const std::filesystem::path& lock) {
  const int fd = ::open(lock.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(fd >= 0);
  for (;;) {
    program.send(SIGSTOP);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) break;
    program.send(SIGCONT);
    ::usleep(500);
  }
  ::close(fd);
}

}  // namespace

TEST_CASE("a dispatcher that was stopped past its lease and resumed does no harm") {
  std::mt19937 random(5);
  for (int round = 0; round < kRounds; ++round) {
    CAPTURE(round);
    const Folder folder;
    const auto zone = folder.path / "zone", log = folder.path / "log";
    Receiver receiver(Receiver::Mood::slow);
    std::vector<std::string> urls;
    for (int i = 0; i < kTeams; ++i) urls.push_back(receiver.url("/t" + std::to_string(i)));
    write_zone(zone, urls, kDays);
    make_plan(folder.path / "plan.json", urls, kDays, 9);
    REQUIRE(
        muster(log, {"publish", zone.string(), (folder.path / "plan.json").string(), "--now", kNow})
            .code == 0);
    OutboxChecker checker(zone, "faults");
    CHECK(checker.acknowledge() == std::size_t{kTeams} * kDays);

    Muster first(log, {"dispatch", zone.string(), "--no-answers", "--now", kNow});
    wait_until([&] { return receiver.requests().size() >= kTeams; }, "the first messages");
    ::usleep(static_cast<unsigned>(random() % 250'000));
    stop_between_writes(first, zone / ".muster" / "muster.db.lock");

    const auto held = muster(folder.path / "log2",
                             {"dispatch", zone.string(), "--once", "--no-answers", "--now", kNow});
    CHECK(held.code == 3);
    CHECK(held.said.find("another dispatcher runs for this workspace: ") != std::string::npos);
    const auto second = muster(folder.path / "log2", {"dispatch", zone.string(), "--once",
                                                      "--no-answers", "--now", kLater});
    INFO(second.said);
    CHECK(second.code == 0);
    const std::size_t before = receiver.requests().size();
    first.send(SIGCONT);
    CHECK(first.wait() == 3);
    INFO(first.said());
    CHECK(first.said().find("another dispatcher has taken over") != std::string::npos);
    const std::string said = first.said();
    CHECK(said.find("event=store-failed") == said.rfind("event=store-failed"));
    // What it had begun to send may have left; it begins nothing more.
    CHECK(receiver.requests().size() - before <= std::size_t{kTeams} * 4);  // of each endpoint
    checker.check_done(arrivals(receiver));
  }
}

}  // namespace muster::testing
