// A disk that fails: a SQLite VFS that remembers what was written since the last sync.
#pragma once

#include <cstdint>

namespace muster::testing {

struct DiskFaults {
  // After so many writes, truncations and syncs the power is cut: every further one fails.
  std::int64_t cut_after = INT64_MAX;
  // A sync does nothing: what synchronous=OFF would do to us.
  bool lying = false;
  // These syncs, counted from one, fail with an I/O error, and what they were to bring to the disk
  // stays in the machine's memory only, called clean: later syncs do not bring it there either.
  std::int64_t failing_from = 0, failing_until = 0;
  std::uint32_t seed = 1;
};

// While it lives it is SQLite's default VFS of this process. One at a time.
class FailingDisk {
 public:
  explicit FailingDisk(const DiskFaults& faults);
  ~FailingDisk();
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

  bool cut() const;
  std::int64_t syncs() const;
  // After the files are closed, the power is gone: of what was written and not synced, some sectors
  // stay and some are as they were, at random.
  void lose_unsynced();
};

}  // namespace muster::testing
