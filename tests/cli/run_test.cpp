// muster run as cron runs it, again and again, and beside itself.
#include <catch2/catch.hpp>

#include "cli/process.h"

namespace {

using namespace muster::tests;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("run plans from what is published, without a terminal, a home or a folder of its own") {
  const TemporaryFolder folder;
  const std::string here = folder.path().string();
  REQUIRE(run("cp -r $SOURCE/examples/first street", folder.path()).code == 0);
  const auto night = [&](const std::string& now) {
    return run("cd / && env -i $MUSTER run " + here + "/street --now " + now + " </dev/null",
               folder.path());
  };
  const Finished first = night("2026-06-01T02:30");
  INFO(first.err);
  CHECK(first.code == 0);
  CHECK(has(first.out, "2026-06-01T02:30+01:00 publish: plan 1: 5 new"));
  const Finished again = night("2026-06-01T02:40");
  CHECK(again.code == 0);
  CHECK(has(again.out, "plan 1: 0 new, 5 kept"));

  const auto muster = [&](const std::string& rest) {
    return run("$MUSTER " + rest, folder.path()).code;
  };
  CHECK(muster("dispatch street --once --now 2026-06-01T08:00") == 0);
  CHECK(muster("answer street lunch@2026-06-07 bakers accept --now 2026-06-01T09:00") == 0);
  CHECK(muster("answer street set-up scouts decline --now 2026-06-01T09:00") == 0);
  // Who accepted stays; who declined is not counted on, and nobody else can put up the tables.
  const Finished after = night("2026-06-02T02:30");
  CHECK(after.code == 1);
  CHECK(has(after.out, "answers: 2"));
  CHECK(has(after.out, "must -1"));
  const Finished status = run("$MUSTER status street --json", folder.path());
  CHECK(has(status.out, "\"accepted\":1"));
}

TEST_CASE("two runs at once: the second says who is at work and exits 3") {
  const TemporaryFolder folder;
  REQUIRE(run("cp -r $SOURCE/examples/first street", folder.path()).code == 0);
  REQUIRE(run("$MUSTER run street --now 2026-06-01T02:30", folder.path()).code == 0);
  const Finished second =
      run("flock street/.muster/run.lock $MUSTER run street --now 2026-06-01T02:30", folder.path());
  CHECK(second.code == 3);
  CHECK(has(second.err, "another run is at work for this workspace: process "));
}

TEST_CASE("run says what is wrong with a workspace, and changes nothing then") {
  const TemporaryFolder folder;
  REQUIRE(run("cp -r $SOURCE/examples/first street", folder.path()).code == 0);
  REQUIRE(run("sed -i 's/duration: 3h/duraton: 3h/' street/workspace.yaml", folder.path()).code ==
          0);
  const Finished bad = run("$MUSTER run street", folder.path());
  CHECK(bad.code == 2);
  CHECK(has(bad.err, "duraton"));
  CHECK(run("test -e street/.muster", folder.path()).code != 0);
}
