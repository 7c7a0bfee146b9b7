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
  CHECK(
      has(first.err, "at=2026-06-01T02:30:00.000+01:00 level=info event=published plan=1 new=5 "));
  CHECK(has(first.err, "event=ended exit=0\n"));
  CHECK(first.out.empty());
  const Finished again = night("2026-06-01T02:40");
  CHECK(again.code == 0);
  CHECK(has(again.err, "plan=1 new=0 kept=5"));

  const auto muster = [&](const std::string& rest) {
    return run("$MUSTER " + rest, folder.path()).code;
  };
  CHECK(muster("dispatch street --once --now 2026-06-01T08:00") == 0);
  CHECK(muster("answer street lunch@2026-06-07 bakers accept --now 2026-06-01T09:00") == 0);
  CHECK(muster("answer street set-up scouts decline --now 2026-06-01T09:00") == 0);
  // Who accepted stays; who declined is not counted on, and nobody else can put up the tables.
  const Finished after = night("2026-06-02T02:30");
  CHECK(after.code == 1);
  CHECK(has(after.err, "event=answers-taken answers=2\n"));
  CHECK(has(after.err, "must -1"));
  const Finished status = run("$MUSTER status street --json", folder.path());
  CHECK(has(status.out, "\"accepted\":1"));
}

TEST_CASE("the log keeps no address, token or secret, and no more than was asked for") {
  const TemporaryFolder folder;
  REQUIRE(run("cp -r $SOURCE/examples/first street", folder.path()).code == 0);
  REQUIRE(run("sed -i 's|id: scouts, |&contact: {channel: hook, to: "
              "\"http://u:p@127.0.0.1:1/hook?access_token=s3cret\"}, |; "
              "s|id: bakers, |&contact: {channel: sms, to: \"13812345678\"}, |' "
              "street/workspace.yaml && printf '%s\\n' 'dispatch:' '  channels:' "
              "'    - {id: hook, kind: webhook, private-addresses: true}' "
              "'    - {id: sms, kind: exec, program: [/bin/false, \"13812345678\"]}' "
              "'  api: {link: \"https://muster.example\"}' "
              ">> street/workspace.yaml",
              folder.path())
              .code == 0);
  REQUIRE(run("$MUSTER run street --now 2026-06-01T08:00", folder.path()).code == 0);
  const auto dispatch = [&](const std::string& level) {
    return run("rm -rf at && cp -r street at && $MUSTER dispatch at --once --log-level " + level +
                   " --now 2026-06-01T08:00",
               folder.path());
  };
  const Finished all = dispatch("debug");
  INFO(all.err);
  CHECK(has(all.err, "at=2026-06-01T08:00:0"));
  CHECK(has(all.err, "level=info event=started zone=riverside fence=1"));
  CHECK(has(all.err, "level=warning event=failed message="));
  CHECK(has(all.err, "level=info event=ended delivered="));
  for (const char* secret : {"s3cret", "hook?", "u:p", "13812345678"}) {
    CHECK_FALSE(has(all.err, secret));
  }
  const Finished some = dispatch("warning");
  CHECK_FALSE(has(some.err, "level=info"));
  CHECK(has(some.err, "event=failed"));
  CHECK(dispatch("off").err.empty());
  CHECK(dispatch("loud").code == 2);
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

TEST_CASE("the pace of a program is that of all it sends to") {
  const TemporaryFolder folder;
  std::string text =
      "zone: {id: quay, timezone: UTC, horizon: {from: 2026-06-06, until: 2026-06-06}, grids: "
      "[{id: pier}]}\ndispatch:\n  channels: [{id: sms, kind: exec, program: [/bin/true], "
      "per-minute: 3}]\nteams:\n";
  for (int i = 0; i < 8; ++i) {
    text += "  - {id: t" + std::to_string(i) +
            ", base: pier, size: 1, contact: {channel: sms, to: \"" +
            std::to_string(13800000000 + i) + "\"}}\n";
  }
  text +=
      "tasks: [{id: all, grid: pier, duration: 1h, window: {from: 10:00, to: 11:00}, needs: "
      "[{people: 8}]}]\n";
  folder.write("w/workspace.yaml", text);
  REQUIRE(run("$MUSTER run w --effort 20 --now 2026-06-01T08:00", folder.path()).code == 0);
  const Finished sent = run("$MUSTER dispatch w --once --now 2026-06-01T08:00", folder.path());
  INFO(sent.out << sent.err);
  CHECK(has(sent.out, "3 delivered"));
  CHECK(has(sent.out, "8 wait"));  // five offers, and a nudge for each that was sent
}
