#include "plan/verify_past.h"

namespace muster::plan {

namespace {

using model::PastSession;
using model::Period;

// The first day of the week or month that a day is in.
std::chrono::local_days begin_of(Period period, std::chrono::local_days day) {
  using namespace std::chrono;
  if (period == Period::week) {
    while (weekday(day) != Monday) day -= days(1);
  } else if (period == Period::month) {
    while (year_month_day(day).day() != std::chrono::day(1)) day -= days(1);
  }
  return day;
}

}  // namespace

std::vector<const PastSession*> past_of(const Facts& facts, const Scope& scope, Period period) {
  const Problem& problem = facts.problem;
  const TimePoint first = problem.calendar().horizon().from;
  TimePoint from = first;
  if (scope.spec.has("over")) {
    from = first - scope.spec.get<Duration>("over", {});
  } else if (period == Period::week || period == Period::month) {
    from = problem.zone_time().instant({begin_of(period, problem.calendar().date(0)), 0});
  }
  std::vector<const PastSession*> out;
  const auto tasks = scope.spec.get<model::Selector>("tasks", {});
  for (const PastSession& session : problem.history().sessions) {
    if (session.start < from || session.start >= first) continue;
    if (matches(tasks, problem, problem.history().tasks[session.task])) out.push_back(&session);
  }
  return out;
}

}  // namespace muster::plan
