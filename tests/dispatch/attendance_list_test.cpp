// Attendance in bulk: recorded whole or not at all, verified by somebody else, and read back.
#include "dispatch/attendance_list.h"

#include <catch2/catch.hpp>

#include "dispatch/attendance.h"
#include "dispatch/offers.h"
#include "dispatch/service_hours.h"
#include "folder.h"
#include "load/readers.h"
#include "load/workspace.h"

using namespace muster;
using namespace muster::dispatch;
using namespace muster::testing;
using store::Service;
using store::State;

namespace {

// Session "a" on 1970-01-01 from 10:00 to 11:00 and "b" a day later, two guards each; accepted.
struct Desk {
  Desk() : workspace(load_zone()), store(store::make_memory()) {
    publish(*store, "one", {wanted("a", "guards", 10, 2, 2), wanted("b", "guards", 34, 2, 2)},
            at_hour(1));
    for (const char* session : {"a", "b"}) {
      offer(*store, session, "guards", at_hour(2));
      REQUIRE(answer(*store, session, "guards", true, at_hour(3)) == Heard::taken);
    }
  }

  static load::Workspace load_zone() {
    const Folder folder;
    folder.write("zone.yaml",
                 "zone: {id: z, timezone: UTC, horizon: {from: 1970-01-01, until: 1970-02-01}}\n"
                 "teams: [{id: guards, size: 3}, {id: cooks, size: 1}]\n");
    auto read = load::load_workspace(folder.path, {});
    REQUIRE(read.ok());
    REQUIRE(read.value().workspace);
    return std::move(*read.value().workspace);
  }

  // What is wrong with the list, by code; empty: recorded, or verified by `verifier`.
  std::string say(const std::string& rows, Instant now = at_hour(100),
                  const std::string& verifier = "") {
    const std::string text = "session,team,head,status,arrived,left,minutes,rating\n" + rows;
    Diagnostics findings;
    const auto list = load::read_attendance(text, 0, findings);
    REQUIRE_FALSE(findings.any_error());
    within(*store, [&](store::Transaction& t) {
      count = verifier.empty() ? record_list(t, list, workspace.problem, "desk", now, findings)
                               : confirm_list(t, list, workspace.problem, verifier, now, findings);
    });
    std::string codes;
    for (const Diagnostic& each : findings.all()) {
      codes += (codes.empty() ? "" : " ") + std::string(each.text->code);
    }
    return codes;
  }
  std::vector<Service> services() {
    std::vector<Service> out;
    within(*store, [&](store::Transaction& rows) { out = rows.services(); });
    return out;
  }
  State state(const std::string& session) { return latest(*store, session, "guards").state; }

  load::Workspace workspace;
  std::unique_ptr<store::Store> store;
  ListCount count;
};

Instant at_minute(std::int64_t hour, std::int64_t minute) {
  return at_hour(hour) + std::chrono::minutes(minute);
}

}  // namespace

TEST_CASE("a list says who came, when, and how it was") {
  Desk desk;
  CHECK(desk.say("a,guards,guards#1,present,1970-01-01T09:50,1970-01-01T11:20,90,5\n"
                 "a,guards,guards#2,present,,,,\n"
                 "b,guards,guards#1,late,,,20,\n"
                 "b,guards,guards#2,absent,,,,\n")
            .empty());
  CHECK(desk.count.noted == 4);
  const auto all = desk.services();
  REQUIRE(all.size() == 4);
  CHECK(all[0] == Service{"a", "guards", "guards#1", at_minute(10, 0), at_minute(9, 50),
                          at_minute(11, 20), 5, false, false, "desk", ""});
  CHECK(all[1].arrived == at_hour(10));
  CHECK(all[1].left == at_hour(11));
  CHECK(all[2].arrived == at_minute(34, 40));
  CHECK(all[2].left == at_hour(35));
  CHECK(all[3].absent);
  CHECK(desk.state("a") == State::rated);
  CHECK(desk.state("b") == State::done);
}

TEST_CASE("the same list again changes nothing; another puts right what was wrong") {
  Desk desk;
  const std::string list = "a,guards,guards#1,present,1970-01-01T09:50,,,\n";
  CHECK(desk.say(list).empty());
  CHECK(desk.say(list, at_hour(100), "league").empty());
  CHECK(desk.say(list).empty());
  CHECK(desk.count.known == 1);
  CHECK(desk.services()[0].verifier == "league");
  CHECK(desk.say("a,guards,guards#1,present,,,60,\n").empty());
  CHECK(desk.count.noted == 1);
  CHECK(desk.services()[0].left == at_minute(10, 50));
  CHECK(desk.services()[0].verifier.empty());
  CHECK(desk.say("a,guards,guards#1,absent,,,,\na,guards,guards#2,planned,,,,\n").empty());
  CHECK(desk.services().size() == 1);
  CHECK(desk.services()[0].absent);
}

TEST_CASE("another of the team may have come instead") {
  Desk desk;
  CHECK(desk.say("a,guards,guards#1,present,,,,\na,guards,guards#2,absent,,,,\n"
                 "a,guards,guards#3,present,,,60,4\n")
            .empty());
  CHECK(desk.state("a") == State::rated);
  CHECK(desk.services().at(2).head == "guards#3");
  CHECK(desk.say("a,guards,guards#3,present,,,60,\n", at_hour(100), "league").empty());
}

TEST_CASE("during the session a list says who is there, and no more") {
  Desk desk;
  CHECK(desk.say("a,guards,guards#1,present,,,,\n", at_minute(10, 30)).empty());
  CHECK(desk.services()[0].left.ms == 0);
  CHECK(desk.state("a") == State::arrived);
  CHECK(desk.say("a,guards,guards#1,present,,,,\n", at_hour(100), "league") ==
        "recorded-otherwise");  // not while it lasts
}

