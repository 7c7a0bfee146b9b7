#include "dispatch/steps.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/check.h"
#include "dispatch/content.h"

namespace muster::dispatch {

namespace {

using store::Assignment;
using store::MessageKind;
using store::State;
using store::Transaction;

constexpr std::chrono::minutes ms(Duration d) { return std::chrono::minutes(d.minutes); }

struct Share {
  std::int64_t heads = 0, most = 0;
};

// Heads by need, from what the team was told.
std::map<std::int64_t, Share> shares_of(const Assignment& assignment) {
  std::map<std::int64_t, Share> out;
  for (const Content::Need& need : read_content(assignment).needs) {
    Share& share = out[need.need];
    share.heads += static_cast<std::int64_t>(need.heads.size());
    share.most = need.most;
  }
  return out;
}

// Whether the session's needs can still take this team besides those that come for certain.
bool has_room(Transaction& rows, const Assignment& assignment) {
  auto shares = shares_of(assignment);
  for (const Assignment& other : rows.assignments_of(assignment.session)) {
    const bool comes = other.state == State::accepted || other.state == State::arrived ||
                       other.state == State::done || other.state == State::rated;
    if (!comes || other.id == assignment.id || other.start != assignment.start) continue;
    for (const auto& [need, share] : shares_of(other)) {
      if (const auto mine = shares.find(need); mine != shares.end()) {
        mine->second.heads += share.heads;
      }
    }
  }
  return std::all_of(shares.begin(), shares.end(),
                     [](const auto& each) { return each.second.heads <= each.second.most; });
}

Heard refuse(State state, const Answer& answer) {
  const State asked = answer.accept ? State::accepted : State::declined;
  if (state == asked) return Heard::repeated;
  // Who came has accepted.
  const bool came = state == State::arrived || state == State::done || state == State::rated;
  if (came && answer.accept) return Heard::repeated;
  return state == State::expired ? Heard::late : Heard::over;
}

}  // namespace

void take(Transaction& rows, Assignment& assignment, State to, Instant now, std::string_view who,
          std::string_view why) {
  MUSTER_CHECK(store::may_follow(assignment.state, to), "a step that the table of states lacks");
  rows.add(
      store::Step{0, assignment.id, assignment.state, to, now, std::string(who), std::string(why)});
  assignment.state = to;
  rows.update(assignment);
}

store::Message message_about(const Assignment& about, MessageKind kind, Instant now, Instant due,
                             std::int64_t number) {
  store::Message out;
  out.key = fmt::format("{}/{}/{}/{}", store::word(kind), about.session, about.team, about.plan);
  if (number > 0) out.key += fmt::format("/{}", number);
  out.kind = kind;
  out.assignment = about.id;
  out.team = about.team;
  out.due = due;
  out.created = now;
  return out;
}

bool still_wanted(MessageKind kind, State state) {
  switch (kind) {
    case MessageKind::offer: return state == State::planned || state == State::offered;
    case MessageKind::nudge: return state == State::offered;
    case MessageKind::reminder: return state == State::accepted;
    case MessageKind::superseded: return state == State::superseded;
    case MessageKind::cancelled: return state == State::cancelled;
    case MessageKind::escalation: return true;
  }
  return false;
}

std::optional<Assignment> newest(Transaction& rows, const std::string& session,
                                 const std::string& team) {
  std::optional<Assignment> out;
  for (Assignment& each : rows.assignments_of(session)) {
    if (each.team == team) out = std::move(each);
  }
  return out;
}

std::string_view word(Heard heard) {
  static constexpr std::array<std::string_view, 6> kWords{"taken", "repeated", "late",
                                                          "full",  "over",     "unknown"};
  return kWords[static_cast<std::size_t>(heard)];
}

Heard hear(Transaction& rows, const load::DispatchPolicy& policy, const Answer& answer,
           Instant now) {
  auto found = rows.assignment(answer.assignment);
  if (!found) return Heard::unknown;
  Assignment& assignment = *found;
  const bool calls_off = assignment.state == State::accepted && !answer.accept;
  if (assignment.state != State::offered && !calls_off) return refuse(assignment.state, answer);
  const bool late = assignment.start <= now ||
                    (!calls_off && assignment.deadline.ms > 0 && assignment.deadline < now);
  if (late) return Heard::late;
  if (answer.accept && !has_room(rows, assignment)) return Heard::full;
  take(rows, assignment, answer.accept ? State::accepted : State::declined, now, answer.who,
       answer.why);
  if (!answer.accept) return Heard::taken;
  for (Duration before : policy.reminders) {
    const Instant due = assignment.start - ms(before);
    if (due <= now) continue;
    rows.add(message_about(assignment, MessageKind::reminder, now, due, before.minutes));
  }
  return Heard::taken;
}

void mark_offered(Transaction& rows, const load::DispatchPolicy& policy, Assignment& assignment,
                  Instant now) {
  const auto& times = policy.answers[static_cast<std::size_t>(assignment.priority)];
  assignment.deadline = std::min(now + ms(times.within), assignment.start);
  take(rows, assignment, State::offered, now, "dispatcher", "");
  const Instant nudge = now + ms(times.nudge);
  if (times.nudge.minutes > 0 && nudge < assignment.deadline) {
    rows.add(message_about(assignment, MessageKind::nudge, now, nudge, 1));
  }
}

std::size_t nudge(Transaction& rows, std::string_view session, std::string_view team, Instant now) {
  std::size_t booked = 0;
  for (const Assignment& each : rows.assignments_in(State::offered)) {
    if (!session.empty() && each.session != session) continue;
    if (!team.empty() && each.team != team) continue;
    std::int64_t number = 2;  // one is the nudge that was booked with the offer
    bool under_way = false;
    for (const store::Message& message : rows.messages_of(each.id)) {
      if (message.kind == MessageKind::offer || message.kind == MessageKind::nudge) {
        const bool open = message.state == store::MessageState::waiting ||
                          message.state == store::MessageState::sending;
        under_way = under_way || (open && message.due <= now);
      }
      if (message.kind == MessageKind::nudge) ++number;
    }
    if (under_way || each.start <= now) continue;
    if (rows.add(message_about(each, MessageKind::nudge, now, now, number)) > 0) ++booked;
  }
  return booked;
}

std::size_t expire(Transaction& rows, Instant now, std::size_t limit) {
  auto overdue = rows.overdue(now, limit);
  for (Assignment& assignment : overdue) {
    take(rows, assignment, State::expired, now, "dispatcher", "no answer in time");
  }
  return overdue.size();
}

}  // namespace muster::dispatch
