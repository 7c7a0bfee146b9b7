// One thread, one epoll: as little as a receiver can do, so that it is never what is measured.
#include "dispatch_receiver.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <deque>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "base/check.h"
#include "base/random.h"

namespace muster::bench {

namespace {

constexpr std::uint32_t kFirstHost = 0x7f010000;  // 127.1.0.0
constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
constexpr std::string_view kFailure = "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nno";
constexpr std::string_view kRedirect =
    "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n";
constexpr std::string_view kFlood = "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n";
constexpr std::int64_t kDripNs = 1'000'000'000;

struct Connection {
  int fd = -1;
  std::uint32_t endpoint = 0;
  Mood mood = Mood::answers;
  std::string in;
  std::int64_t first_byte = 0;  // of the request in `in`
  std::size_t dripped = 0;
  std::uint64_t serial = 0;
};

// Something to be written later: an answer after its time to think, or the next byte of a drip.
struct Later {
  std::int64_t at = 0;
  int fd = -1;
  std::uint64_t serial = 0;  // of the connection: a descriptor is used again
};

class Server {
 public:
  Server(const Endpoints& endpoints, Board& board) : endpoints_(endpoints), board_(board) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_ANY);
    socklen_t size = sizeof any;
    const bool ready = listener_ >= 0 &&
                       ::bind(listener_, reinterpret_cast<sockaddr*>(&any), size) == 0 &&
                       ::listen(listener_, SOMAXCONN) == 0 &&
                       ::getsockname(listener_, reinterpret_cast<sockaddr*>(&any), &size) == 0;
    MUSTER_CHECK(ready, "the receiver can't listen");
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    watch(listener_, EPOLLIN);
    board_.head().port = ntohs(any.sin_port);
  }

  void run(const volatile sig_atomic_t& over) {
    std::array<epoll_event, 256> events{};
    while (over == 0) {
      const int n = ::epoll_wait(epoll_, events.data(), events.size(), timeout());
      for (int i = 0; i < n; ++i) {
        const int fd = events[static_cast<std::size_t>(i)].data.fd;
        fd == listener_ ? accept_all() : serve(fd, events[static_cast<std::size_t>(i)].events);
      }
      write_what_is_due(thinking_);
      write_what_is_due(dripping_);
    }
  }

 private:
  void watch(int fd, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  }

