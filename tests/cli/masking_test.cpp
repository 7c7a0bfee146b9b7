// No phone number and no token in what the commands print, log or store.
#include <catch2/catch.hpp>

#include <filesystem>

#include "cli/process.h"

using Catch::Matchers::Contains;
using muster::tests::read_text;
using muster::tests::run;
using muster::tests::TemporaryFolder;

namespace {

constexpr const char* kZone = R"(
zone: {id: z, timezone: Asia/Shanghai, horizon: {from: 2017-09-04, until: 2017-09-05}, grids: [{id: east}]}
teams:
  - {id: phoned, size: 1, contact: {channel: sms, to: "13812345678"}}
  - {id: hooked, size: 1, contact: {channel: hook, to: "https://127.0.0.1:1/hook?access_token=s3cret"}}
  - {id: mailed, size: 1, contact: {channel: post, to: "secretary@example.com"}}
tasks:
  - {id: patrol, grid: east, duration: 1h, window: {from: 2017-09-04T08:00, to: 2017-09-04T09:00}, needs: [{people: 3}], priority: must}
dispatch:
  quiet: {from: 00:00, to: 00:00}
  channels:
    - {id: sms, kind: exec, program: [./refuse]}
    - {id: hook, kind: webhook, secret: {variable: HOOK_SECRET}}
    - {id: post, kind: mail, server: "smtp://127.0.0.1:1", from: muster@example.com, user: u, password: {variable: HOOK_SECRET}}
)";

void check_clean(const std::string& text) {
  CHECK_THAT(text, !Contains("13812345678"));
  CHECK_THAT(text, !Contains("s3cret"));
  CHECK_THAT(text, !Contains("secretary@"));
  CHECK_THAT(text, !Contains("/a/"));  // answer links
}

}  // namespace

TEST_CASE("phone numbers and tokens are masked in logs, states and errors") {
  const TemporaryFolder folder;
  folder.write("w/zone.yaml", kZone);
  folder.write("w/refuse", "#!/bin/sh\ncat >/dev/null\nexit 65\n");
  const auto muster = [&](const std::string& rest) {
    return run("$MUSTER " + rest, folder.path(), {{"HOOK_SECRET", "s3cret-of-hook"}});
  };
  REQUIRE(run("chmod +x w/refuse", folder.path()).code == 0);
  REQUIRE(muster("plan w -q -o plan.json").code == 0);
  REQUIRE(muster("publish w plan.json --now 2017-09-01T08:00").code == 0);
  const auto sent = muster("dispatch w --once --now 2017-09-01T08:00");
  CHECK(sent.code == 1);
  CHECK_THAT(sent.err, Contains("team=phoned to=138****5678 attempt=1 outcome=\"exit 65\""));
  CHECK_THAT(sent.err, Contains("to=https://127.0.0.1:1/*"));
  CHECK_THAT(sent.err, Contains("to=s***@example.com"));
  std::string all = sent.out + sent.err;
  for (const char* command :
       {"status w --now 2017-09-01T09:00", "status w --json", "dead list w", "dead list w --json",
        "run w --now 2017-09-01T09:00", "check w", "report w plan.json --to html -o -",
        "report w plan.json --to text", "hours w"}) {
    const auto said = muster(command);
    INFO(command);
    CHECK_THAT(said.out + said.err, !Contains("s3cret"));
    all += said.out + said.err;
  }
  check_clean(all);
  check_clean(read_text(folder.path() / "plan.json"));
  for (const auto& each : std::filesystem::directory_iterator(folder.path() / "w/.muster")) {
    INFO(each.path());
    if (each.is_regular_file()) check_clean(read_text(each.path()));
  }
}

TEST_CASE("an error beside a phone number or a token shows neither") {
  const TemporaryFolder folder;
  folder.write("w/zone.yaml",
               "zone: {id: z, timezone: Asia/Shanghai, horizon: {from: 2017-09-04, until: "
               "2017-09-05}}\nteams:\n"
               "  - {id: a, contact: {chanel: sms, to: \"13812345678\"}}\n"
               "  - {id: b, contact: {channel: sms, tu: \"https://x.cn/hook?key=s3cret\"}}\n"
               "  - {id: c, contact: 13812345678}\n"
               "  - {id: d, size: 13812345678}\n");
  for (const char* format : {"text", "json"}) {
    const auto said = run("$MUSTER check w --format " + std::string(format), folder.path());
    CHECK(said.code == 2);
    CHECK_THAT(said.out + said.err, Contains("chanel"));
    check_clean(said.out + said.err);
  }
  CHECK_THAT(run("$MUSTER check w", folder.path()).err, Contains("to: \"138****5678\""));
}
