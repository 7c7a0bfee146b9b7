// The exec channel: the way to any SMS gateway. The program is started without a shell, gets the
// message's JSON on its standard input and nothing of ours but that, of the environment what the
// channel names; it is killed with its children when its time is over.
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "dispatch/channels/channels.h"

namespace muster::dispatch {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds kFirstLook{2}, kLongestLook{100};

// Secrets of other channels stand in our environment: a program gets what any needs, and `named`.
std::vector<std::string> environment_for(const std::vector<std::string>& named) {
  static constexpr std::array<std::string_view, 5> kUsual{"PATH", "HOME", "LANG", "TZ", "TMPDIR"};
  std::vector<std::string> out;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const std::string_view name = variable.substr(0, variable.find('='));
    const bool usual = std::find(kUsual.begin(), kUsual.end(), name) != kUsual.end();
    if (usual || name.starts_with("LC_") ||
        std::find(named.begin(), named.end(), name) != named.end()) {
      out.emplace_back(variable);
    }
  }
  return out;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> out;
  for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

struct Child {
  pid_t pid = -1;
  int input = -1;
};

// In a process group of its own, so that what it starts can be ended with it.
int start(const std::vector<std::string>& program, const std::vector<std::string>& environment,
          Child& child) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return errno;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t traits;
  posix_spawnattr_init(&traits);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&traits, &none);
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);  // which we ignore
  sigaddset(&usual, SIGCHLD);  // which who started us may ignore
  posix_spawnattr_setsigdefault(&traits, &usual);
  posix_spawnattr_setflags(&traits,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int error = ::posix_spawnp(&child.pid, program[0].c_str(), &files, &traits,
                                   pointers(program).data(), pointers(environment).data());
  posix_spawnattr_destroy(&traits);
  posix_spawn_file_actions_destroy(&files);
  ::close(ends[0]);
  child.input = ends[1];
  if (error != 0) ::close(ends[1]);
  return error;
}

// sysexits.h: what will be the same next time.
bool is_final(int code) { return (code >= 64 && code <= 69) || (code >= 76 && code <= 78); }

class ExecChannel final : public Channel {
 public:
  ExecChannel(std::vector<std::string> program, std::vector<std::string> environment,
              std::chrono::milliseconds patience)
      : program_(std::move(program)), environment_(std::move(environment)), patience_(patience) {}

  asio::awaitable<Delivery> deliver(const Letter& letter) override {
    Child child;
    if (const int error = start(program_, environment_, child); error != 0) {
      co_return Delivery{Delivery::Result::again,
                         false,
                         fmt::format("can't be started: {}", std::strerror(error)),
                         {}};
    }
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor);
    auto input = std::make_shared<asio::posix::stream_descriptor>(executor, child.input);
    // A program that does not read must not hold us: the pipe is closed with the deadline.
    const std::string text = letter.json + '\n';
    asio::co_spawn(executor, feed(input, text), asio::detached);
    const auto give_up = std::chrono::steady_clock::now() + patience_;
    boost::system::error_code ignored;
    int status = 0;
    pid_t ended = 0;
    for (auto look = kFirstLook; (ended = ::waitpid(child.pid, &status, WNOHANG)) == 0;) {
      if (std::chrono::steady_clock::now() > give_up) {
        ::kill(-child.pid, SIGKILL);
        ::waitpid(child.pid, &status, 0);
        input->close(ignored);
        co_return Delivery{Delivery::Result::again, false, "timed out", {}, true};
      }
      timer.expires_after(look);
      look = std::min(look * 2, kLongestLook);
      co_await timer.async_wait(asio::use_awaitable);
    }
    input->close(ignored);
    if (ended < 0) {
      co_return Delivery{Delivery::Result::again, false, "its exit code is lost", {}, true};
    }
    co_return told(status);
  }

 private:
  static asio::awaitable<void> feed(std::shared_ptr<asio::posix::stream_descriptor> to,
                                    std::string text) {
    boost::system::error_code ignored;
    co_await asio::async_write(*to, asio::buffer(text),
                               asio::redirect_error(asio::use_awaitable, ignored));
    to->close(ignored);
  }
  static Delivery told(int status) {
    if (!WIFEXITED(status)) {
      return {Delivery::Result::again, false, fmt::format("signal {}", WTERMSIG(status)), {}, true};
    }
    const int code = WEXITSTATUS(status);
    const auto result = code == 0        ? Delivery::Result::delivered
                        : is_final(code) ? Delivery::Result::never
                                         : Delivery::Result::again;
    return {result, code == 0 || is_final(code), fmt::format("exit {}", code), {}};
  }

  std::vector<std::string> program_, environment_;
  std::chrono::milliseconds patience_;
};

}  // namespace

Result<std::unique_ptr<Channel>> exec_channel(const load::ChannelPolicy& policy,
                                              const ChannelSetting& setting) {
  ::signal(SIGPIPE, SIG_IGN);  // a program that goes away while we write must not end us
  std::vector<std::string> program = policy.program;
  // "./send" lies in the workspace.
  if (program[0].find('/') != std::string::npos) {
    program[0] = (setting.folder / program[0]).string();
  }
  return std::unique_ptr<Channel>(std::make_unique<ExecChannel>(
      std::move(program), environment_for(policy.environment), setting.total));
}

}  // namespace muster::dispatch
