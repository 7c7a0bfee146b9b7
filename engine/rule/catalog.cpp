#include "rule/catalog.h"

#include <array>

#include "rule/kinds.h"

namespace muster::rule {

std::span<const Kind> catalog() {
  static const std::array kinds{
      travel_kind(),     working_time_kind(), rest_kind(),       fair_share_kind(),
      home_first_kind(), coverage_kind(),     continuity_kind(), mix_of_lines_kind(),
      preference_kind(), activation_kind(),   quota_kind(),      venue_preference_kind(),
      blackout_kind(),   earliness_kind(),    no_clash_kind(),   separation_kind(),
      spread_kind(),     same_venue_kind(),   budget_kind(),     rotation_kind(),
      turnover_kind(),   proximity_kind(),    buddy_kind(),      standby_kind(),
      stability_kind(),
  };
  return kinds;
}

const Kind* find_kind(std::string_view name) {
  for (const Kind& kind : catalog()) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

}  // namespace muster::rule
