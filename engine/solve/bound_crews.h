// Whole crews: seven people are three crews of two, not three and a half. Where sessions each want
// `heads` or more of the same people, no more than so many of them run at once.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "solve/instance.h"

namespace muster::solve {

class CrewSlots {
 public:
  // `counts`: sessions that ask for heads and take time, none of them pinned.
  CrewSlots(const Instance& instance, const Table<SessionIndex, char>& counts);

  // Slots that the session takes one of each of, by number.
  std::vector<std::uint32_t> of(SessionIndex session) const;
  // How many of a slot there are at any time.
  std::int32_t capacity(std::uint32_t slot) const { return slots_[slot].capacity; }
  std::size_t size() const { return slots_.size(); }

 private:
  struct Slot {
    std::uint32_t people = 0;  // a set of heads
    std::int32_t heads = 0;
    std::int32_t capacity = 0;
  };
  struct Ask {
    std::int32_t heads = 0;
    bool one_team = false;  // all of them from one team
  };
  struct Asked {
    std::int64_t sessions = 0;
    bool one_team = true;  // in each of them
  };

  std::map<std::uint32_t, Ask> asks(SessionIndex session) const;
  void add_slots(std::uint32_t people, const std::map<std::int32_t, Asked>& asked);
  std::int32_t capacity(std::uint32_t people, std::int32_t heads, bool one_team) const;

  const Instance& in_;
  std::vector<std::uint32_t> people_of_;  // by pool
  std::vector<std::uint32_t> pool_of_;    // by people: one that has them
  std::vector<std::int32_t> count_;       // by people: heads
  std::vector<Slot> slots_;               // by people, then by heads
};

}  // namespace muster::solve
