// When the sessions of a task record may be: its windows on every occurrence's day.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "load/binding.h"
#include "load/recurrence.h"

namespace muster::load {

// One session of a record before it is known for which grid.
struct Draft {
  std::string suffix;  // "@2017-09-04", or empty
  local_days date;
  SharedList<Interval> windows;
  std::optional<TimePoint> pinned_start;
};

class Drafter {
 public:
  explicit Drafter(Binding& binding) : b_(binding) {}

  // In order of time; what is wrong with the record's times is reported.
  std::vector<Draft> drafts_of(const RawTask& raw);

 private:
  using WindowKey = std::vector<std::int64_t>;

  std::vector<Draft> occurrences(const RawTask& raw, Run<TimesEntry> entries);
  const Occurrences& occurrences_of(const RawTaskExtras& extras, LocalTime start);
  const SharedList<Interval>& windows_of(Run<TimesEntry> entries, local_days first,
                                         local_days last);
  SharedList<Interval> windows_on(const RawTask& raw, Run<TimesEntry> entries, LocalTime at);
  void remove_excepted(const std::vector<local_days>& days, SharedList<Interval>& windows) const;
  std::optional<local_days> one_day(const SharedList<Interval>& windows) const;
  void pin_start(const RawTask& raw, Draft& draft, std::optional<local_days> day);
  void warn_never(const RawTask& raw);
  void report(const Word& rule, const Occurrences& found);

  Binding& b_;
  WindowKey key_;
  boost::unordered_flat_map<WindowKey, SharedList<Interval>> windows_;
  std::map<std::string, Occurrences> occurrences_;
};

}  // namespace muster::load
