#include "model/travel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace muster::model {

namespace {

constexpr std::size_t kMatrixPlaces = 2048;
constexpr double kEarthKilometres = 6371.0088;  // mean radius, IUGG

double great_circle_km(GeoPoint a, GeoPoint b) {
  const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
  const double half_lat = std::sin(radians(b.latitude - a.latitude) / 2);
  const double half_lon = std::sin(radians(b.longitude - a.longitude) / 2);
  const double h = half_lat * half_lat + std::cos(radians(a.latitude)) *
                                             std::cos(radians(b.latitude)) * half_lon * half_lon;
  return 2 * kEarthKilometres * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace

Travel::Travel(TravelModel model, Table<PlaceIndex, std::optional<GeoPoint>> points)
    : model_(model), points_(std::move(points)) {
  const std::size_t side = std::min(points_.size(), kMatrixPlaces);
  std::vector<std::uint16_t> matrix(side * side);
  for (auto from : all<PlaceIndex>(side)) {
    for (auto to : all<PlaceIndex>(side)) {
      if (from == to) continue;
      matrix[from.value * side + to.value] = static_cast<std::uint16_t>(computed(from, to).minutes);
    }
  }
  matrix_ = std::move(matrix);
  matrix_side_ = side;
}

Travel::Travel(std::size_t n, std::vector<std::uint16_t> minutes)
    : matrix_side_(n), matrix_(std::move(minutes)) {}

Duration Travel::computed(PlaceIndex from, PlaceIndex to) const {
  if (!points_.holds(from) || !points_.holds(to) || model_.km_per_hour <= 0) return {};
  const auto& a = points_[from];
  const auto& b = points_[to];
  if (!a || !b || *a == *b) return {};
  const double hours = great_circle_km(*a, *b) * model_.detour / model_.km_per_hour;
  const double minutes = std::ceil(hours * 60 - 1e-9) + model_.fixed.minutes;
  return {static_cast<std::int32_t>(
      std::min<double>(minutes, std::numeric_limits<std::uint16_t>::max()))};
}

}  // namespace muster::model
