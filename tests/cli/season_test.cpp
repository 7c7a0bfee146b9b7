// Months of nights: the horizon moves on, ids come again, teams accept, decline, call off or say
// nothing, the workspace changes while the dispatcher runs.
#include <chrono>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "cli/process.h"
#include "store/store.h"

namespace {

using namespace muster::tests;
using muster::store::State;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A week that begins on that Monday of 2026; `patrol` has the same id in each.
std::string week(const std::string& monday, const std::string& sunday) {
  return fmt::format(
      "zone: {{id: quay, timezone: Asia/Shanghai, horizon: {{from: {}, until: {}}}, grids: [{{id: "
      "pier}}]}}\n"
      "teams:\n"
      "  - {{id: guards, base: pier, size: 2}}\n"
      "  - {{id: choir, base: pier, size: 2}}\n"
      "  - {{id: cooks, base: pier, size: 2}}\n"
      "tasks:\n"
      "  - {{id: patrol, grid: pier, priority: must, duration: 2h, window: {{days: sat, from: "
      "10:00, "
      "to: 16:00}}, needs: [{{people: 2}}]}}\n"
      "  - {{id: class, grid: pier, duration: 1h, repeat: \"FREQ=WEEKLY;BYDAY=FR\", window: "
      "{{from: "
      "09:00, to: 12:00}}, needs: [{{people: 1}}]}}\n",
      monday, sunday);
}

std::string teams_of(const std::filesystem::path& workspace, const std::string& session,
                     State state, muster::Instant since) {
  auto opened = muster::store::open_sqlite(workspace / ".muster" / "muster.db");
  REQUIRE(opened);
  std::string out;
  const auto read = opened.value()->transact([&](muster::store::Transaction& rows) {
    for (const auto& each : rows.assignments_of(session)) {
      if (each.state == state && each.start > since) out += (out.empty() ? "" : " ") + each.team;
    }
  });
  REQUIRE(read);
  return out;
}

struct Season {
  TemporaryFolder folder;
  std::string at;         // "2026-06-01"
  muster::Instant since;  // the same

  Finished muster(const std::string& command, const std::string& rest, const std::string& time) {
    return run(fmt::format("$MUSTER {} w {} --now {}T{}", command, rest, at, time), folder.path());
  }
  // Teams whose assignment to the patrol of this week is in that state, in order of asking.
  std::string teams(State state) const {
    return teams_of(folder.path() / "w", "patrol", state, since);
  }
};

}  // namespace

TEST_CASE("week after week the same ids are other occurrences, and no must is forgotten") {
  Season season;
  for (int n = 0; n < 12; ++n) {
    const auto day = [&](int plus) {
      const std::chrono::sys_days date =
          std::chrono::sys_days{std::chrono::year(2026) / 6 / 1} + std::chrono::days(7 * n + plus);
      const std::chrono::year_month_day d{date};
      return fmt::format("{}-{:02}-{:02}", static_cast<int>(d.year()),
                         static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
    };
    season.at = day(0);
    season.since = {(20'605 + 7 * n) * std::int64_t{86'400'000}};
    season.folder.write("w/workspace.yaml", week(day(0), day(6)));
    CAPTURE(n, season.at);
    const Finished night = season.muster("run", "--effort 50", "02:30");
    INFO(night.err);
    REQUIRE(night.code == 0);
    CHECK(has(night.err, "new=2 kept=0 changed=0 called-off=0 not-asked-again=0"));
    REQUIRE(season.muster("dispatch", "--once", "08:00").code == 0);
    const std::string first = season.teams(State::offered);
    REQUIRE_FALSE(first.empty());
    // By turns: accepts; declines; accepts and calls off; says nothing.
    if (n % 4 == 0)
      CHECK(season.muster("answer", "patrol " + first + " accept", "09:00").code == 0);
    if (n % 4 == 1)
      CHECK(season.muster("answer", "patrol " + first + " decline", "09:00").code == 0);
    if (n % 4 == 2) {
      CHECK(season.muster("answer", "patrol " + first + " accept", "09:00").code == 0);
      CHECK(season.muster("answer", "patrol " + first + " decline", "09:30").code == 0);
    }
    REQUIRE(season.muster("dispatch", "--once", "12:00").code == 0);
    const std::string asked = season.teams(State::offered);
    if (n % 4 == 0) {
      CHECK(season.teams(State::accepted) == first);
    } else {
      CHECK_FALSE(asked.empty());
      CHECK(asked != first);
      CHECK(season.muster("answer", "patrol " + asked + " accept", "13:00").code == 0);
    }
    const std::string comes = season.teams(State::accepted);
    season.at = day(5);
    REQUIRE(season.muster("attend", "patrol " + comes + " arrive", "15:50").code == 0);
    CHECK(season.muster("attend", "patrol " + comes + " leave", "16:00").code == 0);
  }
  // Each week's patrol has its own hours.
  const Finished hours = run("$MUSTER hours w", season.folder.path());
  std::size_t rows = 0;
  for (std::size_t at = hours.out.find("\"patrol\","); at != std::string::npos;
       at = hours.out.find("\"patrol\",", at + 1)) {
    ++rows;
  }
  INFO(hours.out);
  CHECK(rows == 24);
  CHECK(has(hours.out, "2026-06-06"));
  CHECK(has(hours.out, "2026-08-22"));
}

TEST_CASE("the dispatcher reads the workspace again when a plan of a changed one is published") {
  const TemporaryFolder folder;
  folder.write("w/workspace.yaml", week("2026-06-01", "2026-06-07"));
  const auto muster = [&](const std::string& rest) {
    const Finished done = run("$MUSTER " + rest, folder.path());
    INFO(done.err);
    CHECK(done.code == 0);
  };
  muster("run w --effort 50 --now 2026-06-01T02:30");
  const Finished whole = run(
      "$MUSTER dispatch w --no-answers --now 2026-06-01T08:00 2> log & pid=$!\n"
      "waited() { for i in $(seq 200); do grep -q \"$1\" $2 2>/dev/null && return 0; sleep 0.05; "
      "done; return 1; }\n"
      "waited patrol w/.muster/outbox.jsonl || exit 11\n"
      "printf '%s\\n' '  - {id: guide, grid: pier, priority: must, duration: 1h, window: {days: "
      "sun}, "
      "needs: [{people: 1, from: scouts}]}' >> w/workspace.yaml\n"
      "sed -i 's|^teams:|&\\n  - {id: scouts, name: New Scouts, base: pier, size: 1}|' "
      "w/workspace.yaml\n"
      "$MUSTER run w --effort 50 --now 2026-06-01T08:10 2> night || exit 12\n"
      "waited 'New Scouts' w/.muster/outbox.jsonl || exit 13\n"
      "$MUSTER answer w guide scouts accept --now 2026-06-01T08:20 || exit 14\n"
      "for team in guards choir cooks; do\n"
      "  $MUSTER answer w patrol $team decline --now 2026-06-01T08:20 && break\n"
      "done\n"
      "waited event=refilled log || exit 16\n"
      "kill -TERM $pid; wait $pid; echo \"ended $?\"\n"
      "cat log",
      folder.path());
  INFO(whole.out << whole.err);
  CHECK(whole.code == 0);
  CHECK(has(whole.out, "ended 0"));
  CHECK(has(whole.out, "event=workspace-changed"));
  CHECK(has(whole.out, "event=workspace-read"));
  CHECK(teams_of(folder.path() / "w", "guide", State::accepted, {0}) == "scouts");
}
