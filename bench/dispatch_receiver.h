// The other side of bench_dispatch: webhook receivers on loopback, in a process of their own.
//
// One port, one address of 127.0.0.0/8 an endpoint, so that each is a host of its own to whoever
// calls. What arrives is noted on a board that both processes map, without a word between them.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace muster::bench {

// What an endpoint does with a request.
enum class Mood {
  answers,    // 200, after `think`
  silent,     // reads and says nothing
  drips,      // a byte a second
  fails,      // 500
  resets,     // RST instead of an answer
  redirects,  // to 127.0.0.1
  floods,     // announces 1 GB and sends what is taken
};

struct Endpoints {
  std::uint32_t count = 1'000;
  double hostile = 0;  // share of those that don't answer as they should, of all moods alike
  std::uint64_t seed = 1;
  std::chrono::milliseconds think{0};
};
Mood mood_of(const Endpoints&, std::uint32_t endpoint);
std::string host_of(std::uint32_t endpoint);  // "127.1.0.1"

// Nanoseconds of the machine's steady clock, the same for all its processes.
std::int64_t steady_now();

// A file that is mapped by the receiver and by who measures. Offers are numbered from zero.
class Board {
 public:
  // Makes the file where there is none yet. Stops the program where it can't be mapped.
  Board(const std::filesystem::path& file, std::uint32_t offers);
  ~Board();
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;

  struct Head {
    std::atomic<std::uint32_t> port;       // zero: not listening yet
    std::atomic<std::uint32_t> delivered;  // offers that an answering endpoint has had
    std::atomic<std::uint32_t> repeated;   // requests for one of those that it had already
    std::atomic<std::uint32_t> unknown;    // requests that say no offer: wrk's
    std::atomic<std::uint32_t> connections;
  };
  Head& head() { return *static_cast<Head*>(memory_); }
  // When the first byte about an offer came, by steady_now(); zero: not yet.
  std::atomic<std::int64_t>& arrived(std::uint32_t offer);
  std::uint32_t offers() const { return offers_; }

 private:
  std::uint32_t offers_;
  std::size_t bytes_;
  void* memory_;
};

// Serves until SIGTERM. The offer of a request is the number behind "/s-" in its webhook-id.
int receive(const Endpoints&, Board&);

}  // namespace muster::bench
