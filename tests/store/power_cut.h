// A disk whose power can be cut: a SQLite VFS that remembers what was written since the last sync.
#pragma once

#include <cstdint>

namespace muster::testing {

// While it lives it is SQLite's default VFS of this process. After `operations` writes, truncations
// and syncs the power is cut: every further one fails. One at a time.
class PowerCut {
 public:
  // With `lying`, a sync does nothing: what synchronous=OFF would do to us.
  PowerCut(std::int64_t operations, bool lying, std::uint32_t seed);
  ~PowerCut();
  PowerCut(const PowerCut&) = delete;
  PowerCut& operator=(const PowerCut&) = delete;

  bool cut() const;
  // After the files are closed: of what was written and not synced, some sectors stay and some are
  // as they were, at random.
  void lose_unsynced();
};

}  // namespace muster::testing
