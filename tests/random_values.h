// What the makers of random cases draw from.
#pragma once

#include <string>
#include <vector>

#include "base/random.h"

namespace muster::testing {

inline const std::vector<std::string> kGridKinds{"village", "enterprise"};
inline const std::vector<std::string> kTeamKinds{"guard", "lecture-team"};
inline const std::vector<std::string> kTaskKinds{"class", "patrol", "lecture"};

inline const std::string& one_of(const std::vector<std::string>& words, Random& random) {
  return words[random.below(static_cast<std::uint32_t>(words.size()))];
}

// Uniform in [low, high].
inline int between(int low, int high, Random& random) {
  return low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)));
}

}  // namespace muster::testing
