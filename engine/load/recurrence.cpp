#include "load/recurrence.h"

#include <algorithm>

#include "load/recurrence_days.h"
#include "load/recurrence_rule.h"

namespace muster::load {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using Trouble = Occurrences::Trouble;

constexpr int kDayMinutes = 24 * 60;
// What a rule with COUNT may walk through before `first`, and any rule altogether.
constexpr std::size_t kDaysWalked = 10'000;
constexpr std::size_t kTimesWalked = 2'000'000;

// Walks the days of one rule and keeps what is asked for.
class Expansion {
 public:
  Expansion(const RecurrenceRule& rule, LocalTime dtstart, std::vector<local_days> except,
            local_days first, local_days last, std::size_t limit, Occurrences& out)
      : rule_(rule),
        dtstart_(dtstart),
        first_(first),
        last_(last),
        limit_(limit),
        out_(out),
        except_(std::move(except)),
        base_period_(period_of(rule, dtstart)) {
    std::sort(except_.begin(), except_.end());
  }

  void run() {
    // COUNT has to see everything from the start on, else only the horizon matters.
    local_days from = rule_.count ? dtstart_.day : std::max(dtstart_.day, first_);
    local_days until = last_;
    if (from > until) return;
    if (!rule_.positions.empty()) {
      from = period_begin(rule_, from);
      until = period_end(rule_, until);
    }
    const auto take = [this](local_days day) { return take_day(day); };
    if (!each_day_of(rule_, from, until, take)) return stop(Trouble::unsupported, "");
    flush();
  }

 private:
  void stop(Trouble trouble, std::string detail) {
    out_.trouble = trouble;
    out_.detail = std::move(detail);
    ended_ = true;
  }

  // All take_ functions: false when nothing more is wanted.
  bool take_day(local_days day) {
    if (++days_walked_ > kDaysWalked) stop(Trouble::too_many, rule_.count ? "COUNT" : "");
    if (ended_) return false;
    if (rule_.frequency >= Frequency::daily) {
      if ((period_of(rule_, {day, 0}) - base_period_) % rule_.interval != 0) return true;
      for (int hour : rule_.hours) take_minutes(day, hour);
    } else if (rule_.frequency == Frequency::hourly) {
      for (int hour = 0; hour < 24; ++hour) {
        const bool in_turn =
            (period_of(rule_, {day, hour * 60}) - base_period_) % rule_.interval == 0;
        if (in_turn && keeps(rule_.hours, hour)) take_minutes(day, hour);
      }
    } else {
      take_every_minute(day);
    }
    return !ended_;
  }

  static bool keeps(const std::set<int>& list, int n) { return list.empty() || list.count(n) != 0; }

  void take_minutes(local_days day, int hour) {
    for (int minute : rule_.minutes) take({day, hour * 60 + minute});
  }

  void take_every_minute(local_days day) {
    const std::int64_t behind = (period_of(rule_, {day, 0}) - base_period_) % rule_.interval;
    const std::int64_t begin = behind == 0 ? 0 : (behind > 0 ? rule_.interval - behind : -behind);
    for (std::int64_t m = begin; m < kDayMinutes && !ended_; m += rule_.interval) {
      const int minute = static_cast<int>(m);
      if (keeps(rule_.hours, minute / 60) && keeps(rule_.minutes, minute % 60)) {
        take({day, minute});
      }
    }
  }

  void take(LocalTime t) {
    if (ended_) return;
    if (++times_walked_ > kTimesWalked) return stop(Trouble::too_many, rule_.count ? "COUNT" : "");
    if (rule_.positions.empty()) return keep(t);
    if (!group_.empty() && period_of(rule_, group_.front()) != period_of(rule_, t)) flush();
    group_.push_back(t);
  }

  // BYSETPOS: of a whole period, those at the positions.
  void flush() {
    const int size = static_cast<int>(group_.size());
    for (int i = 0; i < size && !ended_; ++i) {
      if (listed(rule_.positions, i + 1, size)) keep(group_[static_cast<std::size_t>(i)]);
    }
    group_.clear();
  }

  void keep(LocalTime t) {
    if (t < dtstart_) return;
    ++counted_;
    if ((rule_.count && counted_ > *rule_.count) || (rule_.until && t > *rule_.until)) {
      ended_ = true;
      return;
    }
    if (t.day > last_) {
      ended_ = true;
      return;
    }
    if (t.day < first_ || std::binary_search(except_.begin(), except_.end(), t.day)) return;
    if (out_.starts.size() >= limit_) return stop(Trouble::too_many, "");
    out_.starts.push_back(t);
  }

  const RecurrenceRule& rule_;
  const LocalTime dtstart_;
  const local_days first_, last_;
  const std::size_t limit_;
  Occurrences& out_;
  std::vector<local_days> except_;
  const std::int64_t base_period_;
  std::vector<LocalTime> group_;
  std::int64_t counted_ = 0;
  std::size_t days_walked_ = 0, times_walked_ = 0;
  bool ended_ = false;
};

// libical's calendar ends in 2582, and no plan begins before 1900.
bool in_range(local_days day) {
  const std::chrono::year year = std::chrono::year_month_day(day).year();
  return year >= std::chrono::year(1900) && year <= std::chrono::year(2500);
}

}  // namespace

Occurrences expand_recurrence(const std::string& rrule, LocalTime dtstart,
                              const std::vector<local_days>& except, local_days first,
                              local_days last, std::size_t limit, const ZoneTime& zone) {
  Occurrences out;
  ParsedRule parsed = parse_rule(rrule);
  if (parsed.trouble != ParsedRule::Trouble::none) {
    const bool malformed = parsed.trouble == ParsedRule::Trouble::malformed;
    out.trouble = malformed ? Trouble::malformed : Trouble::unsupported;
    out.detail = std::move(parsed.detail);
    return out;
  }
  if (!in_range(dtstart.day) || !in_range(first) || !in_range(last)) {
    out.trouble = Trouble::unsupported;
    out.detail = iso_date(in_range(dtstart.day) ? last : dtstart.day);
    return out;
  }
  dtstart.day += days(dtstart.minute / kDayMinutes);
  dtstart.minute %= kDayMinutes;
  RecurrenceRule& rule = parsed.rule;
  fill_defaults(rule, dtstart);
  if (rule.until && rule.until_utc) rule.until = zone.local(ZoneTime().instant(*rule.until));
  Expansion(rule, dtstart, except, first, last, limit, out).run();
  return out;
}

}  // namespace muster::load
