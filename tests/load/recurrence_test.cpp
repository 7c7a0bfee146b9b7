#include "load/recurrence.h"

#include <catch2/catch.hpp>
#include <thread>

#include "base/limits.h"

namespace muster::load {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using Trouble = Occurrences::Trouble;

local_days date(const std::string& text) { return *parse_date(text); }

Occurrences expand(const std::string& rule, const std::string& start, int hour,
                   const std::string& first, const std::string& last,
                   std::vector<local_days> except = {}) {
  return expand_recurrence(rule, {date(start), hour * 60}, except, date(first), date(last),
                           limits::kOccurrencesPerTask);
}

// "1997-09-02 1997-09-03", with "T08:30" where the time differs from `usual`.
std::string text(const Occurrences& found, int usual = 9 * 60) {
  REQUIRE(found.trouble == Trouble::none);
  std::string out;
  for (const LocalTime& t : found.starts) {
    if (!out.empty()) out += ' ';
    out += iso_date(t.day);
    if (t.minute == usual) continue;
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    out += "T" + two(t.minute / 60) + ":" + two(t.minute % 60);
  }
  return out;
}

// The examples of RFC 5545 §3.8.5.3: all start at 09:00 in New York.
struct Example {
  const char *rule, *start, *first, *last, *expected;
};

TEST_CASE("the RFC's examples") {
  const Example e = GENERATE(
      Example{"FREQ=DAILY;COUNT=10", "1997-09-02", "1997-09-01", "1997-12-31",
              "1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07 1997-09-08 "
              "1997-09-09 1997-09-10 1997-09-11"},
      Example{"FREQ=DAILY;UNTIL=19971224T000000Z", "1997-09-02", "1997-12-21", "1998-01-31",
              "1997-12-21 1997-12-22 1997-12-23"},
      Example{"FREQ=DAILY;INTERVAL=2", "1997-09-02", "1997-11-23", "1997-12-03",
              "1997-11-23 1997-11-25 1997-11-27 1997-11-29 1997-12-01 1997-12-03"},
      Example{"FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "1997-09-01", "1998-12-31",
              "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12"},
      Example{"FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
              "1998-01-01", "2000-01-29", "2000-12-31", "2000-01-29 2000-01-30 2000-01-31"},
      Example{"FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01", "1998-01-30",
              "1999-01-02", "1998-01-30 1998-01-31 1999-01-01 1999-01-02"},
      Example{"FREQ=WEEKLY;COUNT=10", "1997-09-02", "1997-10-01", "1998-12-31",
              "1997-10-07 1997-10-14 1997-10-21 1997-10-28 1997-11-04"},
      Example{"FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02", "1997-12-20", "1998-02-20",
              "1997-12-23 1998-01-06 1998-01-20 1998-02-03 1998-02-17"},
      Example{"FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997-09-02", "1997-09-01", "1998-01-01",
              "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 "
              "1997-09-25 1997-09-30 1997-10-02"},
      Example{"FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01",
              "1997-12-01", "1998-01-10", "1997-12-08 1997-12-10 1997-12-12 1997-12-22"},
      Example{"FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02", "1997-09-01",
              "1998-01-01",
              "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 "
              "1997-10-16"},
      Example{"FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05", "1997-09-01", "1999-01-01",
              "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 "
              "1998-04-03 1998-05-01 1998-06-05"},
      Example{"FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07", "1997-09-01",
              "1999-01-01",
              "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 "
              "1998-03-29 1998-05-03 1998-05-31"},
      Example{"FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22", "1997-09-01", "1999-01-01",
              "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16"},
      Example{"FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "1997-09-01", "1998-02-28",
              "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26"},
      Example{"FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02", "1997-12-01", "1998-12-31",
              "1997-12-02 1997-12-15 1998-01-02 1998-01-15"},
      Example{"FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30", "1997-09-01", "1999-01-01",
              "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01 1997-12-31 "
              "1998-01-01 1998-01-31 1998-02-01"},
      Example{"FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10",
              "1997-09-01", "2000-01-01",
              "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 1999-03-10 "
              "1999-03-11 1999-03-12 1999-03-13"},
      Example{"FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02", "1998-01-01", "1998-03-31",
              "1998-01-06 1998-01-13 1998-01-20 1998-01-27 1998-03-03 1998-03-10 1998-03-17 "
              "1998-03-24 1998-03-31"},
      Example{"FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10", "1997-01-01", "2005-01-01",
              "1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10 2000-06-10 "
              "2000-07-10 2001-06-10 2001-07-10"},
      Example{"FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10", "1997-01-01",
              "2005-01-01",
              "1997-03-10 1999-01-10 1999-02-10 1999-03-10 2001-01-10 2001-02-10 2001-03-10 "
              "2003-01-10 2003-02-10 2003-03-10"},
      Example{"FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "1997-01-01", "1997-01-01",
              "2010-01-01",
              "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09 2000-07-18 2003-01-01 "
              "2003-04-10 2003-07-19 2006-01-01"},
      Example{"FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-01-01", "1999-12-31",
              "1997-05-19 1998-05-18 1999-05-17"},
      Example{"FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", "1997-01-01", "1999-12-31",
              "1997-05-12 1998-05-11 1999-05-17"},
      Example{"FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", "1997-01-01", "1998-12-31",
              "1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12 1998-03-19 1998-03-26"},
      Example{"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", "1997-09-01", "2000-12-31",
              "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13"},
      Example{"FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13", "1997-09-01",
              "1998-03-31",
              "1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07 1998-03-07"},
      Example{"FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05",
              "1996-01-01", "2005-01-01", "1996-11-05 2000-11-07 2004-11-02"},
      Example{"FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "1997-09-01",
              "1998-12-31", "1997-09-04 1997-10-07 1997-11-06"},
      Example{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "1997-09-01",
              "1998-03-31",
              "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30"},
      Example{"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08-01",
              "1998-01-01", "1997-08-05 1997-08-10 1997-08-19 1997-08-24"},
      Example{"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08-01",
              "1998-01-01", "1997-08-05 1997-08-17 1997-08-19 1997-08-31"},
      Example{"FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", "2007-01-01", "2008-01-01",
              "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30"});
  INFO(e.rule);
  CHECK(text(expand(e.rule, e.start, 9, e.first, e.last)) == e.expected);
}

TEST_CASE("the RFC's examples below a day") {
  CHECK(text(expand("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", "1997-09-02", 9, "1997-09-01",
                    "1997-10-01")) == "1997-09-02 1997-09-02T12:00 1997-09-02T15:00");
  CHECK(text(expand("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "1997-09-02", 9, "1997-09-01",
                    "1997-10-01")) ==
        "1997-09-02 1997-09-02T09:15 1997-09-02T09:30 1997-09-02T09:45 1997-09-02T10:00 "
        "1997-09-02T10:15");
  CHECK(text(expand("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "1997-09-02", 9, "1997-09-01",
                    "1997-10-01")) ==
        "1997-09-02 1997-09-02T10:30 1997-09-02T12:00 1997-09-02T13:30");
  const auto daily = expand("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
                            "1997-09-02", 9, "1997-09-01", "1997-09-03");
  const auto minutely = expand("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
                               "1997-09-02", 9, "1997-09-01", "1997-09-03");
  CHECK(daily.starts.size() == 48);
  CHECK(text(daily) == text(minutely));
}

TEST_CASE("hours count on from the start over days before the horizon") {
  // Every 7 hours from the 1st, 00:00: the 10th begins 216 hours later, 216 = 30 × 7 + 6.
  CHECK(text(expand("FREQ=HOURLY;INTERVAL=7", "2017-09-01", 0, "2017-09-10", "2017-09-10")) ==
        "2017-09-10T01:00 2017-09-10T08:00 2017-09-10T15:00 2017-09-10T22:00");
  CHECK(text(expand("FREQ=MINUTELY;INTERVAL=420", "2017-09-01", 0, "2017-09-10", "2017-09-10")) ==
        "2017-09-10T01:00 2017-09-10T08:00 2017-09-10T15:00 2017-09-10T22:00");
  CHECK(text(expand("FREQ=HOURLY;BYDAY=SU;BYHOUR=5,6;BYMINUTE=0,30", "2017-09-01", 0, "2017-09-02",
                    "2017-09-04")) ==
        "2017-09-03T05:00 2017-09-03T05:30 2017-09-03T06:00 2017-09-03T06:30");
}

TEST_CASE("times written in the rule replace the start's") {
  CHECK(text(expand("FREQ=WEEKLY;BYDAY=MO;BYHOUR=8,14;BYMINUTE=15", "2017-09-04", 8, "2017-09-04",
                    "2017-09-11")) ==
        "2017-09-04T08:15 2017-09-04T14:15 2017-09-11T08:15 2017-09-11T14:15");
  SECTION("what lies before the start's own time is not an occurrence") {
    CHECK(text(expand("FREQ=DAILY;BYHOUR=8,14", "2017-09-04", 9, "2017-09-04", "2017-09-05")) ==
          "2017-09-04T14:00 2017-09-05T08:00 2017-09-05T14:00");
  }
}

TEST_CASE("positions choose among times too") {
  CHECK(text(expand("FREQ=DAILY;BYHOUR=8,12,16;BYSETPOS=1,-1", "2017-09-04", 0, "2017-09-04",
                    "2017-09-05")) ==
        "2017-09-04T08:00 2017-09-04T16:00 2017-09-05T08:00 2017-09-05T16:00");
  SECTION("a whole period counts, though the horizon and the start cut into it") {
    // Working days: Friday the 1st, Monday the 4th.
    const std::string second = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2";
    CHECK(text(expand(second, "2017-09-02", 9, "2017-09-03", "2017-09-30")) == "2017-09-04");
    const std::string last = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1";
    CHECK(text(expand(last, "2017-09-02", 9, "2017-09-03", "2017-09-28")).empty());
    CHECK(text(expand(last, "2017-09-02", 9, "2017-09-03", "2017-09-29")) == "2017-09-29");
  }
}

TEST_CASE("dates left out still count") {
  CHECK(text(expand("FREQ=DAILY;COUNT=4", "2017-09-04", 9, "2017-09-01", "2017-10-01",
                    {date("2017-09-06"), date("2017-09-05"), date("2017-12-24")})) ==
        "2017-09-04 2017-09-07");
}

TEST_CASE("the start is an occurrence only if the rule matches it") {
  CHECK(text(expand("FREQ=WEEKLY;BYDAY=WE", "2017-09-04", 9, "2017-09-04", "2017-09-20")) ==
        "2017-09-06 2017-09-13 2017-09-20");
  CHECK(text(expand("FREQ=WEEKLY;BYDAY=WE;COUNT=1", "2017-09-04", 9, "2017-09-04", "2017-09-20")) ==
        "2017-09-06");
}

TEST_CASE("a horizon away from the start") {
  CHECK(text(expand("FREQ=DAILY", "2017-09-04", 9, "2017-09-01", "2017-09-03")).empty());
  CHECK(text(expand("FREQ=DAILY", "2017-09-04", 9, "2017-09-03", "2017-09-02")).empty());
  CHECK(text(expand("FREQ=DAILY;COUNT=3", "2017-09-04", 9, "2017-09-07", "2017-09-30")).empty());
  // A start long ago: every other week is still the same weeks.
  const std::string rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR";
  CHECK(text(expand(rule, "1901-01-14", 9, "2017-09-01", "2017-09-16")) ==
        text(expand(rule, "2017-09-04", 9, "2017-09-01", "2017-09-16")));
}

TEST_CASE("leap days and months too short") {
  CHECK(text(expand("FREQ=YEARLY", "2016-02-29", 9, "2016-01-01", "2024-12-31")) ==
        "2016-02-29 2020-02-29 2024-02-29");
  CHECK(text(expand("FREQ=YEARLY;INTERVAL=2", "2016-02-29", 9, "2016-03-01", "2024-12-31")) ==
        "2020-02-29 2024-02-29");
  CHECK(text(expand("FREQ=MONTHLY", "2017-08-31", 9, "2017-08-01", "2018-01-30")) ==
        "2017-08-31 2017-10-31 2017-12-31");
  CHECK(text(expand("FREQ=YEARLY;BYYEARDAY=-366,366", "2015-01-01", 9, "2015-01-01",
                    "2017-12-31")) == "2016-01-01 2016-12-31");
}

TEST_CASE("weeks of the year belong to the year that has most of them") {
  // Monday 2019-12-30 and Sunday 2021-01-03.
  CHECK(text(expand("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2019-01-01", 9, "2019-01-01",
                    "2020-12-31")) == "2019-12-30");
  CHECK(text(expand("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "2019-01-01", 9, "2019-01-01",
                    "2021-12-31")) == "2021-01-03");
  CHECK(text(expand("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=FR", "2019-01-01", 9, "2019-01-01",
                    "2021-12-31")) == "2019-12-27 2021-01-01 2021-12-31");
  CHECK(text(expand("FREQ=YEARLY;BYWEEKNO=36", "2017-09-04", 9, "2017-09-01", "2018-12-31")) ==
        "2017-09-04 2018-09-03");
}

TEST_CASE("UNTIL is wall-clock time, a whole day, or an instant") {
  const auto last = [](const std::string& until, const ZoneTime& zone) {
    const auto found =
        expand_recurrence("FREQ=DAILY;UNTIL=" + until, {date("2017-09-01"), 16 * 60 + 30}, {},
                          date("2017-09-01"), date("2017-09-30"), 1000, zone);
    return iso_date(found.starts.back().day);
  };
  CHECK(last("20170910", ZoneTime()) == "2017-09-10");
  CHECK(last("20170910T163000", ZoneTime()) == "2017-09-10");
  CHECK(last("20170910T162900", ZoneTime()) == "2017-09-09");
  const auto shanghai = *ZoneTime::find("Asia/Shanghai");
  CHECK(last("20170910T083000Z", shanghai) == "2017-09-10");
  CHECK(last("20170910T082900Z", shanghai) == "2017-09-09");
  CHECK(last("20170910T162900", shanghai) == "2017-09-09");
}

TEST_CASE("16:30 stays 16:30 over a clock change") {
  const auto berlin = *ZoneTime::find("Europe/Berlin");
  const auto found = expand_recurrence("FREQ=DAILY", {date("2017-10-28"), 16 * 60 + 30}, {},
                                       date("2017-10-28"), date("2017-10-30"), 10);
  std::string instants;
  for (const LocalTime& t : found.starts) instants += berlin.iso(berlin.instant(t)) + " ";
  CHECK(instants == "2017-10-28T16:30+02:00 2017-10-29T16:30+01:00 2017-10-30T16:30+01:00 ");
  SECTION("an hour that is skipped begins at the change") {
    const auto night = expand_recurrence("FREQ=DAILY", {date("2017-03-25"), 150}, {},
                                         date("2017-03-25"), date("2017-03-27"), 10);
    std::string at;
    for (const LocalTime& t : night.starts) at += berlin.iso(berlin.instant(t)) + " ";
    CHECK(at == "2017-03-25T02:30+01:00 2017-03-26T03:00+02:00 2017-03-27T02:30+02:00 ");
  }
}

TEST_CASE("a start after midnight of its day counts to the next") {
  const auto found = expand_recurrence("FREQ=WEEKLY", {date("2017-09-04"), 25 * 60}, {},
                                       date("2017-09-01"), date("2017-09-12"), 10);
  REQUIRE(found.starts.size() == 2);
  CHECK(found.starts[0] == LocalTime{date("2017-09-05"), 60});
}

TEST_CASE("spelling that is let pass") {
  const std::string expected = "2017-09-04 2017-09-08";
  for (const char* rule :
       {"FREQ=WEEKLY;BYDAY=MO,FR", "RRULE:FREQ=WEEKLY;BYDAY=MO,FR", "freq=weekly;byday=mo,fr",
        "FREQ=WEEKLY; BYDAY=MO, FR;", "BYDAY=FR,MO,FR;FREQ=WEEKLY;BYSECOND=0"}) {
    INFO(rule);
    CHECK(text(expand(rule, "2017-09-04", 9, "2017-09-04", "2017-09-10")) == expected);
  }
}

struct Refused {
  const char* rule;
  Trouble trouble;
  const char* detail;
};

TEST_CASE("rules that are none, and rules that are not for plans in minutes") {
  const auto wrong = Trouble::malformed;
  const Refused r = GENERATE_COPY(
      Refused{"", wrong, ""}, Refused{";", wrong, ""}, Refused{"weekly", wrong, "WEEKLY"},
      Refused{"BYDAY=MO", wrong, "FREQ"}, Refused{"FREQ=FORTNIGHTLY", wrong, "FREQ=FORTNIGHTLY"},
      Refused{"FREQ=DAILY;FREQ=DAILY", wrong, "FREQ=DAILY"},
      Refused{"FREQ=DAILY;COLOUR=RED", wrong, "COLOUR=RED"},
      Refused{"FREQ=DAILY;INTERVAL=0", wrong, "INTERVAL=0"},
      Refused{"FREQ=DAILY;INTERVAL=-1", wrong, "INTERVAL=-1"},
      Refused{"FREQ=DAILY;INTERVAL=99999999999999999999", wrong, "INTERVAL=99999999999999999999"},
      Refused{"FREQ=DAILY;COUNT=0", wrong, "COUNT=0"},
      Refused{"FREQ=DAILY;COUNT=2X", wrong, "COUNT=2X"},
      Refused{"FREQ=DAILY;COUNT=2;UNTIL=20170910", wrong, "COUNT"},
      Refused{"FREQ=DAILY;UNTIL=2017-09-10", wrong, "UNTIL=2017-09-10"},
      Refused{"FREQ=DAILY;UNTIL=20170931", wrong, "UNTIL=20170931"},
      Refused{"FREQ=DAILY;UNTIL=20170910T2500", wrong, "UNTIL=20170910T2500"},
      Refused{"FREQ=DAILY;UNTIL=20170910T250000Z", wrong, "UNTIL=20170910T250000Z"},
      Refused{"FREQ=WEEKLY;BYDAY=MX", wrong, "BYDAY=MX"},
      Refused{"FREQ=WEEKLY;BYDAY=", wrong, "BYDAY="},
      Refused{"FREQ=WEEKLY;BYDAY=MO,,TU", wrong, "BYDAY=MO,,TU"},
      Refused{"FREQ=WEEKLY;BYDAY=1MO", wrong, "BYDAY"},
      Refused{"FREQ=MONTHLY;BYDAY=0MO", wrong, "BYDAY=0MO"},
      Refused{"FREQ=YEARLY;BYDAY=54MO", wrong, "BYDAY=54MO"},
      Refused{"FREQ=YEARLY;BYWEEKNO=2;BYDAY=1MO", wrong, "BYDAY"},
      Refused{"FREQ=MONTHLY;BYMONTH=13", wrong, "BYMONTH=13"},
      Refused{"FREQ=MONTHLY;BYMONTHDAY=0", wrong, "BYMONTHDAY=0"},
      Refused{"FREQ=MONTHLY;BYMONTHDAY=-32", wrong, "BYMONTHDAY=-32"},
      Refused{"FREQ=WEEKLY;BYMONTHDAY=1", wrong, "BYMONTHDAY"},
      Refused{"FREQ=MONTHLY;BYWEEKNO=1", wrong, "BYWEEKNO"},
      Refused{"FREQ=DAILY;BYYEARDAY=1", wrong, "BYYEARDAY"},
      Refused{"FREQ=DAILY;BYHOUR=24", wrong, "BYHOUR=24"},
      Refused{"FREQ=DAILY;BYMINUTE=60", wrong, "BYMINUTE=60"},
      Refused{"FREQ=MONTHLY;BYSETPOS=1", wrong, "BYSETPOS"},
      Refused{"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", wrong, "BYSETPOS=0"},
      Refused{"FREQ=SECONDLY", Trouble::unsupported, "FREQ=SECONDLY"},
      Refused{"FREQ=DAILY;BYSECOND=0,30", Trouble::unsupported, "BYSECOND=0,30"},
      Refused{"RSCALE=CHINESE;FREQ=YEARLY", Trouble::unsupported, "RSCALE=CHINESE"},
      Refused{"FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD", Trouble::unsupported, "SKIP=BACKWARD"});
  INFO(r.rule);
  const auto found = expand(r.rule, "2017-09-04", 9, "2017-09-04", "2017-09-10");
  CHECK(found.trouble == r.trouble);
  CHECK(found.detail == r.detail);
  CHECK(found.starts.empty());
}

TEST_CASE("ten million occurrences stop at the limit") {
  for (const char* rule :
       {"FREQ=MINUTELY", "FREQ=MINUTELY;COUNT=10000000",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;"
        "BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28"}) {
    INFO(rule);
    const auto found = expand(rule, "2017-01-01", 0, "2017-01-01", "2017-12-31");
    CHECK(found.trouble == Trouble::too_many);
    CHECK(found.starts.size() == limits::kOccurrencesPerTask);
  }
  const auto exact = expand_recurrence("FREQ=DAILY;COUNT=3", {date("2017-09-04"), 0}, {},
                                       date("2017-09-01"), date("2017-09-30"), 3);
  CHECK(exact.trouble == Trouble::none);
}

TEST_CASE("a COUNT that starts ages ago is refused instead of walked") {
  const auto found =
      expand("FREQ=MINUTELY;COUNT=1000000000", "1950-01-01", 0, "2017-09-01", "2017-09-30");
  CHECK(found.trouble == Trouble::too_many);
  CHECK(found.detail == "COUNT");
  CHECK(expand("FREQ=DAILY;COUNT=999999999", "1900-01-01", 0, "2017-09-01", "2017-09-30").trouble ==
        Trouble::too_many);
  // Few steps are fine however old they are.
  CHECK(text(expand("FREQ=YEARLY;COUNT=200", "1900-09-04", 9, "2017-09-01", "2017-09-30")) ==
        "2017-09-04");
}

TEST_CASE("dates that never come end quietly") {
  const char* rule = GENERATE(
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=2MO",
      "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=2,4,6", "FREQ=MONTHLY;BYDAY=6MO",
      "FREQ=YEARLY;BYMONTH=1;BYDAY=53MO,-6TU", "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7",
      "FREQ=YEARLY;BYYEARDAY=40;BYMONTH=1", "FREQ=HOURLY;INTERVAL=24;BYHOUR=3",
      "FREQ=MINUTELY;INTERVAL=60;BYMINUTE=30", "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2",
      "FREQ=DAILY;BYHOUR=1;BYSETPOS=-2", "FREQ=YEARLY;BYMONTHDAY=10;BYDAY=1MO,53SU;BYMONTH=2",
      "FREQ=WEEKLY;INTERVAL=1000000000;BYDAY=MO", "FREQ=MINUTELY;INTERVAL=999999999");
  INFO(rule);
  CHECK(text(expand(rule, "2017-09-04", 0, "2017-09-05", "2018-09-04")).empty());
}

TEST_CASE("years that no calendar of ours has are refused") {
  using std::chrono::year;
  const local_days old{year(1600) / 1 / 1};
  const local_days first = date("2017-09-01");
  CHECK(expand_recurrence("FREQ=DAILY", {old, 0}, {}, first, first, 10).trouble ==
        Trouble::unsupported);
  CHECK(expand("FREQ=DAILY", "2017-09-01", 0, "2599-09-01", "2599-09-02").trouble ==
        Trouble::unsupported);
}

TEST_CASE("a very long rule is malformed, its detail short") {
  const auto found = expand("FREQ=DAILY;BYHOUR=" + std::string(1'000'000, '1'), "2017-09-04", 0,
                            "2017-09-04", "2017-09-05");
  CHECK(found.trouble == Trouble::malformed);
  CHECK(found.detail.size() <= 80);
}

TEST_CASE("threads expand at once and agree") {
  const char* rules[] = {"FREQ=DAILY", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYYEARDAY=250",
                         "FREQ=NONE", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2"};
  std::vector<std::vector<LocalTime>> expected;
  const auto run = [&](const char* rule) {
    return expand(rule, "2017-01-01", 8, "2017-01-01", "2017-12-31").starts;
  };
  for (const char* rule : rules) expected.push_back(run(rule));
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 200; ++i) {
        const std::size_t which = (i + t) % expected.size();
        if (run(rules[which]) != expected[which]) ++wrong[t];
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

}  // namespace
}  // namespace muster::load
