// muster dead list|retry|drop WORKSPACE [ID...]: messages that were given up.
#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "cli/dispatch_inputs.h"
#include "dispatch/bell.h"

namespace muster::cli {

namespace {

namespace json = boost::json;

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
                                 store::word(each.kind), each.team, each.key, each.attempts,
                                 each.error);
    }
  }
}

}  // namespace

int dead(const DeadOptions& options, Console& console) {
  auto opened = open_store(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  std::vector<store::Message> messages;
  const auto done =
      std::get<std::unique_ptr<store::Store>>(opened)->transact([&](store::Transaction& rows) {
        messages = rows.messages_in(store::MessageState::dead);
        const auto& ids = options.ids;
        std::erase_if(messages, [&](const store::Message& each) {
          return !ids.empty() && std::find(ids.begin(), ids.end(), each.id) == ids.end();
        });
        if (options.what == "list") return;
        const bool retry = options.what == "retry";
        for (store::Message& each : messages) {
          each.state = retry ? store::MessageState::waiting : store::MessageState::dropped;
          if (retry) each.attempts = 0;
          if (retry) each.not_before = {0};
          rows.update(each);
        }
      });
  if (!done) return console.fail(done.failure());
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
