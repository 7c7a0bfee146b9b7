#include "solve/budget.h"

namespace muster::solve {

Budget::Budget(const Options& options)
    : options_(options), clock_(options.clock != nullptr ? options.clock : &steady_) {
  begin_ = clock_->elapsed();
}

bool Budget::over() {
  if (over_.load(std::memory_order_relaxed)) return true;
  const bool stopped = options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed);
  if (stopped || (options_.time && elapsed() >= *options_.time)) over_.store(true);
  return over_.load(std::memory_order_relaxed);
}

bool Monitor::note(const Delta& gain, std::uint64_t moves, bool last) {
  auto lock = last ? std::unique_lock(mutex_) : std::unique_lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock()) return false;
  score_ += gain.score;
  moves_ += moves;
  if (!budget_.options().progress) return true;
  const auto now = budget_.elapsed();
  if (now - last_ < std::chrono::milliseconds(200)) return true;
  last_ = now;
  budget_.options().progress({score_, bound_, moves_, now});
  return true;
}

}  // namespace muster::solve
