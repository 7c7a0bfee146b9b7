// plan --base, recommend, diff and what-if, as a coordinator runs them.
#include <catch2/catch.hpp>

#include "cli/process.h"

using Catch::Matchers::Contains;
using muster::tests::Finished;
using muster::tests::read_text;
using muster::tests::run;
using muster::tests::TemporaryFolder;

namespace {

constexpr const char* kZone = R"(
zone:
  id: square
  name: 广场
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-06}
  grids: [{id: east, name: 东区}]
venues:
  - {id: hall, name: 礼堂, grid: east, rooms: 1}
teams:
  - {id: sweepers, name: 清扫队, base: east, size: 2}
  - {id: helpers, name: 帮帮团, base: east, size: 2}
tasks:
  - id: sweep
    name: 清扫
    grid: east
    repeat: FREQ=DAILY
    window: {from: 06:00, to: 07:00}
    duration: 1h
    needs: [{people: 2}]
)";

constexpr const char* kTalk = R"(
tasks:
  - {id: talk, name: 宣讲, venue: {}, window: {date: 2017-09-05, from: 06:00, to: 07:00}, duration: 1h, needs: [{people: 2}]}
)";

// The sweepers sweep on all three days.
constexpr const char* kPlan = R"({"format": 1, "zone": "square", "placements": [
  {"session": "sweep@2017-09-04", "start": "2017-09-04T06:00+08:00", "crews": [{"need": 0, "team": "sweepers", "heads": ["sweepers#1", "sweepers#2"]}]},
  {"session": "sweep@2017-09-05", "start": "2017-09-05T06:00+08:00", "crews": [{"need": 0, "team": "sweepers", "heads": ["sweepers#1", "sweepers#2"]}]},
  {"session": "sweep@2017-09-06", "start": "2017-09-06T06:00+08:00", "crews": [{"need": 0, "team": "sweepers", "heads": ["sweepers#1", "sweepers#2"]}]}]})";

void write_all(const TemporaryFolder& folder) {
  folder.write("w/zone.yaml", kZone);
  folder.write("talk.yaml", kTalk);
  folder.write("plan.json", kPlan);
}

}  // namespace

TEST_CASE("recommend lists places for a new task and for an old session, others untouched") {
  const TemporaryFolder folder;
  write_all(folder);
  const Finished fresh = run("$MUSTER recommend w plan.json --task talk.yaml", folder.path());
  INFO(fresh.err);
  CHECK(fresh.code == 0);
  CHECK_THAT(fresh.out, Contains("talk (宣讲): 1 places"));
  CHECK_THAT(fresh.out, Contains("帮帮团"));
  CHECK_THAT(fresh.out, Contains("normal +1"));
  const Finished none =
      run("$MUSTER recommend w plan.json --task talk.yaml --without helpers", folder.path());
  CHECK(none.code == 1);
  // The sweepers can come when somebody else sweeps on that day, but there is nobody else.
  const Finished moving = run(
      "$MUSTER --lang zh recommend w plan.json --task sweep@2017-09-05 --without sweepers --json",
      folder.path());
  CHECK(moving.code == 0);
  CHECK_THAT(moving.out, Contains(R"("team":"helpers")"));
  const Finished typo = run("$MUSTER recommend w plan.json --task sweep@2017-09-5", folder.path());
  CHECK(typo.code == 2);
  CHECK_THAT(typo.err, Contains("did you mean \"sweep@2017-09-05\"?"));
}

TEST_CASE("a plan made from another keeps what it can and says whom it disturbs") {
  const TemporaryFolder folder;
  write_all(folder);
  folder.write("w/talk.yaml", kTalk);
  const Finished kept = run("$MUSTER plan w --base plan.json -o new.json", folder.path());
  INFO(kept.err);
  CHECK(kept.code == 0);
  CHECK_THAT(kept.err, Contains("2 people disturbed; 1 sessions added, 0 removed, 0 moved"));
  const Finished diff = run("$MUSTER diff w plan.json new.json", folder.path());
  CHECK(diff.code == 0);
  CHECK_THAT(diff.out, Contains("+ talk"));
  CHECK_THAT(diff.out, Contains("帮帮团 #1: +talk"));
  CHECK(run("$MUSTER verify w new.json", folder.path()).code == 0);
  // Nobody may be disturbed: then the talk is left out.
  const Finished capped =
      run("$MUSTER plan w --base plan.json --max-disturbed 1 -o capped.json", folder.path());
  CHECK(capped.code == 0);
  CHECK_THAT(capped.err, Contains("0 people disturbed"));
  CHECK_THAT(capped.err, Contains("1 not"));
}

TEST_CASE("what is frozen stays, and a cap that can't be kept is refused") {
  const TemporaryFolder folder;
  write_all(folder);
  const Finished frozen =
      run("$MUSTER plan w --base plan.json --freeze 24h --now 2017-09-04T12:00 -o new.json",
          folder.path());
  INFO(frozen.err);
  CHECK(frozen.code == 0);
  CHECK_THAT(frozen.err, Contains("2 frozen"));
  CHECK_THAT(read_text(folder.path() / "new.json"), Contains("\"pinned\":true"));
  CHECK(run("$MUSTER plan w --base plan.json --freeze 24h --now noon", folder.path()).code == 2);
  // The sweepers lose one of their two.
  std::string smaller = kZone;
  const std::string team = "name: 清扫队, base: east, size: 2";
  smaller.replace(smaller.find(team), team.size(),
                  "name: 清扫队, base: east, size: 2, available: "
                  "[{days: tue, from: 00:00, to: 24:00}]");
  folder.write("w/zone.yaml", smaller);
  const Finished refused =
      run("$MUSTER plan w --base plan.json --max-disturbed 1 -o refused.json", folder.path());
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Contains("disturbs 2 people already"));
  const Finished rescued =
      run("$MUSTER plan w --base plan.json --max-disturbed 4 -o rescued.json", folder.path());
  CHECK(rescued.code == 0);
  CHECK_THAT(rescued.err, Contains("4 people disturbed"));
}

TEST_CASE("what-if tells what breaks, what is rescued and whom that disturbs") {
  const TemporaryFolder folder;
  write_all(folder);
  const Finished away = run("$MUSTER what-if w plan.json --without sweepers", folder.path());
  INFO(away.err);
  CHECK(away.code == 0);
  CHECK_THAT(away.out, Contains("3 sessions break: 3 rescued, 0 lost"));
  CHECK_THAT(away.out, Contains("2 people disturbed"));
  const Finished more =
      run("$MUSTER --lang zh what-if w plan.json --tasks talk.yaml --venue-closed "
          "hall --json",
          folder.path());
  CHECK(more.code == 0);
  CHECK_THAT(more.out, Contains(R"("broken":[])"));
  CHECK_THAT(more.out, Contains(R"("gained":[])"));
  CHECK(run("$MUSTER what-if w plan.json", folder.path()).code == 2);
}
