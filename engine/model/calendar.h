// The days, weeks (Monday first) and months of a horizon.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "base/zone_time.h"

namespace muster::model {

enum class Period { day, week, month, horizon };

class Calendar {
 public:
  Calendar() = default;
  // Both dates inclusive, first <= last.
  Calendar(const ZoneTime& zone, std::chrono::local_days first, std::chrono::local_days last);

  // First local midnight to the midnight after the last day.
  Interval horizon() const { return {day_starts_.front(), day_starts_.back()}; }
  int days() const { return static_cast<int>(day_starts_.size()) - 1; }
  // The local day of an instant, from zero; instants outside the horizon count to its nearest day.
  int day_of(TimePoint t) const;
  Interval day(int day) const { return {day_starts_[day], day_starts_[day + 1]}; }
  std::chrono::local_days date(int day) const { return first_ + std::chrono::days(day); }

  int periods(Period) const;
  // The period that an instant lies in, from zero. O(log days).
  int period_of(Period period, TimePoint t) const { return period_of_day(period, day_of(t)); }
  int period_of_day(Period, int day) const;
  // "2017-09-04", "2017-W36", "2017-09", "2017-09-04/2017-10-01"
  std::string name(Period, int index) const;

 private:
  std::chrono::local_days first_{};
  std::vector<TimePoint> day_starts_;  // days() + 1 instants; a day may have 23 or 25 hours
  std::vector<int> week_of_day_, month_of_day_;
};

}  // namespace muster::model
