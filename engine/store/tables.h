// The rows of a SQLite connection: one prepared statement for each question. Inside the room only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/check.h"
#include "store/statement.h"
#include "store/store.h"

namespace muster::store {

template <class Row, class... Columns>
std::optional<Row> first(Statement& statement, Columns Row::*... columns) {
  if (!statement.step()) return std::nullopt;
  Row row;
  (statement.get(row.*columns), ...);
  statement.close();
  return row;
}

template <class Row, class... Columns>
std::vector<Row> every(Statement& statement, Columns Row::*... columns) {
  std::vector<Row> rows;
  while (statement.step()) {
    Row& row = rows.emplace_back();
    (statement.get(row.*columns), ...);
  }
  return rows;
}

// The columns of each table, in the order of the SELECTs.
inline constexpr auto kPlan = std::tuple(&PlanRow::version, &PlanRow::at, &PlanRow::inputs,
                                         &PlanRow::digest, &PlanRow::document);
inline constexpr auto kPlanHead =
    std::tuple(&PlanRow::version, &PlanRow::at, &PlanRow::inputs, &PlanRow::digest);
inline constexpr auto kAssignment = std::tuple(
    &Assignment::id, &Assignment::session, &Assignment::team, &Assignment::state, &Assignment::plan,
    &Assignment::start, &Assignment::end, &Assignment::deadline, &Assignment::priority,
    &Assignment::nudges, &Assignment::content, &Assignment::settled);
inline constexpr auto kStep = std::tuple(&Step::id, &Step::assignment, &Step::from, &Step::to,
                                         &Step::at, &Step::who, &Step::why);
inline constexpr auto kMessage =
    std::tuple(&Message::id, &Message::key, &Message::kind, &Message::state, &Message::assignment,
               &Message::team, &Message::attempts, &Message::due, &Message::not_before,
               &Message::created, &Message::body, &Message::error);
inline constexpr auto kAttempt =
    std::tuple(&Attempt::id, &Attempt::message, &Attempt::at, &Attempt::took_ms,
               &Attempt::delivered, &Attempt::outcome);
inline constexpr auto kLease = std::tuple(&Lease::holder, &Lease::fence, &Lease::until);
inline constexpr auto kService =
    std::tuple(&Service::session, &Service::team, &Service::head, &Service::start,
               &Service::arrived, &Service::left, &Service::rating, &Service::absent,
               &Service::closed_by_clock, &Service::recorder, &Service::verifier);

#define ASSIGNMENT_COLUMNS                                                                       \
  "SELECT id, session, team, state, plan, start, \"end\", deadline, priority, nudges, content, " \
  "settled "                                                                                     \
  "FROM assignments "
#define MESSAGE_COLUMNS                                                                       \
  "SELECT id, key, kind, state, assignment, team, attempts, due, not_before, created, body, " \
  "error FROM "                                                                               \
  "messages "

template <class Row, class Columns>
auto one_row(Statement& statement, const Columns& columns) {
  return std::apply([&](auto... column) { return first<Row>(statement, column...); }, columns);
}
template <class Row, class Columns>
auto all_rows(Statement& statement, const Columns& columns) {
  return std::apply([&](auto... column) { return every<Row>(statement, column...); }, columns);
}
// Binds all columns of a row, the first one too when `whole`.
template <class Row, class Columns>
Statement& bind_row(Statement& statement, const Row& row, const Columns& columns) {
  return std::apply([&](auto... column) -> Statement& { return statement.with(row.*column...); },
                    columns);
}

// The statements of one connection.
class Tables final : public Transaction {
 public:
  explicit Tables(sqlite3* database) : database_(database) {}

