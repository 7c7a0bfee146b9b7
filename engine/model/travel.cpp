#include "model/travel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

namespace muster::model {

namespace {

constexpr std::size_t kMatrixPoints = 8192;
constexpr std::uint32_t kEverywhere = std::numeric_limits<std::uint32_t>::max();
constexpr double kEarthKilometres = 6371.0088;  // mean radius, IUGG

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

}  // namespace

Travel::Travel(TravelModel model, Table<PlaceIndex, std::optional<GeoPoint>> points)
    : model_(model), row_of_(points.size(), kEverywhere) {
  std::map<GeoPoint, std::uint32_t> rows;
  for (auto place : indices(points)) {
    if (!points[place]) continue;
    const GeoPoint at = *points[place];
    const auto [row, is_new] = rows.try_emplace(at, static_cast<std::uint32_t>(points_.size()));
    row_of_[place] = row->second;
    if (!is_new) continue;
    const double latitude = radians(at.latitude);
    const double longitude = radians(at.longitude);
    points_.push_back({at, std::cos(latitude) * std::cos(longitude),
                       std::cos(latitude) * std::sin(longitude), std::sin(latitude)});
  }
  const std::size_t side = std::min(points_.size(), kMatrixPoints);
  std::vector<std::uint16_t> matrix(side * side);
  for (std::uint32_t from = 0; from < side; ++from) {
    for (std::uint32_t to = 0; to < from; ++to) {
      const auto minutes = static_cast<std::uint16_t>(computed(from, to).minutes);
      matrix[from * side + to] = matrix[to * side + from] = minutes;
    }
  }
  matrix_ = std::move(matrix);
  side_ = side;
}

Travel::Travel(std::size_t n, std::vector<std::uint16_t> minutes)
    : row_of_(n), side_(n), matrix_(std::move(minutes)) {
  for (auto place : indices(row_of_)) row_of_[place] = place.value;
}

// The great circle's length from the chord between two points of the unit sphere.
Duration Travel::computed(std::uint32_t from, std::uint32_t to) const {
  if (from == to || from >= points_.size() || to >= points_.size()) return {};
  if (model_.km_per_hour <= 0) return {};
  const Point& a = points_[from];
  const Point& b = points_[to];
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  const double dz = a.z - b.z;
  const double half_chord = std::sqrt(dx * dx + dy * dy + dz * dz) / 2;
  const double km = 2 * kEarthKilometres * std::asin(std::min(1.0, half_chord));
  const double minutes =
      std::ceil(km * model_.detour / model_.km_per_hour * 60 - 1e-6) + model_.fixed.minutes;
  return {static_cast<std::int32_t>(
      std::min<double>(minutes, std::numeric_limits<std::uint16_t>::max()))};
}

}  // namespace muster::model
