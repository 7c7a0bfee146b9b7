#include "base/file.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include <fmt/format.h>

#include "base/check.h"
#include "base/huge_pages.h"
#include "base/language.h"
#include "base/system_text.h"

namespace muster {

namespace fs = std::filesystem;

namespace {

Failure disk_failure(const fs::path& path, int error, Bilingual what) {
  const SystemText why = system_text(error);
  return {Failure::Kind::disk,
          fmt::format(fmt::runtime(what.english), path.string()) + ": " + why.english,
          fmt::format(fmt::runtime(what.chinese), path.string()) + "：" + why.chinese};
}

constexpr Bilingual kCantRead{"can't read {}", "无法读取 {}"};
constexpr Bilingual kCantWrite{"can't write {}", "无法写入 {}"};

// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  bool close() {
    const int result = ::close(fd_);
    fd_ = -1;
    return result == 0;
  }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

// Those of the file that is replaced, else those that this process gives new files.
mode_t permissions_for(const fs::path& target) {
  struct stat old = {};
  if (::stat(target.c_str(), &old) == 0) return old.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::uint64_t limit) {
  // Not blocking: a named pipe that nobody writes to reads as empty instead of hanging.
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status = {};
  if (fd.get() < 0 || ::fstat(fd.get(), &status) != 0) return disk_failure(path, errno, kCantRead);
  if (S_ISDIR(status.st_mode)) return disk_failure(path, EISDIR, kCantRead);
  std::string text;
  text.reserve(static_cast<std::size_t>(
      std::min<std::uint64_t>(limit, static_cast<std::uint64_t>(status.st_size) + 1)));
  prefer_huge_pages(text.data(), text.capacity());
  std::array<char, 1 << 16> block;
  while (true) {
    const ssize_t n = ::read(fd.get(), block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      pollfd writer{fd.get(), POLLIN, 0};
      ::poll(&writer, 1, -1);
      continue;
    }
    if (n < 0) return disk_failure(path, errno, kCantRead);
    if (n == 0) return text;
    text.append(block.data(), static_cast<std::size_t>(n));
    if (text.size() > limit) return disk_failure(path, EFBIG, kCantRead);
  }
}

Result<Done> write_file(const fs::path& path, std::string_view bytes, Readers readers) {
  // What is no plain file (a device, a pipe) has nothing to be renamed over.
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    Descriptor fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (fd.get() < 0 || !write_all(fd.get(), bytes) || !fd.close())
      return disk_failure(path, errno, kCantWrite);
    return Done{};
  }
  const fs::path target = fs::is_symlink(path, ignored) ? fs::canonical(path, ignored) : path;
  std::string beside = target.string() + ".tmp-XXXXXX";
  Descriptor fd(::mkostemp(beside.data(), O_CLOEXEC));
  if (fd.get() < 0) return disk_failure(path, errno, kCantWrite);
  const mode_t mode = readers == Readers::owner ? 0600 : permissions_for(target);
  const bool whole = ::fchmod(fd.get(), mode) == 0 && write_all(fd.get(), bytes) &&
                     ::fsync(fd.get()) == 0 && fd.close() &&
                     ::rename(beside.c_str(), target.c_str()) == 0;
  if (!whole) {
    const int error = errno;
    ::unlink(beside.c_str());
    return disk_failure(path, error, kCantWrite);
  }
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  if (!sync_folder(folder)) return disk_failure(path, errno, kCantWrite);
  return Done{};
}

bool sync_folder(const fs::path& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // File systems that can't sync folders say EINVAL.
  return fd.get() >= 0 && (::fsync(fd.get()) == 0 || errno == EINVAL);
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  MUSTER_CHECK(done == 1, "SHA-256 is not available");
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

}  // namespace muster