  std::int64_t add(const PlanRow& row) override {
    return insert(add_plan_, without_id(row, &PlanRow::version), kPlan);
  }
  std::optional<PlanRow> latest_plan() override {
    return one_row<PlanRow>(latest_plan_.with(), kPlan);
  }
  std::optional<PlanRow> latest_head() override {
    return one_row<PlanRow>(latest_head_.with(), kPlanHead);
  }
  std::optional<PlanRow> plan(std::int64_t version) override {
    return one_row<PlanRow>(plan_.with(version), kPlan);
  }
  void update(const PlanRow& row) override {
    bind_row(update_plan_, row, kPlan).run();
    MUSTER_CHECK(sqlite3_changes(database_) == 1, "no such plan");
  }
  std::size_t thin_plans(Instant since) override {
    thin_plans_.with(since, kDayMs).run();
    return static_cast<std::size_t>(sqlite3_changes(database_));
  }

  std::int64_t add(const Assignment& row) override {
    return insert(add_assignment_, without_id(row, &Assignment::id), kAssignment);
  }
  void update(const Assignment& row) override {
    update_assignment_.with(row.id, row.state, row.deadline, row.nudges, row.content, row.settled)
        .run();
    MUSTER_CHECK(sqlite3_changes(database_) == 1, "no such assignment");
  }
  std::optional<Assignment> assignment(std::int64_t id) override {
    return one_row<Assignment>(assignment_.with(id), kAssignment);
  }
  std::vector<Assignment> open_assignments(Instant since) override {
    return all_rows<Assignment>(open_assignments_.with(since), kAssignment);
  }
  std::vector<Assignment> assignments_of(std::string_view session) override {
    return all_rows<Assignment>(assignments_of_.with(session), kAssignment);
  }
  std::vector<Assignment> overdue(Instant now, std::size_t limit) override {
    return all_rows<Assignment>(overdue_.with(now, limit), kAssignment);
  }
  std::vector<Assignment> assignments_in(State state) override {
    return all_rows<Assignment>(assignments_in_.with(state), kAssignment);
  }
  std::vector<Assignment> answered(Instant since) override {
    return all_rows<Assignment>(answered_.with(since), kAssignment);
  }
  std::vector<Assignment> ended(Instant after, Instant until) override {
    return all_rows<Assignment>(ended_.with(after, until), kAssignment);
  }
  std::vector<Assignment> refused(Instant since) override {
    return all_rows<Assignment>(refused_.with(since), kAssignment);
  }
  std::map<State, std::int64_t> count_assignments() override {
    return counts<State>(count_assignments_);
  }

  std::int64_t add(const Step& row) override {
    return insert(add_step_, without_id(row, &Step::id), kStep);
  }
  std::vector<Step> steps_of(std::int64_t assignment) override {
    return all_rows<Step>(steps_of_.with(assignment), kStep);
  }
  void update(const Step& row) override {
    bind_row(update_step_, row, kStep).run();
    MUSTER_CHECK(sqlite3_changes(database_) == 1, "no such step");
  }

  std::int64_t add(const Message& row) override {
    bind_row(add_message_, without_id(row, &Message::id), kMessage).run();
    return sqlite3_changes(database_) == 0 ? 0 : sqlite3_last_insert_rowid(database_);
  }
  void update(const Message& row) override {
    update_message_
        .with(row.id, row.state, row.attempts, row.due, row.not_before, row.body, row.error)
        .run();
    MUSTER_CHECK(sqlite3_changes(database_) == 1, "no such message");
  }
  void erase(const Message& row) override {
    erase_attempts_.with(row.id).run();
    erase_message_.with(row.id).run();
  }
  std::optional<Message> message(std::int64_t id) override {
    return one_row<Message>(message_.with(id), kMessage);
  }
  std::vector<Message> messages_of(std::int64_t assignment) override {
    return all_rows<Message>(messages_of_.with(assignment), kMessage);
  }
  std::vector<Message> waiting(std::int64_t after, std::size_t limit) override {
    return all_rows<Message>(waiting_.with(after, limit), kMessage);
  }
  std::vector<Message> messages_in(MessageState state) override {
    return all_rows<Message>(messages_in_.with(state), kMessage);
  }
  std::map<MessageState, std::int64_t> count_messages() override {
    return counts<MessageState>(count_messages_);
  }
  std::int64_t count_waiting() override {
    std::int64_t out = 0;
    if (count_waiting_.with().step()) count_waiting_.get(out);
    count_waiting_.close();
    return out;
  }

