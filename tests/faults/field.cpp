#include "faults/field.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "folder.h"

namespace muster::testing {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kLook{10};

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

}  // namespace

void write_zone(const fs::path& folder, const std::vector<std::string>& urls, int days, int from,
                int until) {
  std::string text = fmt::format(
      "zone: {{id: faults, timezone: Asia/Shanghai, grids: [{{id: g, at: [28.9, 120.0]}}],\n"
      "  horizon: {{from: 2017-09-01, until: 2017-09-{:02}}}}}\nteams:\n",
      days);
  for (std::size_t i = 0; i < urls.size(); ++i) {
    text += fmt::format(
        "  - {{id: t{0}, kind: k{0}, size: 1, contact: {{channel: hook, to: \"{1}\"}}}}\n", i,
        urls[i]);
  }
  text += "tasks:\n";
  for (std::size_t i = 0; i < urls.size(); ++i) {
    text += fmt::format(
        "  - {{id: duty{0}, grid: g, repeat: \"FREQ=DAILY\", duration: 1h,\n"
        "     window: {{from: {1:02}:00, to: {2:02}:00}},\n"
        "     needs: [{{people: 1, from: {{kind: k{0}}}}}]}}\n",
        i, from, until);
  }
  text +=
      "dispatch:\n  quiet: {from: 00:00, to: 00:00}\n"
      "  channels: [{id: hook, kind: webhook, private-addresses: true}]\n"
      "  api: {listen: \"127.0.0.1:0\", link: \"https://muster.example\"}\n";
  fs::create_directories(folder);
  std::ofstream(folder / "zone.yaml") << text;
}

Muster::Muster(const fs::path& log, const std::vector<std::string>& arguments) : log_(log) {
  std::vector<std::string> words{MUSTER_PROGRAM, "--lang", "en"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const int out = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  REQUIRE(out >= 0);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execv(MUSTER_PROGRAM, pointers.data());
    ::_exit(127);
  }
  ::close(out);
  REQUIRE(pid_ > 0);
}

Muster::~Muster() {
  if (over_) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Muster::send(int signal) const { REQUIRE(::kill(pid_, signal) == 0); }

bool Muster::runs() {
  int status = 0;
  if (over_ || ::waitpid(pid_, &status, WNOHANG) == 0) return !over_;
  over_ = true;
  code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return false;
}

int Muster::wait() {
  wait_until([&] { return !runs(); }, "the program to end; it said: " + said());
  return code_;
}

std::string Muster::said() const { return text_of(log_); }

Outcome muster(const fs::path& log, const std::vector<std::string>& arguments) {
  Muster program(log, arguments);
  Outcome out;
  out.code = program.wait();
  out.said = program.said();
  return out;
}

void make_plan(const fs::path& file, const std::vector<std::string>& urls, int days, int hour) {
  const Folder folder;
  write_zone(folder.path, urls, days, hour, hour + 1);
  const Outcome planned =
      muster(folder.path / "log", {"plan", folder.path.string(), "--effort", "1", "--threads", "1",
                                   "--quiet", "-o", file.string()});
  INFO(planned.said);
  REQUIRE(planned.code == 0);
}

void count_arrivals(const Receiver& receiver, Arrived& out) {
  for (const Receiver::Request& each : receiver.requests()) {
    if (const auto id = each.headers.find("webhook-id"); id != each.headers.end()) {
      ++out[id->second];
    }
  }
}

Arrived arrivals(const Receiver& receiver) {
  Arrived out;
  count_arrivals(receiver, out);
  return out;
}

void wait_until(const std::function<bool()>& holds, const std::string& what) {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    INFO("waited for " << what);
    REQUIRE(std::chrono::steady_clock::now() < give_up);
    std::this_thread::sleep_for(kLook);
  }
}

void in_a_world_of_its_own(const std::function<void()>& body) {
  bool allowed = false;
  // Catch's checks are for one thread at a time: this one waits.
  std::async(std::launch::async, [&] {
    allowed = ::unshare(CLONE_NEWNS | CLONE_NEWNET) == 0 &&
              ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
              ip("link set lo up");
    if (allowed) body();
  }).get();
  if (!allowed) WARN("skipped: needs root, namespaces of mounts and networks, and ip(8)");
}

bool ip(const std::string& arguments) {
  return std::system(("ip " + arguments + " 2>/dev/null").c_str()) == 0;
}

}  // namespace muster::testing
