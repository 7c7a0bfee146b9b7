#include "dispatch/attempts.h"

#include <algorithm>

#include "base/check.h"
#include "dispatch/backoff.h"
#include "dispatch/quiet.h"
#include "dispatch/steps.h"

namespace muster::dispatch {

using store::MessageKind;
using store::MessageState;
using store::State;
using store::Transaction;

namespace {

// Whether the team of an assignment may know of it.
bool may_know(Transaction& rows, const store::Assignment& about) {
  for (const store::Step& step : rows.steps_of(about.id)) {
    if (step.to == State::accepted) return true;  // whoever told it
  }
  for (const store::Message& message : rows.messages_of(about.id)) {
    if (message.kind != MessageKind::offer) continue;
    if (message.state == MessageState::delivered) return true;
    const auto attempts = rows.attempts_of(message.id);
    // One that left no row ended with its process.
    if (attempts.size() < static_cast<std::size_t>(message.attempts)) return true;
    for (const store::Attempt& each : attempts) {
      if (each.delivered != store::Arrival::no) return true;
    }
  }
  return false;
}

}  // namespace

bool tells_of_change(MessageKind kind) {
  return kind == MessageKind::superseded || kind == MessageKind::cancelled;
}

std::string matter_of(const store::Message& message) {
  // The key is kind/session/team/plan, and perhaps more.
  const std::string_view key = message.key;
  const std::size_t session = key.find('/');
  const std::size_t team = session == key.npos ? key.npos : key.find('/', session + 1);
  const std::size_t plan = team == key.npos ? key.npos : key.find('/', team + 1);
  if (plan == key.npos) return message.key;
  return std::string(key.substr(session + 1, plan - session - 1));
}

std::vector<std::int64_t> drop_unwanted(Transaction& rows, std::int64_t assignment) {
  std::vector<std::int64_t> out;
  const State state = rows.assignment(assignment)->state;
  for (store::Message& message : rows.messages_of(assignment)) {
    if (message.state != MessageState::waiting || still_wanted(message.kind, state)) continue;
    message.state = MessageState::dropped;
    rows.update(message);
    out.push_back(message.id);
  }
  return out;
}

Instant appointed(const store::Message& message) {
  return message.due > message.created ? message.due : Instant{0};
}

Instant may_go(const store::Message& message, Instant now) {
  if (message.created > now) return appointed(message);
  return std::max(message.due, message.not_before);
}

Intent begin_attempt(Transaction& rows, const load::DispatchPolicy& policy, const ZoneTime& zone,
                     std::int64_t id, Instant now) {
  Intent out;
  const auto message = rows.message(id);
  MUSTER_CHECK(message.has_value(), "a message that is gone");
  out.message = *message;
  if (out.message.state != MessageState::waiting) return out;
  if (out.message.assignment > 0) {
    out.assignment = *rows.assignment(out.message.assignment);
    const bool begun = out.assignment.start <= now;
    const bool missed = out.message.kind == MessageKind::offer && begun;
    if (missed && out.assignment.state == State::planned) {
      take(rows, out.assignment, State::cancelled, now, "dispatcher",
           "it began before it was sent");
    }
    const bool known = !tells_of_change(out.message.kind) || may_know(rows, out.assignment);
    if (!still_wanted(out.message.kind, out.assignment.state) || missed || !known) {
      out.message.state = MessageState::dropped;
      rows.update(out.message);
      return out;
    }
    const Instant allowed = not_in_quiet(
        policy, zone, {out.message.team, out.assignment.priority, out.assignment.start}, now);
    if (allowed > now) {
      out.later = allowed;
      return out;
    }
    if (out.assignment.state == State::planned) mark_offered(rows, policy, out.assignment, now);
  }
  out.message.state = MessageState::sending;
  ++out.message.attempts;
  rows.update(out.message);
  out.wanted = true;
  return out;
}

Settled settle_attempt(const store::Message& message, const Delivery& delivery,
                       const load::DispatchPolicy& policy, Random& random, Instant now) {
  Settled out{message, std::nullopt};
  store::Message& after = out.message;
  after.error = delivery.result == Delivery::Result::delivered ? "" : delivery.outcome;
  if (delivery.result == Delivery::Result::delivered) {
    after.state = MessageState::delivered;
  } else if (delivery.result == Delivery::Result::never || after.attempts >= policy.attempts) {
    after.state = MessageState::dead;
  } else {
    after.state = MessageState::waiting;
    after.not_before = now + back_off(after.attempts, delivery.retry_after, random);
    out.again = after.not_before;
  }
  return out;
}

void write_settled(Transaction& rows, Settled& settled, Instant now) {
  store::Message& message = settled.message;
  auto about = message.assignment > 0 ? rows.assignment(message.assignment) : std::nullopt;
  if (about && settled.again && !still_wanted(message.kind, about->state)) {
    message.state = MessageState::dropped;
    settled.again.reset();
  }
  rows.update(message);
  const bool unreached = message.kind == MessageKind::offer && message.state == MessageState::dead;
  if (about && unreached && about->state == State::offered) {
    take(rows, *about, State::expired, now, "dispatcher", kNotReached);
  }
}

void recover(Transaction& rows) {
  for (store::Message& message : rows.messages_in(MessageState::sending)) {
    message.state = MessageState::waiting;
    rows.update(message);
  }
}

}  // namespace muster::dispatch
