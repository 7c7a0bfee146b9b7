#include "cli/wall_clock.h"

namespace muster::cli {

std::optional<Instant> parse_now(const std::string& text, const ZoneTime& zone) {
  const auto read = parse_date_time(text);
  if (!read) return std::nullopt;
  if (!read->offset_minutes) return instant(zone.instant(read->local));
  return instant(ZoneTime().instant(read->local) - Duration{*read->offset_minutes});
}

}  // namespace muster::cli
