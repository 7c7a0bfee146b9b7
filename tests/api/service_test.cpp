// The whole loop without a human: plan, publish, dispatch, answers, silence, refill, escalation.
#include "api/service.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <set>
#include <sstream>

#include "dispatch/assignments.h"
#include "dispatch/publish.h"
#include "dispatch/steps.h"
#include "json_schema.h"
#include "plan/assemble.h"
#include "plan/plan_json.h"
#include "plan/verify.h"
#include "solve/solve.h"
#include "zone.h"

using namespace muster;

namespace {

namespace json = boost::json;

struct ManualClock final : WallClock {
  Instant time{1'504'224'000'000};  // 2017-09-01T00:00Z
  Instant now() const override { return time; }
  void pass(std::chrono::minutes by) { time = time + by; }
};

// Seven days of four tasks; three teams could do each, were they not wanted elsewhere.
constexpr const char* kZone = R"(
zone:
  id: loop
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-06, until: 2017-09-12}
  lines: [{id: youth}]
  grids: [{id: north, at: [28.9, 120.0]}, {id: south, at: [28.91, 120.01]}]
teams:
  - {id: a, lines: [youth], size: 3}
  - {id: b, lines: [youth], size: 3}
  - {id: c, lines: [youth], size: 3}
  - {id: d, lines: [youth], size: 2}
tasks:
  - {id: patrol, grid: north, repeat: "FREQ=DAILY", window: {from: 08:00, to: 10:00}, duration: 2h, needs: [{people: 2}], priority: must}
  - {id: clean, grid: south, repeat: "FREQ=DAILY", window: {from: 08:00, to: 10:00}, duration: 2h, needs: [{people: 3}], priority: must}
  - {id: lecture, grid: north, repeat: "FREQ=DAILY", window: {from: 09:00, to: 17:00}, duration: 1h, needs: [{people: 1}], priority: high}
  - {id: duty, grid: south, repeat: "FREQ=DAILY", window: {from: 14:00, to: 18:00}, duration: 2h, needs: [{people: {min: 2, want: 4, max: 4}}], priority: must}
dispatch:
  quiet: {from: 00:00, to: 00:00}
  answers:
    must: {nudge: 1h, within: 3h}
    high: {nudge: 1h, within: 3h}
)";

load::Workspace load_zone(const testing::Folder& folder) {
  return testing::zone_from(folder, kZone);
}

void publish_plan(const load::Workspace& workspace, store::Store& store, Instant now) {
  solve::Options how;
  how.effort = 200;
  auto outcome = solve::solve(workspace.problem, workspace.rules, how);
  const auto verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
  const plan::Plan plan =
      plan::assemble(workspace.problem, workspace.specs, workspace.rules.levels,
                     std::move(outcome.solution), verdict, {1, workspace.inputs, outcome.bound});
  dispatch::Publication what;
  what.document = plan::to_json(workspace.problem, plan, Language::english);
  what.assignments = dispatch::assignments_of(workspace.problem, plan.solution);
  REQUIRE(dispatch::publish(store, what, now).ok());
}

std::unique_ptr<store::Store> open(const testing::Folder& folder) {
  auto opened = store::open_sqlite(folder.path / ".muster" / "muster.db");
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

api::ServiceOutcome send_all(const load::Workspace& workspace, const testing::Folder& folder,
                             const ManualClock& clock) {
  api::ServiceSetting setting;
  setting.workspace = &workspace;
  setting.folder = folder.path;
  setting.language = Language::english;
  setting.clock = &clock;
  setting.once = true;
  auto outcome = api::serve(setting);
  INFO((outcome.ok() ? "" : outcome.failure().english));
  REQUIRE(outcome.ok());
  return outcome.value();
}

// What the teams do with what is open: some decline, some say nothing, the others accept.
void answer_all(const load::Workspace& workspace, store::Store& store, Random& random,
                Instant now) {
  REQUIRE(store
              .transact([&](store::Transaction& rows) {
                for (const auto& offer : rows.assignments_in(store::State::offered)) {
                  const std::uint32_t mood = random.below(100);
                  if (mood < 10) continue;
                  const bool accept = mood >= 30;
                  const auto heard = dispatch::hear(rows, workspace.dispatch,
                                                    {offer.id, accept, offer.team, ""}, now);
                  CHECK(heard != dispatch::Heard::unknown);
                }
              })
              .ok());
}

std::vector<json::object> letters(const testing::Folder& folder) {
  std::vector<json::object> out;
  std::istringstream lines(folder.read(".muster/outbox.jsonl"));
  for (std::string line; std::getline(lines, line);) out.push_back(json::parse(line).as_object());
  return out;
}

// Sessions the coordinator was told of.
std::set<std::string> escalated(const std::vector<json::object>& all) {
  std::set<std::string> out;
  for (const json::object& letter : all) {
    if (letter.at("type").as_string() != "escalation") continue;
    CHECK(letter.at("more").at("english").as_string().find("refused") != json::string::npos);
    CHECK(letter.at("more").at("codes").as_array().size() > 0);
    out.insert(std::string(letter.at("more").at("session").as_string()));
  }
  return out;
}

}  // namespace

