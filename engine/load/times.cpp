#include "load/times.h"

#include <algorithm>

namespace muster::load {
namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr int kDayMinutes = 24 * 60;
// Above this many pieces they are joined in between, so that entries written a million times over
// cost time and no memory.
constexpr std::size_t kPieces = std::size_t{1} << 20;

bool begins_on(const TimesEntry& entry, local_days day) {
  const unsigned from_monday = std::chrono::weekday(day).iso_encoding() - 1;
  return (static_cast<unsigned>(entry.days_mask) >> from_monday & 1u) != 0;
}

Interval on_day(const TimesEntry& entry, const ZoneTime& zone, local_days day) {
  const int to =
      entry.to_minute > entry.from_minute ? entry.to_minute : entry.to_minute + kDayMinutes;
  return {zone.instant({day, entry.from_minute}), zone.instant({day, to})};
}

// Calls take(interval) for the days of first..last on which the entry begins.
template <class Take>
void each_day(const TimesEntry& entry, const ZoneTime& zone, local_days first, local_days last,
              Take take) {
  if (entry.first) first = std::max(first, *entry.first);
  if (entry.last) last = std::min(last, *entry.last);
  for (local_days day = first; day <= last; day += days(1)) {
    if (!begins_on(entry, day)) continue;
    const Interval interval = on_day(entry, zone, day);
    if (!interval.empty()) take(interval);
  }
}

}  // namespace

IntervalSet expand_times(const std::vector<TimesEntry>& entries, const ZoneTime& zone,
                         local_days first, local_days last) {
  const TimePoint begin = zone.instant({first, 0});
  std::vector<Interval> pieces;
  for (const TimesEntry& entry : entries) {
    // What begins at 48:00 and crosses midnight ends within three days.
    each_day(entry, zone, first - days(3), first - days(1), [&](Interval interval) {
      if (interval.until > begin) pieces.push_back(interval);
    });
    each_day(entry, zone, first, last, [&](Interval interval) { pieces.push_back(interval); });
    if (pieces.size() > kPieces) pieces = IntervalSet(std::move(pieces)).parts();
  }
  return IntervalSet(std::move(pieces));
}

std::vector<Interval> expand_windows(const std::vector<TimesEntry>& entries, const ZoneTime& zone,
                                     local_days first, local_days last) {
  std::vector<Interval> windows;
  for (const TimesEntry& entry : entries) {
    each_day(entry, zone, first, last, [&](Interval interval) { windows.push_back(interval); });
    if (windows.size() > kPieces) {
      std::sort(windows.begin(), windows.end());
      windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
    }
  }
  std::sort(windows.begin(), windows.end());
  windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
  return windows;
}

}  // namespace muster::load
