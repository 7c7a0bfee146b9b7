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
    if (!still_wanted(out.message.kind, out.assignment.state) || missed) {
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

void recover(Transaction& rows) {
  for (store::Message& message : rows.messages_in(MessageState::sending)) {
    message.state = MessageState::waiting;
    rows.update(message);
  }
}

}  // namespace muster::dispatch
