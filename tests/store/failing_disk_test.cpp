// Power cuts and failing syncs at every kind of moment, by a disk of our own; kill -9 can't show
// what fsync is for.
#include <unistd.h>

#include <filesystem>

#include <catch2/catch.hpp>

#include "folder.h"
#include "store/failing_disk.h"
#include "store/store.h"

using namespace muster;
using namespace muster::store;

namespace {

struct Trial {
  std::int64_t acknowledged = 0;  // transactions that transact() called committed
  bool opens = false;
  std::int64_t kept = 0;  // whole ones found after the cut
  bool broken = false;    // one found by halves
};

constexpr int kRows = 3;

bool write_one(Store& store, std::int64_t n) {
  return store
      .transact([&](Transaction& t) {
        const std::int64_t plan = t.add(PlanRow{0, {n}, "i", "d", std::string(900, 'x')});
        for (int i = 0; i < kRows; ++i) {
          Assignment a;
          a.session = std::to_string(plan);
          a.team = std::to_string(i);
          a.plan = plan;
          t.add(a);
        }
      })
      .ok();
}

void look(Store& store, Trial& trial) {
  const auto read = store.transact([&](Transaction& t) {
    const auto latest = t.latest_plan();
    trial.kept = latest ? latest->version : 0;
    for (std::int64_t plan = 1; plan <= trial.kept + 1; ++plan) {
      const auto rows = t.assignments_of(std::to_string(plan)).size();
      trial.broken |= rows != (plan <= trial.kept ? kRows : 0);
    }
  });
  trial.opens &= read.ok();
}

// In memory where that is possible: it is our disk that forgets, not the machine's.
std::filesystem::path quick_place() {
  const bool quick = std::filesystem::is_directory("/dev/shm");
  return quick ? "/dev/shm" : std::filesystem::temp_directory_path();
}

Trial cut_after(std::int64_t operations, bool lying) {
  const testing::Folder folder(quick_place());
  const auto file = folder.path / "muster.db";
  Trial trial;
  {
    testing::FailingDisk power(
        {.cut_after = operations, .lying = lying, .seed = static_cast<std::uint32_t>(operations)});
    if (auto opened = open_sqlite(file); opened.ok()) {
      while (!power.cut() && trial.acknowledged < 60) {
        if (!write_one(*opened.value(), trial.acknowledged)) break;
        ++trial.acknowledged;
      }
    }
    power.lose_unsynced();
  }
  ::unlink((file.string() + "-shm").c_str());  // in memory only
  if (auto opened = open_sqlite(file); opened.ok()) {
    trial.opens = true;
    look(*opened.value(), trial);
  }
  return trial;
}

// Three processes' lives, each of some transactions, while syncs fail; then the power goes.
struct SyncTrial : Trial {
  std::int64_t failed = 0, syncs = 0;
};
SyncTrial fail_syncs(std::int64_t from, std::int64_t until, std::uint32_t seed) {
  const testing::Folder folder(quick_place());
  const auto file = folder.path / "muster.db";
  SyncTrial trial;
  {
    testing::FailingDisk disk({.failing_from = from, .failing_until = until, .seed = seed});
    for (int life = 0; life < 3; ++life) {
      auto opened = open_sqlite(file);
      for (int i = 0; opened.ok() && i < 6; ++i) {
        ++(write_one(*opened.value(), i) ? trial.acknowledged : trial.failed);
      }
      trial.failed += !opened.ok();
    }
    trial.syncs = disk.syncs();
    disk.lose_unsynced();
  }
  ::unlink((file.string() + "-shm").c_str());
  if (auto opened = open_sqlite(file); opened.ok()) {
    trial.opens = true;
    look(*opened.value(), trial);
  }
  return trial;
}

}  // namespace

TEST_CASE("a sync that fails is told, and what was acknowledged before and after is kept") {
  const std::int64_t syncs = fail_syncs(0, 0, 1).syncs;
  REQUIRE(syncs > 20);
  std::int64_t failed = 0;
  for (const std::int64_t length : {1, 2, 5, 1000}) {  // once, some times, from then on
    for (std::int64_t from = 1; from <= syncs; ++from) {
      for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        const SyncTrial trial = fail_syncs(from, from + length, seed);
        CAPTURE(from, length, seed, trial.acknowledged, trial.failed, trial.kept);
        REQUIRE(trial.opens);
        REQUIRE_FALSE(trial.broken);
        REQUIRE(trial.kept >= trial.acknowledged);
        // One whose commit failed at its last sync may be there all the same.
        REQUIRE(trial.kept <= trial.acknowledged + trial.failed);
        failed += trial.failed;
      }
    }
  }
  CHECK(failed > syncs);
}

TEST_CASE("a power cut loses nothing that was committed") {
  for (std::int64_t operations = 1; operations <= 1000; ++operations) {
    const Trial trial = cut_after(operations, false);
    CAPTURE(operations, trial.acknowledged, trial.kept);
    REQUIRE(trial.opens);
    REQUIRE_FALSE(trial.broken);
    REQUIRE(trial.kept >= trial.acknowledged);
    REQUIRE(trial.kept <= trial.acknowledged + 1);
  }
}

TEST_CASE("the same cuts with a disk that lies about syncing are noticed") {
  int lost = 0;
  for (std::int64_t operations = 40; operations <= 140; ++operations) {
    const Trial trial = cut_after(operations, true);
    lost += !trial.opens || trial.broken || trial.kept < trial.acknowledged;
  }
  CHECK(lost > 0);
}
