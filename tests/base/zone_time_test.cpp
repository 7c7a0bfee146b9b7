#include "base/zone_time.h"

#include <catch2/catch.hpp>

namespace muster {
namespace {

using std::chrono::local_days;

local_days date(int year, unsigned month, unsigned day) {
  return local_days{std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)};
}

// The instant of a wall-clock time, printed with its offset.
std::string iso_of(const ZoneTime& zone, local_days day, std::int32_t minute) {
  return zone.iso(zone.instant({day, minute}));
}

TEST_CASE("zones are found by name") {
  CHECK(ZoneTime::find("Asia/Shanghai")->name() == "Asia/Shanghai");
  CHECK_FALSE(ZoneTime::find("Asia/Yongkang"));
  CHECK_FALSE(ZoneTime::find(""));
  CHECK_FALSE(ZoneTime::find("../../../etc/passwd"));
  CHECK(ZoneTime().name() == "UTC");
  CHECK(iso_of(ZoneTime(), date(2017, 9, 4), 990) == "2017-09-04T16:30+00:00");
}

TEST_CASE("hours beyond midnight belong to the next day") {
  const ZoneTime zone = *ZoneTime::find("Asia/Shanghai");
  CHECK(iso_of(zone, date(2017, 9, 4), 24 * 60 + 90) == "2017-09-05T01:30+08:00");
  CHECK(iso_of(zone, date(2017, 9, 4), 0) == "2017-09-04T00:00+08:00");
}

TEST_CASE("a skipped time becomes the instant of the change") {
  const ZoneTime berlin = *ZoneTime::find("Europe/Berlin");
  const local_days day = date(2017, 3, 26);  // 02:00 became 03:00
  CHECK(iso_of(berlin, day, 119) == "2017-03-26T01:59+01:00");
  CHECK(iso_of(berlin, day, 120) == "2017-03-26T03:00+02:00");
  CHECK(iso_of(berlin, day, 150) == "2017-03-26T03:00+02:00");
  CHECK(iso_of(berlin, day, 180) == "2017-03-26T03:00+02:00");
  CHECK(iso_of(berlin, day, 190) == "2017-03-26T03:10+02:00");
}

TEST_CASE("a time that occurs twice is its first occurrence") {
  const ZoneTime berlin = *ZoneTime::find("Europe/Berlin");
  const local_days day = date(2017, 10, 29);  // 03:00 became 02:00
  CHECK(iso_of(berlin, day, 150) == "2017-10-29T02:30+02:00");
  CHECK(iso_of(berlin, day, 180) == "2017-10-29T03:00+01:00");
  const TimePoint first = berlin.instant({day, 150});
  CHECK(berlin.local(first) == LocalTime{day, 150});
  CHECK(berlin.local(first + Duration{60}) == LocalTime{day, 150});
  CHECK(berlin.iso(first + Duration{60}) == "2017-10-29T02:30+01:00");
}

TEST_CASE("Shanghai kept summer time from 1986 to 1991") {
  const ZoneTime zone = *ZoneTime::find("Asia/Shanghai");
  CHECK(iso_of(zone, date(1985, 7, 1), 720) == "1985-07-01T12:00+08:00");
  CHECK(iso_of(zone, date(1986, 5, 4), 150) == "1986-05-04T03:00+09:00");
  CHECK(iso_of(zone, date(1988, 7, 1), 720) == "1988-07-01T12:00+09:00");
  CHECK(iso_of(zone, date(1988, 12, 1), 720) == "1988-12-01T12:00+08:00");
  CHECK(iso_of(zone, date(1991, 9, 15), 90) == "1991-09-15T01:30+09:00");
  CHECK(iso_of(zone, date(1992, 7, 1), 720) == "1992-07-01T12:00+08:00");
}

TEST_CASE("instants survive the way to wall-clock time and back") {
  for (const char* name : {"Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC"}) {
    const ZoneTime zone = *ZoneTime::find(name);
    for (std::int32_t t = 0; t < 40 * 525960; t += 7919) {
      const LocalTime wall = zone.local({t});
      REQUIRE((0 <= wall.minute && wall.minute < 1440));
      const std::int32_t back = zone.instant(wall).minutes;
      REQUIRE((back == t || back == t - 60 || back == t - 120));  // the first of two occurrences
      REQUIRE(zone.local({back}) == wall);
    }
  }
  const ZoneTime newfoundland = *ZoneTime::find("America/St_Johns");
  CHECK(iso_of(newfoundland, date(2017, 1, 9), 600) == "2017-01-09T10:00-03:30");
}

TEST_CASE("dates are real dates and nothing else") {
  CHECK(parse_date("2017-09-04") == date(2017, 9, 4));
  CHECK(parse_date("2016-02-29") == date(2016, 2, 29));
  CHECK(iso_date(date(2017, 9, 4)) == "2017-09-04");
  for (const char* wrong : {"", "2017-9-4", "2017-02-29", "2017-13-01", "2017-00-10", "2017-09-04 ",
                            "20170904", "9999-12-31", "1234-01-01", "2017-09-0x", "+017-09-04"}) {
    INFO(wrong);
    CHECK_FALSE(parse_date(wrong));
  }
}

TEST_CASE("date-times may have zero seconds and an offset") {
  const auto plain = parse_date_time("2017-09-04T16:30");
  REQUIRE(plain);
  CHECK(plain->local == LocalTime{date(2017, 9, 4), 990});
  CHECK_FALSE(plain->offset_minutes);
  CHECK(parse_date_time("2017-09-04T16:30:00+08:00")->offset_minutes == 480);
  CHECK(parse_date_time("2017-09-04T16:30-03:30")->offset_minutes == -210);
  CHECK(parse_date_time("2017-09-04T16:30Z")->offset_minutes == 0);
  for (const char* wrong : {"2017-09-04", "2017-09-04T", "2017-09-04T16:30:15", "2017-09-04T25:00",
                            "2017-09-04T16:60", "2017-09-04T16:30+8", "2017-09-04T16:30+08:00x",
                            "2017-02-30T10:00", "2017-09-04T16:30+99:00"}) {
    INFO(wrong);
    CHECK_FALSE(parse_date_time(wrong));
  }
}

TEST_CASE("clock times reach to the end of the next day") {
  CHECK(parse_clock("16:30") == 990);
  CHECK(parse_clock("8:05") == 485);
  CHECK(parse_clock("00:00") == 0);
  CHECK(parse_clock("48:00") == 2880);
  for (const char* wrong : {"", "16", "16:3", "16:60", "48:01", "-1:00", "16:30 ", ":30", "1630"}) {
    INFO(wrong);
    CHECK_FALSE(parse_clock(wrong));
  }
}

TEST_CASE("durations are read and written") {
  CHECK(parse_duration("90min") == Duration{90});
  CHECK(parse_duration("2h") == Duration{120});
  CHECK(parse_duration("1d") == Duration{1440});
  CHECK(parse_duration("1h30min") == Duration{90});
  CHECK(parse_duration("1d2h3min") == Duration{1563});
  CHECK(parse_duration("0min") == Duration{0});
  for (const char* wrong : {"", "90", "min", "1.5h", "-2h", "30min1h", "1h1h", "367d", "2 h", "2H",
                            "99999999999999999999min"}) {
    INFO(wrong);
    CHECK_FALSE(parse_duration(wrong));
  }
  CHECK(to_text(Duration{90}) == "1h30min");
  CHECK(to_text(Duration{0}) == "0min");
  CHECK(to_text(Duration{1441}) == "1d1min");
  CHECK(to_text(Duration{-45}) == "-45min");
}

}  // namespace
}  // namespace muster
