// Many messages to one group's robot: within its rate, none lost, none cut, each settled for
// itself.
#include <boost/json.hpp>

#include "dispatch/dispatcher.h"
#include "dispatch/letters.h"
#include "dispatch/offers.h"
#include "dispatch/receiver.h"
#include "zone.h"

namespace muster::dispatch {
namespace {

namespace json = boost::json;
using namespace muster::testing;

constexpr int kTeams = 70;

struct FixedClock final : WallClock {
  Instant now() const override { return at_hour(9); }
};

load::Workspace group_of_teams(const Folder& folder, const std::string& robot) {
  std::string yaml =
      "zone: {id: z, timezone: UTC, horizon: {from: 1970-01-01, until: 1970-01-02}}\n"
      "dispatch:\n  quiet: {from: 00:00, to: 00:00}\n"
      "  channels: [{id: group, kind: wecom, private-addresses: true}]\nteams:\n";
  for (int i = 0; i < kTeams; ++i) {
    yaml += fmt::format("  - {{id: t{}, size: 1, contact: {{channel: group, to: \"{}\"}}}}\n", i,
                        robot);
  }
  return zone_from(folder, yaml);
}

// A session for each team.
std::unique_ptr<store::Store> with_offers() {
  auto store = store::make_memory();
  std::vector<store::Assignment> assignments;
  for (int i = 0; i < kTeams; ++i) {
    assignments.push_back(wanted(fmt::format("巡河-{}", i), fmt::format("t{}", i), 15));
  }
  testing::publish(*store, "{}", assignments, at_hour(8));
  return store;
}

DispatchCounts send_once(const load::Workspace& workspace, const Folder& folder,
                         store::Store& store, const WallClock& clock) {
  boost::asio::io_context io(1);
  Writer writer(store);
  std::map<std::string, std::unique_ptr<Channel>> channels;
  auto made = make_channel(workspace.dispatch.channels.front(), {folder.path, io.get_executor()});
  REQUIRE(made.ok());
  channels.emplace("group", std::move(made).value());
  DispatchSetting setting;
  setting.workspace = &workspace;
  setting.head = {
      "z",  "Zone", workspace.problem.zone_time(), Language::chinese, "https://muster.example",
      "key"};
  setting.clock = &clock;
  setting.once = true;
  setting.poll = std::chrono::milliseconds(5);
  Dispatcher dispatcher(writer, setting, std::move(channels));
  boost::asio::co_spawn(
      io, [&]() -> boost::asio::awaitable<void> { CHECK_FALSE(co_await dispatcher.run()); },
      [](std::exception_ptr error) { CHECK_FALSE(error); });
  io.run();
  return dispatcher.counts();
}

TEST_CASE("more messages than a robot takes in a minute go together, whole") {
  Folder folder;
  Receiver receiver;
  receiver.reply(200, R"({"errcode":0})");
  const auto workspace = group_of_teams(folder, receiver.url("/send?key=k"));
  const auto store = with_offers();
  const FixedClock clock;
  const DispatchCounts counts = send_once(workspace, folder, *store, clock);
  CHECK(counts.delivered == kTeams);
  const auto requests = receiver.requests();
  CHECK(requests.size() <= 20);
  std::string all;
  for (const auto& request : requests) {
    const auto body = json::parse(request.body);
    const auto& text = body.at("text").at("content").as_string();
    CHECK(text.size() <= 2048);
    CHECK(text.find("…") == json::string::npos);
    all += std::string(text) + '\n';
  }
  for (int i = 0; i < kTeams; ++i) {
    const store::Assignment about =
        latest(*store, fmt::format("巡河-{}", i), fmt::format("t{}", i));
    CHECK(about.state == store::State::offered);
    CHECK(all.find(fmt::format("派单：巡河-{}，请接单\n", i)) != std::string::npos);
    CHECK(all.find(answer_token("key", about.id) + '\n') != std::string::npos);
  }
}

TEST_CASE("a digest that fails is tried again, message by message counted") {
  Folder folder;
  Receiver receiver;
  receiver.reply(200, R"({"errcode":45009})");
  const auto workspace = group_of_teams(folder, receiver.url("/send?key=k"));
  const auto store = with_offers();
  const FixedClock clock;
  const DispatchCounts counts = send_once(workspace, folder, *store, clock);
  CHECK(counts.delivered == 0);
  CHECK(counts.failed > receiver.requests().size());
  within(*store, [&](store::Transaction& rows) {
    const auto states = rows.count_messages();
    CHECK(states.at(store::MessageState::waiting) >= kTeams);
    CHECK(states.count(store::MessageState::sending) == 0);
  });
}

}  // namespace
}  // namespace muster::dispatch
