#include "dispatch/attendance.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "dispatch/content.h"
#include "dispatch/steps.h"

namespace muster::dispatch {

namespace {

using store::Assignment;
using store::Service;
using store::State;
using store::Transaction;

constexpr std::chrono::hours kEarliest{24};

bool note(Service& service, const Attendance& attendance) {
  const Service before = service;
  switch (attendance.mark) {
    case Mark::arrive:
      service.absent = false;
      if (service.arrived.ms == 0) service.arrived = attendance.at;
      break;
    case Mark::leave:
      service.absent = false;
      if (service.left.ms == 0 || service.closed_by_clock) service.left = attendance.at;
      service.closed_by_clock = false;
      break;
    case Mark::absent:
      service.absent = true;
      service.arrived = service.left = {0};
      break;
  }
  return !(service == before);
}

}  // namespace

std::optional<Assignment> attended(Transaction& rows, const std::string& session,
                                   const std::string& team, Instant at) {
  const auto rank = [at](const Assignment& each) {
    const bool near = each.start <= at + kEarliest;
    return std::pair(near, near ? each.start.ms : -each.start.ms);
  };
  std::optional<Assignment> out;
  for (Assignment& each : rows.assignments_of(session)) {
    const bool live = each.state == State::offered || each.state == State::accepted ||
                      each.state == State::arrived || each.state == State::done ||
                      each.state == State::rated || each.state == State::absent;
    if (each.team != team || !live) continue;
    if (!out || rank(each) >= rank(*out)) out = std::move(each);
  }
  return out;
}

std::map<std::string, Service> services_of(Transaction& rows, const Assignment& assignment) {
  std::map<std::string, Service> out;
  for (Service& each : rows.services_of(assignment.session)) {
    const bool same = each.team == assignment.team && each.start == assignment.start;
    if (same) out.emplace(each.head, std::move(each));
  }
  return out;
}

void follow(Transaction& rows, Assignment& assignment, const std::string& who, Instant now) {
  const auto services = services_of(rows, assignment);
  const auto heads = heads_of(assignment);
  std::size_t came = 0, left = 0, absent = 0;
  for (const auto& [head, service] : services) {
    came += service.arrived.ms > 0 || service.left.ms > 0;
    left += service.left.ms > 0;
    absent += service.absent;
  }
  if (came > 0 && assignment.state == State::offered) {
    take(rows, assignment, State::accepted, now, who, "came");
  }
  if (came > 0 && assignment.state == State::accepted) {
    take(rows, assignment, State::arrived, now, who, "");
  }
  if (came > 0 && came == left && left + absent >= heads.size() &&
      assignment.state == State::arrived) {
    take(rows, assignment, State::done, now, who, "");
  }
  if (came == 0 && absent >= heads.size() && assignment.state == State::accepted) {
    take(rows, assignment, State::absent, now, who, "");
  }
}

std::string_view word(Marked marked) {
  static constexpr std::array<std::string_view, 4> kWords{"noted", "repeated", "unknown",
                                                          "too-early"};
  return kWords[static_cast<std::size_t>(marked)];
}

std::vector<std::string> heads_of(const Assignment& assignment) {
  std::vector<std::string> out;
  for (const Content::Head& head : read_content(assignment).heads()) out.push_back(head.id);
  return out;
}

Marked attend(Transaction& rows, const Attendance& attendance, Instant now) {
  auto assignment = attended(rows, attendance.session, attendance.team, attendance.at);
  if (!assignment) return Marked::unknown;
  const bool ends_first = attendance.mark == Mark::leave && attendance.at <= assignment->start;
  if (now + kEarliest < assignment->start || ends_first) return Marked::too_early;
  auto heads = heads_of(*assignment);
  if (!attendance.head.empty()) {
    if (std::find(heads.begin(), heads.end(), attendance.head) == heads.end()) {
      return Marked::unknown;
    }
    heads = {attendance.head};
  }
  const bool calls_off = attendance.mark == Mark::absent && attendance.head.empty() &&
                         assignment->state == State::accepted && now < assignment->start;
  if (calls_off) {
    take(rows, *assignment, State::declined, now, attendance.who, "absent");
    return Marked::noted;
  }
  auto services = services_of(rows, *assignment);
  bool changed = false;
  for (const std::string& head : heads) {
    Service& service = services[head];
    const bool fresh = service.head.empty();
    service.session = assignment->session;
    service.team = assignment->team;
    service.head = head;
    service.start = assignment->start;
    // Whoever leaves without having checked in came in time.
    if (attendance.mark == Mark::leave && service.arrived.ms == 0) {
      service.arrived = std::min(assignment->start, attendance.at);
    }
    const bool noted = note(service, attendance);
    if (!noted && !fresh) continue;
    service.recorder = attendance.who;
    service.verifier.clear();
    rows.put(service);
    changed = true;
  }
  if (!changed) return Marked::repeated;
  follow(rows, *assignment, attendance.who, now);
  return Marked::noted;
}

Marked rate(Transaction& rows, const std::string& session, const std::string& team,
            std::int32_t rating, const std::string& who, Instant now) {
  auto assignment = attended(rows, session, team, now);
  if (!assignment || (assignment->state != State::done && assignment->state != State::rated)) {
    return Marked::unknown;
  }
  bool changed = false;
  for (auto& [head, service] : services_of(rows, *assignment)) {
    if (service.absent || service.rating == rating) continue;
    service.rating = rating;
    rows.put(service);
    changed = true;
  }
  if (assignment->state == State::done) {
    take(rows, *assignment, State::rated, now, who, std::to_string(rating));
  }
  return changed ? Marked::noted : Marked::repeated;
}

Marked confirm(Transaction& rows, const std::string& session, const std::string& team,
               const std::string& who, Instant now) {
  auto assignment = attended(rows, session, team, now);
  bool any = false, changed = false;
  if (assignment) {
    for (auto& [head, service] : services_of(rows, *assignment)) {
      if (service.recorder == who) continue;
      any = true;
      if (service.verifier == who) continue;
      service.verifier = who;
      rows.put(service);
      changed = true;
    }
  }
  return !any ? Marked::unknown : changed ? Marked::noted : Marked::repeated;
}

std::size_t close_forgotten(Transaction& rows, Instant now) {
  std::size_t closed = 0;
  for (Assignment& assignment : rows.assignments_in(State::arrived)) {
    if (assignment.end + kPatience > now) continue;
    for (auto& [head, service] : services_of(rows, assignment)) {
      if (service.absent || service.left.ms > 0) continue;
      service.left = std::max(assignment.end, service.arrived);
      service.closed_by_clock = true;
      rows.put(service);
    }
    take(rows, assignment, State::done, now, "clock", "nobody checked out");
    ++closed;
  }
  return closed;
}

}  // namespace muster::dispatch
