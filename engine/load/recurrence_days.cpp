#include "load/recurrence_days.h"

#include <libical/ical.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string_view>

// libical is asked for days only, by the one part of the rule that chooses them best, one period
// after the other and never beyond the horizon; all other parts then filter those days, which is
// what "limit" means in the RFC's table. So the parts that libical 3.0 leaves out or gets wrong
// (BYSETPOS with times, BYWEEKNO with other parts, intervals after a jump), and those that make it
// walk to the year 20000 (February 30th) or a second at a time, never reach it.
namespace muster::load {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

constexpr int kDayMinutes = 24 * 60;

int week_day(local_days day) {
  return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1;
}

local_days week_begin(local_days day, int week_start) {
  return day - days((week_day(day) - week_start + 7) % 7);
}

int year_of(local_days day) { return static_cast<int>(year_month_day(day).year()); }

local_days new_year(int year) {
  return local_days(
      year_month_day(std::chrono::year(year), std::chrono::month(1), std::chrono::day(1)));
}

// A week belongs to the year that has most of it, as in ISO 8601, whatever day it starts on.
local_days week_middle(local_days day, int week_start) {
  return week_begin(day, week_start) + days(3);
}

bool in_week(const RecurrenceRule& rule, local_days day) {
  const local_days middle = week_middle(day, rule.week_start);
  const int year = year_of(middle);
  const int week = (middle - new_year(year)).count() / 7 + 1;
  // The last week has its middle in the year's last seven days.
  const int more = (new_year(year + 1) - days(1) - middle).count() / 7;
  return listed(rule.weeks, week, week + more);
}

// All parts that choose days, except BYDAY's ordinals: those were libical's.
bool keeps_day(const RecurrenceRule& rule, local_days day) {
  const year_month_day date(day);
  if (!rule.months.empty() && rule.months.count(static_cast<int>(unsigned(date.month()))) == 0) {
    return false;
  }
  const std::chrono::year_month_day_last month_end(date.year() / date.month() / std::chrono::last);
  if (!listed(rule.month_days, static_cast<int>(unsigned(date.day())),
              static_cast<int>(unsigned(month_end.day())))) {
    return false;
  }
  const int year = static_cast<int>(date.year());
  const int year_days = (new_year(year + 1) - new_year(year)).count();
  if (!listed(rule.year_days, (day - new_year(year)).count() + 1, year_days)) return false;
  if (!rule.weeks.empty() && !in_week(rule, day)) return false;
  return rule.weekdays.empty() || rule.has_ordinals() ||
         rule.weekdays.count({0, week_day(day)}) != 0;
}

std::string weekday_list(const RecurrenceRule& rule, int max_ordinal) {
  static constexpr std::string_view kNames[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  std::string out;
  for (const auto& [ordinal, day] : rule.weekdays) {
    if (ordinal > max_ordinal || ordinal < -max_ordinal) continue;
    if (!out.empty()) out += ',';
    if (ordinal != 0) out += std::to_string(ordinal);
    out += kNames[day];
  }
  return out;
}

std::string number_list(const std::set<int>& numbers) {
  std::string out;
  for (int n : numbers) out += (out.empty() ? "" : ",") + std::to_string(n);
  return out;
}

// A rule with INTERVAL=1 whose days include all days of `rule`, or empty: there are none.
std::string day_rule(const RecurrenceRule& rule) {
  if (rule.has_ordinals()) {
    const bool of_month = rule.frequency == Frequency::monthly || !rule.months.empty();
    const std::string list = weekday_list(rule, of_month ? 5 : 53);
    if (list.empty()) return "";
    return (of_month ? "FREQ=MONTHLY;BYDAY=" : "FREQ=YEARLY;BYDAY=") + list;
  }
  if (!rule.month_days.empty()) return "FREQ=MONTHLY;BYMONTHDAY=" + number_list(rule.month_days);
  if (!rule.year_days.empty()) return "FREQ=YEARLY;BYYEARDAY=" + number_list(rule.year_days);
  if (!rule.weekdays.empty()) return "FREQ=WEEKLY;BYDAY=" + weekday_list(rule, 0);
  return "FREQ=DAILY";
}

// Midnight of a day: libical 3.0 never leaves the first day of a rule that starts on a bare date.
icaltimetype ical_midnight(local_days day) {
  const year_month_day date(day);
  icaltimetype out = icaltime_null_time();
  out.year = static_cast<int>(date.year());
  out.month = static_cast<int>(unsigned(date.month()));
  out.day = static_cast<int>(unsigned(date.day()));
  return out;
}

// Calls take(day) for the days of `text` on first..last until a call returns false. False when
// libical refuses the rule.
bool each_ical_day(const std::string& text, local_days first, local_days last,
                   const std::function<bool(local_days)>& take) {
  static std::once_flag quiet;
  std::call_once(quiet, [] { icalerror_set_errors_are_fatal(0); });
  icalerror_clear_errno();  // libical gives up when an older error still stands
  icalrecurrencetype rule = icalrecurrencetype_from_string(text.c_str());
  if (rule.freq == ICAL_NO_RECURRENCE) return false;
  rule.until = ical_midnight(last);
  const std::unique_ptr<icalrecur_iterator, decltype(&icalrecur_iterator_free)> iterator(
      icalrecur_iterator_new(rule, ical_midnight(first)), &icalrecur_iterator_free);
  if (iterator == nullptr) return icalerrno == ICAL_NO_ERROR;
  while (true) {
    const icaltimetype next = icalrecur_iterator_next(iterator.get());
    if (icaltime_is_null_time(next)) return true;
    const year_month_day date{std::chrono::year(next.year),
                              std::chrono::month(static_cast<unsigned>(next.month)),
                              std::chrono::day(static_cast<unsigned>(next.day))};
    if (!take(local_days(date))) return true;
  }
}

}  // namespace

bool listed(const std::set<int>& list, int n, int size) {
  return list.empty() || list.count(n) != 0 || list.count(n - size - 1) != 0;
}

std::int64_t period_of(const RecurrenceRule& rule, LocalTime t) {
  const std::int64_t day = t.day.time_since_epoch().count();
  switch (rule.frequency) {
    case Frequency::minutely: return day * kDayMinutes + t.minute;
    case Frequency::hourly: return day * 24 + t.minute / 60;
    case Frequency::daily: return day;
    case Frequency::weekly: {
      // Week beginnings differ by sevens; the one before the epoch's week is negative.
      const std::int64_t begin = week_begin(t.day, rule.week_start).time_since_epoch().count();
      return begin >= 0 ? begin / 7 : -((6 - begin) / 7);
    }
    case Frequency::monthly: {
      const year_month_day date(t.day);
      return static_cast<int>(date.year()) * 12 + static_cast<int>(unsigned(date.month())) - 1;
    }
    case Frequency::yearly:
      return year_of(rule.weeks.empty() ? t.day : week_middle(t.day, rule.week_start));
  }
  return 0;
}

local_days period_begin(const RecurrenceRule& rule, local_days day) {
  if (rule.frequency == Frequency::weekly) return week_begin(day, rule.week_start);
  const year_month_day date(day);
  if (rule.frequency == Frequency::monthly) {
    return local_days(date.year() / date.month() / std::chrono::day(1));
  }
  if (rule.frequency != Frequency::yearly) return day;
  const int year = static_cast<int>(date.year());
  return rule.weeks.empty() ? new_year(year) : new_year(year - 1) - days(7);
}

local_days period_end(const RecurrenceRule& rule, local_days day) {
  if (rule.frequency == Frequency::weekly) return week_begin(day, rule.week_start) + days(6);
  const year_month_day date(day);
  if (rule.frequency == Frequency::monthly) {
    return local_days(date.year() / date.month() / std::chrono::last);
  }
  if (rule.frequency != Frequency::yearly) return day;
  const int year = static_cast<int>(date.year());
  return rule.weeks.empty() ? new_year(year + 1) - days(1) : new_year(year + 2) + days(7);
}

bool each_day_of(const RecurrenceRule& rule, local_days from, local_days until,
                 const std::function<bool(local_days)>& take) {
  const std::string text = day_rule(rule);
  if (text.empty()) return true;
  return each_ical_day(text, from, until,
                       [&](local_days day) { return !keeps_day(rule, day) || take(day); });
}

}  // namespace muster::load
