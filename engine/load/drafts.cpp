#include "load/drafts.h"

#include <algorithm>
#include <iterator>

#include "base/limits.h"
#include "load/messages.h"

namespace muster::load {

namespace {

// Kept at a time.
constexpr std::size_t kExpandedTimes = 10'000;
constexpr std::size_t kRepeats = 100;  // each has up to limits::kOccurrencesPerTask starts

bool pins_start(const RawTask& raw) {
  return raw.extras && raw.extras->pin && raw.extras->pin->start.exists();
}

// "T06:00"
std::string clock(int minute) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return "T" + two(minute / 60) + ":" + two(minute % 60);
}

}  // namespace

std::vector<Draft> Drafter::drafts_of(const RawTask& raw) {
  if (raw.standing) return {Draft{"", b_.first, {}, std::nullopt}};
  const TimesEntry always;
  const Run<TimesEntry> entries = raw.windows.empty() ? Run<TimesEntry>{&always, 1} : raw.windows;
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
  if (pins_start(raw)) pin_start(raw, once, one_day(once.windows));
  std::vector<Draft> drafts;
  drafts.push_back(std::move(once));
  return drafts;
}

// Many tasks have the same times: each is expanded once.
const SharedList<Interval>& Drafter::windows_of(Run<TimesEntry> entries, local_days first,
                                                local_days last) {
  key_.assign({first.time_since_epoch().count(), last.time_since_epoch().count()});
  const auto put = [&](const std::optional<local_days>& day) {
    key_.push_back(day ? day->time_since_epoch().count() : INT64_MIN);
  };
  for (const TimesEntry& entry : entries) {
    key_.push_back(entry.days_mask);
    key_.push_back(entry.from_minute);
    key_.push_back(entry.to_minute);
    put(entry.first);
    put(entry.last);
  }
  const auto found = windows_.find(key_);
  if (found != windows_.end()) return found->second;
  if (windows_.size() >= kExpandedTimes) windows_.clear();
  auto expanded = expand_windows({entries.begin(), entries.end()}, b_.parts.zone_time, first, last);
  return windows_.emplace(key_, std::move(expanded)).first->second;
}

void Drafter::remove_excepted(const std::vector<local_days>& days,
                              SharedList<Interval>& windows) const {
  if (days.empty()) return;
  const auto excepted = [&](Interval window) {
    const local_days day = b_.parts.zone_time.local(window.from).day;
    return std::find(days.begin(), days.end(), day) != days.end();
  };
  std::vector<Interval> kept;
  std::remove_copy_if(windows.begin(), windows.end(), std::back_inserter(kept), excepted);
  windows = std::move(kept);
}

void Drafter::warn_never(const RawTask& raw) {
  b_.findings.add(messages::kNeverOccurs, raw.id.place, {std::string(raw.id.text)});
}

// The day on which all windows begin, if it is one.
std::optional<local_days> Drafter::one_day(const SharedList<Interval>& windows) const {
  if (windows.empty()) return b_.first;
  const local_days first = b_.parts.zone_time.local(windows.front().from).day;
  const local_days last = b_.parts.zone_time.local(windows.back().from).day;
  return first == last ? std::optional(first) : std::nullopt;
}

// Many tasks repeat alike: each rule is expanded once.
const Occurrences& Drafter::occurrences_of(const RawTaskExtras& extras, LocalTime start) {
  std::string key(extras.repeat.text);
  const auto put = [&](std::int64_t number) { key += ' ' + std::to_string(number); };
  put(start.day.time_since_epoch().count());
  put(start.minute);
  for (local_days day : extras.except) put(day.time_since_epoch().count());
  const auto found = occurrences_.find(key);
  if (found != occurrences_.end()) return found->second;
  if (occurrences_.size() >= kRepeats) occurrences_.clear();
  auto expanded = expand_recurrence(std::string(extras.repeat.text), start, extras.except, b_.first,
                                    b_.last, limits::kOccurrencesPerTask, b_.parts.zone_time);
  return occurrences_.emplace(std::move(key), std::move(expanded)).first->second;
}

std::vector<Draft> Drafter::occurrences(const RawTask& raw, Run<TimesEntry> entries) {
  const Word& rule = raw.extras->repeat;
  const LocalTime start = raw.extras->start.value_or(LocalTime{b_.first, 0});
  const Occurrences& found = occurrences_of(*raw.extras, start);
  if (found.trouble != Occurrences::Trouble::none) report(rule, found);
  bool several = false;
  for (std::size_t i = 1; i < found.starts.size(); ++i) {
    several |= found.starts[i].day == found.starts[i - 1].day;
  }
  std::vector<Draft> drafts;
  for (const LocalTime& at : found.starts) {
    Draft draft{"@" + iso_date(at.day), at.day, windows_on(raw, entries, at), std::nullopt};
    if (several) draft.suffix += clock(at.minute);
    if (pins_start(raw)) pin_start(raw, draft, at.day);
    if (!draft.windows.empty()) drafts.push_back(std::move(draft));
  }
  if (drafts.empty() && found.trouble == Occurrences::Trouble::none) warn_never(raw);
  return drafts;
}

// A rule that tells the hour tells the window where no window is written.
SharedList<Interval> Drafter::windows_on(const RawTask& raw, Run<TimesEntry> entries,
                                         LocalTime at) {
  if (!raw.windows.empty() || at.minute == 0) {
    return windows_of(entries, at.day, at.day);
  }
  const TimePoint from = b_.parts.zone_time.instant(at);
  return {Interval{from, from + raw.duration}};
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
