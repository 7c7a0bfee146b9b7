// The file channel: for rehearsals, for programs that follow a file, and as the last resort.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/system_text.h"
#include "dispatch/channels/channels.h"

namespace muster::dispatch {

namespace asio = boost::asio;

namespace {

class FileChannel final : public Channel {
 public:
  explicit FileChannel(int fd) : fd_(fd) {}
  ~FileChannel() override { ::close(fd_); }
  FileChannel(const FileChannel&) = delete;
  FileChannel& operator=(const FileChannel&) = delete;

  // One write: O_APPEND keeps lines of several programs apart. A line that a full disk cut short is
  // taken back.
  asio::awaitable<Delivery> deliver(const Letter& letter) override {
    const std::string line = letter.json + '\n';
    const off_t before = ::lseek(fd_, 0, SEEK_END);
    const ssize_t written = ::write(fd_, line.data(), line.size());
    if (written == static_cast<ssize_t>(line.size()) && ::fdatasync(fd_) == 0) {
      co_return Delivery{Delivery::Result::delivered, true, "written", {}};
    }
    const int error = written < 0 ? errno : ENOSPC;
    if (written > 0 && ::ftruncate(fd_, before) != 0) {
      co_return Delivery{Delivery::Result::again, false, "half a line was written", {}, true};
    }
    co_return Delivery{Delivery::Result::again, false, std::strerror(error), {}, written > 0};
  }

 private:
  int fd_;
};

}  // namespace

Result<std::unique_ptr<Channel>> file_channel(const load::ChannelPolicy& policy,
                                              const ChannelSetting& setting) {
  const auto path = setting.folder / policy.path;
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd >= 0) return std::unique_ptr<Channel>(std::make_unique<FileChannel>(fd));
  const SystemText why = system_text(errno);
  return Failure{Failure::Kind::disk, fmt::format("can't write {}: {}", path.string(), why.english),
                 fmt::format("无法写入 {}：{}", path.string(), why.chinese)};
}

}  // namespace muster::dispatch
