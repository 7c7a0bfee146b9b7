// kill -9 at random moments while 2,000 offers are published and dispatched.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <sstream>

#include <fmt/format.h>
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "api/service.h"
#include "dispatch/publish.h"
#include "faults/outbox_checker.h"
#include "folder.h"

using namespace muster;
using muster::testing::Arrived;
using muster::testing::OutboxChecker;

namespace {

namespace json = boost::json;

constexpr int kTeams = 40, kOffers = 2'000, kKills = 200;

struct FixedClock final : WallClock {
  Instant now() const override { return {1'504'224'000'000}; }  // 2017-09-01T00:00Z
};

load::Workspace load_teams(const testing::Folder& folder) {
  std::string text =
      "zone: {id: crash, timezone: Asia/Shanghai, horizon: {from: 2017-09-01, until: 2017-09-30}}\n"
      "dispatch: {quiet: {from: 00:00, to: 00:00}}\nteams:\n";
  for (int i = 0; i < kTeams; ++i) text += fmt::format("  - {{id: t-{}, size: 1}}\n", i);
  folder.write("zone.yaml", text);
  auto read = load::load_workspace(folder.path, {});
  REQUIRE(read.ok());
  REQUIRE(read.value().workspace);
  return std::move(*read.value().workspace);
}

// Version `n` of the plan: every sixth session or so differs from the version before.
dispatch::Publication version(int n) {
  dispatch::Publication out;
  out.document = fmt::format("version {}", n);
  for (int i = 0; i < kOffers; ++i) {
    store::Assignment one;
    one.session = fmt::format("s-{}", i);
    one.team = fmt::format("t-{}", i % kTeams);
    one.start = {1'506'000'000'000};
    one.end = {1'506'003'600'000};
    const int changed = i % 13 == n % 13 ? n : 0;
    one.content = fmt::format(R"({{"name":"s-{}","version":{},"needs":[]}})", i, changed);
    out.assignments.push_back(std::move(one));
  }
  return out;
}

[[noreturn]] void work(const load::Workspace& workspace, const testing::Folder& folder, int n) {
  const FixedClock clock;
  {
    auto opened = store::open_sqlite(folder.path / ".muster" / "muster.db");
    if (!opened || !dispatch::publish(*opened.value(), version(n), clock.now())) _exit(3);
  }
  api::ServiceSetting setting;
  setting.workspace = &workspace;
  setting.folder = folder.path;
  setting.clock = &clock;
  setting.once = true;
  _exit(api::serve(setting).ok() ? 0 : 3);
}

// The child's exit code, or minus its signal.
int run_and_kill(const load::Workspace& workspace, const testing::Folder& folder, int n,
                 std::optional<unsigned> after_us) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) work(workspace, folder, n);
  if (after_us) {
    ::usleep(*after_us);
    ::kill(child, SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

Arrived lines_by_id(const testing::Folder& folder) {
  Arrived out;
  std::istringstream lines(folder.read(".muster/outbox.jsonl"));
  for (std::string line; std::getline(lines, line);) {
    ++out[std::string(json::parse(line).at("id").as_string())];
  }
  return out;
}

}  // namespace

TEST_CASE("killed 200 times while offers are published and sent, nothing is lost") {
  // In memory where that is possible: a kill loses nothing that was written, synced or not.
  const bool quick = std::filesystem::is_directory("/dev/shm");
  const testing::Folder folder(quick ? "/dev/shm" : std::filesystem::temp_directory_path());
  const load::Workspace workspace = load_teams(folder);
  std::mt19937 random(11);
  const auto began = std::chrono::steady_clock::now();
  REQUIRE(run_and_kill(workspace, folder, 0, std::nullopt) == 0);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - began);
  // Rounds have fewer messages than the first: most kills are to hit them at work.
  const auto longest = static_cast<unsigned>(std::min<std::int64_t>(whole.count() / 2, 150'000));
  OutboxChecker checker(folder.path, "crash");
  CHECK(checker.acknowledge() >= std::size_t{kOffers});  // and their nudges
  int killed = 0;
  for (int round = 0; round < kKills; ++round) {
    const int code = run_and_kill(workspace, folder, 1 + round, random() % longest);
    REQUIRE((code == -SIGKILL || code == 0));
    killed += code == -SIGKILL;
    if (round % 40 == 39) checker.acknowledge();  // what was read back is kept
  }
  CHECK(killed > kKills / 2);
  REQUIRE(run_and_kill(workspace, folder, kKills, std::nullopt) == 0);

  const Arrived sent = lines_by_id(folder);
  int most = 0;
  for (const auto& [id, times] : sent) most = std::max(most, times);
  checker.check_done(sent, {.arrivals = 1 + killed});
  WARN("killed " << killed << " times, sent " << sent.size() << " messages, the same id at most "
                 << most << " times");
}
