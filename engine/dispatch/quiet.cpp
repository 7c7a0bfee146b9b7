#include "dispatch/quiet.h"

#include "base/time.h"

namespace muster::dispatch {

namespace {

constexpr std::int32_t kDay = 24 * 60;

// `at`, or the end of these hours.
Instant end_of(const load::QuietHours& hours, const ZoneTime& zone, Instant at) {
  if (hours.from == hours.until) return at;
  const LocalTime local = zone.local(time_point(at));
  const std::int32_t minute = local.minute;
  const bool over_midnight = hours.from > hours.until;
  const bool late = minute >= hours.from, early = minute < hours.until;
  if (over_midnight ? !late && !early : !late || !early) return at;
  LocalTime end{local.day, hours.until};
  if (over_midnight && late) end.minute += kDay;
  const Instant until = instant(zone.instant(end));
  // An hour that comes twice: its end was the first time; this is the second.
  return until > at ? until : at + std::chrono::minutes(end.minute - minute);
}

}  // namespace

Instant not_in_quiet(const load::DispatchPolicy& policy, const ZoneTime& zone,
                     const Concern& concern, Instant at) {
  if (policy.answers[static_cast<std::size_t>(concern.priority)].breaks_quiet) return at;
  Instant until = at;
  // The end of some may lie in others, until none is left: together they are less than a day.
  for (bool moved = true; moved;) {
    moved = false;
    for (const load::QuietHours& hours : policy.quiet) {
      if (!hours.of(concern.team)) continue;
      const Instant end = end_of(hours, zone, until);
      moved |= end > until;
      until = end;
    }
  }
  return concern.start.ms > 0 && concern.start <= until ? at : until;
}

}  // namespace muster::dispatch
