// Travel times between places.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "model/ids.h"

namespace muster::model {

struct GeoPoint {
  double latitude = 0, longitude = 0;  // degrees, WGS 84
  friend auto operator<=>(const GeoPoint&, const GeoPoint&) = default;
};

// `fixed` plus great-circle distance × detour ÷ speed, rounded up to minutes. speed 0: always zero.
struct TravelModel {
  double km_per_hour = 0;
  double detour = 1.3;
  Duration fixed;
};

// Immutable. Places without a point are everywhere: no travel to or from them. The same place:
// zero.
class Travel {
 public:
  Travel() = default;
  Travel(TravelModel model, Table<PlaceIndex, std::optional<GeoPoint>> points);
  // n × n minutes, row by row, need not be symmetric; places beyond n have no travel.
  Travel(std::size_t n, std::vector<std::uint16_t> minutes);

  // O(1). None places give zero.
  Duration between(PlaceIndex from, PlaceIndex to) const {
    if (from == to || !from.exists() || !to.exists()) return {};
    if (from.value < matrix_side_ && to.value < matrix_side_) {
      return {matrix_[from.value * matrix_side_ + to.value]};
    }
    return computed(from, to);
  }

 private:
  Duration computed(PlaceIndex from, PlaceIndex to) const;
  TravelModel model_;
  Table<PlaceIndex, std::optional<GeoPoint>> points_;
  std::size_t matrix_side_ = 0;
  std::vector<std::uint16_t> matrix_;  // filled ahead up to 2,048 places, computed beyond
};

}  // namespace muster::model
