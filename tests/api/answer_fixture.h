// The answer server as it runs, on a port of its own, and a client that sends it bytes.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "api/answer_server.h"
#include "dispatch/letter.h"
#include "dispatch/offers.h"
#include "zone.h"

namespace muster::testing {

struct TestClock final : WallClock {
  std::atomic<std::int64_t> ms{at_hour(1).ms};
  Instant now() const override { return {ms}; }
  void set(Instant to) { ms = to.ms; }
};

inline constexpr std::string_view kAnswerZone = R"(
zone: {id: z, name: "<i>片区</i>", timezone: UTC, horizon: {from: 1970-01-01, until: 1970-02-01}}
teams:
  - {id: guards, name: "<script>alert(1)</script>", size: 2}
  - {id: scouts, size: 2}
)";

class AnswerFixture {
 public:
  // `prepare` fills the store before the server starts.
  explicit AnswerFixture(const std::function<void(store::Store&)>& prepare,
                         api::HttpLimits limits = {}, std::vector<std::string> robots = {},
                         std::string_view more = "")
      : workspace_(load_zone(more)), store_(store::make_memory()) {
    prepare(*store_);
    writer_ = std::make_unique<dispatch::Writer>(*store_);
    dispatch::DispatchSetting setting;
    setting.workspace = &workspace_;
    setting.clock = &clock;
    dispatcher_ = std::make_unique<dispatch::Dispatcher>(
        *writer_, std::move(setting), std::map<std::string, std::unique_ptr<dispatch::Channel>>{});
    server_ = std::make_unique<api::AnswerServer>(
        io_, *writer_, workspace_, api::AnswerKeys{kKey, std::move(robots)}, clock, *dispatcher_,
        Log([this](LogLevel, const std::string& line) { log_ += line + '\n'; }), limits);
    REQUIRE(server_->listen().ok());
    const std::string address = server_->address();
    port = std::stoi(address.substr(address.rfind(':') + 1));
    thread_ = std::thread([this] { io_.run(); });
  }
  ~AnswerFixture() { stop(); }
  AnswerFixture(const AnswerFixture&) = delete;
  AnswerFixture& operator=(const AnswerFixture&) = delete;

  // Returns once every connection is done with.
  void stop() {
    if (!thread_.joinable()) return;
    boost::asio::post(io_, [this] { server_->close(); });
    thread_.join();
  }
  void within(const std::function<void(store::Transaction&)>& work) {
    REQUIRE(writer_->run_and_wait(work).ok());
  }
  store::Assignment assignment(std::int64_t id) {
    store::Assignment out;
    within([&](store::Transaction& rows) { out = *rows.assignment(id); });
    return out;
  }
  // What was logged until it was stopped.
  const std::string& log() {
    stop();
    return log_;
  }
  static std::string path(std::int64_t id) { return "/a/" + dispatch::answer_token(kKey, id); }

  inline static const std::string kKey = std::string(32, 'k');
  TestClock clock;
  int port = 0;

 private:
  // `more` of the dispatch section.
  static load::Workspace load_zone(std::string_view more) {
    const Folder folder;
    return zone_from(folder, std::string(kAnswerZone) +
                                 "dispatch: {api: {listen: \"127.0.0.1:0\"}" + std::string(more) +
                                 "}\n");
  }

  std::string log_;
  load::Workspace workspace_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<dispatch::Writer> writer_;
  std::unique_ptr<dispatch::Dispatcher> dispatcher_;
  boost::asio::io_context io_{1};
  std::unique_ptr<api::AnswerServer> server_;
  std::thread thread_;
};

// A connection that waits five seconds at most. Of any thread: it asserts nothing.
class Client {
 public:
  // `from`: one of this machine's addresses, 127.0.0.0/8.
  explicit Client(int port, std::uint32_t from = INADDR_LOOPBACK)
      : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in me{};
    me.sin_family = AF_INET;
    me.sin_addr.s_addr = htonl(from);
    if (::bind(fd_, reinterpret_cast<sockaddr*>(&me), sizeof me) != 0) {
      throw std::runtime_error("no such address of ours");
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
      throw std::runtime_error("nobody answers there");
    }
  }
  ~Client() { ::close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // False: the other side has gone.
  bool send(std::string_view text) const {
    while (!text.empty()) {
      const auto sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // All until the other side ends; "silent" when it does not.
  std::string read_all() const {
    std::string out;
    char piece[4096];
    for (;;) {
      pollfd ready{fd_, POLLIN, 0};
      if (::poll(&ready, 1, 5'000) == 0) return "silent";
      const auto got = ::recv(fd_, piece, sizeof piece, 0);
      if (got <= 0) return out;
      out.append(piece, static_cast<std::size_t>(got));
    }
  }

 private:
  int fd_;
};

struct Reply {
  int status = 0;  // zero: none came
  std::string head, body;
  bool has(std::string_view text) const { return body.find(text) != std::string::npos; }
  bool has_header(std::string_view text) const { return head.find(text) != std::string::npos; }
};

inline Reply read_reply(const Client& client) {
  const std::string all = client.read_all();
  Reply out;
  const auto end = all.find("\r\n\r\n");
  if (end == std::string::npos || !all.starts_with("HTTP/1.1 ")) return {0, all, ""};
  out.status = std::stoi(all.substr(9, 3));
  out.head = all.substr(0, end + 2);
  out.body = all.substr(end + 4);
  return out;
}

inline Reply ask_raw(int port, std::string_view bytes) {
  const Client client(port);
  client.send(bytes);
  return read_reply(client);
}

// One whole request; `headers` end with a line break each.
inline std::string request(std::string_view method, std::string_view target,
                           std::string_view body = "", std::string_view headers = "") {
  std::string out =
      fmt::format("{} {} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{}", method, target, headers);
  if (method == "POST") {
    if (headers.find("Content-Type") == std::string_view::npos) {
      out += "Content-Type: application/x-www-form-urlencoded\r\n";
    }
    out += fmt::format("Content-Length: {}\r\n", body.size());
  }
  return out + "\r\n" + std::string(body);
}
inline Reply ask(int port, std::string_view method, std::string_view target,
                 std::string_view body = "", std::string_view headers = "") {
  return ask_raw(port, request(method, target, body, headers));
}

}  // namespace muster::testing
