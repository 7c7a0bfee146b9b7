// One recurrence rule of RFC 5545 §3.3.10, parsed and checked; its defaults made explicit.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/zone_time.h"

namespace muster::load {

enum class Frequency { minutely, hourly, daily, weekly, monthly, yearly };

struct RecurrenceRule {
  Frequency frequency = Frequency::daily;
  std::int64_t interval = 1;
  std::optional<std::int64_t> count;
  std::optional<LocalTime> until;  // the last moment that may begin, inclusive
  bool until_utc = false;          // `until` was written with Z
  int week_start = 0;              // 0 = Monday
  // Empty: not written. Days and weeks may count from the end: −1 is the last.
  std::set<int> months, weeks, year_days, month_days, hours, minutes, positions;
  std::set<std::pair<int, int>> weekdays;  // {ordinal or 0, weekday with 0 = Monday}

  bool has_ordinals() const;
};

struct ParsedRule {
  enum class Trouble { none, malformed, unsupported };
  RecurrenceRule rule;
  Trouble trouble = Trouble::none;
  std::string detail;  // the part at fault: "BYMONTH=13"
};

// Every part is checked against the RFC's grammar, ranges and table of which part goes with which
// frequency. Unsupported are FREQ=SECONDLY, a BYSECOND other than 0, and RSCALE and SKIP (RFC
// 7529).
ParsedRule parse_rule(std::string_view text);

// What `dtstart` stands for where the rule leaves it out: the day of the month, the weekday, the
// hour and minute.
void fill_defaults(RecurrenceRule& rule, LocalTime dtstart);

}  // namespace muster::load
