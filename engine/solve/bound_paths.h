// What one head or room can earn at most: the best sequence of candidates that do not overlap, a
// longest path over the candidates in order of time (weighted interval scheduling), by travel too
// where the resource has ways. One Paths serves one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/bound_market.h"

namespace muster::solve {

class Paths {
 public:
  explicit Paths(const Market& market) : market_(market) {}

  // The most that one of the resource earns at these prices, by demand; what its limits count costs
  // a toll each. None are negative.
  std::int64_t best(const Market::Resource& resource, const std::vector<std::int64_t>& prices,
                    const std::vector<std::int64_t>& tolls);
  // The best path found last, appended: positions among the resource's candidates.
  void trace(std::vector<std::uint32_t>& out) const;

 private:
  void price(const std::vector<std::int64_t>& prices, const std::vector<std::int64_t>& tolls);
  void walk();
  void walk_by_travel();

  const Market& market_;
  const Market::Resource* resource_ = nullptr;
  std::vector<std::int64_t> worth_;   // by candidate: its price without tolls
  std::vector<std::int64_t> from_;    // by candidate: the most earned from it on, it or not
  std::vector<std::int64_t> taking_;  // by candidate: the most earned from it on, it taken
  // By candidate: where the path goes on, and (top bit) that it takes the candidate there.
  std::vector<std::uint32_t> then_;
};

}  // namespace muster::solve
