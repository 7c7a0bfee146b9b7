#include "model/travel.h"

#include <catch2/catch.hpp>

namespace muster::model {
namespace {

using Points = Table<PlaceIndex, std::optional<GeoPoint>>;

PlaceIndex place(std::size_t i) { return PlaceIndex(i); }

TEST_CASE("travel takes distance, detour, speed and the fixed part, in whole minutes") {
  // One degree along a meridian of the mean sphere is 111.195 km.
  const Points points(std::vector<std::optional<GeoPoint>>{GeoPoint{28, 120}, GeoPoint{29, 120}});
  CHECK(Travel({60, 1.0, {0}}, points).between(place(0), place(1)) == Duration{112});
  CHECK(Travel({60, 1.0, {5}}, points).between(place(1), place(0)) == Duration{117});
  CHECK(Travel({30, 1.3, {0}}, points).between(place(0), place(1)) == Duration{290});
}

TEST_CASE("travel to the same place, to nowhere and from everywhere takes no time") {
  const Points points(std::vector<std::optional<GeoPoint>>{GeoPoint{28, 120}, GeoPoint{29, 120},
                                                           std::nullopt, GeoPoint{28, 120}});
  const Travel travel({25, 1.3, {5}}, points);
  CHECK(travel.between(place(0), place(0)) == Duration{0});
  CHECK(travel.between(place(0), place(2)) == Duration{0});
  CHECK(travel.between(place(0), PlaceIndex()) == Duration{0});
  CHECK(travel.between(place(0), place(3)) == Duration{0});  // another place at the same point
  CHECK(travel.between(place(0), place(9)) == Duration{0});
  CHECK(travel.between(place(0), place(1)) > Duration{5});
  CHECK(Travel().between(place(0), place(1)) == Duration{0});
  CHECK(Travel({0, 1.3, {5}}, points).between(place(0), place(1)) == Duration{0});
}

TEST_CASE("far points saturate instead of wrapping around") {
  const Points points(std::vector<std::optional<GeoPoint>>{GeoPoint{0, 0}, GeoPoint{0, 180}});
  CHECK(Travel({0.001, 2, {5}}, points).between(place(0), place(1)) == Duration{65535});
}

TEST_CASE("places beyond the matrix are computed alike") {
  std::vector<std::optional<GeoPoint>> rows;
  for (int i = 0; i < 8200; ++i) rows.push_back(GeoPoint{28 + i * 1e-4, 120 + (i % 7) * 0.01});
  const Travel all({25, 1.3, {5}}, Points(rows));
  const Travel two({25, 1.3, {5}}, Points(std::vector{rows[3], rows[8199]}));
  CHECK(all.between(place(3), place(8199)) == two.between(place(0), place(1)));
  CHECK(all.between(place(8199), place(3)) == two.between(place(1), place(0)));
}

TEST_CASE("a matrix need not be symmetric") {
  const Travel travel(2, {0, 7, 11, 0});
  CHECK(travel.between(place(0), place(1)) == Duration{7});
  CHECK(travel.between(place(1), place(0)) == Duration{11});
  CHECK(travel.between(place(0), place(2)) == Duration{0});
}

}  // namespace
}  // namespace muster::model
