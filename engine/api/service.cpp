#include "api/service.h"

#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/answer_server.h"
#include "base/file.h"
#include "base/secrets.h"
#include "dispatch/bell.h"
#include "dispatch/lease.h"
#include "dispatch/signature.h"
#include "store/store.h"

namespace muster::api {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kRefillEvery{1};
constexpr std::uint64_t kKeyBytes = 1024;
constexpr rlim_t kFiles = rlim_t{16} * 1024;

Failure failed(std::string english, std::string chinese, Failure::Kind kind = Failure::Kind::disk) {
  return {kind, std::move(english), std::move(chinese)};
}

// The key that signs answer links: made once, for its owner's eyes. Called by one process at a
// time; a file that a crash left empty was never the key of a link.
Result<std::string> answer_key(const fs::path& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  const bool empty = fs::is_regular_file(status) && fs::file_size(file, error) == 0;
  if (status.type() == fs::file_type::not_found || empty) {
    auto written = write_file(file, base64url(random_bytes(32)) + '\n', Readers::owner);
    if (!written) return written.failure();
  }
  auto text = read_file(file, kKeyBytes);
  if (!text) return text.failure();
  const auto key = from_base64(text.value().substr(0, text.value().find('\n')));
  if (key && key->size() == 32) return *key;
  return failed(file.string() + " is not a key: delete it, and links sent before are void",
                file.string() + " 不是密钥：请删除，此前发出的链接随之失效");
}

using Channels = std::map<std::string, std::unique_ptr<dispatch::Channel>>;

Result<Channels> make_channels(const ServiceSetting& setting, const fs::path& store_folder,
                               asio::io_context& io) {
  Channels out;
  for (const load::ChannelPolicy& policy : setting.workspace->dispatch.channels) {
    auto channel = dispatch::make_channel(policy, {setting.folder, io.get_executor()});
    if (!channel) return channel.failure();
    out[policy.id] = std::move(channel).value();
  }
  if (out.find("file") == out.end()) {
    load::ChannelPolicy file;
    file.id = "file";
    file.path = "outbox.jsonl";
    auto channel = dispatch::make_channel(file, {store_folder, io.get_executor()});
    if (!channel) return channel.failure();
    out["file"] = std::move(channel).value();
  }
  if (!setting.all_to.empty() && out.find(setting.all_to) == out.end()) {
    return failed(fmt::format("there is no channel \"{}\"", setting.all_to),
                  fmt::format("没有通道“{}”", setting.all_to), Failure::Kind::network);
  }
  return out;
}

// A connection a team is kept open: more than a shell's usual limit allows.
void allow_many_files() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, std::max<rlim_t>(files.rlim_cur, kFiles));
  ::setrlimit(RLIMIT_NOFILE, &files);
}

class Service {
 public:
  Service(const ServiceSetting& setting, store::Store& store, std::string holder,
          std::int64_t fence, std::string inputs)
      : setting_(setting),
        inputs_(std::move(inputs)),
        holder_(std::move(holder)),
        fence_(fence),
        writer_(store, [this](store::Transaction& rows) {
          return dispatch::hold_lease(rows, holder_, fence_, setting_.clock->now());
        }) {}

  Result<ServiceOutcome> run(const std::string& key, const fs::path& store_folder) {
    auto channels = make_channels(setting_, store_folder, io_);
    if (!channels) return channels.failure();
    dispatch::Dispatcher dispatcher(writer_, dispatch_setting(key), std::move(channels).value());
    dispatch::Refiller refiller(
        writer_, *setting_.workspace, inputs_, *setting_.clock, [&] { dispatcher.wake(); },
        setting_.log);
    std::unique_ptr<AnswerServer> server;
    if (setting_.answers && !setting_.once) {
      auto robots =
          dispatch::signing_keys(setting_.workspace->dispatch.robots, setting_.folder, "api");
      if (!robots) return robots.failure();
      server = std::make_unique<AnswerServer>(io_, writer_, *setting_.workspace,
                                              AnswerKeys{key, std::move(robots).value()},
                                              *setting_.clock, dispatcher, setting_.log);
      if (auto listening = server->listen(); !listening) return listening.failure();
      setting_.log(LogLevel::info, "listening", {{"address", server->address()}});
    }
    std::optional<dispatch::Bell> bell;
    bell.emplace(io_.get_executor(), store_folder, [&] { dispatcher.rung(); });
    asio::signal_set signals(io_, SIGINT, SIGTERM);
    signals.async_wait([&](auto error, int) {
      if (error) return;
      signals.clear();  // the next one ends us at once
      signalled_ = true;
      setting_.log(LogLevel::info, "stopping", {{"under-way", dispatcher.under_way()}});
      refiller.stop();
      dispatcher.stop();
    });
    std::optional<Failure> failure;
    asio::co_spawn(io_, everything(dispatcher, refiller, failure),
                   [&](const std::exception_ptr& error) {
                     signals.cancel();
                     bell.reset();
                     if (server) server->close();
                     over_ = true;
                     refiller.stop();
                     if (timer_ != nullptr) timer_->cancel();
                     if (error) std::rethrow_exception(error);
                   });
    if (!setting_.once) asio::co_spawn(io_, watch(refiller), asio::detached);
    io_.run();
    if (failure) return *failure;
    ServiceOutcome out{dispatcher.counts(), refiller.counts(), dispatcher.waiting(),
                       dispatcher.stale() && !signalled_, 0};
    if (setting_.once) {
      auto counted = writer_.run_and_wait([&out](store::Transaction& rows) {
        for (const store::Message& each : rows.messages_in(store::MessageState::waiting)) {
          out.failing += each.attempts > 0 && !each.error.empty() ? 1 : 0;
        }
      });
      if (!counted) return counted.failure();
    }
    return out;
  }

