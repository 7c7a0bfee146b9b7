#include "dispatch_stage.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <fmt/format.h>

#include "api/service.h"
#include "dispatch/publish.h"
#include "dispatch_zone.h"
#include "load/workspace.h"

extern char** environ;

namespace muster::bench {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kPatienceNs = 600'000'000'000;

int publish_all(const DispatchSettings& settings) {
  const auto store = open_store(settings.folder);
  const SystemWallClock clock;
  const auto plan = make_plan(settings.offers, settings.endpoints.count, clock.now());
  const auto begin = steady_now();
  const auto done = dispatch::publish(*store, plan, clock.now());
  const auto end = steady_now();
  if (!done || done.value().offered != settings.offers) return 3;
  std::ofstream(fs::path(settings.folder) / "published") << begin << ' ' << end << '\n';
  return 0;
}

int serve(const DispatchSettings& settings) {
  auto read = load::load_workspace(settings.folder, {});
  if (!read || !read.value().workspace) give_up("the workspace can't be read");
  const SystemWallClock clock;
  api::ServiceSetting service;
  service.workspace = &*read.value().workspace;
  service.folder = settings.folder;
  service.clock = &clock;
  service.answers = false;
  service.at_once = settings.connections;
  const auto done = api::serve(service);
  if (!done) give_up(done.failure().english);
  return 0;
}

}  // namespace

void give_up(const std::string& why) {
  std::fprintf(stderr, "bench_dispatch: %s\n", why.c_str());
  std::exit(3);
}

void nap(int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

Child::Child(const std::string& as, const fs::path& folder, const DispatchSettings& settings) {
  std::vector<std::string> words{"bench_dispatch", "--as", as, "--folder", folder.string()};
  const auto add = [&](const char* name, const std::string& value) {
    words.insert(words.end(), {name, value});
  };
  add("--offers", std::to_string(settings.offers));
  add("--endpoints", std::to_string(settings.endpoints.count));
  add("--hostile", fmt::format("{}", settings.endpoints.hostile));
  add("--seed", std::to_string(settings.endpoints.seed));
  add("--think", std::to_string(settings.endpoints.think.count()));
  add("--connections", std::to_string(settings.connections));
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  if (::posix_spawn(&pid_, "/proc/self/exe", nullptr, nullptr, argv.data(), environ) != 0) {
    give_up("can't start " + as);
  }
}

Child::~Child() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool Child::runs() {
  if (::waitpid(pid_, nullptr, WNOHANG) == 0) return true;
  pid_ = -1;
  return false;
}

rusage Child::end(bool ask) {
  if (ask) ::kill(pid_, SIGTERM);
  rusage usage{};
  int status = 0;
  ::wait4(pid_, &status, 0, &usage);
  pid_ = -1;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) give_up("a part failed");
  return usage;
}

Stage::Stage(const DispatchSettings& settings, std::uint32_t offers) {
  std::string name = (fs::temp_directory_path() / "muster-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) give_up("no temporary folder");
  folder_ = name;
  board_ = std::make_unique<Board>(folder_ / "board", offers);
  DispatchSettings own = settings;
  own.offers = offers;
  receiver_ = std::make_unique<Child>("receiver", folder_, own);
  while (board_->head().port == 0) {
    if (!receiver_->runs()) give_up("the receiver ended too soon");
    nap(1);
  }
  if (!write_zone(folder_, settings.endpoints.count, board_->head().port)) give_up("no workspace");
}

Stage::~Stage() {
  receiver_.reset();
  fs::remove_all(folder_);
}

void Stage::wait_for(std::uint32_t delivered, Child& dispatcher) {
  for (const auto began = steady_now(); board_->head().delivered < delivered; nap(2)) {
    if (!dispatcher.runs()) give_up("the dispatcher ended too soon");
    if (steady_now() - began > kPatienceNs) give_up("too slow: ten minutes");
  }
}

std::unique_ptr<store::Store> open_store(const fs::path& folder) {
  auto opened = store::open_sqlite(store::store_folder(folder) / "muster.db");
  if (!opened) give_up(opened.failure().english);
  return std::move(opened).value();
}

int play(const DispatchSettings& settings) {
  if (settings.as == "publisher") return publish_all(settings);
  if (settings.as == "dispatcher") return serve(settings);
  Board board(fs::path(settings.folder) / "board", settings.offers);
  return receive(settings.endpoints, board);
}

}  // namespace muster::bench
