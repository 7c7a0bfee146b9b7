// Opening hours, availability and windows as coordinators write them, to instants.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "base/interval_set.h"
#include "base/time.h"
#include "base/zone_time.h"

namespace muster::load {

// One `{days, from, to, dates}`, in local wall-clock time.
struct TimesEntry {
  int days_mask = 0x7f;  // bit 0 = Monday: the weekday on which it begins
  // Minutes since midnight, up to 48:00. to_minute <= from_minute crosses midnight.
  int from_minute = 0, to_minute = 1440;
  std::optional<std::chrono::local_days> first, last;  // dates on which it begins, inclusive
};

// When any of the entries holds on the days first..last (inclusive): all that begins on them, and
// what begins before `first` and reaches into it. What a clock change leaves empty is dropped; a
// bound in a skipped hour is the change itself, one in a repeated hour its first occurrence.
IntervalSet expand_times(const std::vector<TimesEntry>& entries, const ZoneTime& zone,
                         std::chrono::local_days first, std::chrono::local_days last);
// One window per entry and day, sorted and not joined; only those that begin on first..last.
// The same window written twice is given once.
std::vector<Interval> expand_windows(const std::vector<TimesEntry>& entries, const ZoneTime& zone,
                                     std::chrono::local_days first, std::chrono::local_days last);

}  // namespace muster::load
