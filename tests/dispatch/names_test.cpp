// Names that are slow, and what they cost the others.
#include "dispatch/names.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

#include "dispatch/http_client.h"
#include "dispatch/letters.h"
#include "dispatch/receiver.h"

namespace muster::dispatch {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// Name servers of which some say nothing until they are let.
class Servers {
 public:
  Addresses answer(const std::string& host) {
    std::unique_lock lock(mutex_);
    ++lookups_[host];
    if (host.starts_with("slow")) {
      most_ = std::max(most_, ++slow_);
      changed_.wait(lock, [&] { return let_; });
      --slow_;
    }
    changed_.notify_all();
    if (host.ends_with(".none")) return {{}, "no such name"};
    return {{asio::ip::make_address("127.0.0.1")}, ""};
  }
  void let(bool all) {
    const std::lock_guard lock(mutex_);
    let_ = all;
    most_ = 0;
    changed_.notify_all();
  }
  void wait_for_quiet() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return slow_ == 0; });
  }
  int lookups(const std::string& host) {
    const std::lock_guard lock(mutex_);
    return lookups_[host];
  }
  int under_way() {
    const std::lock_guard lock(mutex_);
    return slow_;
  }
  int most() {
    const std::lock_guard lock(mutex_);
    return most_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, int> lookups_;
  int slow_ = 0, most_ = 0;
  bool let_ = false;
};

// The lookups may outlive who asked for them.
Lookup by(const std::shared_ptr<Servers>& servers) {
  return [servers](const std::string& host) { return servers->answer(host); };
}

struct Asking {
  asio::io_context io{1};
  std::shared_ptr<Servers> servers = std::make_shared<Servers>();
  std::unique_ptr<Names> names = std::make_unique<Names>(io.get_executor(), by(servers));
  std::map<std::string, std::string> told;  // host: its trouble, or "found"

  ~Asking() { servers->let(true); }
  void ask(const std::string& host, milliseconds patience) {
    asio::co_spawn(
        io,
        [this, host, patience]() -> asio::awaitable<void> {
          const Addresses out = co_await names->find(host, Clock::now() + patience);
          CHECK(out.found.empty() != out.trouble.empty());
          told[host] = out.trouble.empty() ? "found" : out.trouble;
        },
        [](std::exception_ptr error) { CHECK_FALSE(error); });
  }
  void run() {
    io.restart();
    io.run();
  }
};

std::string slow(int i) { return "slow-" + std::to_string(i); }

TEST_CASE("slow names hold up neither each other nor anybody else") {
  Asking all;
  const int many = Names::kAtOnce + 8;
  for (int i = 0; i < many; ++i) all.ask(slow(i), milliseconds(1'500));
  all.ask("quick", milliseconds(1'500));
  all.ask("127.0.0.1", milliseconds(0));
  all.ask("::1", milliseconds(0));
  all.run();
  CHECK(all.told["quick"] == "found");
  CHECK(all.told["127.0.0.1"] == "found");
  CHECK(all.told["::1"] == "found");
  for (int i = 0; i < many; ++i) CHECK(all.told[slow(i)] == "timed out");
  CHECK(all.servers->under_way() == many);  // they go on, and nobody waits for them
}

TEST_CASE("names that were slow last time share a few threads") {
  Asking all;
  const int pairs = Names::kAtOnce / 2;
  const auto ask_slow = [&] {
    for (int i = 0; i < pairs; ++i) {
      all.ask(slow(i), milliseconds(600));
      all.ask(slow(i) + ".none", milliseconds(600));
    }
  };
  ask_slow();
  all.run();
  CHECK(all.servers->most() > Names::kSlowAtOnce);
  all.servers->let(true);
  all.servers->wait_for_quiet();
  all.servers->let(false);
  ask_slow();  // some may still hear what the first lookup said
  all.run();
  ask_slow();
  all.ask("quick", milliseconds(600));
  all.run();
  CHECK(all.servers->most() == Names::kSlowAtOnce);
  CHECK(all.told["quick"] == "found");
  // What was found after its time serves those who come later.
  for (int i = 0; i < pairs; ++i) {
    CHECK(all.told[slow(i)] == "found");
    CHECK(all.servers->lookups(slow(i)) == 1);
    CHECK(all.told[slow(i) + ".none"] == "timed out");
  }
}

TEST_CASE("a name is looked up once for all who ask, and kept") {
  Asking all;
  for (int i = 0; i < 5; ++i) all.ask("a", milliseconds(5'000));
  all.ask("b.none", milliseconds(5'000));
  all.run();
  all.ask("a", milliseconds(0));
  all.run();
  CHECK(all.told["a"] == "found");
  CHECK(all.servers->lookups("a") == 1);
  CHECK(all.told["b.none"] == "no such name");
}

TEST_CASE("whoever asks may go while a lookup is under way") {
  Asking all;
  all.ask(slow(1), milliseconds(1));
  all.run();
  CHECK(all.servers->under_way() == 1);
  all.names.reset();
  all.servers->let(true);
  all.servers->wait_for_quiet();
}

TEST_CASE("a webhook to an address or a quick name goes while slow names are looked up") {
  testing::Receiver receiver;
  asio::io_context io{1};
  const auto servers = std::make_shared<Servers>();
  HttpOptions options{true, "", milliseconds(1'200), milliseconds(2'000), by(servers)};
  auto made = HttpClient::make(io.get_executor(), options);
  REQUIRE(made.ok());
  const auto client = std::move(made).value();
  std::map<std::string, HttpReply> replies;
  const std::string port = ':' + std::to_string(receiver.port()) + '/';
  const auto post = [&](const std::string& host) {
    asio::co_spawn(
        io,
        [&, host]() -> asio::awaitable<void> {
          const auto url = parse_url("http://" + host + port);
          replies[host] = co_await client->post(*url, {}, "{}");
        },
        [](std::exception_ptr error) { CHECK_FALSE(error); });
  };
  for (int i = 0; i < 20; ++i) post(slow(i));
  post("127.0.0.1");
  post("quick");
  post("not.none");
  io.run();
  CHECK(replies["127.0.0.1"].status == 200);
  CHECK(replies["quick"].status == 200);
  CHECK(replies["not.none"].trouble == "resolve: no such name");
  for (int i = 0; i < 20; ++i) CHECK(replies[slow(i)].trouble == "resolve: timed out");
  servers->let(true);
}

}  // namespace
}  // namespace muster::dispatch
