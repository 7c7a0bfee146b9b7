// Indices into the tables of a Problem.
#pragma once

#include "base/ids.h"

namespace muster::model {

using LineIndex = Index<struct LineTag>;
using GridIndex = Index<struct GridTag>;
using PlaceIndex = Index<struct PlaceTag>;
using VenueIndex = Index<struct VenueTag>;
using SkillIndex = Index<struct SkillTag>;
using PersonIndex = Index<struct PersonTag>;
using TeamIndex = Index<struct TeamTag>;
using HeadIndex = Index<struct HeadTag>;
using TaskIndex = Index<struct TaskTag>;
using SessionIndex = Index<struct SessionTag>;

}  // namespace muster::model
