#include "dispatch/bell.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::dispatch {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

// The pipe, opened so that nothing waits; negative: there is none, or nobody listens to it.
int open_pipe(const fs::path& store_folder, int mode) {
  const int fd = ::open((store_folder / "bell").c_str(), mode | O_NONBLOCK | O_CLOEXEC);
  struct stat status = {};
  if (fd < 0 || (::fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode))) return fd;
  ::close(fd);
  return -1;
}

}  // namespace

void ring(const fs::path& store_folder) {
  const int fd = open_pipe(store_folder, O_WRONLY);
  if (fd < 0) return;
  // A full pipe has rung already; a listener that has just gone is none.
  const ssize_t ignored = ::write(fd, "!", 1);
  (void)ignored;
  ::close(fd);
}

Bell::Bell(const asio::any_io_executor& executor, const fs::path& store_folder,
           std::function<void()> heard)
    : heard_(std::move(heard)) {
  ::mkfifo((store_folder / "bell").c_str(), 0600);
  // To write as well: so that it does not end when a ringer has gone.
  const int fd = open_pipe(store_folder, O_RDWR);
  if (fd < 0) return;
  pipe_.emplace(executor, fd);
  listen();
}

void Bell::listen() {
  // Woken first and read then: a ring in between is heard again.
  pipe_->async_wait(asio::posix::stream_descriptor::wait_read,
                    [this](const boost::system::error_code& error) {
                      if (error) return;
                      char rings[256];
                      const ssize_t read = ::read(pipe_->native_handle(), rings, sizeof rings);
                      if (read > 0) heard_();
                      listen();
                    });
}

}  // namespace muster::dispatch
