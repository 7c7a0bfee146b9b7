// Problem and rules in, the best solution found out. Pure computation: no files, no terminal.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "base/clock.h"
#include "model/problem.h"
#include "model/solution.h"
#include "rule/score.h"
#include "rule/terms.h"

namespace muster::solve {

struct Progress {
  rule::Score score;  // of the best solution so far
  rule::Score bound;  // no solution costs less, level by level
  std::uint64_t moves = 0;
  std::chrono::nanoseconds elapsed{};
};

// Rounds for those who ask for none: one a session, at least so many.
inline constexpr std::uint64_t kUsualEffort = 2'000;
inline std::uint64_t usual_effort(const model::Problem& problem) {
  return std::max<std::uint64_t>(kUsualEffort, problem.sessions().size());
}

// The most that a level may cost.
struct LevelCap {
  rule::LevelIndex level;
  std::int64_t most = 0;
};

// Whichever comes first ends the search: effort, time, stop.
struct Options {
  std::uint64_t seed = 1;
  // Rounds of ruin and recreate for the whole problem, shared over its independent parts.
  std::uint64_t effort = kUsualEffort;
  // From the call; then runs may end at different points.
  std::optional<std::chrono::nanoseconds> time;
  // Does not change the result under effort. Threads share independent parts and the regions of
  // parts of 6,000 sessions and more; a smaller problem that is all one part uses one.
  int threads = 1;
  // Never exceeded, but for what keeping Problem::base as far as it is legal leaves above it
  // already and for what pins force. A plan that serves more may be missed for it.
  std::optional<LevelCap> cap;
  const std::atomic<bool>* stop = nullptr;        // set from anywhere, a signal handler too
  const Clock* clock = nullptr;                   // none: the steady clock
  std::function<void(const Progress&)> progress;  // from one thread at a time, at most 5 a second
};

struct Outcome {
  model::Solution solution;
  rule::Score score;
  rule::Score bound;
  std::uint64_t moves = 0;  // placements tried
  std::uint64_t rounds = 0;
  std::chrono::nanoseconds first_plan{};  // from the call to the end of construction
  bool ended_early = false;               // by time or stop
};

// A problem with a base is planned from it: what is legal of it is kept, what is not gets other
// people at its start and venue where that can be, and the search goes on from there.
// Deterministic in (problem, rules, seed, effort, cap) unless ended early. Every placement in the
// result keeps all laws and all hard rules, except what pins force.
Outcome solve(const model::Problem&, const rule::RuleSet&, const Options&);

}  // namespace muster::solve