  void give_back() {
    const auto ignored = writer_.run_and_wait(
        [this](store::Transaction& rows) { dispatch::give_back_lease(rows, fence_); });
    (void)ignored;  // another has it, or it runs out by itself
  }

 private:
  dispatch::DispatchSetting dispatch_setting(const std::string& key) const {
    const load::Workspace& workspace = *setting_.workspace;
    dispatch::DispatchSetting out;
    out.workspace = setting_.workspace;
    out.inputs = inputs_;
    out.head.zone = workspace.problem.zone().id;
    out.head.zone_name = workspace.problem.zone().name;
    out.head.time = workspace.problem.zone_time();
    out.head.language = setting_.language;
    const load::DispatchPolicy& policy = workspace.dispatch;
    out.head.link = policy.link.empty() ? "http://" + policy.listen : policy.link;
    out.head.key = key;
    out.clock = setting_.clock;
    out.seed = setting_.seed;
    out.once = setting_.once;
    out.at_once = setting_.at_once;
    out.all_to = setting_.all_to;
    if (setting_.once) out.poll = std::chrono::milliseconds(20);
    out.log = setting_.log;
    return out;
  }

  // With `once`, what a refill publishes is sent too.
  asio::awaitable<void> everything(dispatch::Dispatcher& dispatcher, dispatch::Refiller& refiller,
                                   std::optional<Failure>& failure) {
    for (bool again = true; again;) {
      failure = co_await dispatcher.run();
      const auto before = refiller.counts();
      if (failure || !setting_.once || dispatcher.stale()) co_return;
      failure = co_await refiller.settle_all();
      if (failure) co_return;
      again = refiller.counts().filled != before.filled ||
              refiller.counts().escalated != before.escalated;
    }
  }

  asio::awaitable<void> watch(dispatch::Refiller& refiller) {
    asio::steady_timer timer(io_);
    timer_ = &timer;
    while (!over_) {
      co_await refiller.settle_all();
      if (over_) break;
      timer.expires_after(kRefillEvery);
      boost::system::error_code woken;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    timer_ = nullptr;
  }

  const ServiceSetting& setting_;
  std::string inputs_;
  std::string holder_;
  std::int64_t fence_;
  asio::io_context io_{1};
  dispatch::Writer writer_;
  bool over_ = false, signalled_ = false;
  asio::steady_timer* timer_ = nullptr;
};

}  // namespace

Result<ServiceOutcome> serve(const ServiceSetting& setting) {
  ::signal(SIGPIPE, SIG_IGN);
  allow_many_files();
  const fs::path folder = store::store_folder(setting.folder);
  auto opened = store::open_sqlite(folder / "muster.db");
  if (!opened) return opened.failure();
  store::Store& store = *opened.value();
  Result<std::string> key = std::string();
  const auto alone =
      store.transact([&](store::Transaction&) { key = answer_key(folder / "answer.key"); });
  if (!alone) return alone.failure();
  if (!key) return key.failure();
  const std::string holder = dispatch::holder_name();
  std::optional<std::int64_t> fence;
  std::string held_by;
  std::string inputs;
  const auto taken = store.transact([&](store::Transaction& rows) {
    if (const auto plan = rows.latest_head()) inputs = plan->inputs;
    fence = dispatch::take_lease(rows, holder, setting.clock->now(), held_by);
  });
  if (!taken) return taken.failure();
  if (!fence) {
    return failed("another dispatcher runs for this workspace: " + held_by,
                  "该工作区已有派单进程在运行：" + held_by, Failure::Kind::lock);
  }
  setting.log(LogLevel::info, "started",
              {{"zone", setting.workspace->problem.zone().id}, {"fence", *fence}});
  Service service(setting, store, holder, *fence, inputs);
  auto outcome = service.run(key.value(), folder);
  service.give_back();
  if (outcome) {
    const ServiceOutcome& done = outcome.value();
    setting.log(LogLevel::info, "ended",
                {{"delivered", done.sent.delivered},
                 {"failed", done.sent.failed},
                 {"dead", done.sent.dead},
                 {"dropped", done.sent.dropped},
                 {"expired", done.sent.expired},
                 {"refilled", done.refilled.filled},
                 {"escalated", done.refilled.escalated},
                 {"waiting", done.waiting}});
  } else {
    setting.log(LogLevel::error, "ended", {{"why", outcome.failure().english}});
  }
  return outcome;
}

}  // namespace muster::api
