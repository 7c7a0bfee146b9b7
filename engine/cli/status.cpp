// muster status WORKSPACE: assignments and messages by state, what is overdue, what is dead.
#include <chrono>
#include <thread>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "cli/dispatch_inputs.h"

namespace muster::cli {

namespace {

namespace json = boost::json;

struct Counts {
  std::int64_t version = 0;
  Instant published;
  std::map<store::State, std::int64_t> assignments;
  std::map<store::MessageState, std::int64_t> messages;
  std::int64_t overdue = 0, refused = 0;
  std::string dispatcher;  // who has the lease; empty: nobody
};

constexpr std::size_t kMany = 1'000'000;

void count(store::Transaction& rows, Instant now, Counts& out) {
  if (const auto plan = rows.latest_plan()) {
    out.version = plan->version;
    out.published = plan->at;
  }
  out.assignments = rows.count_assignments();
  out.messages = rows.count_messages();
  out.overdue = static_cast<std::int64_t>(rows.overdue(now, kMany).size());
  out.refused = static_cast<std::int64_t>(rows.refused(now).size());
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
  return {{"plan", counts.version},          {"assignments", std::move(assignments)},
          {"messages", std::move(messages)}, {"overdue", counts.overdue},
          {"refused", counts.refused},       {"dispatcher", counts.dispatcher}};
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
  ZoneTime zone;
  if (!options.now.empty()) {  // else it is of use with a broken workspace too
    auto read = read_workspace(options.workspace, 1, false, console);
    if (auto* code = std::get_if<int>(&read)) return *code;
    zone = std::get<load::Loaded>(read).workspace->problem.zone_time();
  }
  auto clock = clock_of(options, zone, console, options.watch);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  auto opened = open_store(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  store::Store& store = *std::get<std::unique_ptr<store::Store>>(opened);
  for (;;) {
    Counts counts;
    const auto done = store.transact(
        [&](store::Transaction& rows) { count(rows, std::get<GivenClock>(clock).now(), counts); });
    if (!done) return console.fail(done.failure());
    console.out << (options.json ? json::serialize(to_json(counts)) + '\n'
                                 : to_text(counts, console.language))
                << std::flush;
    if (!options.watch || !console.out) return kDone;
    std::this_thread::sleep_for(std::chrono::seconds(2));
    if (!options.json) console.out << '\n';
  }
}

}  // namespace muster::cli
