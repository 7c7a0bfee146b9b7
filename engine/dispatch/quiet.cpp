#include "dispatch/quiet.h"

#include "base/time.h"

namespace muster::dispatch {

namespace {

constexpr std::int32_t kDay = 24 * 60;

}  // namespace

Instant not_in_quiet(const load::DispatchPolicy& policy, const ZoneTime& zone,
                     std::int32_t priority, Instant session_start, Instant at) {
  if (policy.quiet_from == policy.quiet_until) return at;
  if (policy.answers[static_cast<std::size_t>(priority)].breaks_quiet) return at;
  const LocalTime local = zone.local(time_point(at));
  const std::int32_t minute = local.minute;
  const bool over_midnight = policy.quiet_from > policy.quiet_until;
  const bool late = minute >= policy.quiet_from, early = minute < policy.quiet_until;
  if (over_midnight ? !late && !early : !late || !early) return at;
  LocalTime end{local.day, policy.quiet_until};
  if (over_midnight && late) end.minute += kDay;
  Instant until = instant(zone.instant(end));
  // An hour that comes twice: its end was the first time; this is the second.
  if (until <= at) until = at + std::chrono::minutes(end.minute - minute);
  return session_start.ms > 0 && session_start <= until ? at : until;
}

}  // namespace muster::dispatch
