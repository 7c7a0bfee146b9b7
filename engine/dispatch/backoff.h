// How long to wait before the next attempt.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

#include "base/random.h"

namespace muster::dispatch {

// Exponential with full jitter: anything from a second up to 5 s × 3^(attempt − 1), at most six
// hours; where the other side asked for a time (at most a day), so long after it, so that those it
// asked all at once do not all come back at once. `attempts` counts those made.
inline std::chrono::milliseconds back_off(std::int32_t attempts,
                                          std::optional<std::chrono::seconds> asked,
                                          Random& random) {
  constexpr std::int64_t kSecond = 1000, kLongest = kSecond * 6 * 3600;
  std::int64_t most = 5 * kSecond;
  for (std::int32_t i = 1; i < attempts && most < kLongest; ++i) most *= 3;
  most = std::min(most, kLongest);
  std::int64_t wait = kSecond + random.below(static_cast<std::uint32_t>(most - kSecond));
  if (asked) wait += std::min<std::int64_t>(asked->count(), 86'400) * kSecond;
  return std::chrono::milliseconds(wait);
}

}  // namespace muster::dispatch
