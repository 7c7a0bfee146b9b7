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

// Great-circle distance.
double kilometres(GeoPoint a, GeoPoint b);

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
    if (from == to || !row_of_.holds(from) || !row_of_.holds(to)) return {};
    const std::uint32_t row = row_of_[from];
    const std::uint32_t column = row_of_[to];
    if (row < side_ && column < side_) return {matrix_[row * side_ + column]};
    return computed(row, column);
  }
  // Where a place is, if it is known.
  std::optional<GeoPoint> point(PlaceIndex place) const {
    if (!row_of_.holds(place) || row_of_[place] >= points_.size()) return std::nullopt;
    return points_[row_of_[place]].at;
  }

 private:
  struct Point {
    GeoPoint at;
    double x = 0, y = 0, z = 0;  // on the unit sphere
  };
  Duration computed(std::uint32_t from, std::uint32_t to) const;
  TravelModel model_;
  // Places at one point share a row; the last number means everywhere.
  Table<PlaceIndex, std::uint32_t> row_of_;
  std::vector<Point> points_;  // by row; empty with a matrix that was given
  std::size_t side_ = 0;
  std::vector<std::uint16_t> matrix_;  // filled ahead up to 8,192 points, computed beyond
};

}  // namespace muster::model
