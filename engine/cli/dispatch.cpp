// muster dispatch WORKSPACE: send what is published, hear answers, refill.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "api/service.h"
#include "cli/dispatch_inputs.h"
#include "cli/log.h"
#include "cli/lookup.h"

namespace muster::cli {

namespace {

std::string summary(const api::ServiceOutcome& outcome, Language language) {
  const bool zh = language == Language::chinese;
  // With --once nobody tries them again.
  const std::string again =
      outcome.failing == 0
          ? ""
          : fmt::format(fmt::runtime(zh ? "，其中 {} 条上次失败，须再次运行才会重发"
                                        : ", {} of them failed and are sent when it runs again"),
                        outcome.failing);
  return fmt::format(
      fmt::runtime(
          zh ? "送达 {}，失败 {}，死信 {}，不必再发 {}；过期 {}，补派 {}，上报 {}；待发 {}{}\n"
             : "{} delivered, {} attempts failed, {} dead, {} not needed any more; "
               "{} offers expired, {} refilled, {} escalated; {} wait{}\n"),
      outcome.sent.delivered, outcome.sent.failed, outcome.sent.dead, outcome.sent.dropped,
      outcome.sent.expired, outcome.refilled.filled, outcome.refilled.escalated, outcome.waiting,
      again);
}

// Whether every team's channel is there; says which are not.
bool has_channels(const load::Workspace& workspace, Console& console) {
  std::map<std::string, std::string> missing;  // channel: one team
  const auto look = [&](const std::optional<model::Contact>& contact, const std::string& whose) {
    if (!contact || contact->channel == "file") return;
    const auto& channels = workspace.dispatch.channels;
    const bool known = std::any_of(channels.begin(), channels.end(), [&](const auto& channel) {
      return channel.id == contact->channel;
    });
    if (!known) missing.emplace(contact->channel, whose);
  };
  for (const model::Team& team : workspace.problem.teams()) look(team.contact, team.id);
  look(workspace.dispatch.coordinator, "coordinator");
  for (const auto& [channel, whose] : missing) {
    console.err << fmt::format(
        fmt::runtime(console.say(
            {"muster: {} is reached by the channel \"{}\", which is not among the channels of "
             "`dispatch:`; add it there, or rehearse with --all-to file\n",
             "muster：{} 使用通道“{}”，但 `dispatch:` 的 channels 中没有它；请补上，或用 "
             "--all-to file 演练\n"})),
        whose, channel);
  }
  return missing.empty();
}

// Whether there is that channel; says so if not.
bool is_channel(const load::Workspace& workspace, const std::string& id, Console& console) {
  std::vector<std::string_view> known{"file"};
  for (const load::ChannelPolicy& each : workspace.dispatch.channels) known.push_back(each.id);
  if (std::find(known.begin(), known.end(), id) != known.end()) return true;
  unknown_id(id, {"channel", "通道"}, known, console);
  return false;
}

void add(api::ServiceOutcome& sum, const api::ServiceOutcome& more) {
  sum.sent.delivered += more.sent.delivered;
  sum.sent.failed += more.sent.failed;
  sum.sent.dropped += more.sent.dropped;
  sum.sent.dead += more.sent.dead;
  sum.sent.expired += more.sent.expired;
  sum.refilled.filled += more.refilled.filled;
  sum.refilled.escalated += more.refilled.escalated;
  sum.waiting = more.waiting;
  sum.failing = more.failing;
  sum.stale = more.stale;
}

// One workspace's time: until it ends, or a plan of another is published.
Result<api::ServiceOutcome> serve(const load::Workspace& workspace, const DispatchOptions& options,
                                  const GivenClock& wall, Language language, const Log& log) {
  api::ServiceSetting setting;
  setting.workspace = &workspace;
  setting.folder = folder_of(options.workspace);
  setting.language = language;
  setting.clock = &wall;
  setting.once = options.once;
  setting.all_to = options.all_to;
  setting.answers = !options.no_answers;
  setting.seed = static_cast<std::uint64_t>(wall.now().ms);
  setting.log = log;
  return api::serve(setting);
}

}  // namespace

// A workspace that can't be read any more leaves the one that was: its teams are still out there.
int dispatch(const DispatchOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, true, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  const load::Workspace* workspace = &*std::get<load::Loaded>(read).workspace;
  const bool reachable = options.all_to.empty() ? has_channels(*workspace, console)
                                                : is_channel(*workspace, options.all_to, console);
  if (!reachable) return kBadInput;
  auto clock = clock_of(options, workspace->problem.zone_time(), console, true);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  const GivenClock& wall = std::get<GivenClock>(clock);
  const Log log = make_log(console.err, options.log_level, wall, workspace->problem.zone_time());
  api::ServiceOutcome all;
  for (;;) {
    const auto outcome = serve(*workspace, options, wall, console.language, log);
    if (!outcome) return console.fail(outcome.failure());
    add(all, outcome.value());
    if (!all.stale) break;
    auto again = read_workspace(options.workspace, 1, false, console);
    const bool good = std::holds_alternative<load::Loaded>(again);
    log(good ? LogLevel::info : LogLevel::error, good ? "workspace-read" : "workspace-unreadable",
        {});
    if (good) read = std::move(again);
    workspace = &*std::get<load::Loaded>(read).workspace;
  }
  console.out << summary(all, console.language);
  const bool all_told = all.sent.dead + all.refilled.escalated == 0 && all.failing == 0;
  return all_told ? kDone : kMustUnserved;
}

}  // namespace muster::cli
