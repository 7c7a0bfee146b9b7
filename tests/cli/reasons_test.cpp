// The commands that give reasons, run as a user does.
#include <catch2/catch.hpp>

#include "cli/process.h"

using Catch::Matchers::Contains;
using muster::tests::Finished;
using muster::tests::run;
using muster::tests::TemporaryFolder;

namespace {

// One hall with one room for two must sessions at one time, and a lecture nobody can give.
constexpr const char* kTight = R"(
zone:
  id: square
  name: 广场
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-10}
  lines: [{id: youth, name: 共青团}]
  grids: [{id: east, name: 东区, at: [28.9, 120.0]}]
venues:
  - {id: hall, name: 文化礼堂, grid: east, open: [{days: mon-sun, from: 08:00, to: 12:00}]}
teams:
  - {id: sweepers, name: 清扫队, lines: [youth], base: east, size: 3, skills: {first-aid: 1}}
  - {id: singers, name: 歌咏队, lines: [youth], base: east, size: 3}
tasks:
  - {id: clean, name: 大扫除, priority: must, window: {date: 2017-09-04, from: 08:00, to: 10:00}, duration: 2h, venue: {is: hall}, needs: [{people: 2, from: {is: sweepers}}]}
  - {id: sing, name: 合唱, window: {date: 2017-09-04, from: 08:00, to: 10:00}, duration: 2h, venue: {is: hall}, needs: [{people: {min: 2, want: 3, max: 3}, from: {is: singers}}]}
rules:
  - {id: not-the-hall, kind: preference, tasks: {is: clean}, venues: {is: hall}, mode: avoid, level: care, weight: 3, why: 礼堂要留给合唱}
)";

struct Planned {
  Planned() {
    folder.write("w.yaml", kTight);
    REQUIRE(run("$MUSTER plan w.yaml --quiet", folder.path()).code == 0);
  }
  Finished muster(const std::string& words, const char* language = "C") const {
    return run("$MUSTER " + words, folder.path(), {{"LANG", language}});
  }
  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("score lists what each level, rule and match costs") {
  const Planned planned;
  const Finished text = planned.muster("score w.yaml plan.json");
  CHECK(text.code == 0);
  CHECK_THAT(text.out, Contains("not-the-hall (preference): 礼堂要留给合唱"));
  CHECK_THAT(text.out, Contains("合唱 is not served"));
  const Finished json = planned.muster("score w.yaml plan.json --json");
  CHECK_THAT(json.out, Contains(R"("level":"care","score":-3)"));
  const Finished chinese = planned.muster("score w.yaml plan.json --most 0", "zh_CN.UTF-8");
  CHECK_THAT(chinese.out, Contains("另有 1 处"));
}
