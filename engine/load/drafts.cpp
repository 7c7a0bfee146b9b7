#include "load/drafts.h"

#include <algorithm>

#include "base/limits.h"
#include "load/messages.h"

namespace muster::load {

namespace {

constexpr std::size_t kExpandedTimes = 10'000;  // kept at a time

// "T06:00"
std::string clock(int minute) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return "T" + two(minute / 60) + ":" + two(minute % 60);
}

}  // namespace

std::vector<Draft> Drafter::drafts_of(const RawTask& raw) {
  if (raw.standing) return {Draft{"", b_.first, {}, std::nullopt}};
  const std::vector<TimesEntry> entries =
      raw.windows.empty() ? std::vector<TimesEntry>{TimesEntry()} : raw.windows;
  if (raw.extras && raw.extras->repeat.exists()) return occurrences(raw, entries);
  Draft once;
  once.date = b_.first;
  if (raw.extras && raw.extras->start) {
    once.date = raw.extras->start->day;
    const bool inside = b_.first <= once.date && once.date <= b_.last;
    if (inside) once.windows = windows_of(entries, once.date, once.date);
  } else {
    once.windows = windows_of(entries, b_.first, b_.last);
  }
  if (raw.extras) remove_excepted(raw.extras->except, once.windows);
  if (once.windows.empty()) warn_never(raw);
  pin_start(raw, once, one_day(once.windows));
  return {once};
}

// Many tasks have the same times: each is expanded once.
const std::vector<Interval>& Drafter::windows_of(const std::vector<TimesEntry>& entries,
                                                 local_days first, local_days last) {
  WindowKey key{first.time_since_epoch().count(), last.time_since_epoch().count()};
  const auto put = [&](const std::optional<local_days>& day) {
    key.push_back(day ? day->time_since_epoch().count() : INT64_MIN);
  };
  for (const TimesEntry& entry : entries) {
    key.push_back(entry.days_mask);
    key.push_back(entry.from_minute);
    key.push_back(entry.to_minute);
    put(entry.first);
    put(entry.last);
  }
  const auto found = windows_.find(key);
  if (found != windows_.end()) return found->second;
  if (windows_.size() >= kExpandedTimes) windows_.clear();
  auto expanded = expand_windows(entries, b_.parts.zone_time, first, last);
  return windows_.emplace(std::move(key), std::move(expanded)).first->second;
}

void Drafter::remove_excepted(const std::vector<local_days>& days,
                              std::vector<Interval>& windows) const {
  if (days.empty()) return;
  const auto excepted = [&](Interval window) {
    const local_days day = b_.parts.zone_time.local(window.from).day;
    return std::find(days.begin(), days.end(), day) != days.end();
  };
  windows.erase(std::remove_if(windows.begin(), windows.end(), excepted), windows.end());
}

void Drafter::warn_never(const RawTask& raw) {
  b_.findings.add(messages::kNeverOccurs, raw.id.place, {std::string(raw.id.text)});
}

// The day on which all windows begin, if it is one.
std::optional<local_days> Drafter::one_day(const std::vector<Interval>& windows) const {
  if (windows.empty()) return b_.first;
  const local_days first = b_.parts.zone_time.local(windows.front().from).day;
  const local_days last = b_.parts.zone_time.local(windows.back().from).day;
  return first == last ? std::optional(first) : std::nullopt;
}

std::vector<Draft> Drafter::occurrences(const RawTask& raw,
                                        const std::vector<TimesEntry>& entries) {
  const Word& rule = raw.extras->repeat;
  const LocalTime start = raw.extras->start.value_or(LocalTime{b_.first, 0});
  const Occurrences found =
      expand_recurrence(std::string(rule.text), start, raw.extras->except, b_.first, b_.last,
                        limits::kOccurrencesPerTask, b_.parts.zone_time);
  if (found.trouble != Occurrences::Trouble::none) report(rule, found);
  bool several = false;
  for (std::size_t i = 1; i < found.starts.size(); ++i) {
    several |= found.starts[i].day == found.starts[i - 1].day;
  }
  std::vector<Draft> drafts;
  for (const LocalTime& at : found.starts) {
    Draft draft{"@" + iso_date(at.day), at.day, windows_on(raw, entries, at), std::nullopt};
    if (several) draft.suffix += clock(at.minute);
    pin_start(raw, draft, at.day);
    if (!draft.windows.empty()) drafts.push_back(std::move(draft));
  }
  if (drafts.empty() && found.trouble == Occurrences::Trouble::none) warn_never(raw);
  return drafts;
}

// A rule that tells the hour tells the window where no window is written.
std::vector<Interval> Drafter::windows_on(const RawTask& raw,
                                          const std::vector<TimesEntry>& entries, LocalTime at) {
  if (!raw.windows.empty() || at.minute == 0) {
    return windows_of(entries, at.day, at.day);
  }
  const TimePoint from = b_.parts.zone_time.instant(at);
  return {{from, from + raw.duration}};
}

void Drafter::report(const Word& rule, const Occurrences& found) {
  switch (found.trouble) {
    case Occurrences::Trouble::malformed:
      b_.findings.add(messages::kRepeatMalformed, rule.place,
                      {found.detail.empty() ? std::string(rule.text) : found.detail});
      break;
    case Occurrences::Trouble::too_many:
      b_.findings.add(messages::kRepeatTooMany, rule.place,
                      {std::to_string(limits::kOccurrencesPerTask)});
      break;
    case Occurrences::Trouble::unsupported:
      b_.findings.add(messages::kRepeatUnsupported, rule.place,
                      {found.detail.empty() ? std::string(rule.text) : found.detail});
      break;
    case Occurrences::Trouble::none: break;
  }
}

void Drafter::pin_start(const RawTask& raw, Draft& draft, std::optional<local_days> day) {
  if (!raw.extras || !raw.extras->pin || !raw.extras->pin->start.exists()) return;
  const Word& start = raw.extras->pin->start;
  const auto minute = parse_clock(start.text);
  const auto date_time = parse_date_time(start.text);
  if (minute && day) {
    draft.pinned_start = b_.parts.zone_time.instant({*day, *minute});
  } else if (minute) {
    b_.findings.add(messages::kPinNeedsDate, start.place, {std::string(start.text)});
  } else if (date_time && !date_time->offset_minutes) {
    draft.pinned_start = b_.parts.zone_time.instant(date_time->local);
  } else {
    b_.findings.add(date_time ? messages::kOffset : messages::kNotClock, start.place,
                    {std::string(start.text)});
  }
}

}  // namespace muster::load
