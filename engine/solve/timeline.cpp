#include "solve/timeline.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"

namespace muster::solve {

using model::SessionIndex;

std::size_t HeadTimeline::position(std::int32_t start, SessionIndex session) const {
  const auto at = std::partition_point(bookings_.begin(), bookings_.end(), [&](const Booking& b) {
    return b.start != start ? b.start < start : b.session < session;
  });
  return static_cast<std::size_t>(at - bookings_.begin());
}

void HeadTimeline::insert(const Booking& booking) {
  const auto at = static_cast<std::ptrdiff_t>(position(booking.start, booking.session));
  bookings_.insert(bookings_.begin() + at, booking);
  ++version_;
}

void HeadTimeline::erase(std::int32_t start, SessionIndex session) {
  const std::size_t at = position(start, session);
  MUSTER_ASSERT(at < bookings_.size() && bookings_[at].session == session,
                "a head's booking is not where its session says");
  bookings_.erase(bookings_.begin() + static_cast<std::ptrdiff_t>(at));
  ++version_;
}

bool HeadTimeline::overlaps(std::int32_t start, std::int32_t end) const {
  return std::any_of(bookings_.begin(), bookings_.end(),
                     [&](const Booking& b) { return b.start < end && start < b.end; });
}

std::size_t VenueTimeline::first_from(std::int32_t start) const {
  const auto at = std::partition_point(slots_.begin(), slots_.end(),
                                       [&](const Slot& slot) { return slot.start < start; });
  return static_cast<std::size_t>(at - slots_.begin());
}

void VenueTimeline::insert(std::int32_t start, std::int32_t end, SessionIndex session) {
  const auto at = std::partition_point(slots_.begin(), slots_.end(), [&](const Slot& slot) {
    return std::tie(slot.start, slot.session) < std::tie(start, session);
  });
  slots_.insert(at, {start, end, session});
  longest_ = std::max(longest_, end - start);
}

void VenueTimeline::erase(std::int32_t start, SessionIndex session) {
  for (std::size_t i = first_from(start); i < slots_.size(); ++i) {
    if (slots_[i].session == session) {
      slots_.erase(slots_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }
  MUSTER_CHECK(false, "a venue's booking is not where its session says");
}

std::pair<std::int32_t, std::int32_t> VenueTimeline::around(std::int32_t minute) const {
  const std::size_t after = first_from(minute + 1);
  return {after == 0 ? kNever : slots_[after - 1].end,
          after == slots_.size() ? kNever : slots_[after].start};
}

std::int32_t VenueTimeline::most_at_once(std::int32_t start, std::int32_t end,
                                         std::int32_t limit) const {
  std::int32_t all = 0;
  overlapping(start, end, [&](SessionIndex) { ++all; });
  if (all < limit) return all;
  // The most is reached where one of them starts, or at `start`.
  std::int32_t most = 0;
  const auto at_instant = [&](std::int32_t t) {
    std::int32_t here = 0;
    overlapping(t, t + 1, [&](SessionIndex) { ++here; });
    most = std::max(most, here);
  };
  at_instant(start);
  for (std::size_t i = first_from(start); i < slots_.size() && slots_[i].start < end; ++i) {
    at_instant(slots_[i].start);
  }
  return most;
}

}  // namespace muster::solve