  std::int64_t add(const Attempt& row) override {
    return insert(add_attempt_, without_id(row, &Attempt::id), kAttempt);
  }
  std::vector<Attempt> attempts_of(std::int64_t message) override {
    return all_rows<Attempt>(attempts_of_.with(message), kAttempt);
  }

  std::optional<Lease> lease() override { return one_row<Lease>(lease_.with(), kLease); }
  void put(const Lease& row) override { bind_row(put_lease_, row, kLease).run(); }

  void put(const Service& row) override { bind_row(put_service_, row, kService).run(); }
  std::vector<Service> services() override { return all_rows<Service>(services_.with(), kService); }
  std::vector<Service> services_of(std::string_view session) override {
    return all_rows<Service>(services_of_.with(session), kService);
  }
  void erase(const Service& row) override {
    erase_service_.with(row.session, row.start, row.head).run();
  }

  Instant mark(const std::string& name) override {
    Instant out;
    mark_.with(name);
    while (mark_.step()) mark_.get(out);
    return out;
  }
  void set_mark(const std::string& name, Instant at) override { set_mark_.with(name, at).run(); }

 private:
  template <class Row>
  static Row without_id(Row row, std::int64_t Row::*id) {
    row.*id = 0;
    return row;
  }
  template <class Row, class Columns>
  std::int64_t insert(Statement& statement, const Row& row, const Columns& columns) {
    bind_row(statement, row, columns).run();
    return sqlite3_last_insert_rowid(database_);
  }
  template <class Key>
  static std::map<Key, std::int64_t> counts(Statement& statement) {
    std::map<Key, std::int64_t> out;
    statement.with();
    while (statement.step()) {
      Key key{};
      statement.get(key);
      statement.get(out[key]);
    }
    return out;
  }