TEST_CASE("declines and silence are refilled or escalated until every must session is settled") {
  const testing::Folder folder;
  const load::Workspace workspace = load_zone(folder);
  ManualClock clock;
  Random random(7);
  const auto store = open(folder);
  publish_plan(workspace, *store, clock.now());
  std::uint64_t refilled = 0;
  for (int hour = 0; hour < 90; ++hour) {
    refilled += send_all(workspace, folder, clock).refilled.filled;
    answer_all(workspace, *store, random, clock.now());
    clock.pass(std::chrono::minutes(61));
  }
  CHECK(refilled > 0);
  const auto all = letters(folder);
  const testing::JsonSchema schema(json::parse(testing::source_text("rules/schema/message.json")));
  std::set<std::string> keys;
  for (const json::object& letter : all) {
    INFO(json::serialize(letter));
    CHECK(schema.trouble_with(letter) == "");
    CHECK(keys.insert(std::string(letter.at("id").as_string())).second);
  }
  const auto told = escalated(all);
  REQUIRE(store
              ->transact([&](store::Transaction& rows) {
                CHECK(rows.assignments_in(store::State::planned).empty());
                CHECK(rows.refused(clock.now()).empty());
                for (auto session : indices(workspace.problem.sessions())) {
                  const auto& task = workspace.problem.task_of(session);
                  const auto& id = workspace.problem.sessions()[session].id;
                  std::int64_t heads = 0;
                  for (const auto& each : rows.assignments_of(id)) {
                    if (each.state != store::State::accepted) continue;
                    heads += json::parse(each.content).at("people").to_number<std::int64_t>();
                  }
                  INFO(id << " has " << heads);
                  CHECK(heads <= task.needs[0].people.max);
                  if (task.priority == model::Priority::must) {
                    CHECK((heads >= task.needs[0].people.min || told.count(id) == 1));
                  }
                }
              })
              .ok());
}

TEST_CASE("a second dispatcher is told who has the lease") {
  const testing::Folder folder;
  const load::Workspace workspace = load_zone(folder);
  ManualClock clock;
  {
    const auto store = open(folder);
    REQUIRE(store
                ->transact([&](store::Transaction& rows) {
                  rows.put(store::Lease{"elsewhere:1:x", 4, clock.now() + std::chrono::seconds(9)});
                })
                .ok());
  }
  api::ServiceSetting setting;
  setting.workspace = &workspace;
  setting.folder = folder.path;
  setting.clock = &clock;
  setting.once = true;
  auto refused = api::serve(setting);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().kind == Failure::Kind::lock);
  CHECK(refused.failure().english.find("elsewhere:1:x") != std::string::npos);
  clock.pass(std::chrono::minutes(1));  // it ran out
  CHECK(api::serve(setting).ok());
}

TEST_CASE("the key of links is its owner's, stays, and is made anew where a crash left it empty") {
  const testing::Folder folder;
  const load::Workspace workspace = load_zone(folder);
  const ManualClock clock;
  std::filesystem::create_directory(folder.path / ".muster");
  folder.write(".muster/answer.key", "");
  send_all(workspace, folder, clock);
  const std::string key = folder.read(".muster/answer.key");
  CHECK(key.size() == 44);
  using std::filesystem::perms;
  CHECK(std::filesystem::status(folder.path / ".muster" / "answer.key").permissions() ==
        (perms::owner_read | perms::owner_write));
  send_all(workspace, folder, clock);
  CHECK(folder.read(".muster/answer.key") == key);
  folder.write(".muster/answer.key", "not a key");
  api::ServiceSetting setting;
  setting.workspace = &workspace;
  setting.folder = folder.path;
  setting.clock = &clock;
  setting.once = true;
  const auto refused = api::serve(setting);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().english.find("answer.key is not a key") != std::string::npos);
}
