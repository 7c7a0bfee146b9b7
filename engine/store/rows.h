// What is kept, row by row. Ids of sessions, teams and heads are those of the workspace's files.
// No contact is kept here: addresses are looked up in the workspace when a message leaves.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "store/states.h"

namespace muster::store {

inline constexpr std::int64_t kDayMs = std::int64_t{24} * 60 * 60 * 1000;

// A published plan.
struct PlanRow {
  std::int64_t version = 0;  // 1, 2, …; given by the store
  Instant at;
  std::string inputs;    // of the workspace it was made for: "sha256:…"
  std::string digest;    // of the document
  std::string document;  // plan.json; empty: thinned out
  friend bool operator==(const PlanRow&, const PlanRow&) = default;
};

// What one team is asked to do in one session. At most one of a (session, team, start) is open: the
// next horizon may use the same id for another occurrence.
struct Assignment {
  std::int64_t id = 0;  // given by the store
  std::string session, team;
  State state = State::planned;
  std::int64_t plan = 0;  // version of the plan that made it
  Instant start, end;
  Instant deadline;           // an answer must come before; zero: not offered yet
  std::int32_t priority = 0;  // model::Priority
  std::int32_t nudges = 0;    // how often the team was asked again
  std::string content;        // JSON: what the team is told; see dispatch/assignments.h
  // Declined or expired, and somebody else was asked or the coordinator told.
  bool settled = false;
  friend bool operator==(const Assignment&, const Assignment&) = default;
};

// One step of an assignment. Never deleted before its assignment is, and changed only to take
// people's names and reasons out of it.
struct Step {
  std::int64_t id = 0;  // given by the store
  std::int64_t assignment = 0;
  State from = State::planned, to = State::planned;
  Instant at;
  std::string who;  // "planner", "dispatcher", "team:shock-brigade", "coordinator", …
  std::string why;  // a team's reason, a rule's id; may be empty
  friend bool operator==(const Step&, const Step&) = default;
};

enum class MessageKind { offer, nudge, reminder, superseded, cancelled, escalation };
enum class MessageState {
  waiting,    // to be sent when due
  sending,    // the intent: a channel may have it already
  delivered,  // the channel said so
  dead,       // given up; a person decides
  dropped,    // not needed any more
};
inline constexpr int kMessageKinds = 6, kMessageStates = 5;
std::string_view word(MessageKind kind);
std::string_view word(MessageState state);

// One message of the outbox.
struct Message {
  std::int64_t id = 0;  // given by the store
  // The same over all attempts and restarts: webhook-id, Message-ID and UID are made from it.
  std::string key;
  MessageKind kind = MessageKind::offer;
  MessageState state = MessageState::waiting;
  std::int64_t assignment = 0;  // zero: about none (an escalation to the coordinator)
  std::string team;             // to whom; empty: the coordinator
  std::int32_t attempts = 0;
  Instant due;         // when it is to be sent; the order in which a team's messages go
  Instant not_before;  // the next attempt, after one that failed; else zero
  Instant created;
  std::string body;   // JSON that is added to the assignment's content; may be empty
  std::string error;  // of the last attempt
  friend bool operator==(const Message&, const Message&) = default;
};

// Whether whoever is behind the channel has it; perhaps: it broke off after it had begun.
enum class Arrival { no, yes, perhaps };

// One try to deliver a message.
struct Attempt {
  std::int64_t id = 0;  // given by the store
  std::int64_t message = 0;
  Instant at;
  std::int32_t took_ms = 0;
  Arrival delivered = Arrival::no;
  std::string outcome;  // "200", "timeout", "refused: …"; no addresses, no secrets
  friend bool operator==(const Attempt&, const Attempt&) = default;
};

// Who may dispatch. The fence grows with every change of holder: a holder with an old one was
// replaced and must stop.
struct Lease {
  std::string holder;
  std::int64_t fence = 0;
  Instant until;
  friend bool operator==(const Lease&, const Lease&) = default;
};

// See Transaction::mark.
struct Mark {
  std::string name;
  Instant at;
  friend bool operator==(const Mark&, const Mark&) = default;
};

// One head's service in one occurrence of a session.
struct Service {
  std::string session, team, head;
  Instant start;            // of the session, as it was planned
  Instant arrived, left;    // zero: not yet
  std::int32_t rating = 0;  // 1 to 5; zero: none
  bool absent = false;
  bool closed_by_clock = false;  // nobody checked out: the planned end was taken
  std::string recorder, verifier;
  friend bool operator==(const Service&, const Service&) = default;
};

}  // namespace muster::store
