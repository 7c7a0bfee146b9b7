// Random rules against a plain walk over every half hour of the years, which knows the RFC's table
// and nothing of libical.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/random.h"
#include "load/recurrence.h"

namespace muster::load {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

enum Freq { kHourly, kDaily, kWeekly, kMonthly, kYearly };
constexpr const char* kFreqs[] = {"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
constexpr const char* kDays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

// As drawn; all lists may be empty.
struct Drawn {
  Freq freq = kDaily;
  int interval = 1, count = 0, week_start = 0;
  std::optional<local_days> until;
  std::vector<int> months, weeks, year_days, month_days, hours, minutes, positions;
  std::vector<std::pair<int, int>> weekdays;  // ordinal, weekday
};

template <class Part>
void write(std::string& out, const char* name, const std::vector<Part>& parts,
           std::string (*word)(Part)) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out += (i == 0 ? ";" + std::string(name) + "=" : ",") + word(parts[i]);
  }
}

std::string number(int n) { return std::to_string(n); }
std::string weekday(std::pair<int, int> day) {
  return (day.first == 0 ? "" : std::to_string(day.first)) + kDays[day.second];
}

std::string text(const Drawn& r) {
  std::string out = std::string("FREQ=") + kFreqs[r.freq];
  if (r.interval != 1) out += ";INTERVAL=" + number(r.interval);
  if (r.count != 0) out += ";COUNT=" + number(r.count);
  if (r.until) {
    std::string date = iso_date(*r.until);
    date.erase(std::remove(date.begin(), date.end(), '-'), date.end());
    out += ";UNTIL=" + date;
  }
  if (r.week_start != 0) out += std::string(";WKST=") + kDays[r.week_start];
  write(out, "BYMONTH", r.months, number);
  write(out, "BYWEEKNO", r.weeks, number);
  write(out, "BYYEARDAY", r.year_days, number);
  write(out, "BYMONTHDAY", r.month_days, number);
  write(out, "BYDAY", r.weekdays, weekday);
  write(out, "BYHOUR", r.hours, number);
  write(out, "BYMINUTE", r.minutes, number);
  write(out, "BYSETPOS", r.positions, number);
  return out;
}

int year_of(local_days day) { return static_cast<int>(year_month_day(day).year()); }
int month_of(local_days day) {
  return static_cast<int>(static_cast<unsigned>(year_month_day(day).month()));
}
int weekday_of(local_days day) {
  return static_cast<int>((day.time_since_epoch().count() % 7 + 10) % 7);  // 1970-01-01: Thursday
}
bool same_month(local_days a, local_days b) {
  return year_of(a) == year_of(b) && month_of(a) == month_of(b);
}

// The how manyeth day of its kind, from the front (1, 2, …) and from the back (−1, −2, …), where
// `same` tells which days belong to the same period and `step` is one day or seven.
template <class Same>
std::pair<int, int> rank(local_days day, int step, Same same) {
  int front = 1, back = -1;
  for (local_days d = day - days(step); same(d, day); d -= days(step)) ++front;
  for (local_days d = day + days(step); same(d, day); d += days(step)) --back;
  return {front, back};
}

bool names(const std::vector<int>& list, std::pair<int, int> rank) {
  return std::any_of(list.begin(), list.end(),
                     [&](int n) { return n == rank.first || n == rank.second; });
}

local_days monday_of(const Drawn& r, local_days day) {
  while (weekday_of(day) != r.week_start) day -= days(1);
  return day;
}

// A week's year is that of at least four of its days.
int week_year(const Drawn& r, local_days day) { return year_of(monday_of(r, day) + days(3)); }

bool same_year(local_days a, local_days b) { return year_of(a) == year_of(b); }

bool weekday_fits(const Drawn& r, local_days day) {
  return std::any_of(r.weekdays.begin(), r.weekdays.end(), [&](auto wanted) {
    if (wanted.second != weekday_of(day)) return false;
    const bool in_month = r.freq == kMonthly || !r.months.empty();
    const auto ranks = in_month ? rank(day, 7, same_month) : rank(day, 7, same_year);
    return wanted.first == 0 || wanted.first == ranks.first || wanted.first == ranks.second;
  });
}

bool day_fits(const Drawn& r, local_days day, local_days start) {
  if (!r.months.empty() && !names(r.months, {month_of(day), 0})) return false;
  if (!r.weeks.empty()) {
    const auto ranks = rank(
        day, 7, [&](local_days a, local_days b) { return week_year(r, a) == week_year(r, b); });
    if (!names(r.weeks, ranks)) return false;
  }
  if (!r.year_days.empty() && !names(r.year_days, rank(day, 1, same_year))) return false;
  if (!r.month_days.empty() && !names(r.month_days, rank(day, 1, same_month))) return false;
  if (!r.weekdays.empty()) return weekday_fits(r, day);
  if (!r.year_days.empty() || !r.month_days.empty() || r.freq <= kDaily) return true;
  // What the rule leaves open is as at the start.
  if (r.freq == kWeekly || !r.weeks.empty()) return weekday_of(day) == weekday_of(start);
  if (rank(day, 1, same_month).first != rank(start, 1, same_month).first) return false;
  return r.freq == kMonthly || !r.months.empty() || month_of(day) == month_of(start);
}

