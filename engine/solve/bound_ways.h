// Travel between the candidates of one resource: between spots, each the places where a session may
// be, by the least way from one to another.
#pragma once

#include <cstdint>
#include <map>

#include "solve/bound_market.h"

namespace muster::solve {

class Ways {
 public:
  explicit Ways(Market& out) : out_(out) { out_.candidate_spot.clear(); }
  // Of the resource made last. Left out where it has too many spots or none are apart.
  void add(Market::Resource& resource);

 private:
  // A list of venues, or a place behind all of those.
  std::uint32_t spot_of(std::uint32_t demand) const;
  std::vector<PlaceIndex> places(std::uint32_t spot) const;
  std::uint16_t way(std::uint32_t from, std::uint32_t to);

  Market& out_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint16_t> known_;
  std::uint64_t lookups_ = 0;
};

}  // namespace muster::solve
