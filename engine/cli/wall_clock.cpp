#include "cli/wall_clock.h"

namespace muster::cli {

std::optional<Instant> parse_now(const std::string& text, const ZoneTime& zone) {
  const auto read = parse_date_time(text);
  if (!read) return std::nullopt;
  std::int64_t minutes = zone.instant(read->local).minutes;
  if (read->offset_minutes) {
    minutes = ZoneTime().instant(read->local).minutes - *read->offset_minutes;
  }
  return Instant{minutes * 60'000};
}

}  // namespace muster::cli
