#include "failing_disk.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace muster::testing {

namespace {

constexpr std::int64_t kSector = 512;

// What a sector held, and how long the file was, before an unsynced change.
struct Before {
  std::int64_t offset = 0;
  std::string bytes;
  sqlite3_int64 file_size = 0;
};

struct Disk {
  DiskFaults faults;
  std::int64_t operations = 0, syncs = 0;
  bool cut = false;
  std::mt19937 random;
  // Never brought to the disk, though syncs since then say so: by path and offset.
  std::map<std::string, std::map<std::int64_t, Before>> forgotten;
  std::map<std::string, std::vector<Before>> unsynced;  // by path, in order of change
  sqlite3_vfs vfs = {};
  sqlite3_vfs* real = nullptr;
};
Disk* disk = nullptr;

struct File {
  sqlite3_file base;
  sqlite3_file* real;
  std::string* path;  // none: temporary, never looked at again
};
File* as_file(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return as_file(file)->real; }

bool powered() {
  disk->cut |= disk->operations++ >= disk->faults.cut_after;
  return !disk->cut;
}

void remember(File& file, std::int64_t offset, std::int64_t length) {
  if (file.path == nullptr) return;
  Before before;
  before.offset = offset;
  file.real->pMethods->xFileSize(file.real, &before.file_size);
  const std::int64_t kept = std::clamp<std::int64_t>(before.file_size - offset, 0, length);
  before.bytes.resize(static_cast<std::size_t>(kept));
  if (kept > 0) {
    file.real->pMethods->xRead(file.real, before.bytes.data(), static_cast<int>(kept), offset);
  }
  // Where the disk still has what was before a failed sync, that is what a power cut brings back.
  auto& forgotten = disk->forgotten[*file.path];
  const auto from = forgotten.lower_bound(offset - kSector);
  for (auto each = from; each != forgotten.end() && each->first < offset + length;) {
    const auto end = each->first + static_cast<std::int64_t>(each->second.bytes.size());
    if (each->first == offset && each->second.bytes.size() == before.bytes.size()) {
      before.bytes = each->second.bytes;
    }
    each = end > offset ? forgotten.erase(each) : std::next(each);
  }
  disk->unsynced[*file.path].push_back(std::move(before));
}

// A sync fails: the machine calls clean what the disk has not got.
void forget(const std::string& path) {
  for (Before& each : disk->unsynced[path]) {
    const std::int64_t offset = each.offset;
    disk->forgotten[path].try_emplace(offset, std::move(each));
  }
  disk->unsynced.erase(path);
}

int do_close(sqlite3_file* file) {
  const int code = real(file)->pMethods->xClose(real(file));
  delete as_file(file)->path;
  sqlite3_free(as_file(file)->real);
  return code;
}
int do_read(sqlite3_file* file, void* to, int n, sqlite3_int64 at) {
  return real(file)->pMethods->xRead(real(file), to, n, at);
}
int do_write(sqlite3_file* file, const void* from, int n, sqlite3_int64 at) {
  if (!powered()) return SQLITE_IOERR_WRITE;
  const char* bytes = static_cast<const char*>(from);
  for (std::int64_t done = 0; done < n;) {  // sector by sector: each may survive by itself
    const std::int64_t here = std::min<std::int64_t>(n - done, kSector - (at + done) % kSector);
    remember(*as_file(file), at + done, here);
    const int code =
        real(file)->pMethods->xWrite(real(file), bytes + done, static_cast<int>(here), at + done);
    if (code != SQLITE_OK) return code;
    done += here;
  }
  return SQLITE_OK;
}
int do_truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (!powered()) return SQLITE_IOERR_TRUNCATE;
  sqlite3_int64 old = 0;
  real(file)->pMethods->xFileSize(real(file), &old);
  if (old > size) remember(*as_file(file), size, old - size);
  return real(file)->pMethods->xTruncate(real(file), size);
}
int do_sync(sqlite3_file* file, int) {
  if (!powered()) return SQLITE_IOERR_FSYNC;
  const std::string* path = as_file(file)->path;
  ++disk->syncs;
  if (disk->syncs >= disk->faults.failing_from && disk->syncs < disk->faults.failing_until) {
    if (path != nullptr) forget(*path);
    return SQLITE_IOERR_FSYNC;
  }
  if (!disk->faults.lying && path != nullptr) disk->unsynced.erase(*path);
  return SQLITE_OK;  // the machine itself stays on
}
int do_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int do_lock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int do_unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int do_reserved(sqlite3_file* file, int* held) {
  return real(file)->pMethods->xCheckReservedLock(real(file), held);
}
int do_control(sqlite3_file* file, int what, void* with) {
  return real(file)->pMethods->xFileControl(real(file), what, with);
}
int do_sector(sqlite3_file*) { return kSector; }
int do_traits(sqlite3_file*) { return 0; }  // promises nothing
int do_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int do_shm_lock(sqlite3_file* file, int at, int n, int flags) {
  return real(file)->pMethods->xShmLock(real(file), at, n, flags);
}
void do_shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int do_shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}
constexpr sqlite3_io_methods kMethods{
    2,           do_close,       do_read,      do_write,   do_truncate, do_sync,   do_size,
    do_lock,     do_unlock,      do_reserved,  do_control, do_sector,   do_traits, do_shm_map,
    do_shm_lock, do_shm_barrier, do_shm_unmap, nullptr,    nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  File& mine = *as_file(file);
  mine = {};
  mine.real = static_cast<sqlite3_file*>(sqlite3_malloc(disk->real->szOsFile));
  std::memset(mine.real, 0, static_cast<std::size_t>(disk->real->szOsFile));
  const int code = disk->real->xOpen(disk->real, name, mine.real, flags, out_flags);
  if (code != SQLITE_OK) {
    sqlite3_free(mine.real);
    return code;
  }
  mine.base.pMethods = &kMethods;
  if (name != nullptr) mine.path = new std::string(name);
  return SQLITE_OK;
}

