// The time that commands about assignments go by: the machine's, or one that was given.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/zone_time.h"

namespace muster::cli {

// Runs on from `now` when that is given: for rehearsals, and for zones whose horizon is past.
class GivenClock final : public WallClock {
 public:
  explicit GivenClock(std::optional<Instant> now)
      : shift_(now ? *now - system_.now() : std::chrono::milliseconds(0)) {}
  Instant now() const override { return system_.now() + shift_; }

 private:
  SystemWallClock system_;
  std::chrono::milliseconds shift_;
};

// "2017-09-04T08:00" in the zone's time, or with an offset; none when it is no time.
std::optional<Instant> parse_now(const std::string& text, const ZoneTime& zone);

}  // namespace muster::cli
