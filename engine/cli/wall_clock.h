// The time that commands about assignments go by: the machine's, or one that was given.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/zone_time.h"

namespace muster::cli {

// For rehearsals, and for zones whose horizon is past, `now` is given. It stands still, so that
// what one command makes due then is due for the next; or it runs on, for what goes on for long.
class GivenClock final : public WallClock {
 public:
  explicit GivenClock(std::optional<Instant> now, bool runs = false)
      : stands_(runs ? std::nullopt : now),
        shift_(now ? *now - system_.now() : std::chrono::milliseconds(0)) {}
  Instant now() const override { return stands_ ? *stands_ : system_.now() + shift_; }

 private:
  SystemWallClock system_;
  std::optional<Instant> stands_;
  std::chrono::milliseconds shift_;
};

// "2017-09-04T08:00" in the zone's time, or with an offset; none when it is no time.
std::optional<Instant> parse_now(const std::string& text, const ZoneTime& zone);

}  // namespace muster::cli
