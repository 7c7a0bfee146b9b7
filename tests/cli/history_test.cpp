// muster history add, from the plan to the rules that count the past.
#include <catch2/catch.hpp>

#include <filesystem>

#include "cli/process.h"

using Catch::Matchers::Contains;
using muster::tests::read_text;
using muster::tests::run;
using muster::tests::TemporaryFolder;

namespace {

std::string zone(const std::string& from, const std::string& until) {
  return "zone:\n  id: z\n  timezone: Asia/Shanghai\n  horizon: {from: " + from +
         ", until: " + until +
         "}\n  grids: [{id: east}, {id: west}]\n"
         "teams: [{id: a, size: 1}, {id: b, size: 1}]\n"
         "rules: [{id: cover, kind: coverage, every: month, at-least: 1}]\n"
         "tasks:\n"
         "  - {id: talk-east, kind: talk, grid: east, duration: 1h, repeat: FREQ=WEEKLY,\n"
         "     window: {from: 08:00, to: 12:00}, needs: [{people: 1}]}\n";
}

}  // namespace

TEST_CASE("a plan that is added counts in the next horizon, and once") {
  const TemporaryFolder folder;
  folder.write("w/w.yaml", zone("2017-09-04", "2017-09-10"));
  REQUIRE(run("$MUSTER plan w -q -o plan.json", folder.path()).code == 0);
  const auto added = run("$MUSTER history add w plan.json", folder.path());
  CHECK(added.code == 0);
  CHECK(added.out == "plan.json: 1 turns added, 0 changed, 0 removed; 1 in all\n");
  const std::string once = read_text(folder.path() / "w/history.csv");
  CHECK_THAT(once, Contains("talk-east@2017-09-04,2017-09-04T"));
  CHECK_THAT(once, Contains(",60,talk-east,talk,,east,a,a#1,planned\n"));
  CHECK_THAT(run("$MUSTER history add w plan.json", folder.path()).out,
             Contains("0 turns added, 0 changed, 0 removed; 1 in all"));
  CHECK(read_text(folder.path() / "w/history.csv") == once);

  folder.write("w/w.yaml", zone("2017-09-12", "2017-09-17"));
  REQUIRE(run("$MUSTER plan w -q -o next.json", folder.path()).code == 0);
  const auto verified = run("$MUSTER verify w next.json --format json", folder.path());
  CHECK_THAT(verified.out, !Contains("east gets"));
  CHECK_THAT(verified.out, Contains("west gets 0 sessions in 2017-09"));
}

TEST_CASE("attendance is added to the history, and what is wrong in it changes nothing") {
  const TemporaryFolder folder;
  folder.write("w/w.yaml", zone("2017-09-04", "2017-09-10"));
  REQUIRE(run("$MUSTER plan w -q -o plan.json", folder.path()).code == 0);
  folder.write("came.csv", "session,team,head,status\ntalk-east@2017-09-04,a,a#1,absent\n");
  const auto both = run("$MUSTER history add w plan.json came.csv", folder.path());
  CHECK(both.code == 0);
  const std::string text = read_text(folder.path() / "w/history.csv");
  CHECK_THAT(text, Contains(",a,a#1,absent\n"));
  const auto checked = run("$MUSTER check w", folder.path());
  CHECK_THAT(checked.out, !Contains("history"));  // of the horizon itself nothing is past
  folder.write("w/w.yaml", zone("2017-09-05", "2017-09-10"));
  const auto later = run("$MUSTER check w", folder.path());
  CHECK_THAT(later.out, Contains("history 2017-09-04 on: 1 sessions, 1 turns\n"));
  CHECK_THAT(later.out, Contains("reliability  a 80.0%\n"));
  CHECK_THAT(run("$MUSTER --lang zh check w", folder.path()).out, Contains("到岗率  a 80.0%"));
  folder.write("w/w.yaml", zone("2017-09-04", "2017-09-10"));
  folder.write("bad.csv", "session,team,head,status\ntalk-east@2017-09-04,a,a#7,present\n");
  const auto bad = run("$MUSTER history add w bad.csv", folder.path());
  CHECK(bad.code == 2);
  CHECK_THAT(bad.err, Contains("bad.csv:2:24: error: nobody is called \"a#7\""));
  CHECK(read_text(folder.path() / "w/history.csv") == text);
  CHECK(run("$MUSTER history add w no.csv", folder.path()).code == 3);
  CHECK(run("$MUSTER history", folder.path()).code == 2);
  CHECK_THAT(run("$MUSTER --lang zh history add w came.csv", folder.path()).out, Contains("共 1"));
}
