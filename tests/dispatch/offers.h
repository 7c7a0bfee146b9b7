// Assignments as a plan would make them, for the tests of this room.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "dispatch/publish.h"
#include "dispatch/steps.h"
#include "store/store.h"

namespace muster::testing {

constexpr Instant at_hour(std::int64_t hour) { return {hour * 3'600'000}; }

// `heads` of one team for need 0, which takes `most`; from `hour` on, for an hour.
inline store::Assignment wanted(std::string session, std::string team, std::int64_t hour,
                                int heads = 1, int most = 1) {
  store::Assignment out;
  out.session = std::move(session);
  out.team = std::move(team);
  out.start = at_hour(hour);
  out.end = at_hour(hour + 1);
  out.priority = 2;
  std::string list;
  for (int i = 1; i <= heads; ++i) {
    list += fmt::format(R"({}{{"id":"{}#{}"}})", i > 1 ? "," : "", out.team, i);
  }
  out.content = fmt::format(
      R"({{"name":"{}","hour":{},"people":{},"needs":[{{"need":0,"most":{},"heads":[{}]}}]}})",
      out.session, hour, heads, most, list);
  return out;
}

inline dispatch::Published publish(store::Store& store, std::string document,
                                   std::vector<store::Assignment> assignments, Instant now) {
  dispatch::Publication what;
  what.document = std::move(document);
  what.assignments = std::move(assignments);
  auto published = dispatch::publish(store, what, now);
  REQUIRE(published.ok());
  return published.value();
}

template <class Work>
void within(store::Store& store, Work work) {
  const auto done = store.transact([&](store::Transaction& rows) { work(rows); });
  REQUIRE(done.ok());
}

// The newest assignment of a session and team.
inline store::Assignment latest(store::Store& store, const std::string& session,
                                const std::string& team) {
  store::Assignment out;
  within(store, [&](store::Transaction& rows) {
    for (const auto& each : rows.assignments_of(session)) {
      if (each.team == team) out = each;
    }
  });
  REQUIRE(out.id > 0);
  return out;
}

inline void offer(store::Store& store, const std::string& session, const std::string& team,
                  Instant now, const load::DispatchPolicy& policy = {}) {
  store::Assignment assignment = latest(store, session, team);
  within(store,
         [&](store::Transaction& rows) { dispatch::mark_offered(rows, policy, assignment, now); });
}

inline dispatch::Heard answer(store::Store& store, const std::string& session,
                              const std::string& team, bool accept, Instant now,
                              const load::DispatchPolicy& policy = {}) {
  dispatch::Heard heard{};
  const std::int64_t id = latest(store, session, team).id;
  within(store, [&](store::Transaction& rows) {
    heard = dispatch::hear(rows, policy, {id, accept, "team:" + team, accept ? "" : "busy"}, now);
  });
  return heard;
}

// The keys of all messages about the newest assignment, in order.
inline std::vector<std::string> keys(store::Store& store, const std::string& session,
                                     const std::string& team) {
  std::vector<std::string> out;
  const std::int64_t id = latest(store, session, team).id;
  within(store, [&](store::Transaction& rows) {
    for (const auto& each : rows.messages_of(id)) out.push_back(each.key);
  });
  return out;
}

}  // namespace muster::testing