// Moments in the same period have the same number, the next period's is one more.
int period(const Drawn& r, LocalTime t) {
  const int day = t.day.time_since_epoch().count();
  switch (r.freq) {
    case kHourly: return day * 24 + t.minute / 60;
    case kDaily: return day;
    case kWeekly: return (monday_of(r, t.day).time_since_epoch().count() + 7000) / 7;
    case kMonthly: return year_of(t.day) * 12 + month_of(t.day);
    case kYearly: return r.weeks.empty() ? year_of(t.day) : week_year(r, t.day);
  }
  return 0;
}

bool time_fits(const Drawn& r, int minute, LocalTime start) {
  const bool hour_open = r.freq == kHourly;
  const bool hour = r.hours.empty() ? hour_open || minute / 60 == start.minute / 60
                                    : names(r.hours, {minute / 60, -1});
  const bool of_hour =
      r.minutes.empty() ? minute % 60 == start.minute % 60 : names(r.minutes, {minute % 60, -1});
  return hour && of_hour;
}

std::vector<LocalTime> walk(const Drawn& r, LocalTime start, local_days first, local_days last) {
  std::vector<LocalTime> all;
  for (local_days day = start.day - days(800); day <= last + days(800); day += days(1)) {
    if (!day_fits(r, day, start.day)) continue;
    for (int minute = 0; minute < 1440; minute += 30) {
      if (!time_fits(r, minute, start)) continue;
      if ((period(r, {day, minute}) - period(r, start)) % r.interval == 0) {
        all.push_back({day, minute});
      }
    }
  }
  std::vector<LocalTime> out;
  int counted = 0;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && period(r, all[end]) == period(r, all[begin])) ++end;
    for (std::size_t i = begin; i < end; ++i) {
      const std::pair<int, int> ranks{static_cast<int>(i - begin) + 1,
                                      static_cast<int>(i) - static_cast<int>(end)};
      if (!r.positions.empty() && !names(r.positions, ranks)) continue;
      if (all[i] < start || (r.until && all[i].day > *r.until)) continue;
      if (r.count != 0 && ++counted > r.count) return out;
      if (all[i].day >= first && all[i].day <= last) out.push_back(all[i]);
    }
  }
  return out;
}

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  int between(int low, int high) {
    return low + static_cast<int>(random_.below(static_cast<std::uint32_t>(high - low + 1)));
  }
  bool chance(double p) { return random_.chance(p); }
  // A few of low..high, some of them counted from the end.
  std::vector<int> some(int low, int high, bool from_end) {
    std::vector<int> out(static_cast<std::size_t>(between(1, 4)));
    for (int& n : out) n = between(low, high) * (from_end && chance(0.3) ? -1 : 1);
    return out;
  }
  Drawn rule();

 private:
  void choose_days(Drawn& r);
  Random random_;
};

void Draw::choose_days(Drawn& r) {
  const bool yearly = r.freq == kYearly;
  if (chance(0.3)) r.months = some(1, 12, false);
  if (yearly && chance(0.25)) r.weeks = some(1, 53, true);
  if ((yearly || r.freq == kHourly) && chance(0.2)) r.year_days = some(1, 366, true);
  if (r.freq != kWeekly && chance(0.3)) r.month_days = some(1, 31, true);
  if (!chance(0.5)) return;
  r.weekdays.resize(static_cast<std::size_t>(between(1, 3)));
  const bool ordinals = (r.freq == kMonthly || yearly) && r.weeks.empty();
  const int most = r.freq == kMonthly || !r.months.empty() ? 5 : 53;
  for (auto& [ordinal, day] : r.weekdays) {
    day = between(0, 6);
    if (ordinals && chance(0.5)) ordinal = between(1, most) * (chance(0.3) ? -1 : 1);
  }
}

Drawn Draw::rule() {
  Drawn r;
  r.freq = static_cast<Freq>(between(kHourly, kYearly));
  if (chance(0.5)) r.interval = between(1, 5);
  r.week_start = chance(0.3) ? between(0, 6) : 0;
  choose_days(r);
  if (chance(0.2)) r.hours = some(0, 23, false);
  if (chance(0.2)) r.minutes = chance(0.5) ? std::vector<int>{0, 30} : std::vector<int>{30};
  const bool any = !r.months.empty() || !r.weeks.empty() || !r.year_days.empty() ||
                   !r.month_days.empty() || !r.weekdays.empty() || !r.hours.empty();
  if (any && chance(0.2)) r.positions = some(1, 4, true);
  return r;
}

TEST_CASE("random rules expand to what a walk over the years finds") {
  Draw draw(5545);
  const local_days origin = *parse_date("2016-01-15");
  std::size_t found = 0;
  for (int round = 0; round < 1500; ++round) {
    Drawn rule = draw.rule();
    const LocalTime start{origin + days(draw.between(0, 700)), draw.between(0, 47) * 30};
    if (draw.chance(0.3))
      rule.count = draw.between(1, 40);
    else if (draw.chance(0.3))
      rule.until = start.day + days(draw.between(0, 600));
    const local_days first = start.day + days(draw.between(-30, 500));
    const local_days last = first + days(draw.between(0, 400));
    const Occurrences expanded = expand_recurrence(text(rule), start, {}, first, last, 100'000);
    INFO(text(rule) << " from " << iso_date(start.day) << " " << start.minute << " on "
                    << iso_date(first) << ".." << iso_date(last));
    REQUIRE(expanded.trouble == Occurrences::Trouble::none);
    const bool same = expanded.starts == walk(rule, start, first, last);
    REQUIRE(same);
    found += expanded.starts.size();
  }
  CHECK(found > 10'000);
}

}  // namespace
}  // namespace muster::load
