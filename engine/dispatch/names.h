// Addresses of hosts by their names, where some names take long or never answer: each name is
// looked up in a thread of its own, whoever asks waits no longer than he likes and goes away, and
// names that are slow share a few threads of their own. What was found is kept for a minute.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

namespace muster::dispatch {

struct Addresses {
  std::vector<boost::asio::ip::address> found;
  std::string trouble;  // why there is none; else empty
};

// Waits as long as it takes. Called in several threads at once, and perhaps still under way when
// who asked for it has gone: what it uses must outlive the process, or be shared.
using Lookup = std::function<Addresses(const std::string& host)>;
// What this machine knows and its name servers say (getaddrinfo).
Addresses look_up(const std::string& host);

// On one executor's thread. Never waits for a lookup that is under way, not at its end either.
class Names {
 public:
  // Lookups under way, but for those that have been for over kSlow; of these as many as kHanging;
  // names that were slow last time wait until fewer than kSlowAtOnce are.
  static constexpr int kAtOnce = 16, kHanging = 64, kSlowAtOnce = 4;
  static constexpr std::chrono::milliseconds kSlow{500};

  Names(boost::asio::any_io_executor executor, Lookup lookup);
  ~Names();
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;

  // A host that is an address is found at once. "timed out": not found until `give_up`.
  boost::asio::awaitable<Addresses> find(std::string host,
                                         std::chrono::steady_clock::time_point give_up);

 private:
  struct Ask;
  class Lookups;
  boost::asio::any_io_executor executor_;
  std::shared_ptr<Lookups> lookups_;  // with the threads
};

}  // namespace muster::dispatch