  int timeout() const {
    std::int64_t next = steady_now() + 100'000'000;
    for (const auto* queue : {&thinking_, &dripping_}) {
      if (!queue->empty()) next = std::min(next, queue->front().at);
    }
    return static_cast<int>(std::max<std::int64_t>(0, (next - steady_now() + 999'999) / 1'000'000));
  }

  void accept_all() {
    for (;;) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd < 0) return;
      sockaddr_in here{};
      socklen_t size = sizeof here;
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&here), &size);
      const int yes = 1;
      ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      Connection& connection = connections_[fd];
      connection = Connection{};
      connection.fd = fd;
      connection.endpoint = ntohl(here.sin_addr.s_addr) - kFirstHost;
      if (connection.endpoint < endpoints_.count) {
        connection.mood = mood_of(endpoints_, connection.endpoint);
      }
      connection.serial = ++serial_;
      ++board_.head().connections;
      watch(fd, EPOLLIN | (connection.mood == Mood::floods ? EPOLLOUT | EPOLLET : 0));
    }
  }

  void close(Connection& connection, bool reset = false) {
    const linger now{1, 0};
    if (reset) ::setsockopt(connection.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    const int fd = connection.fd;
    ::close(fd);
    connections_.erase(fd);
  }

  void serve(int fd, std::uint32_t events) {
    const auto found = connections_.find(fd);
    if (found == connections_.end()) return;
    Connection& connection = found->second;
    if (connection.mood == Mood::floods && (events & EPOLLOUT) != 0 && connection.dripped > 0) {
      flood(connection);
    }
    if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) == 0) return;
    std::array<char, 16 * 1024> piece;
    for (;;) {
      const ssize_t n = ::read(fd, piece.data(), piece.size());
      if (n < 0 && errno == EAGAIN) return;
      if (n <= 0) return close(connection);
      if (connection.in.empty()) connection.first_byte = steady_now();
      connection.in.append(piece.data(), static_cast<std::size_t>(n));
      if (!take_requests(connection)) return;
      if (static_cast<std::size_t>(n) < piece.size() && connection.mood != Mood::floods) return;
    }
  }

  // False: the connection is gone.
  bool take_requests(Connection& connection) {
    for (;;) {
      const std::size_t head = connection.in.find("\r\n\r\n");
      if (head == std::string::npos) return true;
      const std::string_view text = std::string_view(connection.in).substr(0, head + 2);
      const std::size_t length = number_behind(text, "\r\nContent-Length: ");
      if (connection.in.size() < head + 4 + length) return true;
      note(connection, text);
      connection.in.erase(0, head + 4 + length);
      connection.first_byte = steady_now();
      if (!answer(connection)) return false;
    }
  }

  static std::uint32_t number_behind(std::string_view text, std::string_view name) {
    const std::size_t at = text.find(name);
    std::uint32_t out = 0;
    if (at == std::string_view::npos) return UINT32_C(0);
    const char* digits = text.data() + at + name.size();
    std::from_chars(digits, text.data() + text.size(), out);
    return out;
  }

  void note(const Connection& connection, std::string_view head) {
    const std::size_t id = head.find("webhook-id: ");
    if (id == std::string_view::npos) {
      ++board_.head().unknown;
      return;
    }
    const std::uint32_t offer = number_behind(head.substr(id), "/s-");
    if (offer >= board_.offers()) return;
    const bool first = board_.arrived(offer) == 0;
    if (first) board_.arrived(offer) = connection.first_byte;
    if (connection.mood != Mood::answers) return;
    ++(first ? board_.head().delivered : board_.head().repeated);
  }

  bool answer(Connection& connection) {
    switch (connection.mood) {
      case Mood::answers:
        if (endpoints_.think.count() == 0) return write(connection, kAnswer);
        thinking_.push_back({steady_now() + endpoints_.think.count() * 1'000'000, connection.fd,
                             connection.serial});
        return true;
      case Mood::silent: return true;
      case Mood::fails: return write(connection, kFailure);
      case Mood::redirects: return write(connection, kRedirect);
      case Mood::resets: close(connection, true); return false;
      case Mood::drips:
        connection.dripped = 0;
        dripping_.push_back({steady_now(), connection.fd, connection.serial});
        return true;
      case Mood::floods:
        connection.dripped = 1;
        if (!write(connection, kFlood)) return false;
        flood(connection);
        return true;
    }
    return true;
  }

  bool write(Connection& connection, std::string_view text) {
    if (::send(connection.fd, text.data(), text.size(), MSG_NOSIGNAL) >= 0) return true;
    close(connection);
    return false;
  }

  static void flood(const Connection& connection) {
    static const std::string kPiece(64 * 1024, 'x');
    while (::send(connection.fd, kPiece.data(), kPiece.size(), MSG_NOSIGNAL) > 0) {
    }
  }

  void write_what_is_due(std::deque<Later>& queue) {
    while (!queue.empty() && queue.front().at <= steady_now()) {
      const Later due = queue.front();
      queue.pop_front();
      const auto found = connections_.find(due.fd);
      if (found == connections_.end() || found->second.serial != due.serial) continue;
      Connection& connection = found->second;
      if (connection.mood == Mood::answers) {
        write(connection, kAnswer);
      } else if (write(connection, kAnswer.substr(connection.dripped, 1)) &&
                 ++connection.dripped < kAnswer.size()) {
        queue.push_back({due.at + kDripNs, due.fd, due.serial});
      }
    }
  }

  const Endpoints& endpoints_;
  Board& board_;
  int listener_ = -1, epoll_ = -1;
  std::unordered_map<int, Connection> connections_;
  std::uint64_t serial_ = 0;
  std::deque<Later> thinking_, dripping_;  // each in order: its wait is always the same
};

volatile sig_atomic_t over = 0;

}  // namespace

Mood mood_of(const Endpoints& endpoints, std::uint32_t endpoint) {
  Random random(endpoints.seed * 1'000'003 + endpoint);
  if (!random.chance(endpoints.hostile)) return Mood::answers;
  return static_cast<Mood>(1 + random.below(6));
}

std::string host_of(std::uint32_t endpoint) {
  const std::uint32_t host = kFirstHost + endpoint;
  return fmt::format("127.{}.{}.{}", host >> 16 & 255, host >> 8 & 255, host & 255);
}

std::int64_t steady_now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Board::Board(const std::filesystem::path& file, std::uint32_t offers)
    : offers_(offers), bytes_(64 + std::size_t{offers} * sizeof(std::int64_t)) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const bool sized = fd >= 0 && ::ftruncate(fd, static_cast<off_t>(bytes_)) == 0;
  memory_ = sized ? ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
  MUSTER_CHECK(memory_ != MAP_FAILED, "the board can't be mapped");
  ::close(fd);
}
Board::~Board() { ::munmap(memory_, bytes_); }

std::atomic<std::int64_t>& Board::arrived(std::uint32_t offer) {
  static_assert(sizeof(Head) <= 64 && std::atomic<std::int64_t>::is_always_lock_free);
  auto* first = reinterpret_cast<std::atomic<std::int64_t>*>(static_cast<char*>(memory_) + 64);
  return first[offer];
}

int receive(const Endpoints& endpoints, Board& board) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  ::signal(SIGTERM, [](int) { over = 1; });
  Server(endpoints, board).run(over);
  return 0;
}

}  // namespace muster::bench
