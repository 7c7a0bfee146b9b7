#include "load/recurrence_rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace muster::load {
namespace {

using std::chrono::year_month_day;

// A rule with every part at its fullest is shorter.
constexpr std::size_t kRuleBytes = 8192;
constexpr std::int64_t kMaxNumber = 1'000'000'000;
constexpr std::array<std::string_view, 7> kWeekdays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

// In capitals and without blanks.
std::string plain(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == ' ') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

std::optional<std::int64_t> number(std::string_view text) {
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value > kMaxNumber || value < -kMaxNumber) return std::nullopt;
  return value;
}

// Calls take(item) for what commas separate until one call returns false.
template <class Take>
bool each_item(std::string_view list, Take take) {
  while (true) {
    const std::size_t comma = list.find(',');
    if (!take(list.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    list.remove_prefix(comma + 1);
  }
}

// min..max, and where `from_end` −max..−min too.
bool read_numbers(std::string_view list, int min, int max, bool from_end, std::set<int>& out) {
  return each_item(list, [&](std::string_view item) {
    const auto value = number(item);
    if (!value) return false;
    const std::int64_t size = from_end && *value < 0 ? -*value : *value;
    if (size < min || size > max) return false;
    out.insert(static_cast<int>(*value));
    return true;
  });
}

std::optional<int> weekday(std::string_view text) {
  const auto found = std::find(kWeekdays.begin(), kWeekdays.end(), text);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<int>(found - kWeekdays.begin());
}

bool read_weekdays(std::string_view list, std::set<std::pair<int, int>>& out) {
  return each_item(list, [&](std::string_view item) {
    if (item.size() < 2) return false;
    const auto day = weekday(item.substr(item.size() - 2));
    if (!day) return false;
    item.remove_suffix(2);
    std::int64_t ordinal = 0;
    if (!item.empty()) {
      const auto written = number(item);
      if (!written || *written == 0 || *written > 53 || *written < -53) return false;
      ordinal = *written;
    }
    out.emplace(static_cast<int>(ordinal), *day);
    return true;
  });
}

// "20171001" or "20171001T235900" with or without Z.
bool read_until(std::string_view text, RecurrenceRule& rule) {
  const bool has_time = text.size() > 8;
  if (text.size() < 8 || (has_time && text.size() != 15 && text.size() != 16)) return false;
  if (has_time && (text[8] != 'T' || (text.size() == 16 && text[15] != 'Z'))) return false;
  const auto part = [&](std::size_t at, std::size_t n) {
    int value = 0;
    for (char c : text.substr(at, n)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int month = part(4, 2), day = part(6, 2);
  if (part(0, 4) < 0 || month < 1 || day < 1) return false;
  const year_month_day date{std::chrono::year(part(0, 4)),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return false;
  int minute = 24 * 60 - 1;
  if (has_time) {
    const int hours = part(9, 2), minutes = part(11, 2), seconds = part(13, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
    if (seconds < 0 || seconds > 60) return false;
    minute = hours * 60 + minutes;
  }
  rule.until = LocalTime{std::chrono::local_days(date), minute};
  rule.until_utc = text.size() == 16;
  return true;
}

bool read_frequency(std::string_view word, RecurrenceRule& rule) {
  constexpr std::array<std::string_view, 6> kWords = {"MINUTELY", "HOURLY",  "DAILY",
                                                      "WEEKLY",   "MONTHLY", "YEARLY"};
  const auto found = std::find(kWords.begin(), kWords.end(), word);
  if (found == kWords.end()) return false;
  rule.frequency = static_cast<Frequency>(found - kWords.begin());
  return true;
}

bool read_positive(std::string_view text, std::int64_t& out) {
  const auto value = number(text);
  if (!value || *value < 1) return false;
  out = *value;
  return true;
}

// False when malformed.
bool read_part(std::string_view name, std::string_view value, RecurrenceRule& rule) {
  if (name == "FREQ") return read_frequency(value, rule);
  if (name == "INTERVAL") return read_positive(value, rule.interval);
  if (name == "COUNT") return read_positive(value, rule.count.emplace());
  if (name == "UNTIL") return read_until(value, rule);
  if (name == "BYMONTH") return read_numbers(value, 1, 12, false, rule.months);
  if (name == "BYWEEKNO") return read_numbers(value, 1, 53, true, rule.weeks);
  if (name == "BYYEARDAY") return read_numbers(value, 1, 366, true, rule.year_days);
  if (name == "BYMONTHDAY") return read_numbers(value, 1, 31, true, rule.month_days);
  if (name == "BYDAY") return read_weekdays(value, rule.weekdays);
  if (name == "BYHOUR") return read_numbers(value, 0, 23, false, rule.hours);
  if (name == "BYMINUTE") return read_numbers(value, 0, 59, false, rule.minutes);
  if (name == "BYSETPOS") return read_numbers(value, 1, 366, true, rule.positions);
  if (name == "WKST") {
    const auto day = weekday(value);
    if (day) rule.week_start = *day;
    return day.has_value();
  }
  return false;
}

bool is_unsupported(std::string_view name, std::string_view value) {
  if (name == "FREQ") return value == "SECONDLY";
  if (name == "BYSECOND") return value != "0" && value != "00";
  return name == "RSCALE" || name == "SKIP";
}

// The name of a part that may not stand beside the others, or empty.
std::string_view misplaced(const RecurrenceRule& rule) {
  const Frequency f = rule.frequency;
  const bool from_day_to_month =
      f == Frequency::daily || f == Frequency::weekly || f == Frequency::monthly;
  if (rule.count && rule.until) return "COUNT";
  if (!rule.weeks.empty() && f != Frequency::yearly) return "BYWEEKNO";
  if (!rule.year_days.empty() && from_day_to_month) return "BYYEARDAY";
  if (!rule.month_days.empty() && f == Frequency::weekly) return "BYMONTHDAY";
  const bool ordinals_allowed =
      f == Frequency::monthly || (f == Frequency::yearly && rule.weeks.empty());
  if (rule.has_ordinals() && !ordinals_allowed) return "BYDAY";
  const bool any = !rule.months.empty() || !rule.weeks.empty() || !rule.year_days.empty() ||
                   !rule.month_days.empty() || !rule.weekdays.empty() || !rule.hours.empty() ||
                   !rule.minutes.empty();
  return rule.positions.empty() || any ? "" : "BYSETPOS";
}

ParsedRule fail(ParsedRule::Trouble trouble, std::string_view detail) {
  ParsedRule out;
  out.trouble = trouble;
  out.detail = std::string(detail.substr(0, 80));
  return out;
}

}  // namespace

bool RecurrenceRule::has_ordinals() const {
  return std::any_of(weekdays.begin(), weekdays.end(), [](auto day) { return day.first != 0; });
}

ParsedRule parse_rule(std::string_view text) {
  using Trouble = ParsedRule::Trouble;
  if (text.size() > kRuleBytes) return fail(Trouble::malformed, text);
  const std::string rule = plain(text);
  std::string_view rest = rule;
  if (rest.starts_with("RRULE:")) rest.remove_prefix(6);
  if (rest.ends_with(';')) rest.remove_suffix(1);
  ParsedRule out;
  std::set<std::string_view> seen;
  while (true) {
    const std::string_view part = rest.substr(0, rest.find(';'));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return fail(Trouble::malformed, part);
    const std::string_view name = part.substr(0, equals), value = part.substr(equals + 1);
    if (!seen.insert(name).second) return fail(Trouble::malformed, part);
    if (is_unsupported(name, value)) return fail(Trouble::unsupported, part);
    if (name != "BYSECOND" && !read_part(name, value, out.rule)) {
      return fail(Trouble::malformed, part);
    }
    if (part.size() == rest.size()) break;
    rest.remove_prefix(part.size() + 1);
  }
  if (seen.count("FREQ") == 0) return fail(Trouble::malformed, "FREQ");
  const std::string_view wrong = misplaced(out.rule);
  if (!wrong.empty()) return fail(Trouble::malformed, wrong);
  return out;
}

void fill_defaults(RecurrenceRule& rule, LocalTime dtstart) {
  const year_month_day date(dtstart.day);
  const int month_day = static_cast<int>(static_cast<unsigned>(date.day()));
  const int week_day = static_cast<int>(std::chrono::weekday(dtstart.day).iso_encoding()) - 1;
  const bool no_days = rule.weekdays.empty() && rule.month_days.empty() && rule.year_days.empty();
  if (rule.frequency == Frequency::weekly && no_days) rule.weekdays.emplace(0, week_day);
  if (rule.frequency == Frequency::monthly && no_days) rule.month_days.insert(month_day);
  if (rule.frequency == Frequency::yearly && no_days) {
    if (!rule.weeks.empty()) {
      rule.weekdays.emplace(0, week_day);
    } else {
      rule.month_days.insert(month_day);
      if (rule.months.empty()) rule.months.insert(static_cast<int>(unsigned(date.month())));
    }
  }
  if (rule.frequency >= Frequency::daily && rule.hours.empty()) {
    rule.hours.insert(dtstart.minute / 60);
  }
  if (rule.frequency >= Frequency::hourly && rule.minutes.empty()) {
    rule.minutes.insert(dtstart.minute % 60);
  }
}

}  // namespace muster::load
