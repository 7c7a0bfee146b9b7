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

// The great circle's length from the chord between two points of the unit sphere.
double arc_kilometres(double dx, double dy, double dz) {
  const double half_chord = std::sqrt(dx * dx + dy * dy + dz * dz) / 2;
  return 2 * kEarthKilometres * std::asin(std::min(1.0, half_chord));
}

struct OnSphere {
  double x, y, z;
};

OnSphere on_sphere(GeoPoint at) {
  const double latitude = radians(at.latitude);
  const double longitude = radians(at.longitude);
  return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
          std::sin(latitude)};
}

}  // namespace

double kilometres(GeoPoint a, GeoPoint b) {
  const OnSphere from = on_sphere(a);
  const OnSphere to = on_sphere(b);
  return arc_kilometres(from.x - to.x, from.y - to.y, from.z - to.z);
}

Travel::Travel(TravelModel model, Table<PlaceIndex, std::optional<GeoPoint>> points)
    : model_(model), row_of_(points.size(), kEverywhere) {
  std::map<GeoPoint, std::uint32_t> rows;
  for (auto place : indices(points)) {
    if (!points[place]) continue;
    const GeoPoint at = *points[place];
    const auto [row, is_new] = rows.try_emplace(at, static_cast<std::uint32_t>(points_.size()));
    row_of_[place] = row->second;
    if (!is_new) continue;
    const OnSphere there = on_sphere(at);
    points_.push_back({at, there.x, there.y, there.z});
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

Duration Travel::computed(std::uint32_t from, std::uint32_t to) const {
  if (from == to || from >= points_.size() || to >= points_.size()) return {};
  if (model_.km_per_hour <= 0) return {};
  const Point& a = points_[from];
  const Point& b = points_[to];
  const double km = arc_kilometres(a.x - b.x, a.y - b.y, a.z - b.z);
  const double minutes =
      std::ceil(km * model_.detour / model_.km_per_hour * 60 - 1e-6) + model_.fixed.minutes;
  return {static_cast<std::int32_t>(
      std::min<double>(minutes, std::numeric_limits<std::uint16_t>::max()))};
}

}  // namespace muster::model
