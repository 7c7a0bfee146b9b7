// Points on the map as written.
#pragma once

#include <optional>

#include "load/fields.h"
#include "model/travel.h"

namespace muster::load {

// `[latitude, longitude]` in degrees.
std::optional<model::GeoPoint> as_point(const Node&, Findings&);

}  // namespace muster::load
