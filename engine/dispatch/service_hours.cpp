#include "dispatch/service_hours.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "dispatch/attendance.h"

namespace muster::dispatch {

namespace {

using load::AttendanceRow;
using model::Turnout;
using store::Service;
using store::Transaction;

constexpr Duration kLate{10};

Turnout turnout_of(const Service& service) {
  if (service.absent) return Turnout::absent;
  const bool late = time_point(service.arrived) - time_point(service.start) > kLate;
  return late ? Turnout::late : Turnout::present;
}

AttendanceRow row_of(const Service& service, const ZoneTime& zone) {
  const auto local = [&zone](Instant at) { return zone.local(time_point(at)); };
  AttendanceRow row;
  row.session = service.session;
  row.team = service.team;
  row.head = service.head;
  row.start = local(service.start);
  row.turnout = turnout_of(service);
  row.rating = service.rating;
  row.recorder = service.recorder;
  row.verifier = service.verifier;
  row.closed_by_clock = service.closed_by_clock;
  if (service.absent) row.minutes = 0;
  if (service.arrived.ms > 0) row.arrived = local(service.arrived);
  if (service.left.ms > 0) {
    row.left = local(service.left);
    row.minutes = minutes_of(service);
  }
  return row;
}

// Whether who served left later than anybody expects: whoever verifies looks at it.
bool left_late(const std::vector<store::Assignment>& of_session, const Service& service) {
  if (service.closed_by_clock || service.left.ms == 0) return false;
  for (const store::Assignment& each : of_session) {
    const bool this_one = each.team == service.team && each.start == service.start;
    if (this_one) return service.left > each.end + kPatience;
  }
  return false;
}

}  // namespace

std::vector<AttendanceRow> service_hours(Transaction& rows, const model::Problem& problem,
                                         std::optional<std::chrono::local_days> from,
                                         std::optional<std::chrono::local_days> until) {
  std::map<std::string, std::string_view> names;
  for (const model::Person& person : problem.people()) names.emplace(person.id, person.name);
  std::vector<AttendanceRow> out;
  std::vector<store::Assignment> of_session;  // of the one at hand: services come by session
  for (const Service& service : rows.services()) {
    AttendanceRow row = row_of(service, problem.zone_time());
    if ((from && row.start->day < *from) || (until && row.start->day > *until)) continue;
    if (of_session.empty() || of_session.front().session != service.session) {
      of_session = rows.assignments_of(service.session);
    }
    row.left_late = left_late(of_session, service);
    if (const auto name = names.find(row.head); name != names.end()) row.name = name->second;
    out.push_back(std::move(row));
  }
  std::sort(out.begin(), out.end(), [](const AttendanceRow& a, const AttendanceRow& b) {
    return std::tie(a.start, a.session, a.head) < std::tie(b.start, b.session, b.head);
  });
  return out;
}

}  // namespace muster::dispatch
