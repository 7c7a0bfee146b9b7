// The days of a recurrence rule, by libical, and the periods that INTERVAL and BYSETPOS go by.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>

#include "load/recurrence_rule.h"

namespace muster::load {

// Calls take(day) for the days from..until that all parts of the rule but INTERVAL, COUNT, UNTIL
// and BYSETPOS choose, ascending, until a call returns false. The rule's defaults are filled in.
// False when libical refuses the rule. Years 1900..2500. Any thread.
bool each_day_of(const RecurrenceRule& rule, std::chrono::local_days from,
                 std::chrono::local_days until,
                 const std::function<bool(std::chrono::local_days)>& take);

// The number of the minute, hour, day, week, month or year that a moment lies in. With BYWEEKNO
// years are made of whole weeks.
std::int64_t period_of(const RecurrenceRule& rule, LocalTime t);
// The first and last day of the period around a day, or more.
std::chrono::local_days period_begin(const RecurrenceRule& rule, std::chrono::local_days day);
std::chrono::local_days period_end(const RecurrenceRule& rule, std::chrono::local_days day);

// Whether a list names n, counted from one, or as a negative number counted from the end of `size`.
// An empty list names everything.
bool listed(const std::set<int>& list, int n, int size);

}  // namespace muster::load
