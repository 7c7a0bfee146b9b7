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
  horizon: {from: 2017-09-04, until: 2017-09-10}
  lines: [{id: youth, name: 共青团}]
  grids: [{id: east, name: 东区, at: [28.9, 120.0]}]
)";

constexpr const char* kTeams = R"(
teams:
  - {id: sweepers, name: 清扫队, lines: [youth], base: east, size: 3}
)";

constexpr const char* kTasks = R"(
tasks:
  - id: sweep
    name: 清扫
    grid: east
    priority: must
    repeat: FREQ=DAILY
    window: {from: 06:00, to: 09:00}
    duration: 1h
    needs: [{people: 2}]
)";

// Two must sessions at one time for three people, two needed by each.
constexpr const char* kTooMuch = R"(
tasks:
  - {id: a, name: a, grid: east, priority: must, window: {date: 2017-09-04, from: 06:00, to: 07:00}, duration: 1h, needs: [{people: 2}]}
  - {id: b, name: b, grid: east, priority: must, window: {date: 2017-09-04, from: 06:00, to: 07:00}, duration: 1h, needs: [{people: 2}]}
)";

std::string small_workspace(const TemporaryFolder& folder, const char* tasks = kTasks) {
  folder.write("w/zone.yaml", kZone);
  folder.write("w/teams.yaml", kTeams);
  folder.write("w/tasks.yaml", tasks);
  return "w";
}

}  // namespace

TEST_CASE("check sums a right workspace up and exits 0") {
  const TemporaryFolder folder;
  small_workspace(folder);
  const Finished done = run("$MUSTER check w", folder.path());
  CHECK(done.code == 0);
  CHECK_THAT(done.out, Contains("sessions 7"));
  CHECK_THAT(done.out, Contains("0 errors"));
}

TEST_CASE("check shows a typo with its place and exits 2, in both languages and as JSON") {
  const TemporaryFolder folder;
  small_workspace(folder);
  folder.write("w/more.yaml", "teams:\n  - {id: late, name: late, sise: 3}\n");
  const Finished text = run("$MUSTER check w", folder.path());
  CHECK(text.code == 2);
  CHECK_THAT(text.err, Contains("more.yaml:2:"));
  CHECK_THAT(text.err, Contains("sise"));
  CHECK_THAT(text.err, Contains("size"));
  const Finished chinese = run("$MUSTER check w", folder.path(), {{"LANG", "zh_CN.UTF-8"}});
  CHECK_THAT(chinese.err, Contains("错误"));
  const Finished json = run("$MUSTER check --format json w", folder.path());
  CHECK(json.code == 2);
  CHECK_THAT(json.out, Contains("\"line\":2"));
}

TEST_CASE("plan, verify and report go together") {
  const TemporaryFolder folder;
  small_workspace(folder);
  const Finished planned = run("$MUSTER plan w", folder.path());
  INFO(planned.err);
  REQUIRE(planned.code == 0);
  CHECK_THAT(planned.err, Contains("7 served"));
  CHECK(planned.out.empty());
  const Finished verified = run("$MUSTER verify w plan.json", folder.path());
  CHECK(verified.code == 0);
  CHECK_THAT(verified.out, Contains("nothing is broken"));
  const Finished text = run("$MUSTER report w plan.json", folder.path());
  CHECK(text.code == 0);
  CHECK_THAT(text.out, Contains("清扫队"));
  CHECK(run("$MUSTER report w plan.json --to html -o page.html", folder.path()).code == 0);
  CHECK_THAT(read_text(folder.path() / "page.html"), Contains("<html"));
  CHECK(run("$MUSTER report w plan.json --to csv -o out && ls out/*.csv", folder.path()).code == 0);
  CHECK(run("$MUSTER report w plan.json --to ics -o out && ls out/*.ics", folder.path()).code == 0);
}

