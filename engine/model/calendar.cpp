#include "model/calendar.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/check.h"

namespace muster::model {

using std::chrono::local_days;
using std::chrono::year_month_day;

namespace {

local_days monday_of(local_days day) {
  return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

// ISO 8601: the week belongs to the year of its Thursday.
std::string week_name(local_days day) {
  const local_days thursday = monday_of(day) + std::chrono::days(3);
  const auto year = year_month_day(thursday).year();
  const local_days new_year{year / std::chrono::January / 1};
  return fmt::format("{:04}-W{:02}", static_cast<int>(year), (thursday - new_year).count() / 7 + 1);
}

}  // namespace

Calendar::Calendar(const ZoneTime& zone, local_days first, local_days last) : first_(first) {
  MUSTER_CHECK(first <= last, "a horizon ends before it begins");
  for (local_days day = first; day <= last + std::chrono::days(1); day += std::chrono::days(1)) {
    day_starts_.push_back(zone.instant({day, 0}));
  }
  int week = -1;
  int month = -1;
  for (local_days day = first; day <= last; day += std::chrono::days(1)) {
    const year_month_day date{day};
    if (week < 0 || monday_of(day) == day) ++week;
    if (month < 0 || date.day() == std::chrono::day(1)) ++month;
    week_of_day_.push_back(week);
    month_of_day_.push_back(month);
  }
}

int Calendar::day_of(TimePoint t) const {
  const auto after = std::upper_bound(day_starts_.begin(), day_starts_.end(), t);
  const auto day = static_cast<int>(after - day_starts_.begin()) - 1;
  return std::clamp(day, 0, days() - 1);
}

int Calendar::periods(Period period) const {
  switch (period) {
    case Period::day: return days();
    case Period::week: return week_of_day_.back() + 1;
    case Period::month: return month_of_day_.back() + 1;
    case Period::horizon: return 1;
  }
  return 1;
}

int Calendar::period_of_day(Period period, int day) const {
  switch (period) {
    case Period::day: return day;
    case Period::week: return week_of_day_[static_cast<std::size_t>(day)];
    case Period::month: return month_of_day_[static_cast<std::size_t>(day)];
    case Period::horizon: return 0;
  }
  return 0;
}

std::string Calendar::name(Period period, int index) const {
  const auto first_of = [&](const std::vector<int>& table) {
    return date(static_cast<int>(std::find(table.begin(), table.end(), index) - table.begin()));
  };
  switch (period) {
    case Period::day: return iso_date(date(index));
    case Period::week: return week_name(first_of(week_of_day_));
    case Period::month: return iso_date(first_of(month_of_day_)).substr(0, 7);
    case Period::horizon: return iso_date(date(0)) + "/" + iso_date(date(days() - 1));
  }
  return {};
}

}  // namespace muster::model
