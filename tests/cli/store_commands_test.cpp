// Commands that look at what was published, or take something out of it: dead, backup, status.
#include <catch2/catch.hpp>

#include <filesystem>

#include "cli/process.h"

using Catch::Matchers::Contains;
using muster::tests::Finished;
using muster::tests::read_text;
using muster::tests::run;
using muster::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

// Both offers fail for good: nothing listens, and one attempt is all there is.
constexpr const char* kZone = R"(
zone: {id: z, timezone: Asia/Shanghai, horizon: {from: 2017-09-04, until: 2017-09-05}, grids: [{id: east}]}
teams:
  - {id: guards, size: 2, contact: {channel: sms, to: "1"}}
  - {id: sweepers, size: 2, contact: {channel: sms, to: "2"}}
tasks:
  - {id: patrol, grid: east, duration: 1h, window: {from: 2017-09-04T08:00, to: 2017-09-04T09:00}, needs: [{people: 2, from: {is: guards}}]}
  - {id: sweep, grid: east, duration: 1h, window: {from: 2017-09-04T08:00, to: 2017-09-04T09:00}, needs: [{people: 2, from: {is: sweepers}}]}
dispatch:
  attempts: 1
  channels: [{id: sms, kind: exec, program: ["false"]}]
)";

class Site {
 public:
  Site() { folder.write("w/zone.yaml", kZone); }
  void publish() const {
    REQUIRE(muster("plan w -q -o plan.json").code == 0);
    REQUIRE(muster("publish w plan.json --now 2017-09-01T08:00").code == 0);
  }
  Finished muster(const std::string& rest) const { return run("$MUSTER " + rest, folder.path()); }
  bool has(const std::string& name) const { return fs::exists(folder.path() / name); }
  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("a workspace that is not there is refused, and nothing is made") {
  const Site site;
  for (const std::string command :
       {"status nosuch", "dead list nosuch", "dead retry nosuch 17", "backup nosuch b.db"}) {
    INFO(command);
    const Finished done = site.muster(command);
    CHECK(done.code == 2);
    CHECK(done.err == "muster: there is no workspace nosuch\n");
    CHECK(site.muster("--lang zh " + command).err == "muster：没有工作区 nosuch\n");
  }
  CHECK_FALSE(site.has(".muster"));
  CHECK_FALSE(site.has("nosuch"));
  CHECK_FALSE(site.has("b.db"));
}

TEST_CASE("where nothing was published, commands say so and make no store") {
  const Site site;
  for (const auto& [command, code] : {std::pair{"status w", 0},
                                      {"status w --json", 0},
                                      {"dead list w", 0},
                                      {"hours w", 0},
                                      {"nudge w", 0},
                                      {"backup w b.db", 2},
                                      {"dead drop w 1", 2},
                                      {"answer w patrol guards accept", 2},
                                      {"attend w patrol guards leave", 2}}) {
    INFO(command);
    const Finished done = site.muster(command);
    CHECK(done.code == code);
    CHECK_THAT(done.err, Contains("muster: nothing was published from this workspace yet\n"));
  }
  CHECK_THAT(site.muster("--lang zh status w").err, Contains("还没有发布过计划"));
  CHECK_FALSE(site.has("w/.muster"));
  CHECK_FALSE(site.has("b.db"));
}

TEST_CASE("dead messages are listed, sent again and dropped, by ids that exist") {
  const Site site;
  site.publish();
  REQUIRE(site.muster("dispatch w --once --now 2017-09-01T08:00").code == 1);
  const Finished list = site.muster("dead list w");
  CHECK(list.code == 0);
  CHECK_THAT(list.out, Contains("     1  offer       guards"));
  CHECK_THAT(site.muster("--lang zh dead list w").out, Contains("派单"));
  CHECK_THAT(list.err, Contains("dead messages"));

  for (const std::string command : {"dead retry w 1 99", "dead drop w 99", "dead list w 99"}) {
    const Finished wrong = site.muster(command);
    CHECK(wrong.code == 2);
    CHECK_THAT(wrong.err, Contains("no dead message has the id 99: nothing was changed"));
  }
  CHECK_THAT(site.muster("--lang zh dead drop w 98 99").err, Contains("没有编号为 98, 99 的死信"));
  CHECK_THAT(site.muster("dead list w --json 1").out, Contains("\"id\":1,\"kind\":\"offer\""));

  const Finished again = site.muster("dead retry w 1");
  CHECK(again.code == 0);
  CHECK(again.err == "1 will be sent again\n");
  CHECK(site.muster("dead retry w 1").code == 2);
  CHECK_THAT(site.muster("status w --json").out, Contains("\"dead\":1,\"dropped\":0"));
  const Finished dropped = site.muster("dead drop w 2");
  CHECK(dropped.code == 0);
  CHECK(dropped.err == "1 dropped\n");
  CHECK_THAT(site.muster("status w --json").out, Contains("\"dropped\":1"));
}

TEST_CASE("status --watch tells again until its reader is gone, from before the first plan on") {
  const Site site;
  const Finished watched =
      run("timeout 60 $MUSTER status w --json --watch >seen 2>told & pid=$!\n"
          "until [ -s seen ] || ! kill -0 $pid; do sleep 0.05; done\n"
          "$MUSTER plan w -q -o plan.json && $MUSTER publish w plan.json --now 2017-09-01T08:00\n"
          "until grep -q '\"plan\":1' seen || ! kill -0 $pid; do sleep 0.05; done\n"
          "kill $pid; wait $pid; true",
          site.folder.path());
  CHECK(watched.code == 0);
  const std::string seen = read_text(site.folder.path() / "seen");
  CHECK_THAT(seen, Catch::Matchers::StartsWith("{\"plan\":0") && Contains("\n{\"plan\":1"));
  CHECK(read_text(site.folder.path() / "told") ==
        "muster: nothing was published from this workspace yet\n");
}

TEST_CASE("a backup is whole, its owner's, and written over nothing but a backup") {
  const Site site;
  site.publish();
  const Finished done = site.muster("backup w b.db");
  CHECK(done.code == 0);
  CHECK(done.out == "the store is copied to b.db\n");
  CHECK(fs::status(site.folder.path() / "b.db").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(site.muster("backup w b.db").code == 0);  // the next night's
  CHECK_FALSE(site.has("b.db.part"));
  CHECK_FALSE(site.has("b.db.lock"));

  site.folder.write("letter.txt", "dear all");
  for (const std::string target : {"letter.txt", "w/.muster/muster.db", "w", "w/.muster/ballast"}) {
    INFO(target);
    const Finished refused = site.muster("backup w " + target);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Contains("muster: " + target + " is there and is no backup"));
  }
  CHECK(read_text(site.folder.path() / "letter.txt") == "dear all");
  CHECK_THAT(site.muster("--lang zh backup w letter.txt").err, Contains("不是 muster 的备份"));

  const Finished nowhere = site.muster("backup w no/b.db");
  CHECK(nowhere.code == 3);
  CHECK(nowhere.err == "muster: can't write the backup no/b.db: No such file or directory\n");
  CHECK(site.muster("--lang zh backup w no/b.db").err ==
        "muster: 无法写入备份 no/b.db：没有这个文件或文件夹\n");

  REQUIRE(
      run("mkdir r && cp w/zone.yaml r && mkdir -m 700 r/.muster && cp b.db r/.muster/muster.db",
          site.folder.path())
          .code == 0);
  CHECK_THAT(site.muster("status r").out, Contains("published plan 1"));
}

TEST_CASE("dispatch --once says what failed and waits for the next run") {
  const Site site;
  std::string zone = kZone;
  zone.replace(zone.find("attempts: 1"), 11, "attempts: 9");
  site.folder.write("w/zone.yaml", zone);
  site.publish();
  const Finished done = site.muster("dispatch w --once --now 2017-09-01T08:00");
  CHECK(done.code == 1);
  CHECK_THAT(done.out, Contains(", 2 of them failed and are sent when it runs again\n"));
  CHECK_THAT(site.muster("--lang zh dispatch w --once --now 2017-09-01T08:00").out,
             Contains("其中 2 条上次失败"));
}

TEST_CASE("a rehearsal by a channel that is not there is refused before anything is sent") {
  const Site site;
  site.publish();
  const Finished done = site.muster("dispatch w --once --all-to smss");
  CHECK(done.code == 2);
  CHECK(done.err == "muster: no channel has the id \"smss\"; did you mean \"sms\"?\n");
  CHECK_THAT(site.muster("--lang zh dispatch w --once --all-to x").err,
             Contains("没有编号为“x”的通道"));
  CHECK(site.muster("dispatch w --once --all-to file --now 2017-09-01T08:00").code == 0);
}
