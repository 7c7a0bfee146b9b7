#include "solve/matching.h"

namespace muster::solve {

bool Matching::complete(const std::vector<std::vector<std::uint32_t>>& may, std::size_t n_heads) {
  slot_of_.assign(n_heads, kFree);
  seen_.assign(n_heads, 0);
  round_ = 0;
  for (std::uint32_t slot = 0; slot < may.size(); ++slot) {
    ++round_;
    if (!augment(may, slot)) return false;
  }
  head_of_.assign(may.size(), kFree);
  for (std::uint32_t head = 0; head < n_heads; ++head) {
    if (slot_of_[head] != kFree) head_of_[slot_of_[head]] = head;
  }
  return true;
}

bool Matching::augment(const std::vector<std::vector<std::uint32_t>>& may, std::uint32_t slot) {
  for (std::uint32_t head : may[slot]) {
    if (seen_[head] == round_) continue;
    seen_[head] = round_;
    if (slot_of_[head] == kFree || augment(may, slot_of_[head])) {
      slot_of_[head] = slot;
      return true;
    }
  }
  return false;
}

}  // namespace muster::solve