TEST_CASE("one wrong row, and nothing of the list is recorded") {
  Desk desk;
  const std::string good = "a,guards,guards#1,present,,,,\n";
  const auto refused = [&](const std::string& row, const std::string& code,
                           Instant now = at_hour(100)) {
    INFO(row);
    CHECK(desk.say(good + row + "\n", now) == code);
    CHECK(desk.services().empty());
    CHECK(desk.state("a") == State::accepted);
  };
  refused("c,guards,guards#1,present,,,,", "no-session");
  refused("a,scouts,guards#2,present,,,,", "no-service");
  refused("a,guards,guards#4,present,,,,", "not-to-go");
  refused("a,guards,cooks#1,present,,,,", "not-to-go");
  refused("a,guards,guards#1,present,,,,", "twice-in-list");
  refused("a,guards,guards#2,present,1970-01-01T11:00,1970-01-01T10:00,,", "left-first");
  refused("a,guards,guards#2,present,1970-01-01T10:00,1970-01-01T11:00,30,", "other-minutes");
  refused("a,guards,guards#2,present,1970-01-11T10:00,,,", "in-future");
  refused("a,guards,guards#2,present,1970-01-03T10:00,1970-01-03T11:00,,", "other-day");
  refused("a,guards,guards#2,present,1969-12-31T09:00,,,", "other-day");
  refused("a,guards,guards#2,absent,,,30,", "absent-came");
  refused("a,guards,guards#2,absent,,,,4", "absent-came");
  refused("a,guards,guards#2,late,,,,", "how-late");
  refused("b,guards,guards#2,present,,,,", "in-future", at_hour(12));
  refused("b,guards,guards#2,absent,,,,", "in-future too-early", Instant{at_hour(10).ms - 1});
}

TEST_CASE("hours are verified by somebody else, as they are recorded or not at all") {
  Desk desk;
  const std::string list =
      "a,guards,guards#1,present,1970-01-01T10:00,1970-01-01T11:00,60,5\n"
      "a,guards,guards#2,absent,,,0,\n";
  CHECK(desk.say(list, at_hour(100), "league") == "not-recorded not-recorded");
  CHECK(desk.say(list).empty());
  CHECK(desk.say(list, at_hour(100), "desk") == "own-record own-record");
  for (const char* other : {"present,1970-01-01T10:01,,,", "present,,1970-01-01T10:59,,",
                            "present,,,59,", "present,,,,4", "absent,,,,"}) {
    INFO(other);
    CHECK(desk.say("a,guards,guards#2,absent,,,,\na,guards,guards#1," + std::string(other) + "\n",
                   at_hour(100), "league") == "recorded-otherwise");
    for (const Service& each : desk.services()) CHECK(each.verifier.empty());
  }
  CHECK(desk.say(list, at_hour(100), "league").empty());
  CHECK(desk.count.noted == 2);
  CHECK(desk.say(list, at_hour(100), "league").empty());
  CHECK(desk.count.known == 2);
  for (const Service& each : desk.services()) CHECK(each.verifier == "league");
}

TEST_CASE("hours are read back as a list that records itself, by day") {
  Desk desk;
  CHECK(desk.say("a,guards,guards#1,late,1970-01-01T10:11,,,\n"
                 "a,guards,guards#2,present,1970-01-01T10:10,,,3\n"
                 "b,guards,guards#1,absent,,,,\n")
            .empty());
  desk.say("a,guards,guards#1,late,,,,\n", at_hour(100), "league");
  std::vector<load::AttendanceRow> all, first;
  within(*desk.store, [&](store::Transaction& rows) {
    all = service_hours(rows, desk.workspace.problem, {}, {});
    const auto day = parse_date("1970-01-01");
    first = service_hours(rows, desk.workspace.problem, day, day);
    CHECK(service_hours(rows, desk.workspace.problem, parse_date("1970-01-03"), {}).empty());
  });
  CHECK(first.size() == 2);
  const std::string text = load::attendance_csv(all);
  CHECK(text ==
        "\xef\xbb\xbf\"session\",\"start\",\"team\",\"head\",\"name\",\"status\",\"arrived\","
        "\"left\",\"minutes\",\"rating\",\"recorder\",\"verifier\",\"closed\"\r\n"
        "\"a\",\"1970-01-01T10:00\",\"guards\",\"guards#1\",\"\",\"late\",\"1970-01-01T10:11\","
        "\"1970-01-01T11:00\",\"49\",\"\",\"desk\",\"league\",\"\"\r\n"
        "\"a\",\"1970-01-01T10:00\",\"guards\",\"guards#2\",\"\",\"present\",\"1970-01-01T10:10\","
        "\"1970-01-01T11:00\",\"50\",\"3\",\"desk\",\"\",\"\"\r\n"
        "\"b\",\"1970-01-02T10:00\",\"guards\",\"guards#1\",\"\",\"absent\",\"\",\"\",\"0\",\"\","
        "\"desk\",\"\",\"\"\r\n");
  Diagnostics findings;
  std::string copy = text;
  REQUIRE(load::check_text(copy, 0, findings));
  const auto list = load::read_attendance(copy, 0, findings);
  CHECK_FALSE(findings.any_error());
  within(*desk.store, [&](store::Transaction& rows) {
    const auto count =
        record_list(rows, list, desk.workspace.problem, "else", at_hour(100), findings);
    CHECK(count.known == 3);
    CHECK(count.noted == 0);
  });
}
