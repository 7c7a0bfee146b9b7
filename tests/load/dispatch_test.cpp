// The dispatch section: what it may say, and what is wrong with it.
#include "load/dispatch_policy.h"

#include <catch2/catch.hpp>

#include "loading.h"

namespace muster::load {
namespace {

using testing::good;
using testing::load_with;
using testing::texts;

TEST_CASE("a workspace without a dispatch section has the usual policy") {
  const DispatchPolicy policy = good(load_with("")).dispatch;
  CHECK(policy.answers[0].within == Duration{120});
  CHECK(policy.answers[0].breaks_quiet);
  CHECK_FALSE(policy.answers[2].breaks_quiet);
  CHECK(policy.channels.empty());
}

TEST_CASE("the dispatch section is read") {
  const DispatchPolicy policy = good(load_with(R"(
dispatch:
  answers:
    must: {nudge: 20min, within: 45min, breaks-quiet: true}
    low: {within: 3d}
  quiet: {from: 21:30, to: 06:45}
  reminders: [1d, 90min]
  keep: 30d
  attempts: 7
  disturb: 0
  coordinator: {channel: hook, to: "${GUARD_URL}"}
  channels:
    - {id: hook, kind: webhook, secrets: [{variable: NEW}, {file: old.key}], at-once: 8}
    - {id: sms, kind: exec, program: [./send, --now], environment: [SMS_KEY], per-minute: 30}
    - {id: post, kind: mail, server: "smtp://mail.example:587", from: a@b.example, user: u, password: {variable: P}}
  api: {listen: "0.0.0.0:80", link: "https://muster.example",
        secrets: [{variable: ROBOT}, {file: robot.key}]}
)"))
                                    .dispatch;
  CHECK(policy.answers[0].nudge == Duration{20});
  CHECK(policy.answers[0].within == Duration{45});
  CHECK(policy.answers[3].within == Duration{3 * 1440});
  REQUIRE(policy.quiet.size() == 1);
  CHECK(policy.quiet[0].from == 21 * 60 + 30);
  CHECK(policy.quiet[0].until == 6 * 60 + 45);
  CHECK(policy.quiet[0].of("anyone"));
  CHECK(policy.reminders == std::vector{Duration{1440}, Duration{90}});
  CHECK(policy.keep == Duration{30 * 1440});
  CHECK(policy.attempts == 7);
  CHECK(policy.disturb == 0);
  REQUIRE(policy.coordinator);
  CHECK(policy.coordinator->to == "https://guard.example/?key=s3cret");
  REQUIRE(policy.channels.size() == 3);
  CHECK(policy.channels[0].kind == ChannelPolicy::Kind::webhook);
  CHECK(policy.channels[0].secrets.at(1).file == "old.key");
  CHECK(policy.robots.at(0).variable == "ROBOT");
  CHECK(policy.robots.at(1).file == "robot.key");
  CHECK(policy.channels[0].at_once == 8);
  CHECK(policy.channels[1].program == std::vector<std::string>{"./send", "--now"});
  CHECK(policy.channels[1].environment == std::vector<std::string>{"SMS_KEY"});
  CHECK(policy.channels[1].per_minute == 30);
  CHECK(policy.channels[2].password.variable == "P");
  CHECK(policy.listen == "0.0.0.0:80");
  CHECK(policy.link == "https://muster.example");
}

TEST_CASE("an address to listen at is one, or is told where it is none") {
  const auto listens = [](const std::string& at) {
    return load_with("dispatch: {api: {listen: \"" + at + "\"}}\n");
  };
  for (const std::string at : {"127.0.0.1:8471", "localhost:8471", "[::1]:8471", "0.0.0.0:0"}) {
    CHECK(good(listens(at)).dispatch.listen == at);
  }
  for (const std::string at : {"18471", "127.0.0.1:99999", "127.0.0.1:", ":8471", "::1:8471",
                               "[::1:8471", "example.org:80", "127.0.0.1:80x", "[127.0.0.1]:80"}) {
    const std::string text = texts(listens(at));
    INFO(text);
    CHECK(text.find("main.yaml:1:26: error: \"" + at + "\" is no address to listen at") !=
          std::string::npos);
    CHECK(text.find("write it like 127.0.0.1:8471, [::1]:8471 or localhost:8471") !=
          std::string::npos);
  }
}

TEST_CASE("links begin with an address, without a slash at its end, that phones can open") {
  CHECK(good(load_with("dispatch: {api: {link: \"https://m.example/x/\"}}\n")).dispatch.link ==
        "https://m.example/x");
  CHECK(texts(load_with("dispatch: {api: {link: m.example}}\n"))
            .find("links can't begin with \"m.example\" [link]") != std::string::npos);
  const auto warned = [](const std::string& api) {
    const std::string text =
        texts(load_with("dispatch:\n  channels:\n    - {id: sms, kind: exec, program: a}\n"
                        "    - {id: hook, kind: webhook}\n    - {id: hook-2, kind: webhook}\n" +
                        api));
    return text.find("main.yaml:4:12: warning: messages by the channel \"hook\" carry links") !=
           std::string::npos;
  };
  CHECK(warned(""));
  CHECK(warned("  api: {listen: \"0.0.0.0:80\"}\n"));
  CHECK_FALSE(warned("  api: {listen: \"192.168.1.5:80\"}\n"));
  CHECK_FALSE(warned("  api: {link: \"https://m.example\"}\n"));
}

TEST_CASE("quiet hours are everyone's or some teams'") {
  const DispatchPolicy policy = good(load_with(R"(
dispatch:
  quiet:
    - {from: 22:00, to: 07:00}
    - {from: 12:00, to: 14:00, teams: {kind: service}}
    - {from: 18:00, to: 22:00, teams: guard}
)"))
                                    .dispatch;
  REQUIRE(policy.quiet.size() == 3);
  CHECK_FALSE(policy.quiet[0].teams);
  CHECK(policy.quiet[1].teams == std::vector<std::string>{"wives"});
  CHECK(policy.quiet[2].teams == std::vector<std::string>{"guard"});
}

TEST_CASE("robots keep to the rates that their makers document") {
  const DispatchPolicy policy = good(load_with(R"(
dispatch:
  channels:
    - {id: a, kind: dingtalk, secret: {variable: A}}
    - {id: b, kind: wecom}
    - {id: c, kind: feishu}
    - {id: d, kind: wecom, per-minute: 5, at-once: 2}
    - {id: e, kind: webhook}
    - {id: f, kind: exec, program: a}
)"))
                                    .dispatch;
  const auto pace = [&](std::size_t i) {
    return std::pair(policy.channels.at(i).per_minute, policy.channels.at(i).at_once);
  };
  CHECK(pace(0) == std::pair(20, 1));
  CHECK(pace(1) == std::pair(20, 1));
  CHECK(pace(2) == std::pair(100, 1));
  CHECK(pace(3) == std::pair(5, 2));
  CHECK(pace(4) == std::pair(0, 4));
  CHECK(pace(5) == std::pair(0, 8));
  CHECK(policy.channels[5].by_one_gateway());
  CHECK_FALSE(policy.channels[4].by_one_gateway());
}

TEST_CASE("what is wrong with a dispatch section is said with its place") {
  const auto said = [](const std::string& section) { return texts(load_with(section)); };
  const auto has = [](const std::string& text, std::string_view part) {
    INFO(text);
    CHECK(text.find(part) != std::string::npos);
  };
  has(said("dispatch: {atempts: 3}\n"), "main.yaml:1:12");
  has(said("dispatch:\n  answers: {must: {nudge: 2h, within: 1h}}\n"), "nudge-too-late");
  has(said("dispatch: {keep: 2h}\n"), "keep-too-short");
  has(said("dispatch:\n  quiet: {from: late, to: 07:00}\n"), "quiet-clock");
  has(said("dispatch:\n  quiet: [{from: 22:00, to: 07:00, teams: gaurd}]\n"), "guard");
  const std::string day = said(
      "dispatch:\n  quiet:\n    - {from: 22:00, to: 07:00}\n"
      "    - {from: 07:00, to: 22:00, teams: guard}\n");
  has(day, "main.yaml:4:7");
  has(day, "always-quiet");
  // Each team has some time, if not the same.
  good(
      load_with("dispatch:\n  quiet:\n    - {from: 00:00, to: 12:00, teams: wives}\n"
                "    - {from: 12:00, to: 24:00, teams: guard}\n"));
  has(said("dispatch:\n  channels: [{id: a, kind: file}]\n"), "needs `path`");
  has(said("dispatch:\n  channels: [{id: a, kind: pigeon}]\n"), "pigeon");
  has(said("dispatch:\n  channels: [{id: a, kind: file, path: x}, {id: a, kind: file, path: y}]\n"),
      "\"a\"");
  has(said("dispatch:\n  channels: [{id: a, kind: webhook, secret: {variable: A, file: b}}]\n"),
      "one-secret");
  has(said("dispatch: {attempts: 3}\ndispatch: {attempts: 4}\n"), "dispatch");
  has(said("dispatch: []\n"), "dispatch");
}

}  // namespace
}  // namespace muster::load