// A file that a program removes is gone at once: SQLite removes only what it has checkpointed.
int remove_file(sqlite3_vfs*, const char* name, int sync_folder) {
  if (!powered()) return SQLITE_IOERR_DELETE;
  disk->unsynced.erase(name);
  disk->forgotten.erase(name);
  return disk->real->xDelete(disk->real, name, sync_folder);
}

}  // namespace

FailingDisk::FailingDisk(const DiskFaults& faults) {
  disk = new Disk;
  disk->faults = faults;
  disk->random.seed(faults.seed);
  disk->real = sqlite3_vfs_find(nullptr);
  disk->vfs = *disk->real;
  disk->vfs.zName = "failing-disk";
  disk->vfs.szOsFile = sizeof(File);
  disk->vfs.xOpen = open_file;
  disk->vfs.xDelete = remove_file;
  sqlite3_vfs_register(&disk->vfs, 1);
}

FailingDisk::~FailingDisk() {
  sqlite3_vfs_unregister(&disk->vfs);
  sqlite3_vfs_register(disk->real, 1);
  delete disk;
  disk = nullptr;
}

bool FailingDisk::cut() const { return disk->cut; }

std::int64_t FailingDisk::syncs() const { return disk->syncs; }

void FailingDisk::lose_unsynced() {
  for (auto& [path, changes] : disk->unsynced) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) continue;
    const std::uint32_t lost_share = disk->random() % 5;  // none to all of them
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      if (disk->random() % 4 >= lost_share) continue;
      if (!change->bytes.empty() &&
          ::pwrite(fd, change->bytes.data(), change->bytes.size(), change->offset) < 0) {
        std::abort();
      }
    }
    // A file that had grown may be as short as it was.
    if (lost_share == 4 && ::ftruncate(fd, changes.front().file_size) != 0) std::abort();
    ::close(fd);
  }
  for (auto& [path, sectors] : disk->forgotten) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) continue;
    for (auto& [offset, before] : sectors) {
      if (disk->random() % 2 == 0 || before.bytes.empty()) continue;
      if (::pwrite(fd, before.bytes.data(), before.bytes.size(), offset) < 0) std::abort();
    }
    ::close(fd);
  }
  disk->unsynced.clear();
  disk->forgotten.clear();
}

}  // namespace muster::testing
