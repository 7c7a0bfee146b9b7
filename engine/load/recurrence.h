// Recurrence rules of RFC 5545 §3.3.10, expanded in local wall-clock time.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "base/zone_time.h"

namespace muster::load {

struct Occurrences {
  enum class Trouble {
    none,
    malformed,    // not a rule
    too_many,     // more than `limit`, or so many before `first` that it can't be meant
    unsupported,  // a rule that plans in whole minutes don't have: FREQ=SECONDLY, RSCALE, …
  };
  std::vector<LocalTime> starts;  // ascending; when there is trouble, what was found until then
  Trouble trouble = Trouble::none;
  std::string detail;  // the part of the rule that is at fault, or empty
};

// The occurrences of `rrule` ("FREQ=WEEKLY;BYDAY=MO,TU", "RRULE:" in front allowed) from `dtstart`
// on that begin on first..last, without those on the dates `except`. `dtstart` is one of them only
// if the rule matches it; COUNT counts from it, dates in `except` included. UNTIL is
// wall-clock time, or of `zone` when it ends in Z; a date is the whole day. The zone of occurrences
// is applied afterwards, by ZoneTime::instant: 16:30 stays 16:30 over a clock change.
// Bounded in time and memory whatever the rule says. Any thread.
Occurrences expand_recurrence(const std::string& rrule, LocalTime dtstart,
                              const std::vector<std::chrono::local_days>& except,
                              std::chrono::local_days first, std::chrono::local_days last,
                              std::size_t limit, const ZoneTime& zone = ZoneTime());

}  // namespace muster::load
