#include "store/schema.h"

namespace muster::store {

namespace {

// States and kinds are the positions of their words in rows.h and states.h.
constexpr const char* kMigrations[] = {
    // 0 → 1
    R"sql(
CREATE TABLE plans (
  version INTEGER PRIMARY KEY, at INTEGER NOT NULL, inputs TEXT NOT NULL, digest TEXT NOT NULL,
  document TEXT NOT NULL) STRICT;
CREATE TABLE assignments (
  id INTEGER PRIMARY KEY, session TEXT NOT NULL, team TEXT NOT NULL, state INTEGER NOT NULL,
  plan INTEGER NOT NULL REFERENCES plans(version), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  deadline INTEGER NOT NULL, priority INTEGER NOT NULL, nudges INTEGER NOT NULL,
  content TEXT NOT NULL, settled INTEGER NOT NULL) STRICT;
CREATE INDEX assignments_by_session ON assignments(session);
CREATE INDEX assignments_by_state ON assignments(state, deadline);
-- Offered work is never open twice for the same team, whatever a program does.
CREATE UNIQUE INDEX assignments_open ON assignments(session, team) WHERE state IN (0, 1, 2, 5);
CREATE INDEX assignments_refused ON assignments(id) WHERE state IN (3, 4) AND settled = 0;
CREATE TABLE steps (
  id INTEGER PRIMARY KEY, assignment INTEGER NOT NULL REFERENCES assignments(id),
  "from" INTEGER NOT NULL, "to" INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL,
  why TEXT NOT NULL) STRICT;
CREATE INDEX steps_by_assignment ON steps(assignment);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, state INTEGER NOT NULL,
  assignment INTEGER NOT NULL, team TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  created INTEGER NOT NULL, body TEXT NOT NULL, error TEXT NOT NULL) STRICT;
CREATE INDEX messages_by_assignment ON messages(assignment);
-- Delivered ones are the many: only the others are looked for by state.
CREATE INDEX messages_undelivered ON messages(state, id) WHERE state <> 2;
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES messages(id), at INTEGER NOT NULL,
  took_ms INTEGER NOT NULL, delivered INTEGER NOT NULL, outcome TEXT NOT NULL) STRICT;
CREATE INDEX attempts_by_message ON attempts(message);
CREATE TABLE lease (
  one INTEGER PRIMARY KEY CHECK (one = 0), holder TEXT NOT NULL, fence INTEGER NOT NULL,
  until INTEGER NOT NULL) STRICT;
CREATE TABLE services (
  session TEXT NOT NULL, team TEXT NOT NULL, head TEXT NOT NULL, arrived INTEGER NOT NULL,
  "left" INTEGER NOT NULL, rating INTEGER NOT NULL, absent INTEGER NOT NULL,
  closed_by_clock INTEGER NOT NULL, recorder TEXT NOT NULL, verifier TEXT NOT NULL,
  PRIMARY KEY (session, head)) STRICT, WITHOUT ROWID;
)sql",
    // 1 → 2
    R"sql(
CREATE TABLE marks (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql",
    // 2 → 3: a session's id may come again in a later horizon.
    R"sql(
DROP INDEX assignments_open;
CREATE UNIQUE INDEX assignments_open ON assignments(session, team, start)
  WHERE state IN (0, 1, 2, 5);
ALTER TABLE services RENAME TO services_before;
CREATE TABLE services (
  session TEXT NOT NULL, team TEXT NOT NULL, head TEXT NOT NULL, start INTEGER NOT NULL,
  arrived INTEGER NOT NULL, "left" INTEGER NOT NULL, rating INTEGER NOT NULL,
  absent INTEGER NOT NULL, closed_by_clock INTEGER NOT NULL, recorder TEXT NOT NULL,
  verifier TEXT NOT NULL, PRIMARY KEY (session, start, head)) STRICT, WITHOUT ROWID;
INSERT INTO services
  SELECT s.session, s.team, s.head,
         coalesce((SELECT a.start FROM assignments a
                   WHERE a.session = s.session AND a.team = s.team AND a.state IN (1, 2, 5, 6, 7, 8)
                   ORDER BY a.id DESC LIMIT 1), s.arrived),
         s.arrived, s."left", s.rating, s.absent, s.closed_by_clock, s.recorder, s.verifier
  FROM services_before s;
DROP TABLE services_before;
)sql",
};

}  // namespace

std::span<const char* const> migrations() { return kMigrations; }

}  // namespace muster::store
