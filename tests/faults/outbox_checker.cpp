#include "faults/outbox_checker.h"

#include <algorithm>

#include <sqlite3.h>
#include <catch2/catch.hpp>

#include "dispatch/steps.h"
#include "store/store.h"

namespace muster::testing {

namespace {

using store::Message;
using store::MessageState;
using store::Transaction;

constexpr MessageState kEvery[] = {MessageState::waiting, MessageState::sending,
                                   MessageState::delivered, MessageState::dead,
                                   MessageState::dropped};

template <class Look>
void look_into(const std::filesystem::path& database, Look look) {
  auto opened = store::open_sqlite(database);
  INFO((opened.ok() ? "" : opened.failure().english));
  REQUIRE(opened.ok());
  REQUIRE(opened.value()->transact([&](Transaction& rows) { look(rows); }).ok());
}

std::map<std::string, Message> by_id(Transaction& rows, const std::string& zone) {
  std::map<std::string, Message> out;
  for (const MessageState state : kEvery) {
    for (Message& each : rows.messages_in(state)) {
      std::string id = zone + '/' + each.key;
      out.emplace(std::move(id), std::move(each));
    }
  }
  return out;
}

bool still_asked_for(Transaction& rows, const Message& message) {
  const auto about = rows.assignment(message.assignment);
  return !about || dispatch::still_wanted(message.kind, about->state);
}

}  // namespace

OutboxChecker::OutboxChecker(std::filesystem::path workspace, std::string zone)
    : database_(std::move(workspace) / ".muster" / "muster.db"), zone_(std::move(zone)) {}

std::size_t OutboxChecker::acknowledge() {
  look_into(database_, [&](Transaction& rows) {
    for (const auto& [id, message] : by_id(rows, zone_)) acknowledged_.insert(id);
  });
  return acknowledged_.size();
}

void OutboxChecker::check(const Arrived& arrived, Bounds bounds) const {
  check_whole();
  look_into(database_, [&](Transaction& rows) {
    const auto known = by_id(rows, zone_);
    for (const std::string& id : acknowledged_) {
      INFO("acknowledged: " << id);
      const auto found = known.find(id);
      REQUIRE(found != known.end());
      const bool dropped = found->second.state == MessageState::dropped;
      REQUIRE_FALSE((dropped && still_asked_for(rows, found->second)));
    }
    for (const auto& [id, message] : known) {
      INFO("called delivered: " << id);
      const bool delivered = message.state == MessageState::delivered;
      const bool to_team = !message.team.empty();  // the coordinator has the file
      REQUIRE((!delivered || !to_team || arrived.count(id) == 1));
    }
    for (const auto& [id, times] : arrived) {
      INFO("arrived: " << id << ", " << times << " times");
      const auto found = known.find(id);
      REQUIRE(found != known.end());
      REQUIRE(times <= found->second.attempts * bounds.an_attempt);
      REQUIRE(times <= bounds.arrivals);
    }
  });
}

void OutboxChecker::check_done(const Arrived& arrived, Bounds bounds) const {
  check(arrived, bounds);
  look_into(database_, [&](Transaction& rows) {
    CHECK(rows.messages_in(MessageState::sending).empty());
    for (const Message& each : rows.messages_in(MessageState::waiting)) {
      INFO("waits: " << each.key);
      CHECK(each.kind != store::MessageKind::offer);  // a nudge: for later
    }
    CHECK(rows.assignments_in(store::State::planned).empty());
    for (const auto& each : rows.assignments_in(store::State::offered)) {
      const auto messages = rows.messages_of(each.id);
      CHECK(std::any_of(messages.begin(), messages.end(), [&](const Message& message) {
        const bool refused = message.state == MessageState::dead;
        return message.kind == store::MessageKind::offer &&
               (refused || arrived.count(zone_ + '/' + message.key) == 1);
      }));
    }
  });
}

void OutboxChecker::check_whole() const {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(database_.c_str(), &database) == SQLITE_OK);
  std::string answer;
  const auto keep = [](void* to, int, char** columns, char**) {
    *static_cast<std::string*>(to) += columns[0];
    return 0;
  };
  sqlite3_exec(database, "PRAGMA integrity_check", keep, &answer, nullptr);
  sqlite3_close(database);
  REQUIRE(answer == "ok");
}

}  // namespace muster::testing