TEST_CASE("a must session that is left out gives exit code 1 and its reason") {
  const TemporaryFolder folder;
  small_workspace(folder, kTooMuch);
  const Finished planned = run("$MUSTER plan w -o -", folder.path());
  INFO(planned.err);
  CHECK(planned.code == 1);
  CHECK_THAT(planned.out, Contains("\"unserved\""));
  CHECK_THAT(planned.err, Contains("must b: ") || Contains("must a: "));
}

TEST_CASE("a hand-made plan that breaks a law is listed and gives exit code 2") {
  const TemporaryFolder folder;
  small_workspace(folder, kTooMuch);
  folder.write("hand.json", R"({"format": 1, "zone": "square", "placements": [
    {"session": "a", "start": "2017-09-04T06:00+08:00", "crews": [{"need": 0, "team": "sweepers", "heads": ["sweepers#1", "sweepers#2"]}]},
    {"session": "b", "start": "2017-09-04T06:00+08:00", "crews": [{"need": 0, "team": "sweepers", "heads": ["sweepers#2", "sweepers#3"]}]}]})");
  const Finished verified = run("$MUSTER verify w hand.json", folder.path());
  INFO(verified.err);
  CHECK(verified.code == 2);
  CHECK_THAT(verified.out, Contains("清扫队 #2"));
  CHECK_THAT(verified.out, Contains("[one-place: a, b]"));
  CHECK_THAT(run("$MUSTER verify --format json w hand.json", folder.path()).out,
             Contains("\"one-place\""));
}

TEST_CASE("a score in the file that is not the recount is warned of where it stands") {
  const TemporaryFolder folder;
  small_workspace(folder);
  REQUIRE(run("$MUSTER plan -q w", folder.path()).code == 0);
  CHECK(run("$MUSTER verify w plan.json", folder.path()).err.empty());
  std::string plan = read_text(folder.path() / "plan.json");
  const std::size_t at = plan.find("\"normal\":0");
  REQUIRE(at != std::string::npos);
  folder.write("plan.json", plan.replace(at, 10, "\"normal\":-3"));
  const Finished verified = run("$MUSTER verify w plan.json", folder.path());
  CHECK(verified.code == 0);
  CHECK_THAT(verified.err,
             Contains("plan.json:6:") && Contains("[other-score]") &&
                 Contains("\"normal\" is -3; counted from this workspace's rules it is 0"));
}

TEST_CASE("the same effort and seed give the same bytes on any number of threads") {
  const TemporaryFolder folder;
  const std::string plan = "$MUSTER plan $SOURCE/examples/flood-night -q --effort 300 --seed 7 -o ";
  run(plan + "1.json --threads 1", folder.path());
  run(plan + "2.json --threads 2", folder.path());
  run(plan + "3.json --threads 1", folder.path());
  const std::string first = read_text(folder.path() / "1.json");
  REQUIRE_FALSE(first.empty());
  CHECK(first == read_text(folder.path() / "2.json"));
  CHECK(first == read_text(folder.path() / "3.json"));
}

TEST_CASE("Ctrl-C ends the search with the best plan so far, written whole") {
  const TemporaryFolder folder;
  small_workspace(folder);
  // The search would go on for an hour; the interrupt comes while it runs, or before it starts.
  const Finished done =
      run("$MUSTER plan w --time 1h & pid=$!\n"
          "sleep 1; kill -INT $pid; wait $pid",
          folder.path());
  INFO(done.err);
  CHECK(done.code == 0);
  CHECK(run("$MUSTER verify w plan.json", folder.path()).code == 0);
}

TEST_CASE("a terminated search keeps its plan too") {
  const TemporaryFolder folder;
  small_workspace(folder);
  const Finished done =
      run("$MUSTER plan w --time 1h & pid=$!\nsleep 1; kill -TERM $pid; wait $pid", folder.path());
  CHECK(done.code == 0);
  CHECK(run("$MUSTER verify w plan.json", folder.path()).code == 0);
}

