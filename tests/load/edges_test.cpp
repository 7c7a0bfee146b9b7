// The ends of the horizon, and inputs that are wrong in very many places.
#include <algorithm>

#include "base/limits.h"
#include "loading.h"

namespace muster::load {
namespace {

using namespace testing;

TEST_CASE("UNTIL in UTC ends on the zone's own day") {
  // 16:00Z on the 6th is 00:00 on the 7th in Shanghai: the last occurrence.
  const Workspace workspace =
      good(load_with("tasks: [{id: a, grid: lanjie, duration: 1h, needs: [{people: 1}], "
                     "repeat: FREQ=DAILY;UNTIL=20170906T160000Z}]\n"));
  CHECK(session_ids(workspace.problem) ==
        std::vector<std::string>{"a@2017-09-04", "a@2017-09-05", "a@2017-09-06", "a@2017-09-07"});
}

TEST_CASE("a night that begins on the last day can be staffed and hosted") {
  const Workspace workspace = good(load_with(R"(
venues:
  - {id: shelter, grid: lanjie}
  - {id: late, grid: lanjie, open: {from: 20:00, to: 06:00}}
  - {id: whole-days, grid: lanjie, open: {days: all}}
  - {id: closed, grid: lanjie, except: [{from: 2017-09-17, until: 2017-09-18}]}
teams:
  - {id: night, size: 2, available: {from: 22:00, to: 06:00}}
  - {id: any-time, size: 2}
  - {id: all-days, size: 2, available: {days: all}}
tasks:
  - {id: watch, grid: lanjie, duration: 8h, repeat: FREQ=DAILY, window: {from: 22:00, to: 06:00},
     needs: [{people: 6}]}
)"));
  const model::Problem& problem = workspace.problem;
  const auto last = model::SessionIndex(problem.sessions().size() - 1);
  const Interval night = problem.sessions()[last].windows[0];
  CHECK(night.until > problem.calendar().horizon().until);
  for (const model::Team& team : problem.teams()) {
    INFO(team.id);
    CHECK(team.available.contains(night));
  }
  for (const model::Venue& venue : problem.venues()) {
    INFO(venue.id);
    CHECK(venue.open.contains(night) == (venue.id != "closed"));
  }
}

TEST_CASE("a pack where there are none") {
  const std::string text = texts(load_with("use: [festival]\n"));
  CHECK(text.find("no rule pack \"festival\", nor any other") != std::string::npos);
  CHECK(text.find("rules/packs/festival.yaml") != std::string::npos);
  CHECK(text.find("one of: \n") == std::string::npos);
}

TEST_CASE("a facility of a venue requirement is not taken for one of a selector") {
  const std::string text = texts(load_with(
      "tasks: [{id: a, duration: 1h, venue: {facility: stage}, needs: [{people: 1}]}]\n"));
  CHECK(text.find("unknown key \"facility\"") != std::string::npos);
  CHECK(text.find("facilities") != std::string::npos);
}

TEST_CASE("a CSV that a spreadsheet saved with other separators") {
  for (const std::string separator : {";", "\t"}) {
    const std::string text = texts(read(
        {{"zone.yaml", kZone},
         {"tasks/a.csv", "\xef\xbb\xbfid" + separator + "duration\r\na" + separator + "1h\r\n"}}));
    INFO(text);
    CHECK(text.find("tasks/a.csv:1:1: error: the columns of this file") == 0);
    CHECK(text.find("csv-separator") == text.rfind("csv-separator"));
    CHECK(text.find("tasks/a.csv", 1) == std::string::npos);
  }
}

TEST_CASE("an unknown column is told once and the rest is read") {
  const Loaded loaded = read({{"zone.yaml", kZone},
                              {"teams.yaml", kTeams},
                              {"tasks/a.csv",
                               "id,duraton,duration,people\n"
                               "a,1h,1h,2\nb,1h,1h,2\nc,1h,x,2\n"}});
  const std::string text = texts(loaded);
  INFO(text);
  CHECK(loaded.diagnostics.errors() == 2);
  CHECK(text.find("tasks/a.csv:1:4: error: unknown column \"duraton\"") == 0);
  CHECK(text.find("try: \"duration\"") != std::string::npos);
  CHECK(text.find("tasks/a.csv:4:6: error: \"x\" is not a duration") != std::string::npos);
}

TEST_CASE("YAML that tabs indent") {
  const std::string text =
      texts(read({{"a.yaml", "zone:\n\tid: z\n\ttimezone: Asia/Shanghai\n\thorizon: {}\n"}}));
  CHECK(text.find("a.yaml:2:1: error: this line is indented by a tab") != std::string::npos);
}

// Without a bound on the search for near words this takes minutes.
TEST_CASE("twenty thousand tasks, each with words that nobody has") {
  constexpr int kTasks = 20'000;
  std::string tasks = "tasks:\n";
  for (int i = 0; i < kTasks; ++i) {
    const std::string n = std::to_string(i);
    tasks += "  - {id: t" + n + ", kind: k" + n +
             ", duration: 1h, start: 2017-09-05, venue: " + "{facilities: [f" + n + "], kind: v" +
             n + "}, needs: [{people: 1, skills: [tutorin" + n + "], from: {kind: g" + n + "}}]}\n";
  }
  const Loaded loaded = load_with(tasks);
  REQUIRE(loaded.workspace);
  CHECK(loaded.diagnostics.warnings() >= 4 * kTasks);
  CHECK(loaded.diagnostics.all().size() == limits::kDiagnostics);
  CHECK(texts(loaded).find("try: \"tutoring\"") != std::string::npos);
}

TEST_CASE("a hundred thousand levels and packs that there are not") {
  std::string text = "levels:\n";
  for (int i = 0; i < 100'000; ++i) text += "  - level-" + std::to_string(i) + "\n";
  text += "use:\n";
  for (int i = 0; i < 100'000; ++i) text += "  - pack-" + std::to_string(i) + "\n";
  const Loaded loaded = load_with(text);
  CHECK_FALSE(loaded.workspace);
  CHECK(loaded.diagnostics.errors() == 100'001);
}

}  // namespace
}  // namespace muster::load
