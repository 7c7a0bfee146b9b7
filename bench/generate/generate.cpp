#include "generate.h"

#include <cmath>
#include <stdexcept>

namespace muster::bench {

double tightness_of(const std::string& word) {
  if (word == "slack") return 0.6;
  if (word == "moderate") return 1;
  if (word == "tight") return 1.25;
  if (word == "over") return 1.8;
  try {
    std::size_t used = 0;
    const double value = std::stod(word, &used);
    return used == word.size() && std::isfinite(value) ? value : -1;
  } catch (const std::exception&) {
    return -1;
  }
}

}  // namespace muster::bench