TEST_CASE("an output that can't be written gives exit code 3 and leaves the old file") {
  const TemporaryFolder folder;
  small_workspace(folder);
  CHECK(run("$MUSTER plan w -o - >/dev/full", folder.path()).code == 3);
  CHECK(run("$MUSTER plan w -o no/such/folder/plan.json", folder.path()).code == 3);
  CHECK(run("$MUSTER rules >/dev/full", folder.path()).code == 3);
}

TEST_CASE("what is not there gives exit code 3, what is not understood 2") {
  const TemporaryFolder folder;
  CHECK(run("$MUSTER check nowhere", folder.path()).code == 3);
  CHECK(run("$MUSTER plam w", folder.path()).code == 2);
  CHECK(run("$MUSTER plan", folder.path()).code == 2);
  small_workspace(folder);
  CHECK(run("$MUSTER plan w --time soon", folder.path()).code == 2);
  folder.write("broken.json", "{\"format\": 1,\n  \"placements\": [}");
  const Finished broken = run("$MUSTER verify w broken.json", folder.path());
  CHECK(broken.code == 2);
  CHECK_THAT(broken.err, Contains("broken.json:2:"));
}

TEST_CASE("under cron it is silent about progress") {
  const TemporaryFolder folder;
  small_workspace(folder);
  const Finished done = run("$MUSTER plan -q w", folder.path());
  CHECK(done.code == 0);
  CHECK(done.err.empty());
  CHECK(done.out.empty());
}

TEST_CASE("rules lists every kind and explains each, in both languages") {
  const TemporaryFolder folder;
  const Finished list = run("$MUSTER rules", folder.path());
  for (const std::string kind :
       {"travel",     "working-time",     "rest",         "fair-share", "home-first",
        "coverage",   "continuity",       "mix-of-lines", "preference", "activation",
        "quota",      "venue-preference", "blackout",     "earliness",  "no-clash",
        "separation", "spread",           "same-venue",   "budget",     "rotation",
        "turnover",   "stability",        "proximity",    "buddy",      "standby"}) {
    CHECK_THAT(list.out, Contains(kind));
    const Finished page = run("$MUSTER rules " + kind, folder.path());
    CHECK(page.code == 0);
    CHECK_THAT(page.out, Contains("kind: " + kind));
    CHECK_THAT(run("$MUSTER --lang zh rules " + kind, folder.path()).out, Contains("参数"));
  }
  const Finished typo = run("$MUSTER rules covrage", folder.path());
  CHECK(typo.code == 2);
  CHECK_THAT(typo.err, Contains("coverage"));
}

TEST_CASE("help speaks the reader's language") {
  const TemporaryFolder folder;
  CHECK_THAT(run("$MUSTER --help", folder.path()).out, Contains("Exit codes"));
  CHECK_THAT(run("$MUSTER --help", folder.path(), {{"LANG", "zh_CN.UTF-8"}}).out,
             Contains("退出码"));
  for (const std::string command : {"check", "plan", "verify", "report", "rules"}) {
    CHECK(run("$MUSTER " + command + " --help", folder.path()).code == 0);
  }
}

TEST_CASE("an installed muster serves a program of one's own") {
  const TemporaryFolder folder;
  const Finished built =
      run("cmake --install " MUSTER_BUILD_DIR
          " --prefix $PWD/prefix >install.log 2>&1 &&\n"
          "cmake -G Ninja -S $SOURCE/examples/embed -B embed -DCMAKE_PREFIX_PATH=$PWD/prefix "
          "  -DCMAKE_CXX_FLAGS=\"" MUSTER_CXX_FLAGS
          "\" >configure.log 2>&1 &&\n"
          "cmake --build embed >build.log 2>&1 || { cat *.log; exit 9; }\n"
          "embed/embed && prefix/bin/muster check $SOURCE/examples/first",
          folder.path());
  INFO(built.out);
  CHECK(built.code == 0);
  CHECK_THAT(built.out, Contains("Sweepers"));
}
