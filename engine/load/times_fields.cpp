// Times as they are written: weekdays, clock times, dates and exceptions.
#include <algorithm>
#include <array>

#include "load/fields.h"
#include "load/messages.h"

namespace muster::load {

namespace {

constexpr Bilingual kTimesEntry{"times entry", "时间段"};
constexpr Bilingual kDates{"dates", "日期"};
constexpr Bilingual kException{"exception", "例外"};
constexpr int kDayMinutes = 24 * 60;

using Entries = std::vector<TimesEntry>;

std::optional<int> weekday(std::string_view text) {
  constexpr std::array<std::string_view, 7> kNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<int>(found - kNames.begin());
}

// "mon", "mon-fri", "fri-mon", "all"; 0: not days.
int days_mask_of(std::string_view text) {
  if (text == "all") return 0x7f;
  const std::size_t dash = text.find('-');
  const auto first = weekday(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : weekday(text.substr(dash + 1));
  if (!first || !last) return 0;
  int mask = 1 << *first;
  for (int day = *first; day != *last; mask |= 1 << day) day = (day + 1) % 7;
  return mask;
}

int as_days(const Node& node, Findings& findings) {
  int mask = 0;
  for (const Node& item : node.is_list() ? node.items : Run<Node>{&node, 1}) {
    const Word word = as_word(item, findings);
    if (!word.exists()) continue;
    const int days = days_mask_of(word.text);
    if (days == 0) findings.add(messages::kNotDays, word.place, {std::string(word.text)});
    mask |= days;
  }
  return mask == 0 ? 0x7f : mask;
}

std::optional<int> as_clock(const Node& node, Findings& findings) {
  const auto parsed = node.is_scalar() ? parse_clock(node.text) : std::nullopt;
  if (!parsed) findings.add(messages::kNotClock, node.place, {std::string(node.text)});
  return parsed;
}

bool is_date_time(const Node* node) {
  return node != nullptr && node->is_scalar() && parse_date_time(node->text).has_value();
}

// A date-time's own wall-clock part; an offset is an error, times are local to the zone.
std::optional<LocalTime> as_local_time(const Node& node, Findings& findings) {
  const auto parsed = node.is_scalar() ? parse_date_time(node.text) : std::nullopt;
  if (parsed && !parsed->offset_minutes) return parsed->local;
  findings.add(parsed ? messages::kOffset : messages::kNotDateTime, node.place,
               {std::string(node.text)});
  return std::nullopt;
}

// One entry for each of the dates written: a date, a list of dates, or {from, until}.
void take_dates(const TimesEntry& entry, const Node& node, Entries& entries, Findings& findings) {
  if (node.is_map()) {
    const Fields fields(node, kDates, {"from", "until"}, findings);
    const Node* from = fields.require("from");
    const Node* until = fields.require("until");
    TimesEntry dated = entry;
    if (from != nullptr) dated.first = as_date(*from, findings);
    if (until != nullptr) dated.last = as_date(*until, findings);
    if (dated.first && dated.last && *dated.last < *dated.first) {
      findings.add(messages::kReversed, until->place,
                   {std::string(from->text), std::string(until->text)});
    }
    entries.push_back(dated);
    return;
  }
  for (const Node& item : node.is_list() ? node.items : Run<Node>{&node, 1}) {
    TimesEntry dated = entry;
    dated.first = dated.last = as_date(item, findings);
    if (dated.first) entries.push_back(dated);
  }
}

void take_times(const Node& node, Entries& entries, Findings& findings) {
  const Fields fields(node, kTimesEntry, {"days", "from", "to", "dates", "date"}, findings);
  TimesEntry entry;
  if (const Node* days = fields.find("days")) entry.days_mask = as_days(*days, findings);
  if (const Node* from = fields.find("from")) {
    entry.from_minute = as_clock(*from, findings).value_or(0);
  }
  if (const Node* to = fields.find("to")) {
    entry.to_minute = as_clock(*to, findings).value_or(kDayMinutes);
  }
  const Node* dates = fields.find("dates");
  if (dates == nullptr) dates = fields.find("date");
  if (dates == nullptr) {
    entries.push_back(entry);
  } else {
    take_dates(entry, *dates, entries, findings);
  }
}

void take_window(const Node& node, Entries& entries, Findings& findings) {
  if (!node.is_map() || (!is_date_time(node.find("from")) && !is_date_time(node.find("to")))) {
    return take_times(node, entries, findings);
  }
  const Fields fields(node, kTimesEntry, {"from", "to"}, findings);
  const Node* from = fields.require("from");
  const Node* to = fields.require("to");
  if (from == nullptr || to == nullptr) return;
  const auto begin = as_local_time(*from, findings);
  const auto end = as_local_time(*to, findings);
  if (!begin || !end) return;
  if (*end <= *begin) {
    findings.add(messages::kReversed, to->place, {std::string(from->text), std::string(to->text)});
    return;
  }
  const auto days = (end->day - begin->day).count();
  TimesEntry entry;
  entry.first = entry.last = begin->day;
  entry.from_minute = begin->minute;
  entry.to_minute = static_cast<int>(days * kDayMinutes + end->minute);
  entries.push_back(entry);
}

// The beginning of a date, or a date-time.
std::optional<LocalTime> as_date_or_time(const Node& node, bool whole_day, Findings& findings) {
  if (is_date_time(&node)) return as_local_time(node, findings);
  const auto date = as_date(node, findings);
  if (!date) return std::nullopt;
  return LocalTime{*date + std::chrono::days(whole_day ? 1 : 0), 0};
}

void take_exception(const Node& node, std::vector<Exception>& all, Findings& findings) {
  const Node* from = &node;
  const Node* until = &node;
  if (!node.is_scalar()) {
    const Fields fields(node, kException, {"date", "from", "until", "why"}, findings);
    if (!fields.is_map()) return;
    fields.word("why");
    const Node* date = fields.find("date");
    from = date != nullptr ? date : fields.require("from");
    until = date != nullptr ? date : fields.find("until");
    if (from == nullptr) return;
    if (until == nullptr) until = from;
  }
  const auto begin = as_date_or_time(*from, false, findings);
  if (!begin) return;
  const auto end = as_date_or_time(*until, true, findings);
  if (!end) return;
  if (*end <= *begin) {
    findings.add(messages::kReversed, until->place,
                 {std::string(from->text), std::string(until->text)});
    return;
  }
  all.push_back({*begin, *end});
}

}  // namespace

std::vector<TimesEntry> as_times(const Node& node, Findings& findings) {
  Entries entries;
  for (const Node& item : node.is_list() ? node.items : Run<Node>{&node, 1}) {
    take_times(item, entries, findings);
  }
  return entries;
}

std::vector<TimesEntry> as_windows(const Node& node, Findings& findings) {
  Entries entries;
  for (const Node& item : node.is_list() ? node.items : Run<Node>{&node, 1}) {
    take_window(item, entries, findings);
  }
  return entries;
}

std::vector<Exception> as_exceptions(const Node& node, Findings& findings) {
  std::vector<Exception> all;
  for (const Node& item : node.is_list() ? node.items : Run<Node>{&node, 1}) {
    take_exception(item, all, findings);
  }
  return all;
}

}  // namespace muster::load
