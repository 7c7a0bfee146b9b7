// Power cuts at every kind of moment, by a disk of our own; kill -9 can't show what fsync is for.
#include <unistd.h>

#include <filesystem>

#include <catch2/catch.hpp>

#include "folder.h"
#include "power_cut.h"
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

Trial cut_after(std::int64_t operations, bool lying) {
  // In memory where that is possible: it is our disk that forgets, not the machine's.
  const bool quick = std::filesystem::is_directory("/dev/shm");
  const testing::Folder folder(quick ? "/dev/shm" : std::filesystem::temp_directory_path());
  const auto file = folder.path / "muster.db";
  Trial trial;
  {
    testing::PowerCut power(operations, lying, static_cast<std::uint32_t>(operations));
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

}  // namespace

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