  sqlite3* database_;
  // ?1 is the id, which the table gives.
  Statement add_plan_{database_, "INSERT INTO plans VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5)"};
  Statement latest_plan_{database_,
                         "SELECT version, at, inputs, digest, document FROM plans "
                         "ORDER BY version DESC LIMIT 1"};
  Statement latest_head_{
      database_, "SELECT version, at, inputs, digest FROM plans ORDER BY version DESC LIMIT 1"};
  Statement plan_{database_,
                  "SELECT version, at, inputs, digest, document FROM plans WHERE version = ?1"};
  Statement update_plan_{
      database_,
      "UPDATE plans SET at = ?2, inputs = ?3, digest = ?4, document = ?5 WHERE version = ?1"};
  Statement thin_plans_{
      database_,
      "UPDATE plans SET document = '' WHERE document <> '' "
      "AND version < (SELECT max(version) FROM plans) "
      "AND (at <= ?1 OR EXISTS (SELECT 1 FROM plans AS later WHERE later.version > plans.version "
      "AND later.at / ?2 = plans.at / ?2))"};
  Statement add_assignment_{database_,
                            "INSERT INTO assignments VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, "
                            "?7, ?8, ?9, ?10, ?11, ?12)"};
  Statement update_assignment_{database_,
                               "UPDATE assignments SET state = ?2, deadline = ?3, nudges = ?4, "
                               "content = ?5, settled = ?6 WHERE id = ?1"};
  Statement assignment_{database_, ASSIGNMENT_COLUMNS "WHERE id = ?1"};
  Statement open_assignments_{
      database_, ASSIGNMENT_COLUMNS "WHERE state IN (0, 1, 2, 5) AND \"end\" > ?1 ORDER BY id"};
  Statement assignments_of_{database_, ASSIGNMENT_COLUMNS "WHERE session = ?1 ORDER BY id"};
  Statement overdue_{database_, ASSIGNMENT_COLUMNS
                     "WHERE state = 1 AND deadline > 0 AND deadline <= ?1 ORDER BY id LIMIT ?2"};
  Statement assignments_in_{database_, ASSIGNMENT_COLUMNS "WHERE state = ?1 ORDER BY id"};
  Statement answered_{
      database_, ASSIGNMENT_COLUMNS "WHERE state IN (2, 3, 4, 5) AND \"end\" > ?1 ORDER BY id"};
  Statement ended_{database_,
                   ASSIGNMENT_COLUMNS "WHERE \"end\" > ?1 AND \"end\" <= ?2 ORDER BY id"};
  Statement refused_{database_, ASSIGNMENT_COLUMNS
                     "WHERE state IN (3, 4) AND settled = 0 AND start > ?1 ORDER BY id"};
  Statement count_assignments_{database_, "SELECT state, count(*) FROM assignments GROUP BY state"};
  Statement add_step_{database_,
                      "INSERT INTO steps VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7)"};
  Statement steps_of_{database_,
                      "SELECT id, assignment, \"from\", \"to\", at, who, why FROM steps "
                      "WHERE assignment = ?1 ORDER BY id"};
  Statement update_step_{database_,
                         "UPDATE steps SET assignment = ?2, \"from\" = ?3, \"to\" = ?4, at = ?5, "
                         "who = ?6, why = ?7 WHERE id = ?1"};
  Statement add_message_{
      database_,
      "INSERT INTO messages VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
      "ON CONFLICT (key) DO NOTHING"};
  Statement update_message_{
      database_,
      "UPDATE messages SET state = ?2, attempts = ?3, due = ?4, not_before = ?5, body = ?6, "
      "error = ?7 "
      "WHERE id = ?1"};
  Statement erase_attempts_{database_, "DELETE FROM attempts WHERE message = ?1"};
  Statement erase_message_{
      database_, "DELETE FROM messages WHERE id = ?1 AND id < (SELECT max(id) FROM messages)"};
  Statement message_{database_, MESSAGE_COLUMNS "WHERE id = ?1"};
  Statement messages_of_{database_, MESSAGE_COLUMNS "WHERE assignment = ?1 ORDER BY id"};
  Statement waiting_{
      database_, MESSAGE_COLUMNS "WHERE state = 0 AND state <> 2 AND id > ?1 ORDER BY id LIMIT ?2"};
  Statement messages_in_{database_, MESSAGE_COLUMNS "WHERE state = ?1 ORDER BY id"};
  Statement count_messages_{database_, "SELECT state, count(*) FROM messages GROUP BY state"};
  Statement count_waiting_{database_,
                           "SELECT count(*) FROM messages WHERE state = 0 AND state <> 2"};
  Statement add_attempt_{database_,
                         "INSERT INTO attempts VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6)"};
  Statement attempts_of_{database_,
                         "SELECT id, message, at, took_ms, delivered, outcome FROM attempts "
                         "WHERE message = ?1 ORDER BY id"};
  Statement lease_{database_, "SELECT holder, fence, until FROM lease"};
  Statement put_lease_{database_, "INSERT OR REPLACE INTO lease VALUES (0, ?1, ?2, ?3)"};
  Statement put_service_{
      database_,
      "INSERT OR REPLACE INTO services VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
  Statement services_{
      database_,
      "SELECT session, team, head, start, arrived, \"left\", rating, absent, "
      "closed_by_clock, recorder, verifier FROM services ORDER BY session, start, head"};
  Statement services_of_{database_,
                         "SELECT session, team, head, start, arrived, \"left\", rating, absent, "
                         "closed_by_clock, recorder, verifier FROM services WHERE session = ?1 "
                         "ORDER BY start, head"};
  Statement erase_service_{database_,
                           "DELETE FROM services WHERE session = ?1 AND start = ?2 AND head = ?3"};
  Statement mark_{database_, "SELECT at FROM marks WHERE name = ?1"};
  Statement set_mark_{database_, "INSERT OR REPLACE INTO marks VALUES (?1, ?2)"};
};
#undef ASSIGNMENT_COLUMNS
#undef MESSAGE_COLUMNS

}  // namespace muster::store
