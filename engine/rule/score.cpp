#include "rule/score.h"

#include <algorithm>

#include "base/check.h"

namespace muster::rule {

Levels::Levels(std::vector<std::string> ordered) {
  names_.reserve(ordered.size() + 1);
  names_.push_back("hard");
  for (std::string& name : ordered) {
    MUSTER_CHECK(!find(name), "a level is listed twice");
    names_.push_back(std::move(name));
  }
  MUSTER_CHECK(names_.size() <= limits::kLevels, "there are more levels than a score holds");
  for (std::string_view fixed : {"must", "high", "normal", "low", "staffing"}) {
    MUSTER_CHECK(find(fixed), "a fixed level is missing");
  }
}

std::optional<LevelIndex> Levels::find(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return LevelIndex(static_cast<std::size_t>(found - names_.begin()));
}

}  // namespace muster::rule
