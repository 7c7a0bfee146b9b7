#include "base/zone_time.h"

#include <date/tz.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

namespace muster {

namespace {

constexpr std::int32_t kDayMinutes = 24 * 60;
constexpr std::int32_t kMostDurationMinutes = 366 * kDayMinutes;
// 32-bit minutes reach a little beyond the year 6000; four digits from 1900 on are what people
// mean.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 5999;

const date::time_zone& zone_of(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

date::local_time<std::chrono::minutes> to_date(LocalTime time) {
  return date::local_time<std::chrono::minutes>(std::chrono::minutes(time.day.time_since_epoch()) +
                                                std::chrono::minutes(time.minute));
}

// Exactly `text` as a number, digits only.
std::optional<int> digits(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
    if (value > std::numeric_limits<int>::max()) return std::nullopt;
  }
  return static_cast<int>(value);
}

// "Z", "+08:00", "-03:30" as minutes.
std::optional<std::int32_t> parse_offset(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = digits(text.substr(1, 2));
  const auto minutes = digits(text.substr(4, 2));
  if (!hours || !minutes || *hours > 18 || *minutes > 59) return std::nullopt;
  const std::int32_t total = *hours * 60 + *minutes;
  return text[0] == '-' ? -total : total;
}

}  // namespace

ZoneTime::ZoneTime() : zone_(nullptr) {}

std::optional<ZoneTime> ZoneTime::find(std::string_view name) {
  // The library throws for names it does not know, and on a machine without tzdata.
  try {
    ZoneTime zone;
    zone.zone_ = date::locate_zone(std::string(name));
    zone.name_ = name;
    return zone;
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

TimePoint ZoneTime::instant(LocalTime time) const {
  const auto local = to_date(time);
  if (zone_ == nullptr) return {static_cast<std::int32_t>(local.time_since_epoch().count())};
  const date::local_info info = zone_of(zone_).get_info(local);
  if (info.result == date::local_info::nonexistent) {
    const auto change = std::chrono::floor<std::chrono::minutes>(info.first.end);
    return {static_cast<std::int32_t>(change.time_since_epoch().count())};
  }
  const std::chrono::seconds utc = local.time_since_epoch() - info.first.offset;
  return {static_cast<std::int32_t>(std::chrono::floor<std::chrono::minutes>(utc).count())};
}

TimePoint ZoneTime::resolve(const DateTime& time) const {
  if (!time.offset_minutes) return instant(time.local);
  return ZoneTime().instant(time.local) - Duration{*time.offset_minutes};
}

LocalTime ZoneTime::local(TimePoint t) const {
  std::chrono::minutes local(t.minutes);
  if (zone_ != nullptr) {
    const auto offset = zone_of(zone_).get_info(date::sys_seconds(local)).offset;
    local = std::chrono::floor<std::chrono::minutes>(local + offset);
  }
  const auto day = std::chrono::floor<std::chrono::days>(local);
  return {std::chrono::local_days(day), static_cast<std::int32_t>((local - day).count())};
}

std::string ZoneTime::iso(TimePoint t) const {
  const LocalTime here = local(t);
  const auto local_minutes =
      std::chrono::minutes(here.day.time_since_epoch()).count() + here.minute;
  const auto offset = static_cast<std::int32_t>(local_minutes - t.minutes);
  const std::int32_t size = std::abs(offset);
  return fmt::format("{}T{:02}:{:02}{}{:02}:{:02}", iso_date(here.day), here.minute / 60,
                     here.minute % 60, offset < 0 ? '-' : '+', size / 60, size % 60);
}

std::string iso_date(std::chrono::local_days day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<std::chrono::local_days> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *year < kFirstYear || *year > kLastYear) return std::nullopt;
  return std::chrono::local_days(date);
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  if (text.size() < 16 || text[10] != 'T') return std::nullopt;
  const auto day = parse_date(text.substr(0, 10));
  const auto minute = parse_clock(text.substr(11, 5));
  if (!day || !minute || *minute > kDayMinutes) return std::nullopt;
  std::string_view rest = text.substr(16);
  if (rest.substr(0, 3) == ":00") rest.remove_prefix(3);
  DateTime result{{*day, *minute}, std::nullopt};
  if (rest.empty()) return result;
  result.offset_minutes = parse_offset(rest);
  if (!result.offset_minutes) return std::nullopt;
  return result;
}

std::optional<std::int32_t> parse_clock(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2) return std::nullopt;
  const auto hours = digits(text.substr(0, colon));
  const auto minutes = digits(text.substr(colon + 1));
  if (!hours || !minutes || text.size() - colon != 3 || *minutes > 59) return std::nullopt;
  const std::int32_t total = *hours * 60 + *minutes;
  if (total > 2 * kDayMinutes) return std::nullopt;
  return total;
}

std::optional<Duration> parse_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int32_t minutes;
  };
  static constexpr Unit kUnits[] = {{"d", kDayMinutes}, {"h", 60}, {"min", 1}};
  const auto is_digit = [](char c) { return '0' <= c && c <= '9'; };
  const auto run = [&](bool of_digits) {
    const auto ends = [&](char c) { return is_digit(c) != of_digits; };
    return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), ends) - text.begin());
  };
  if (text == "0") return Duration{0};
  std::int64_t total = 0;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    const std::size_t n = run(true);
    const auto value = digits(text.substr(0, n));
    if (!value || n > 7) return std::nullopt;
    text.remove_prefix(n);
    const std::size_t m = run(false);
    const std::string_view name = text.substr(0, m);
    while (next_unit < std::size(kUnits) && kUnits[next_unit].name != name) ++next_unit;
    if (next_unit == std::size(kUnits)) return std::nullopt;  // unknown, twice or out of order
    total += std::int64_t{*value} * kUnits[next_unit++].minutes;
    text.remove_prefix(m);
  }
  if (next_unit == 0 || total > kMostDurationMinutes) return std::nullopt;
  return Duration{static_cast<std::int32_t>(total)};
}

std::string to_text(Duration duration) {
  const std::int32_t size = std::abs(duration.minutes);
  std::string text = duration.minutes < 0 ? "-" : "";
  if (size >= kDayMinutes) text += fmt::format("{}d", size / kDayMinutes);
  if (size % kDayMinutes >= 60) text += fmt::format("{}h", size % kDayMinutes / 60);
  if (size % 60 != 0 || size == 0) text += fmt::format("{}min", size % 60);
  return text;
}

}  // namespace muster
