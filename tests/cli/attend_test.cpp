// Attendance lists and service hours, from the command line to the history.
#include <catch2/catch.hpp>

#include "cli/process.h"

using Catch::Matchers::Contains;
using muster::tests::Finished;
using muster::tests::read_text;
using muster::tests::run;
using muster::tests::TemporaryFolder;

namespace {

// A street party that was planned, offered, and is over.
class Party {
 public:
  Party() {
    REQUIRE(run("cp -r $SOURCE/examples/first w", folder.path()).code == 0);
    REQUIRE(run("$MUSTER plan w -q --effort 200 -o plan.json && "
                "$MUSTER publish w plan.json --now 2026-06-01T08:00 && "
                "$MUSTER dispatch w --once --now 2026-06-01T08:00",
                folder.path())
                .code == 0);
  }
  Finished muster(const std::string& rest) const {
    return run("$MUSTER " + rest + " --now 2026-06-08T09:00", folder.path());
  }
  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("a list is recorded, exported, verified, and goes into the history") {
  const Party party;
  party.folder.write("came.csv",
                     "session,team,person,status,minutes\n"
                     "lunch@2026-06-07,bakers,bakers#1,present,170\n"
                     "lunch@2026-06-07,bakers,bakers#2,absent,\n"
                     "lunch@2026-06-07,bakers,bakers#3,present,\n");
  const Finished recorded = party.muster("attend w came.csv --by desk");
  CHECK(recorded.code == 0);
  CHECK(recorded.out == "came.csv: 3 recorded, 0 as they were\n");
  CHECK(party.muster("--lang zh attend w came.csv").out == "came.csv：登记 0 人次，未变 3\n");
  const Finished hours = party.muster("hours w -o hours.csv");
  CHECK(hours.code == 0);
  CHECK(hours.err == "3 services, 5h50min; 3 not verified, 0 closed by the clock, 0 left late\n");
  CHECK(party.muster("attend w hours.csv --verify --by league").out ==
        "hours.csv: 3 verified, 0 verified before\n");
  CHECK_THAT(party.muster("hours w --from 2026-06-07 --to 2026-06-07").out,
             Contains("\"desk\",\"league\",\"\"\r\n"));
  CHECK(party.muster("--lang zh hours w --to 2026-06-06 -o none.csv").err ==
        "0 人次，0 小时 00 分；未核实 0，到点自动签退 0，签退过晚 0\n");
  for (const char* list : {"came.csv", "hours.csv"}) {
    const Finished added =
        run("$MUSTER history add w plan.json " + std::string(list), party.folder.path());
    INFO(added.err);
    CHECK(added.code == 0);
  }
  const std::string history = read_text(party.folder.path() / "w/history.csv");
  CHECK_THAT(history, Contains("lunch@2026-06-07,2026-06-07T10:00,170,lunch,,,street,bakers,"
                               "bakers#1,present\n"));
  CHECK_THAT(history, Contains(",0,lunch,,,street,bakers,bakers#2,absent\n"));
}

TEST_CASE("what is wrong in a list is shown at its place, and nothing of it is kept") {
  const Party party;
  party.folder.write("came.csv",
                     "session,team,head,status,left,rating\n"
                     "lunch@2026-06-07,bakers,bakers#1,present,,5\n"
                     "lunch@2026-06-7,bakers,bakers#2,present,,\n"
                     "lunch@2026-06-07,bakers,bakers#3,present,2026-06-17T10:00,\n");
  const Finished bad = party.muster("attend w came.csv");
  CHECK(bad.code == 2);
  CHECK(bad.out.empty());
  CHECK(bad.err ==
        "came.csv:3:1: error: no team was asked to \"lunch@2026-06-7\" [no-session]\n"
        "   3 | lunch@2026-06-7,bakers,bakers#2,present,,\n"
        "     | ^~~~~~~~~~~~~~~\n"
        "  try: lunch@2026-06-07\n"
        "came.csv:4:42: error: 2026-06-17T10:00 is still to come [in-future]\n"
        "   4 | lunch@2026-06-07,bakers,bakers#3,present,2026-06-17T10:00,\n"
        "     |                                          ^~~~~~~~~~~~~~~~\n"
        "  try: record it then\n");
  CHECK_THAT(party.muster("--lang zh attend w came.csv").err, Contains("没有队伍被派往"));
  CHECK(party.muster("hours w -o h.csv").err ==
        "0 services, 0h00min; 0 not verified, 0 closed by the clock, 0 left late\n");
  party.folder.write("came.csv", "session,team,head,status,rating\na,b,c,gone,6\n");
  const Finished worse = party.muster("attend w came.csv");
  CHECK(worse.code == 2);
  CHECK_THAT(worse.err, Contains("came.csv:2:7: error: \"gone\" is not possible here"));
  CHECK_THAT(worse.err, Contains("came.csv:2:12: error: 6 is not between 1 and 5"));
}

TEST_CASE("who forgot to check out is closed at the planned end, and shown") {
  const Party party;
  CHECK(run("$MUSTER attend w lunch@2026-06-07 bakers arrive --now 2026-06-07T10:00",
            party.folder.path())
            .code == 0);
  const Finished hours = party.muster("hours w");
  CHECK_THAT(hours.err, Contains("3 closed by the clock"));
  CHECK_THAT(hours.out, Contains("\"2026-06-07T10:00\",\"2026-06-07T13:00\",\"180\",\"\","
                                 "\"coordinator\",\"\",\"clock\"\r\n"));
}

TEST_CASE("attend and hours say what they can't read") {
  const Party party;
  CHECK(party.muster("attend w none.csv").code == 3);
  CHECK(party.muster("attend w lunch@2026-06-07 bakers").code == 2);
  CHECK(party.muster("attend w lunch@2026-06-07 bakers arrive --verify").code == 2);
  CHECK(party.muster("hours w --from yesterday").code == 2);
  CHECK(party.muster("hours w -o none/h.csv").code == 3);
}

TEST_CASE("who checks out long after the planned end is flagged for whoever verifies") {
  const Party party;
  REQUIRE(run("$MUSTER attend w lunch@2026-06-07 bakers leave --now 2026-06-07T21:30",
              party.folder.path())
              .code == 0);
  REQUIRE(run("$MUSTER attend w lunch@2026-06-06 bakers leave --now 2026-06-06T13:40",
              party.folder.path())
              .code == 0);
  const Finished hours = party.muster("hours w --from 2026-06-07");
  CHECK_THAT(hours.out, Contains("2026-06-07T21:30") && Contains(",\"late\""));
  CHECK_THAT(hours.err, Contains("0 closed by the clock, 3 left late"));
  CHECK_THAT(party.muster("hours w --to 2026-06-06").err, Contains("0 left late"));
}
