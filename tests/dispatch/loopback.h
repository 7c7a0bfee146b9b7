// Servers of real sockets, on 127.0.0.1 unless told, each in threads of the test: what channels
// meet.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace muster::testing {

// A key with a certificate that it signed itself, for a host's name.
struct Certificate {
  explicit Certificate(const std::string& host);
  std::string key, certificate;  // PEM
};

// One accepted connection. Every wait ends when the server does.
class Peer {
 public:
  Peer(int fd, const std::atomic<bool>& over);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  bool start_tls(const Certificate&);
  // Up to and with `end`; empty when the other side is gone first.
  std::string read_until(std::string_view end);
  std::string read(std::size_t bytes);
  bool write(std::string_view text);  // false: the other side is gone
  void wait(std::chrono::milliseconds) const;
  void wait_for_end();  // until the other side, or the server, ends it
  void reset();         // RST instead of FIN

 private:
  bool fill();  // more into buffer_
  int fd_;
  const std::atomic<bool>& over_;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{nullptr, SSL_CTX_free};
  std::unique_ptr<SSL, void (*)(SSL*)> tls_{nullptr, SSL_free};
  std::string buffer_;
};

class Loopback {
 public:
  // `talk` is called for each connection, in a thread of its own.
  explicit Loopback(std::function<void(Peer&)> talk, const std::string& address = "127.0.0.1");
  ~Loopback();
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  int port() const { return port_; }
  int connections() const { return connections_; }

 private:
  void accept();
  std::function<void(Peer&)> talk_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> over_{false};
  std::atomic<int> connections_{0};
  std::list<std::thread> talks_;  // of the accepting thread, until it ends
  std::thread accepting_;
};

}  // namespace muster::testing
