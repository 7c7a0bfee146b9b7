// A time zone's rules: local wall-clock time to instants and back (system tzdata).
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace muster {

// A wall-clock time, no zone attached. minute may be 24*60 and more: the next day's hours.
struct LocalTime {
  std::chrono::local_days day;
  std::int32_t minute = 0;
  friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

// As it is written, perhaps with an offset.
struct DateTime {
  LocalTime local;
  std::optional<std::int32_t> offset_minutes;
};

// Immutable and cheap to copy. Any thread.
class ZoneTime {
 public:
  ZoneTime();  // UTC
  // None when the name is not in the tz database.
  static std::optional<ZoneTime> find(std::string_view name);

  const std::string& name() const { return name_; }
  // A time that a clock change skips becomes the instant of the change; a time that occurs twice
  // is its first occurrence.
  TimePoint instant(LocalTime) const;
  // In this zone where nothing else is written.
  TimePoint resolve(const DateTime&) const;
  LocalTime local(TimePoint) const;
  // "2017-09-04T16:30+08:00"
  std::string iso(TimePoint) const;

 private:
  std::string name_ = "UTC";
  const void* zone_;  // date::time_zone, owned by the library for the program's life; none: UTC
};

// "2017-09-04"
std::string iso_date(std::chrono::local_days);
// "2017-09-04" and nothing else; none if it is not a real date of the years 1900 to 5999.
std::optional<std::chrono::local_days> parse_date(std::string_view);
// "2017-09-04T16:30", optionally with ":00" seconds and an offset ("+08:00", "Z") which is
// returned in minutes; none if it is not a real time.
std::optional<DateTime> parse_date_time(std::string_view);
// "16:30" as minutes since midnight, up to "48:00" (the next day's hours).
std::optional<std::int32_t> parse_clock(std::string_view);
// "90min", "2h", "1d", "1h30min"; none if malformed or over a year.
std::optional<Duration> parse_duration(std::string_view);
// "1h30min"
std::string to_text(Duration);

}  // namespace muster
