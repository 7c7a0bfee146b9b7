// Who belongs to which region while a large part is searched region by region: see regions.h.
#pragma once

#include <cstdint>

#include "solve/instance.h"

namespace muster::solve {

// Whom a region's search may send and where it may meet; the same for all regions of one cut.
struct Borders {
  static constexpr std::uint16_t kNobody = 0xffff;  // rests: a head of teams on both sides
  Table<HeadIndex, std::uint16_t> of_head;
  Table<VenueIndex, std::uint16_t> of_venue;
};

// One region's side of them; without borders everything is inside.
struct Territory {
  const Borders* borders = nullptr;
  std::uint16_t region = 0;

  bool holds(HeadIndex head) const {
    return borders == nullptr || borders->of_head[head] == region;
  }
  // Whether another region may be changing what the head does.
  bool foreign(HeadIndex head) const {
    return !holds(head) && borders->of_head[head] != Borders::kNobody;
  }
  bool holds(VenueIndex venue) const {
    return borders == nullptr || borders->of_venue[venue] == region;
  }
};

}  // namespace muster::solve
