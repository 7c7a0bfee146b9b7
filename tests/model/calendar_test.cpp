#include "model/calendar.h"

#include <catch2/catch.hpp>

namespace muster::model {
namespace {

using std::chrono::local_days;

local_days date(int year, unsigned month, unsigned day) {
  return local_days{std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)};
}

Calendar calendar(const char* zone, local_days first, local_days last) {
  return Calendar(*ZoneTime::find(zone), first, last);
}

TEST_CASE("four weeks have their days, weeks and months") {
  const Calendar c = calendar("Asia/Shanghai", date(2017, 9, 4), date(2017, 10, 1));
  CHECK(c.days() == 28);
  CHECK(c.periods(Period::day) == 28);
  CHECK(c.periods(Period::week) == 4);
  CHECK(c.periods(Period::month) == 2);
  CHECK(c.periods(Period::horizon) == 1);
  CHECK(c.horizon().length() == Duration{28 * 1440});
  CHECK(c.name(Period::day, 0) == "2017-09-04");
  CHECK(c.name(Period::week, 0) == "2017-W36");
  CHECK(c.name(Period::week, 3) == "2017-W39");
  CHECK(c.name(Period::month, 1) == "2017-10");
  CHECK(c.name(Period::horizon, 0) == "2017-09-04/2017-10-01");
}

TEST_CASE("weeks begin on Mondays, also where the horizon does not") {
  const Calendar c = calendar("Asia/Shanghai", date(2017, 9, 7), date(2017, 9, 12));  // Thu–Tue
  CHECK(c.periods(Period::week) == 2);
  CHECK(c.period_of_day(Period::week, 3) == 0);  // Sunday
  CHECK(c.period_of_day(Period::week, 4) == 1);  // Monday
  CHECK(c.name(Period::week, 0) == "2017-W36");
}

TEST_CASE("a week belongs to the year of its Thursday") {
  const Calendar c = calendar("UTC", date(2020, 12, 30), date(2021, 1, 5));
  CHECK(c.name(Period::week, 0) == "2020-W53");
  CHECK(c.name(Period::week, 1) == "2021-W01");
  CHECK(c.periods(Period::month) == 2);
  CHECK(c.name(Period::month, 1) == "2021-01");
}

TEST_CASE("days with a clock change are an hour shorter or longer") {
  const Calendar spring = calendar("Europe/Berlin", date(2017, 3, 25), date(2017, 3, 27));
  CHECK(spring.day(0).length() == Duration{1440});
  CHECK(spring.day(1).length() == Duration{1380});
  CHECK(spring.day(2).length() == Duration{1440});
  const Calendar autumn = calendar("Europe/Berlin", date(2017, 10, 29), date(2017, 10, 29));
  CHECK(autumn.day(0).length() == Duration{1500});
}

TEST_CASE("instants belong to the local day; those outside to the nearest") {
  const Calendar c = calendar("Asia/Shanghai", date(2017, 9, 4), date(2017, 9, 6));
  for (int day = 0; day < 3; ++day) {
    CHECK(c.day_of(c.day(day).from) == day);
    CHECK(c.day_of(c.day(day).until - Duration{1}) == day);
  }
  CHECK(c.day_of(c.horizon().from - Duration{5000}) == 0);
  CHECK(c.day_of(c.horizon().until + Duration{5000}) == 2);
  CHECK(c.period_of(Period::day, c.day(1).from) == 1);
}

}  // namespace
}  // namespace muster::model
