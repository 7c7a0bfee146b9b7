// muster dead list|retry|drop WORKSPACE [ID...]: messages that were given up.
#include <set>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "cli/dispatch_inputs.h"
#include "dispatch/bell.h"

namespace muster::cli {

namespace {

namespace json = boost::json;

Bilingual name(store::MessageKind kind) {
  static constexpr Bilingual kNames[store::kMessageKinds] = {
      {"offer", "派单"},  {"nudge", "催办"},    {"reminder", "提醒"},
      {"change", "变更"}, {"call-off", "取消"}, {"escalation", "上报"}};
  return kNames[static_cast<std::size_t>(kind)];
}

void show(const std::vector<store::Message>& messages, bool as_json, Console& console) {
  for (const store::Message& each : messages) {
    if (as_json) {
      console.out << json::object{{"id", each.id},
                                  {"kind", store::word(each.kind)},
                                  {"team", each.team},
                                  {"key", each.key},
                                  {"attempts", each.attempts},
                                  {"error", each.error}}
                  << '\n';
    } else {
      console.out << fmt::format("{:>6}  {:<10}  {:<20}  {}  ({} ×, {})\n", each.id,
                                 console.say(name(each.kind)), each.team, each.key, each.attempts,
                                 each.error);
    }
  }
}

}  // namespace

int dead(const DeadOptions& options, Console& console) {
  auto opened = open_published(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  std::vector<store::Message> messages;
  std::set<std::int64_t> unknown(options.ids.begin(), options.ids.end());
  const auto done =
      std::get<std::unique_ptr<store::Store>>(opened)->transact([&](store::Transaction& rows) {
        messages = rows.messages_in(store::MessageState::dead);
        std::erase_if(messages, [&](const store::Message& each) {
          return !options.ids.empty() && unknown.erase(each.id) == 0;
        });
        if (options.what == "list" || !unknown.empty()) return;
        const bool retry = options.what == "retry";
        for (store::Message& each : messages) {
          each.state = retry ? store::MessageState::waiting : store::MessageState::dropped;
          if (retry) each.attempts = 0;
          if (retry) each.not_before = {0};
          rows.update(each);
        }
      });
  if (!done) return console.fail(done.failure());
  if (!unknown.empty()) {
    console.err << fmt::format(
        fmt::runtime(
            console.say({"muster: no dead message has the id {}: nothing was changed; "
                         "look at dead list\n",
                         "muster：没有编号为 {} 的死信：未作更改，请用 dead list 查看\n"})),
        fmt::join(unknown, ", "));
    return kBadInput;
  }
  if (options.what == "retry") dispatch::ring(store::store_folder(options.workspace));
  show(messages, options.json, console);
  if (options.json) return kDone;
  static constexpr Bilingual kSaid[] = {{"{} dead messages\n", "死信 {} 条\n"},
                                        {"{} will be sent again\n", "将重发 {} 条\n"},
                                        {"{} dropped\n", "已丢弃 {} 条\n"}};
  const std::size_t said = options.what == "list" ? 0 : options.what == "retry" ? 1 : 2;
  console.err << fmt::format(fmt::runtime(console.say(kSaid[said])), messages.size());
  return kDone;
}

}  // namespace muster::cli
