// Ctrl-C while something long is at work.
#pragma once

#include <atomic>
#include <csignal>

namespace muster::cli {

// While it lives, Ctrl-C and SIGTERM ask what is at work to end with what it has. A second Ctrl-C
// ends the program at once: files are written whole or not at all. One at a time.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

  const std::atomic<bool>* asked() const;

 private:
  struct sigaction before_int_ = {}, before_term_ = {};
};

}  // namespace muster::cli
