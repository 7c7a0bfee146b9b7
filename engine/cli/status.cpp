// muster status WORKSPACE: assignments and messages by state, what is overdue, how the channels do.
#include <chrono>
#include <thread>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "cli/dispatch_inputs.h"

namespace muster::cli {

namespace {

namespace json = boost::json;

// Of messages that have not arrived.
struct ChannelHealth {
  std::int64_t waiting = 0;  // all of them, also those that are not due yet
  std::int64_t failed = 0;   // of these, whose last attempt failed
  std::int64_t dead = 0;
  std::string error;  // of the newest of them that failed
};

struct Counts {
  std::int64_t version = 0;
  Instant published;
  std::map<store::State, std::int64_t> assignments;
  std::map<store::MessageState, std::int64_t> messages;
  std::int64_t overdue = 0, refused = 0;
  std::string dispatcher;  // who has the lease; empty: nobody
  std::map<std::string, ChannelHealth> channels;
};

// Which channel a message goes by. Teams are looked up in the workspace; where that can't be read,
// all count as one.
class Ways {
 public:
  explicit Ways(const std::optional<load::Workspace>& known) {
    if (!known) return;
    for (const model::Team& team : known->problem.teams()) {
      by_team_[team.id] = team.contact ? team.contact->channel : "file";
    }
    by_team_[""] = known->dispatch.coordinator ? known->dispatch.coordinator->channel : "file";
  }
  std::string of(const store::Message& message) const {
    const auto found = by_team_.find(message.team);
    return found == by_team_.end() ? "?" : found->second;
  }

 private:
  std::map<std::string, std::string, std::less<>> by_team_;
};

constexpr std::size_t kMany = 1'000'000;

std::map<std::string, ChannelHealth> health(store::Transaction& rows, const Ways& ways) {
  std::map<std::string, ChannelHealth> out;
  for (const auto state :
       {store::MessageState::waiting, store::MessageState::sending, store::MessageState::dead}) {
    for (const store::Message& message : rows.messages_in(state)) {
      ChannelHealth& channel = out[ways.of(message)];
      const bool dead = state == store::MessageState::dead;
      ++(dead ? channel.dead : channel.waiting);
      if (message.error.empty()) continue;
      channel.failed += dead ? 0 : 1;
      channel.error = message.error;
    }
  }
  return out;
}

void count(store::Transaction& rows, Instant now, const Ways& ways, Counts& out) {
  if (const auto plan = rows.latest_head()) {
    out.version = plan->version;
    out.published = plan->at;
  }
  out.assignments = rows.count_assignments();
  out.messages = rows.count_messages();
  out.overdue = static_cast<std::int64_t>(rows.overdue(now, kMany).size());
  out.refused = static_cast<std::int64_t>(rows.refused(now).size());
  out.channels = health(rows, ways);
  const auto lease = rows.lease();
  if (lease && lease->until > now) out.dispatcher = lease->holder;
}

json::object to_json(const Counts& counts) {
  json::object assignments, messages;
  for (int i = 0; i < store::kStates; ++i) {
    const auto state = static_cast<store::State>(i);
    const auto found = counts.assignments.find(state);
    assignments[store::word(state)] = found == counts.assignments.end() ? 0 : found->second;
  }
  for (int i = 0; i < store::kMessageStates; ++i) {
    const auto state = static_cast<store::MessageState>(i);
    const auto found = counts.messages.find(state);
    messages[store::word(state)] = found == counts.messages.end() ? 0 : found->second;
  }
  json::object channels;
  for (const auto& [id, channel] : counts.channels) {
    channels[id] = {{"waiting", channel.waiting},
                    {"failed", channel.failed},
                    {"dead", channel.dead},
                    {"error", channel.error}};
  }
  return {{"plan", counts.version},          {"assignments", std::move(assignments)},
          {"messages", std::move(messages)}, {"overdue", counts.overdue},
          {"refused", counts.refused},       {"dispatcher", counts.dispatcher},
          {"channels", std::move(channels)}};
}

std::string to_text(const Counts& counts, Language language) {
  const bool zh = language == Language::chinese;
  std::string out =
      fmt::format(fmt::runtime(zh ? "已发布计划 {}\n" : "published plan {}\n"), counts.version);
  for (const auto& [state, n] : counts.assignments) {
    out += fmt::format("  {} {}\n", store::name(state).in(language), n);
  }
  out += zh ? "消息\n" : "messages\n";
  static constexpr Bilingual kNames[store::kMessageStates] = {{"waiting", "待发"},
                                                              {"sending", "发送中"},
                                                              {"delivered", "已送达"},
                                                              {"dead", "死信"},
                                                              {"dropped", "不必再发"}};
  for (const auto& [state, n] : counts.messages) {
    out += fmt::format("  {} {}\n", kNames[static_cast<std::size_t>(state)].in(language), n);
  }
  for (const auto& [id, channel] : counts.channels) {
    out += fmt::format(fmt::runtime(zh ? "通道 {}：待发 {}，其中上次失败 {}，死信 {}{}{}\n"
                                       : "channel {}: {} wait, {} of them failed, {} dead{}{}\n"),
                       id, channel.waiting, channel.failed, channel.dead,
                       channel.error.empty() ? ""
                       : zh                  ? "；"
                                             : "; ",
                       channel.error);
  }
  if (counts.overdue > 0) {
    out +=
        fmt::format(fmt::runtime(zh ? "逾期未答复 {}\n" : "{} answers overdue\n"), counts.overdue);
  }
  if (counts.refused > 0) {
    out += fmt::format(fmt::runtime(zh ? "待补派 {}\n" : "{} to be refilled\n"), counts.refused);
  }
  if (counts.dispatcher.empty()) {
    out += zh ? "没有派单进程在运行\n" : "no dispatcher runs\n";
  } else {
    out += fmt::format(fmt::runtime(zh ? "派单进程 {}\n" : "dispatcher {}\n"), counts.dispatcher);
  }
  return out;
}

}  // namespace

int status(const StatusOptions& options, Console& console) {
  std::optional<load::Workspace> workspace;
  if (options.now.empty()) {  // of use with a broken workspace too
    auto read = read_files(options.workspace, 1, console);
    if (read) workspace = std::move(read.value().workspace);
  } else {
    auto read = read_workspace(options.workspace, 1, false, console);
    if (auto* code = std::get_if<int>(&read)) return *code;
    workspace = std::move(std::get<load::Loaded>(read).workspace);
  }
  const ZoneTime zone = workspace ? workspace->problem.zone_time() : ZoneTime();
  auto clock = clock_of(options, zone, console, options.watch);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  const Ways ways(workspace);
  std::unique_ptr<store::Store> store;
  bool told = false;  // that there is none yet
  for (;;) {
    if (store == nullptr) {
      auto found = find_store(options.workspace, console);
      if (auto* code = std::get_if<int>(&found)) return *code;
      store = std::move(std::get<std::unique_ptr<store::Store>>(found));
      if (store == nullptr && !told) say_nothing_published(console);
      told = true;
    }
    Counts counts;
    if (store != nullptr) {
      const auto done = store->transact([&](store::Transaction& rows) {
        count(rows, std::get<GivenClock>(clock).now(), ways, counts);
      });
      if (!done) return console.fail(done.failure());
    }
    console.out << (options.json ? json::serialize(to_json(counts)) + '\n'
                                 : to_text(counts, console.language))
                << std::flush;
    if (!options.watch || !console.out) return kDone;
    std::this_thread::sleep_for(std::chrono::seconds(2));
    if (!options.json) console.out << '\n';
  }
}

}  // namespace muster::cli
