#include "cli/wall_clock.h"

namespace muster::cli {

std::optional<Instant> parse_now(const std::string& text, const ZoneTime& zone) {
  const auto read = parse_date_time(text);
  if (!read) return std::nullopt;
  return instant(zone.resolve(*read));
}

}  // namespace muster::cli
