#include "dispatch/names.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/check.h"

namespace muster::dispatch {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds kFresh{60};
constexpr std::size_t kHosts = 20'000;  // that are remembered

}  // namespace

Addresses look_up(const std::string& host) {
  asio::io_context io;
  asio::ip::tcp::resolver resolver(io);
  boost::system::error_code error;
  Addresses out;
  for (const auto& each : resolver.resolve(host, "", error)) {
    out.found.push_back(each.endpoint().address());
  }
  if (out.found.empty()) out.trouble = error ? error.message() : "no address";
  return out;
}

// One who waits. Its timer is cancelled when there is an answer.
struct Names::Ask {
  explicit Ask(const asio::any_io_executor& executor) : timer(executor) {}
  asio::steady_timer timer;
  std::optional<Addresses> answer;
};

// Shared with the threads. Everything is touched under the mutex; the executor's things (asks) only
// until close().
class Names::Lookups : public std::enable_shared_from_this<Names::Lookups> {
 public:
  Lookups(asio::any_io_executor executor, Lookup lookup)
      : executor_(std::move(executor)), lookup_(std::move(lookup)) {}

  // What is known; else the ask will be told.
  std::optional<Addresses> ask(const std::string& name, const std::shared_ptr<Ask>& ask) {
    const std::lock_guard lock(mutex_);
    if (hosts_.size() > kHosts) std::erase_if(hosts_, [](auto& each) { return !each.second.open; });
    Host& host = hosts_[name];
    if (host.fresh_until > Clock::now()) return host.answer;
    host.asks.push_back(ask);
    if (!std::exchange(host.open, true)) (host.slow ? slow_ : quick_).push_back(name);
    start();
    return std::nullopt;
  }

  // Makes room for others where this one is under way for long.
  void look_at(const std::string& name) {
    const std::lock_guard lock(mutex_);
    Host& host = hosts_[name];
    if (host.running && Clock::now() - host.began >= kSlow) let_hang(host);
  }

  // Whoever asked has no more time.
  void give_up(const std::string& name, const std::shared_ptr<Ask>& ask) {
    const std::lock_guard lock(mutex_);
    Host& host = hosts_[name];
    std::erase(host.asks, ask);
    if (host.running) let_hang(host);
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    quick_.clear();
    slow_.clear();
    hosts_.clear();
  }

 private:
  struct Host {
    Addresses answer;
    Clock::time_point fresh_until, began;
    bool open = false, running = false;  // waits for its turn or runs; runs
    bool slow = false;                   // runs for long, or did last time
    std::vector<std::shared_ptr<Ask>> asks;
  };

  void let_hang(Host& host) {
    if (host.slow || slow_running_ >= kHanging) return;
    host.slow = true;
    --quick_running_;
    ++slow_running_;
    start();
  }

  void start() {
    while (!quick_.empty() && quick_running_ < kAtOnce) start_from(quick_, quick_running_);
    while (!slow_.empty() && slow_running_ < kSlowAtOnce) start_from(slow_, slow_running_);
  }

  void start_from(std::deque<std::string>& queue, int& running) {
    const std::string name = std::move(queue.front());
    queue.pop_front();
    Host& host = hosts_.at(name);
    host.running = true;
    host.began = Clock::now();
    ++running;
    try {
      std::thread([self = shared_from_this(), name] {
        self->answered(name, self->lookup_(name));
      }).detach();
    } catch (const std::system_error&) {
      settle(host, {{}, "no thread can be started"});
    }
  }

  void answered(const std::string& name, Addresses answer) {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    Host& host = hosts_.at(name);
    settle(host, std::move(answer));
    start();
  }

  void settle(Host& host, Addresses answer) {
    --(host.slow ? slow_running_ : quick_running_);
    MUSTER_CHECK(quick_running_ >= 0 && slow_running_ >= 0, "a lookup that never began");
    const Clock::time_point now = Clock::now();
    host.slow = now - host.began >= kSlow;
    if (!answer.found.empty()) host.fresh_until = now + kFresh;
    host.answer = std::move(answer);
    host.open = host.running = false;
    for (std::shared_ptr<Ask>& ask : std::exchange(host.asks, {})) {
      asio::post(executor_, [ask = std::move(ask), told = host.answer]() mutable {
        ask->answer = std::move(told);
        ask->timer.cancel();
      });
    }
  }

  asio::any_io_executor executor_;
  const Lookup lookup_;
  std::mutex mutex_;
  bool closed_ = false;
  std::unordered_map<std::string, Host> hosts_;
  std::deque<std::string> quick_, slow_;  // open ones that wait for their turn
  int quick_running_ = 0, slow_running_ = 0;
};

Names::Names(asio::any_io_executor executor, Lookup lookup)
    : executor_(executor),
      lookups_(std::make_shared<Lookups>(std::move(executor), std::move(lookup))) {}

Names::~Names() { lookups_->close(); }

asio::awaitable<Addresses> Names::find(std::string host, Clock::time_point give_up) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (!error) co_return Addresses{{address}, ""};
  const auto ask = std::make_shared<Ask>(executor_);
  if (auto known = lookups_->ask(host, ask)) co_return std::move(*known);
  while (!ask->answer && Clock::now() < give_up) {
    ask->timer.expires_at(std::min(give_up, Clock::now() + kSlow));
    co_await ask->timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (!ask->answer) lookups_->look_at(host);
  }
  if (ask->answer) co_return std::move(*ask->answer);
  lookups_->give_up(host, ask);
  co_return Addresses{{}, "timed out"};
}

}  // namespace muster::dispatch
