// Pairs of sessions that some plan could bring too close together: rules of distance relate these
// and no others, so that a session's relations stay few.
#pragma once

#include <string_view>

#include "rule/matching.h"

namespace muster::rule {

// Adds the distance and a relation for each pair, in order of sessions. Pairs that are close only
// against a law (outside of their windows, in a venue that does not suit) are left out. More than
// limits::kRelatedPairs give a diagnostic.
// O(w log w + pairs), w: windows (times grids that a session may serve, with `same_grid`).
void relate_close_pairs(const RuleSpec&, Distance, const model::Problem&, RuleSet& out,
                        Diagnostics&);

// `per: grid | zone`: whether only sessions that serve the same grid are held apart.
ParamSpec apart_per_param(std::string_view fallback);
bool same_grid_only(const RuleSpec&, std::string_view fallback);

}  // namespace muster::rule
