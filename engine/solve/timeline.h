// What a head does, in order of time, and what a venue hosts.
//
// Invariants:
//  1. A head's bookings are ordered by (start, session), as sequence terms define neighbours.
//  2. Unless a pin forced it (`crowded`), a head's bookings do not overlap, so that the two
//     neighbours of an instant decide whether a session fits there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "model/ids.h"

namespace muster::solve {

struct Booking {
  std::int32_t start = 0, end = 0, day = 0;
  model::SessionIndex session;
  model::PlaceIndex place;
};

class HeadTimeline {
 public:
  // Position at which a booking with this start and session would stand. O(log n).
  std::size_t position(std::int32_t start, model::SessionIndex session) const;
  void insert(const Booking&);
  void erase(std::int32_t start, model::SessionIndex session);
  const Booking* before(std::size_t position) const {
    return position == 0 ? nullptr : &bookings_[position - 1];
  }
  const Booking* at(std::size_t position) const {
    return position < bookings_.size() ? &bookings_[position] : nullptr;
  }
  // Whether anything overlaps [start, end); by scanning, for crowded timelines.
  bool overlaps(std::int32_t start, std::int32_t end) const;
  const std::vector<Booking>& bookings() const { return bookings_; }
  std::uint32_t version() const { return version_; }  // another one after each change
  bool crowded = false;

 private:
  std::vector<Booking> bookings_;
  std::uint32_t version_ = 0;
};

constexpr std::int32_t kNever = INT32_MIN;

class VenueTimeline {
 public:
  void insert(std::int32_t start, std::int32_t end, model::SessionIndex session);
  void erase(std::int32_t start, model::SessionIndex session);
  // Most sessions at once at any instant of [start, end), counted no further than `limit`.
  std::int32_t most_at_once(std::int32_t start, std::int32_t end, std::int32_t limit) const;
  // The last end of what starts up to `minute`, the first start after it; kNever where none is.
  std::pair<std::int32_t, std::int32_t> around(std::int32_t minute) const;
  struct Slot {
    std::int32_t start, end;
    model::SessionIndex session;
  };
  // Calls `visit(slot)` for everything that overlaps [start, end).
  template <class Visit>
  void each_slot(std::int32_t start, std::int32_t end, Visit visit) const {
    for (std::size_t i = first_from(start - longest_ + 1); i < slots_.size(); ++i) {
      if (slots_[i].start >= end) break;
      if (slots_[i].end > start) visit(slots_[i]);
    }
  }
  // The same with `visit(session)`.
  template <class Visit>
  void overlapping(std::int32_t start, std::int32_t end, Visit visit) const {
    each_slot(start, end, [&](const Slot& slot) { visit(slot.session); });
  }

 private:
  std::size_t first_from(std::int32_t start) const;
  std::vector<Slot> slots_;   // by (start, session)
  std::int32_t longest_ = 0;  // of all ever booked
};

}  // namespace muster::solve
