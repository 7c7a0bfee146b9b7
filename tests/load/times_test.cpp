#include "load/times.h"

#include <catch2/catch.hpp>

#include "base/random.h"

namespace muster::load {
namespace {

using std::chrono::days;
using std::chrono::local_days;

local_days date(const char* text) { return *parse_date(text); }
ZoneTime shanghai() { return *ZoneTime::find("Asia/Shanghai"); }
ZoneTime berlin() { return *ZoneTime::find("Europe/Berlin"); }

TimesEntry entry(const char* from, const char* to, int mask = 0x7f) {
  TimesEntry out;
  out.days_mask = mask;
  out.from_minute = *parse_clock(from);
  out.to_minute = *parse_clock(to);
  return out;
}

// "2017-09-04T08:00+08:00/2017-09-04T18:00+08:00", one a line.
std::string text(const std::vector<Interval>& intervals, const ZoneTime& zone) {
  std::string out;
  for (Interval i : intervals) out += zone.iso(i.from) + "/" + zone.iso(i.until) + "\n";
  return out;
}

constexpr int kMonday = 1, kFriday = 1 << 4, kWeekdays = 0x1f, kSaturday = 1 << 5, kSunday = 1 << 6;

TEST_CASE("no entries are no time at all") {
  CHECK(expand_times({}, shanghai(), date("2017-09-04"), date("2017-09-10")).empty());
  CHECK(expand_windows({}, shanghai(), date("2017-09-04"), date("2017-09-10")).empty());
}

TEST_CASE("entries hold on their weekdays only") {
  // Monday the 4th to Sunday the 10th.
  const auto zone = shanghai();
  const std::vector<TimesEntry> entries{entry("08:00", "18:00", kMonday | kFriday)};
  const std::string expected =
      "2017-09-04T08:00+08:00/2017-09-04T18:00+08:00\n"
      "2017-09-08T08:00+08:00/2017-09-08T18:00+08:00\n";
  CHECK(text(expand_times(entries, zone, date("2017-09-04"), date("2017-09-10")).parts(), zone) ==
        expected);
  CHECK(text(expand_windows(entries, zone, date("2017-09-04"), date("2017-09-10")), zone) ==
        expected);
  CHECK(expand_times({entry("08:00", "18:00", 0)}, zone, date("2017-09-04"), date("2017-09-10"))
            .empty());
}

TEST_CASE("whole days join and reach neither before nor behind the horizon") {
  const auto zone = shanghai();
  const auto set = expand_times({TimesEntry()}, zone, date("2017-09-04"), date("2017-09-10"));
  CHECK(text(set.parts(), zone) == "2017-09-04T00:00+08:00/2017-09-11T00:00+08:00\n");
  // As windows each day stays its own.
  CHECK(expand_windows({TimesEntry()}, zone, date("2017-09-04"), date("2017-09-10")).size() == 7);
}

TEST_CASE("an end at or before the begin is on the next day") {
  const auto zone = shanghai();
  SECTION("over midnight, the evening before included") {
    const auto set =
        expand_times({entry("22:00", "06:00")}, zone, date("2017-09-04"), date("2017-09-05"));
    CHECK(text(set.parts(), zone) ==
          "2017-09-03T22:00+08:00/2017-09-04T06:00+08:00\n"
          "2017-09-04T22:00+08:00/2017-09-05T06:00+08:00\n"
          "2017-09-05T22:00+08:00/2017-09-06T06:00+08:00\n");
  }
  SECTION("windows begin on the days asked for") {
    const auto windows =
        expand_windows({entry("22:00", "06:00")}, zone, date("2017-09-04"), date("2017-09-05"));
    CHECK(text(windows, zone) ==
          "2017-09-04T22:00+08:00/2017-09-05T06:00+08:00\n"
          "2017-09-05T22:00+08:00/2017-09-06T06:00+08:00\n");
  }
  SECTION("the weekday is that of the begin") {
    const auto set = expand_times({entry("22:00", "06:00", kSunday)}, zone, date("2017-09-04"),
                                  date("2017-09-09"));
    CHECK(text(set.parts(), zone) == "2017-09-03T22:00+08:00/2017-09-04T06:00+08:00\n");
  }
  SECTION("equal ends are a whole day") {
    const auto windows =
        expand_windows({entry("09:00", "09:00")}, zone, date("2017-09-04"), date("2017-09-04"));
    CHECK(text(windows, zone) == "2017-09-04T09:00+08:00/2017-09-05T09:00+08:00\n");
  }
  SECTION("one that ends at the first midnight does not reach in") {
    const auto set =
        expand_times({entry("22:00", "24:00")}, zone, date("2017-09-04"), date("2017-09-04"));
    CHECK(text(set.parts(), zone) == "2017-09-04T22:00+08:00/2017-09-05T00:00+08:00\n");
  }
}

TEST_CASE("24:00 and later are hours of the next day") {
  const auto zone = shanghai();
  const auto windows = expand_windows({entry("20:00", "24:00"), entry("25:30", "27:00", kMonday)},
                                      zone, date("2017-09-04"), date("2017-09-04"));
  CHECK(text(windows, zone) ==
        "2017-09-04T20:00+08:00/2017-09-05T00:00+08:00\n"
        "2017-09-05T01:30+08:00/2017-09-05T03:00+08:00\n");
  // Saturday's 47:00 is Sunday's 23:00; a day less an hour later it is Monday.
  const auto set = expand_times({entry("47:00", "46:00", kSaturday)}, zone, date("2017-09-04"),
                                date("2017-09-04"));
  CHECK(text(set.parts(), zone) == "2017-09-03T23:00+08:00/2017-09-04T22:00+08:00\n");
}

TEST_CASE("dates restrict on which days an entry begins, both inclusive") {
  const auto zone = shanghai();
  auto dated = entry("08:00", "09:00", kWeekdays);
  dated.first = date("2017-09-08");
  dated.last = date("2017-09-11");
  CHECK(text(expand_windows({dated}, zone, date("2017-09-04"), date("2017-10-01")), zone) ==
        "2017-09-08T08:00+08:00/2017-09-08T09:00+08:00\n"
        "2017-09-11T08:00+08:00/2017-09-11T09:00+08:00\n");
  SECTION("the horizon restricts further") {
    CHECK(expand_windows({dated}, zone, date("2017-09-09"), date("2017-09-10")).empty());
    CHECK(expand_windows({dated}, zone, date("2017-09-11"), date("2017-10-10")).size() == 1);
  }
  SECTION("one side alone") {
    dated.first.reset();
    CHECK(expand_windows({dated}, zone, date("2017-09-04"), date("2017-10-01")).size() == 6);
    dated.last.reset();
    dated.first = date("2017-09-29");
    CHECK(expand_windows({dated}, zone, date("2017-09-04"), date("2017-10-01")).size() == 1);
  }
  SECTION("the evening before must be within them") {
    auto night = entry("22:00", "06:00");
    night.first = date("2017-09-04");
    CHECK(expand_times({night}, zone, date("2017-09-04"), date("2017-09-04")).parts().size() == 1);
    night.first = date("2017-09-03");
    CHECK(expand_times({night}, zone, date("2017-09-04"), date("2017-09-04")).parts().size() == 2);
  }
}

TEST_CASE("windows stay apart and in order, times join") {
  const auto zone = shanghai();
  const std::vector<TimesEntry> entries{entry("12:00", "14:00"), entry("08:00", "12:00"),
                                        entry("09:00", "13:00"), entry("08:00", "12:00")};
  CHECK(text(expand_windows(entries, zone, date("2017-09-04"), date("2017-09-04")), zone) ==
        "2017-09-04T08:00+08:00/2017-09-04T12:00+08:00\n"
        "2017-09-04T09:00+08:00/2017-09-04T13:00+08:00\n"
        "2017-09-04T12:00+08:00/2017-09-04T14:00+08:00\n");
  CHECK(text(expand_times(entries, zone, date("2017-09-04"), date("2017-09-04")).parts(), zone) ==
        "2017-09-04T08:00+08:00/2017-09-04T14:00+08:00\n");
}

// Europe/Berlin: 2017-03-26 02:00 → 03:00, 2017-10-29 03:00 → 02:00.
TEST_CASE("spring forward: wall-clock hours stay, the skipped hour is gone") {
  const auto zone = berlin();
  const auto on = [&](const char* from, const char* to) {
    return text(expand_windows({entry(from, to)}, zone, date("2017-03-26"), date("2017-03-26")),
                zone);
  };
  CHECK(on("08:00", "18:00") == "2017-03-26T08:00+02:00/2017-03-26T18:00+02:00\n");
  CHECK(on("01:00", "04:00") == "2017-03-26T01:00+01:00/2017-03-26T04:00+02:00\n");
  CHECK(on("02:15", "02:45").empty());
  CHECK(on("02:30", "04:00") == "2017-03-26T03:00+02:00/2017-03-26T04:00+02:00\n");
  CHECK(on("01:00", "02:30") == "2017-03-26T01:00+01:00/2017-03-26T03:00+02:00\n");
  const auto night =
      expand_windows({entry("22:00", "06:00")}, zone, date("2017-03-25"), date("2017-03-25"));
  CHECK(night.front().length() == Duration{7 * 60});
  const auto whole = expand_times({TimesEntry()}, zone, date("2017-03-26"), date("2017-03-26"));
  CHECK(whole.length() == Duration{23 * 60});
}

TEST_CASE("fall back: a repeated hour is its first occurrence") {
  const auto zone = berlin();
  const auto on = [&](const char* from, const char* to) {
    return text(expand_windows({entry(from, to)}, zone, date("2017-10-29"), date("2017-10-29")),
                zone);
  };
  CHECK(on("08:00", "18:00") == "2017-10-29T08:00+01:00/2017-10-29T18:00+01:00\n");
  CHECK(on("02:30", "03:30") == "2017-10-29T02:30+02:00/2017-10-29T03:30+01:00\n");
  const auto long_hour =
      expand_windows({entry("02:00", "03:00")}, zone, date("2017-10-29"), date("2017-10-29"));
  CHECK(long_hour.front().length() == Duration{120});
  const auto night =
      expand_windows({entry("22:00", "06:00")}, zone, date("2017-10-28"), date("2017-10-28"));
  CHECK(night.front().length() == Duration{9 * 60});
  const auto whole = expand_times({TimesEntry()}, zone, date("2017-10-29"), date("2017-10-29"));
  CHECK(whole.length() == Duration{25 * 60});
}

TEST_CASE("a last day before the first is no time") {
  CHECK(expand_times({TimesEntry()}, shanghai(), date("2017-09-05"), date("2017-09-04")).empty());
  CHECK(expand_windows({TimesEntry()}, shanghai(), date("2017-09-05"), date("2017-09-04")).empty());
}

TEST_CASE("the same entry a hundred thousand times over costs no memory") {
  const std::vector<TimesEntry> entries(100'000, entry("08:00", "09:00"));
  const auto set = expand_times(entries, ZoneTime(), date("2017-09-01"), date("2017-09-30"));
  CHECK(set.parts().size() == 30);
  CHECK(expand_windows(entries, ZoneTime(), date("2017-09-01"), date("2017-09-30")).size() == 30);
}

// Minute by minute: a minute belongs to an entry when its wall-clock time, counted from some day on
// which the entry begins, lies within from..to. Zones without clock changes.
bool holds(const TimesEntry& e, local_days begin, LocalTime at) {
  const int weekday = static_cast<int>(std::chrono::weekday(begin).iso_encoding()) - 1;
  if ((e.days_mask >> weekday & 1) == 0) return false;
  if ((e.first && begin < *e.first) || (e.last && begin > *e.last)) return false;
  const int minute = static_cast<int>((at.day - begin).count()) * 1440 + at.minute;
  const int to = e.to_minute <= e.from_minute ? e.to_minute + 1440 : e.to_minute;
  return minute >= e.from_minute && minute < to;
}

TEST_CASE("random entries hold exactly where a walk over the minutes says") {
  Random random(7);
  const auto zone = shanghai();
  const local_days first = date("2017-09-04"), last = first + days(9);
  for (int round = 0; round < 60; ++round) {
    std::vector<TimesEntry> entries(1 + random.below(4));
    for (TimesEntry& e : entries) {
      e.days_mask = static_cast<int>(random.below(128));
      e.from_minute = static_cast<int>(random.below(24)) * 60;
      e.to_minute = static_cast<int>(random.below(49)) * 60;
      if (random.chance(0.3)) e.first = first + days(static_cast<int>(random.below(9)) - 2);
      if (random.chance(0.3)) e.last = first + days(static_cast<int>(random.below(12)));
    }
    const IntervalSet set = expand_times(entries, zone, first, last);
    for (local_days day = first; day <= last; day += days(1)) {
      for (int minute = 0; minute < 1440; minute += 30) {
        bool expected = false;
        for (const TimesEntry& e : entries) {
          for (int back = 0; back <= 3; ++back) {
            expected = expected || holds(e, day - days(back), {day, minute});
          }
        }
        REQUIRE(set.contains(zone.instant({day, minute})) == expected);
      }
    }
  }
}

}  // namespace
}  // namespace muster::load
