// What a log may keep, and how it is written.
#include "base/log.h"

#include <vector>

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("one event is one line that reads back, whatever its values are") {
  CHECK(log_line("delivered", {{"message", 12}, {"team", "guards"}, {"took-ms", 7u}}) ==
        "event=delivered message=12 team=guards took-ms=7");
  CHECK(log_line("failed", {{"outcome", "connect: timed out"}, {"why", ""}}) ==
        "event=failed outcome=\"connect: timed out\" why=\"\"");
  CHECK(log_line("failed", {{"outcome", "a=\"b\"\\\r\nevent=forged"}}) ==
        "event=failed outcome=\"a=\\\"b\\\"\\\\ \\nevent=forged\"");
  CHECK(log_line("dead", {{"outcome", "550 no somebody@example.com, call 13812345678"}}) ==
        "event=dead outcome=\"550 no s*******@example.com, call 138****5678\"");
  CHECK(log_line("refilled", {{"session", "巡河"}}) == "event=refilled session=巡河");
}

TEST_CASE("a log without a sink says nothing, one with a sink gets every line once") {
  Log()(LogLevel::error, "dead", {});
  std::vector<std::string> lines;
  const Log log([&](LogLevel level, const std::string& line) {
    lines.push_back(std::to_string(static_cast<int>(level)) + ' ' + line);
  });
  log(LogLevel::warning, "failed", {{"team", "a"}});
  CHECK(lines == std::vector<std::string>{"2 event=failed team=a"});
}
