// muster forget, from the store to the history, and what it says is left.
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
teams: [{id: guards, size: 2}]
people:
  - {id: p-01, name: 王小明, teams: [guards]}
  - {id: p-02, name: 李雷, teams: [guards]}
tasks:
  - {id: patrol, grid: east, duration: 1h, window: {from: 2017-09-04T08:00, to: 2017-09-04T09:00}, needs: [{people: 2}]}
)";

bool names_anywhere(const std::filesystem::path& folder, const std::string& name) {
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) {
    if (each.is_regular_file() && read_text(each.path()).find(name) != std::string::npos) {
      UNSCOPED_INFO(each.path());
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a person is forgotten in the store and the history; hours stay") {
  const TemporaryFolder folder;
  folder.write("w/zone.yaml", kZone);
  const auto muster = [&](const std::string& rest) {
    return run("$MUSTER " + rest, folder.path());
  };
  REQUIRE(muster("plan w -q -o plan.json").code == 0);
  REQUIRE(muster("publish w plan.json --now 2017-09-01T08:00").code == 0);
  REQUIRE(muster("dispatch w --once --now 2017-09-01T08:00").code == 0);

  const auto waiting = muster("forget w 王小明 --now 2017-09-02T08:00");
  CHECK(waiting.code == 2);
  CHECK_THAT(waiting.err, Contains("p-01 is still to go to patrol"));
  CHECK_THAT(muster("--lang zh forget w p-01 --now 2017-09-02T08:00").err,
             Contains("p-01 还要去 patrol"));

  REQUIRE(muster("attend w patrol guards leave --now 2017-09-04T09:00 --by 王小明").code == 0);
  REQUIRE(muster("hours w -o hours.csv --now 2017-09-05T08:00").code == 0);
  REQUIRE(muster("history add w hours.csv").code == 0);
  CHECK(names_anywhere(folder.path() / "w", "p-01"));

  const auto done = muster("forget w 王小明 --now 2017-09-05T08:00");
  CHECK(done.code == 0);
  CHECK_THAT(done.out, Contains("forgotten: 1 assignments, 2 services"));
  CHECK_THAT(done.out, Contains("1 turns of the history"));
  CHECK_THAT(done.err, Contains("the workspace's files still have p-01"));
  CHECK_THAT(done.err, Contains("outbox.jsonl has messages that name them"));

  // Once the coordinator has done their part, no file of the workspace names them.
  REQUIRE(run("sed -i /p-01/d w/zone.yaml && rm w/.muster/outbox.jsonl", folder.path()).code == 0);
  CHECK_FALSE(names_anywhere(folder.path() / "w", "王小明"));
  CHECK_FALSE(names_anywhere(folder.path() / "w", "p-01"));
  CHECK_THAT(read_text(folder.path() / "w/history.csv"), Contains(",guards,forgotten#1,present"));
  const auto again = muster("forget w p-01 --now 2017-09-05T08:00");
  CHECK(again.code == 2);
  CHECK_THAT(again.err, Contains("no person has the id \"p-01\""));
  const auto empty = muster("forget w p-02x --now 2017-09-05T08:00");
  CHECK(empty.code == 2);
  CHECK_THAT(empty.err, Contains("did you mean \"p-02\"?"));

  const auto hours = muster("hours w -o after.csv --now 2017-09-05T08:00");
  CHECK_THAT(hours.err, Contains("2 services, 2h00min"));
  CHECK_THAT(read_text(folder.path() / "after.csv"), Contains("\"forgotten#1\",\"\",\"present\""));
  CHECK(muster("attend w after.csv --verify --by league --now 2017-09-05T08:00").code == 0);
  CHECK_THAT(muster("history add w after.csv").out, Contains("0 turns added, 0 changed"));
}

TEST_CASE("a name that two people have is not guessed at") {
  const TemporaryFolder folder;
  std::string zone = kZone;
  zone.replace(zone.find("李雷"), std::string("李雷").size(), "王小明");
  folder.write("w/zone.yaml", zone);
  const auto two = run("$MUSTER forget w 王小明", folder.path());
  CHECK(two.code == 2);
  CHECK_THAT(two.err, Contains("say which: p-01, p-02"));
}
