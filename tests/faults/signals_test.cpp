// Signals: those that end the dispatcher, and one that whoever started it ignored.
#include <signal.h>

#include <fstream>

#include <catch2/catch.hpp>

#include "faults/field.h"
#include "folder.h"

namespace muster::testing {
namespace {

bool says(const Muster& program, const std::string& what) {
  return program.said().find(what) != std::string::npos;
}

TEST_CASE("a first signal waits for what is under way, a second ends the dispatcher at once") {
  const Folder folder;
  const auto zone = folder.path / "zone", log = folder.path / "log";
  Receiver receiver(Receiver::Mood::silent);
  const std::vector<std::string> urls{receiver.url()};
  write_zone(zone, urls, 1);
  make_plan(folder.path / "plan.json", urls, 1, 9);
  const std::string plan = (folder.path / "plan.json").string();
  REQUIRE(muster(log, {"publish", zone.string(), plan, "--now", kNow}).code == 0);
  Muster program(log, {"dispatch", zone.string(), "--no-answers", "--now", kNow});
  wait_until([&] { return receiver.requests().size() == 1; }, "the offer");
  program.send(SIGTERM);
  wait_until([&] { return says(program, "event=stopping under-way=1"); }, "the first signal");
  CHECK(program.runs());
  program.send(SIGTERM);
  CHECK(program.wait() == -SIGTERM);
  CHECK_FALSE(says(program, "event=ended"));
}

TEST_CASE("what a program said is known, where who started the dispatcher ignores SIGCHLD") {
  const Folder folder;
  const auto zone = folder.path / "zone", log = folder.path / "log";
  write_zone(zone, {"http://127.0.0.1:1/"}, 1);
  make_plan(folder.path / "plan.json", {"http://127.0.0.1:1/"}, 1, 9);
  const std::string plan = (folder.path / "plan.json").string();
  REQUIRE(muster(log, {"publish", zone.string(), plan, "--now", kNow}).code == 0);
  // The same teams, by a program that refuses.
  std::string text = folder.read("zone/zone.yaml");
  text.replace(text.find("kind: webhook, private-addresses: true"), 38,
               "kind: exec, program: [/bin/sh, -c, \"exit 64\"]");
  std::ofstream(zone / "zone.yaml") << text;
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  Muster program(log, {"dispatch", zone.string(), "--once", "--now", kNow});
  ::signal(SIGCHLD, before);
  CHECK(program.wait() == 1);
  INFO(program.said());
  CHECK(says(program, "event=dead"));
  CHECK(says(program, "outcome=\"exit 64\""));
}

}  // namespace
}  // namespace muster::testing
