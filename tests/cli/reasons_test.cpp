// The commands that give reasons, run as a user does.
#include <sstream>

#include <catch2/catch.hpp>

#include "cli/process.h"

using Catch::Matchers::Contains;
using muster::tests::Finished;
using muster::tests::read_text;
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

TEST_CASE("explain tells what is in a session's way, and what a placement costs") {
  const Planned planned;
  const Finished all = planned.muster("explain w.yaml plan.json");
  CHECK(all.code == 0);
  CHECK_THAT(all.out, Contains("合唱 (sing, normal) is not served"));
  CHECK_THAT(all.out, Contains("大扫除 (must) at 2017-09-04 08:00-10:00 takes 清扫队, 文化礼堂"));
  const Finished one = planned.muster("explain w.yaml plan.json sing");
  CHECK_THAT(one.out, Contains("candidates for need 1 (team × venue × start): 2"));
  CHECK_THAT(one.out, Contains("all rooms are taken: clean 1"));
  const Finished chinese = planned.muster("explain w.yaml plan.json sing", "zh_CN.UTF-8");
  CHECK_THAT(chinese.out, Contains("场地已满：clean 1"));
  const Finished json = planned.muster("explain w.yaml plan.json sing --json");
  CHECK_THAT(json.out, Contains(R"("code":"venues-full","candidates":1)"));
  CHECK_THAT(json.out, Contains(R"("code":"other-session")"));
  const Finished served = planned.muster("explain w.yaml plan.json clean");
  CHECK_THAT(served.out, Contains("must +1, care -3"));
  CHECK_THAT(served.out, Contains("the next best"));
}

TEST_CASE("the page links each unserved session to its account") {
  const Planned planned;
  REQUIRE(planned.muster("report w.yaml plan.json --to html").code == 0);
  const std::string page = read_text(planned.folder.path() / "report.html");
  CHECK_THAT(page, Contains("<a href=\"#why-1\">"));
  CHECK_THAT(page, Contains("id=\"why-1\""));
  CHECK_THAT(page, Contains("all rooms are taken: clean 1"));
}

TEST_CASE("explain tells what teams, venues and rules do, and knows no others") {
  const Planned planned;
  CHECK_THAT(planned.muster("explain w.yaml plan.json sweepers").out,
             Contains("1 sessions, 4.0 head hours"));
  CHECK_THAT(planned.muster("explain w.yaml plan.json singers").out, Contains("not served"));
  CHECK_THAT(planned.muster("explain w.yaml plan.json hall").out,
             Contains("2.0 of 4.0 room hours"));
  const Finished rule = planned.muster("explain w.yaml plan.json not-the-hall");
  CHECK_THAT(rule.out, Contains("礼堂要留给合唱"));
  CHECK_THAT(rule.out, Contains("1 matches about 1 sessions, cost 3"));
  for (const char* what : {"sweepers", "hall", "not-the-hall", "clean"}) {
    const Finished json = planned.muster(std::string("explain w.yaml plan.json --json ") + what);
    CHECK(json.code == 0);
    CHECK_THAT(json.out, Contains("{\"about\":\""));
  }
  const Finished typo = planned.muster("explain w.yaml plan.json hal");
  CHECK(typo.code == 2);
  CHECK_THAT(typo.err, Contains("did you mean \"hall\"?"));
}

TEST_CASE("both READMEs list every code of a reason that the sources know") {
  const Finished codes =
      run("cd \"$SOURCE/engine/plan\" && { sed -n '/code_of(Sieve/,/^}/p' funnel.cpp;"
          " cat part_words.cpp change_words.cpp reasons*.cpp; } |"
          " grep -oE '(return|say\\(|make_reason\\(|Obstacle::[a-z]+,) *\"[a-z]+(-[a-z]+)*\"' |"
          " grep -oE '\"[a-z-]+\"' | tr -d '\"' | sort -u",
          ".");
  REQUIRE(codes.out.size() > 100);
  std::istringstream words(codes.out);
  for (const char* name : {"README.md", "README.zh-CN.md"}) {
    const std::string readme = read_text(std::string(MUSTER_SOURCE_DIR "/") + name);
    words.clear();
    words.seekg(0);
    for (std::string code; words >> code;) {
      INFO(name << " " << code);
      CHECK(readme.find("| `" + code + "` |") != std::string::npos);
    }
  }
}

TEST_CASE("why-not says what another team, venue or start would break or cost") {
  const Planned planned;
  const Finished team = planned.muster("why-not w.yaml plan.json sing --team sweepers");
  CHECK(team.code == 0);
  CHECK_THAT(team.out, Contains("1  it does not ask for the team"));
  const Finished full =
      planned.muster("why-not w.yaml plan.json sing --team singers --venue hall --start 08:00");
  CHECK_THAT(full.out, Contains("1  all rooms are taken: clean 1"));
  const Finished late = planned.muster("why-not w.yaml plan.json clean --start 2017-09-04T09:00");
  CHECK_THAT(late.out, Contains("its windows do not allow that start"));
  const Finished same = planned.muster("why-not w.yaml plan.json clean --team sweepers");
  CHECK_THAT(same.out, Contains("no difference"));
  const Finished json = planned.muster("why-not w.yaml plan.json sing --team singers --json");
  CHECK_THAT(json.out, Contains(R"("possible":false)"));
  CHECK_THAT(json.out, Contains(R"("code":"venues-full")"));
  CHECK(planned.muster("why-not w.yaml plan.json sing --team singer").code == 2);
  CHECK(planned.muster("why-not w.yaml plan.json sing --start noon").code == 2);
}

TEST_CASE("relax proposes changes that let a session in, and what they do to the plan") {
  const Planned planned;
  const Finished text = planned.muster("relax w.yaml plan.json sing");
  CHECK(text.code == 0);
  CHECK_THAT(text.out, Contains("合唱 may also take place at 2017-09-04 10:00-12:00"));
  CHECK_THAT(text.out, Contains("文化礼堂 has one more room"));
  CHECK_THAT(text.out, Contains("the plan: normal +1, staffing +1; 0 people get other duties"));
  const Finished one = planned.muster("relax w.yaml plan.json sing --top 1 --json");
  CHECK_THAT(one.out, Contains(R"("code":"window-longer")"));
  CHECK_THAT(one.out, !Contains("room-added"));
  const Finished chinese = planned.muster("relax w.yaml plan.json sing", "zh_CN.UTF-8");
  CHECK_THAT(chinese.out, Contains("文化礼堂 增加一间房"));
  const Finished served = planned.muster("relax w.yaml plan.json clean");
  CHECK(served.code == 2);
  CHECK_THAT(served.err, Contains("is served"));
}
