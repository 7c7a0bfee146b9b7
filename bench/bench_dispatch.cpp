// bench_dispatch [--offers N] [--endpoints N] [--hostile SHARE] [--connections N] [--think MS] …
// How fast offers go out, the whole way: published in one transaction, intent and outcome of each
// attempt committed, webhooks signed and sent to a receiver on loopback, under the service that
// `muster dispatch` runs. A TSV row a run:
//   undisturbed, hostile: all offers published at once, with none and with a share of the endpoints
//     that never answer as they should;
//   trickle: offers published one at a time by another process, as a running zone's are;
//   wrk: what a program that only sends reaches on the same receiver.
// Publisher, dispatcher and receiver are processes of their own, so that memory and seconds are
// theirs. Figures are of answering endpoints only.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/random.h"
#include "dispatch/bell.h"
#include "dispatch/publish.h"
#include "dispatch_stage.h"
#include "dispatch_zone.h"

namespace {

using namespace muster;
using bench::Child;
using bench::give_up;
using bench::Mood;
using bench::Stage;
using Settings = bench::DispatchSettings;
using Times = std::vector<double>;  // milliseconds

struct Row {
  std::string run;
  std::uint32_t offers = 0;
  double publish_s = 0, per_second = 0;
  Times first, attempts;
  double cpu_s = 0, peak_mb = 0;
  std::uint32_t connections = 0, repeated = 0;
};

double at(Times& times, double share) {
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

bool answers(const Settings& settings, std::uint32_t team) {
  return bench::mood_of(settings.endpoints, team) == Mood::answers;
}

// What the ended dispatcher took, and what it has left in the store: nothing may lack.
void note(const Settings& settings, Stage& stage, const rusage& usage, Row& row) {
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  row.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  row.peak_mb = static_cast<double>(usage.ru_maxrss) / 1024;
  row.connections = stage.board().head().connections;
  row.repeated = stage.board().head().repeated;
  std::uint32_t delivered = 0;
  const auto store = bench::open_store(stage.folder());
  const auto read = store->transact([&](store::Transaction& rows) {
    for (const store::Message& message : rows.messages_in(store::MessageState::delivered)) {
      if (message.kind != store::MessageKind::offer) continue;  // hostile ones are escalated
      if (!answers(settings, static_cast<std::uint32_t>(std::stoul(message.team.substr(5))))) {
        continue;
      }
      ++delivered;
      for (const auto& each : rows.attempts_of(message.id)) row.attempts.push_back(each.took_ms);
    }
  });
  if (!read) give_up(read.failure().english);
  if (delivered != row.offers) give_up("not all that was delivered was recorded");
}

// From the start of the dispatcher's process, which is as if all had been committed then.
Row flood(const std::string& name, const Settings& settings) {
  Stage stage(settings, settings.offers);
  Row row;
  row.run = name;
  Child("publisher", stage.folder(), settings).end(false);
  std::int64_t began = 0, published = 0;
  std::ifstream(stage.folder() / "published") >> began >> published;
  row.publish_s = static_cast<double>(published - began) / 1e9;
  for (std::uint32_t i = 0; i < settings.offers; ++i) {
    row.offers += answers(settings, i % settings.endpoints.count) ? 1 : 0;
  }
  if (row.offers == 0) give_up("no endpoint answers");
  const auto start = bench::steady_now();
  Child dispatcher("dispatcher", stage.folder(), settings);
  stage.wait_for(row.offers, dispatcher);
  const rusage usage = dispatcher.end(true);
  for (std::uint32_t i = 0; i < settings.offers; ++i) {
    if (!answers(settings, i % settings.endpoints.count)) continue;
    row.first.push_back(static_cast<double>(stage.board().arrived(i) - start) / 1e6);
  }
  row.per_second = row.offers * 1e3 / at(row.first, 1);
  note(settings, stage, usage, row);
  return row;
}

// From the return of publish() in this process to the first byte at the receiver.
Row trickle(const Settings& settings) {
  constexpr std::uint32_t kWarm = 20;
  Row row;
  row.run = "trickle";
  row.offers = settings.trickle + kWarm;
  Stage stage(settings, row.offers);
  const auto store = bench::open_store(stage.folder());
  Child dispatcher("dispatcher", stage.folder(), settings);
  const Instant now = SystemWallClock().now();
  Random random(settings.endpoints.seed);
  dispatch::Publication plan;
  std::vector<std::int64_t> committed;
  std::int64_t publishing = 0;
  for (std::uint32_t i = 0; i < row.offers; ++i) {
    plan.assignments.push_back(bench::make_offer(i, settings.endpoints.count, now));
    plan.document += plan.assignments.back().content;
    const auto began = bench::steady_now();
    if (!dispatch::publish(*store, plan, now)) give_up("not published");
    committed.push_back(bench::steady_now());
    dispatch::ring(store::store_folder(stage.folder()));
    publishing += committed.back() - began;
    if (i + 1 == kWarm) stage.wait_for(kWarm, dispatcher);
    const auto most = 2'000 * static_cast<std::uint32_t>(settings.gap_ms);
    std::this_thread::sleep_for(std::chrono::microseconds(random.below(most)));
  }
  stage.wait_for(row.offers, dispatcher);
  const rusage usage = dispatcher.end(true);
  for (std::uint32_t i = kWarm; i < row.offers; ++i) {
    row.first.push_back(static_cast<double>(stage.board().arrived(i) - committed[i]) / 1e6);
  }
  row.publish_s = static_cast<double>(publishing) / 1e9 / row.offers;
  row.per_second = row.offers * 1e9 / static_cast<double>(committed.back() - committed[0]);
  note(settings, stage, usage, row);
  return row;
}

// Requests a second by wrk, about as long as ours; none where it is not installed.
std::optional<double> measure_wrk(const Settings& settings) {
  if (std::system("command -v wrk >/dev/null 2>&1") != 0) return std::nullopt;
  Stage stage(settings, 1);
  const auto script = stage.folder() / "post.lua";
  std::ofstream(script) << "wrk.method = \"POST\"\nwrk.body = string.rep(\"x\", 1100)\n"
                           "wrk.headers[\"Content-Type\"] = \"application/json\"\n"
                           "wrk.headers[\"webhook-signature\"] = string.rep(\"x\", 47)\n";
  const std::string command =
      fmt::format("wrk -t2 -c{} -d5s -s {} http://{}:{}/hook 2>/dev/null", settings.connections,
                  script.string(), bench::host_of(0), stage.board().head().port);
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::array<char, 256> line{};
  double found = 0;
  while (std::fgets(line.data(), line.size(), pipe) != nullptr) {
    (void)std::sscanf(line.data(), "Requests/sec: %lf", &found);
  }
  ::pclose(pipe);
  if (found == 0) give_up("wrk failed");
  return found;
}

void print(Row row, std::optional<double> wrk, double undisturbed_p99) {
  const bool flood = row.run != "trickle";
  const double p99 = at(row.first, 0.99);
  fmt::print("{}\t{}\t{:.4f}\t{:.0f}\t{}\t{:.1f}\t{:.1f}\t{}\t{}\t{}\t{:.1f}\t{:.0f}\t{}\t{}\n",
             row.run, row.offers, row.publish_s, row.per_second,
             wrk && flood ? fmt::format("{:.2f}", row.per_second / *wrk) : "", at(row.first, 0.5),
             p99, flood && undisturbed_p99 > 0 ? fmt::format("{:.2f}", p99 / undisturbed_p99) : "",
             at(row.attempts, 0.5), at(row.attempts, 0.99), row.cpu_s, row.peak_mb, row.connections,
             row.repeated);
  std::fflush(stdout);
}

int measure(const Settings& settings) {
  const auto wanted = [&](const char* run) {
    return std::find(settings.runs.begin(), settings.runs.end(), run) != settings.runs.end();
  };
  fmt::print(
      "run\toffers\tpublish s\tmessages/s\tof wrk\tfirst byte p50 ms\tp99 ms\tof undisturbed\t"
      "attempt p50 ms\tp99 ms\tcpu s\tpeak MB\tconnections\trepeated\n");
  Settings quiet = settings;
  quiet.endpoints.hostile = 0;
  std::optional<double> wrk;
  if (wanted("wrk")) {
    wrk = measure_wrk(quiet);
    fmt::print("wrk\t\t\t{}\n", wrk ? fmt::format("{:.0f}", *wrk) : "skipped: no wrk");
  }
  double p99 = 0;
  if (wanted("undisturbed")) {
    Row row = flood("undisturbed", quiet);
    p99 = at(row.first, 0.99);
    print(std::move(row), wrk, p99);
  }
  if (wanted("hostile")) print(flood("hostile", settings), wrk, p99);
  if (wanted("trickle")) print(trickle(quiet), wrk, 0);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("measures how fast offers go out");
  Settings settings;
  settings.endpoints.hostile = 0.1;
  int think = 0;
  app.add_option("--offers", settings.offers)->check(CLI::Range(1, 900'000));
  app.add_option("--endpoints", settings.endpoints.count)->check(CLI::Range(1, 60'000));
  app.add_option("--connections", settings.connections, "attempts under way at most, and wrk's")
      ->check(CLI::Range(1, 10'000));
  app.add_option("--hostile", settings.endpoints.hostile, "share of endpoints, of that run")
      ->check(CLI::Range(0.0, 1.0));
  app.add_option("--seed", settings.endpoints.seed);
  app.add_option("--think", think, "milliseconds that the receiver takes to answer")
      ->check(CLI::Range(0, 10'000));
  app.add_option("--trickle", settings.trickle, "offers of that run")->check(CLI::Range(1, 50'000));
  app.add_option("--gap", settings.gap_ms, "milliseconds between a trickle's offers, on average")
      ->check(CLI::Range(1, 10'000));
  app.add_option("--runs", settings.runs)
      ->check(CLI::IsMember({"undisturbed", "hostile", "trickle", "wrk"}));
  app.add_option("--as", settings.as)->group("");
  app.add_option("--folder", settings.folder)->group("");
  CLI11_PARSE(app, argc, argv);
  settings.endpoints.think = std::chrono::milliseconds(think);
  return settings.as.empty() ? measure(settings) : play(settings);
}
