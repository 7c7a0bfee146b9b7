// Memory that runs out inside SQLite, at every kind of moment: the failure is told, nothing is
// written or read by halves, and the next transaction works.
#include <filesystem>

#include <sqlite3.h>
#include <catch2/catch.hpp>

#include "folder.h"
#include "store/store.h"

using namespace muster;
using namespace muster::store;

namespace {

// Where it is zero, the next allocation fails, once; below, none does.
std::int64_t until_failure = -1;
sqlite3_mem_methods real_memory;

bool fails() { return until_failure >= 0 && until_failure-- == 0; }

// SQLite's allocator, failing on demand, while it lives. No connection may be open when it begins
// or ends.
class ScarceMemory {
 public:
  ScarceMemory() {
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
    sqlite3_mem_methods ours = real_memory;
    ours.xMalloc = [](int bytes) { return fails() ? nullptr : real_memory.xMalloc(bytes); };
    ours.xRealloc = [](void* old, int bytes) {
      return fails() ? nullptr : real_memory.xRealloc(old, bytes);
    };
    sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
    // Else connections take what they need in advance.
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  }
  ~ScarceMemory() {
    until_failure = -1;
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_MALLOC, &real_memory);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 1200, 40);
  }
  ScarceMemory(const ScarceMemory&) = delete;
  ScarceMemory& operator=(const ScarceMemory&) = delete;
};

constexpr std::size_t kContent = 700;

void write_rows(Transaction& rows) {
  const std::int64_t plan = rows.add(PlanRow{0, {1}, "i", "d", std::string(9'000, 'x')});
  for (const char* team : {"a", "b"}) {
    Assignment one;
    one.session = std::to_string(plan);
    one.team = team;
    one.plan = plan;
    one.content = std::string(kContent, 'c');
    Message about;
    about.assignment = rows.add(one);
    about.key = "offer/" + std::to_string(about.assignment);
    rows.add(about);
  }
}

// The plans that are there; fails the test where the last is not as it was written.
std::int64_t count_whole(Transaction& rows) {
  const auto latest = rows.latest_plan();
  if (!latest) return 0;
  REQUIRE(latest->document.size() == 9'000);
  const auto both = rows.assignments_of(std::to_string(latest->version));
  REQUIRE(both.size() == 2);
  for (const Assignment& each : both) {
    REQUIRE(each.content.size() == kContent);
    REQUIRE(each.team.size() == 1);
    const auto messages = rows.messages_of(each.id);
    REQUIRE(messages.size() == 1);
  }
  return latest->version;
}

}  // namespace

TEST_CASE("memory that runs out anywhere in the store is told, and loses nothing") {
  const bool quick = std::filesystem::is_directory("/dev/shm");
  const testing::Folder folder(quick ? "/dev/shm" : std::filesystem::temp_directory_path());
  const ScarceMemory memory;
  std::int64_t told = 0, plans = 0, allocations = 0;
  for (bool hit = true; hit; allocations += 3) {
    CAPTURE(allocations);
    const auto file = folder.path / "muster.db";
    // Opening is under pressure as well.
    until_failure = allocations;
    {
      auto opened = open_sqlite(file);
      if (opened.ok()) {
        const bool written = opened.value()->transact(write_rows).ok();
        std::int64_t seen = 0;
        const bool read =
            opened.value()->transact([&](Transaction& rows) { seen = count_whole(rows); }).ok();
        plans += written;
        if (read) REQUIRE(seen == plans);
        told += !written + !read;
        hit = until_failure < 0;
        until_failure = -1;
        REQUIRE(opened.value()->transact(write_rows).ok());
        ++plans;
      } else {
        ++told;
      }
    }
    until_failure = -1;
    auto again = open_sqlite(file);
    REQUIRE(again.ok());
    REQUIRE(again.value()
                ->transact([&](Transaction& rows) { CHECK(count_whole(rows) == plans); })
                .ok());
  }
  CHECK(told > 100);
}
