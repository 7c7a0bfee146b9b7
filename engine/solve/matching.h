// Heads to slots by exact bipartite matching (augmenting paths; Kuhn 1955,
// doi:10.1002/nav.3800020109): decides the law where choosing one by one gets stuck.
#pragma once

#include <cstdint>
#include <vector>

namespace muster::solve {

class Matching {
 public:
  // may[slot] lists the heads (any numbers below n_heads) that the slot accepts, best first.
  // True when every slot got a head of its own: head_of then has one per slot.
  bool complete(const std::vector<std::vector<std::uint32_t>>& may, std::size_t n_heads);
  const std::vector<std::uint32_t>& head_of() const { return head_of_; }

 private:
  bool augment(const std::vector<std::vector<std::uint32_t>>& may, std::uint32_t slot);
  static constexpr std::uint32_t kFree = 0xffffffffu;
  std::vector<std::uint32_t> slot_of_, head_of_, seen_;
  std::uint32_t round_ = 0;
};

}  // namespace muster::solve
