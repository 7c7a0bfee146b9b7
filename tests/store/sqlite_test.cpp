// What only a store in a file must stand: other processes, damage, kill -9, a newer program.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include <sqlite3.h>
#include <catch2/catch.hpp>

#include "folder.h"
#include "store/store.h"

using namespace muster;
using namespace muster::store;

namespace {

std::unique_ptr<Store> open(const std::filesystem::path& file) {
  auto opened = open_sqlite(file);
  INFO((opened.ok() ? "" : opened.failure().english));
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

// One plan with two assignments and their messages, all in one transaction.
bool publish_pair(Store& store) {
  return store
      .transact([](Transaction& t) {
        const std::int64_t plan = t.add(PlanRow{0, {1}, "i", "d", std::string(5000, 'x')});
        for (const char* team : {"a", "b"}) {
          Assignment a;
          a.session = "s@" + std::to_string(plan);
          a.team = team;
          a.plan = plan;
          Message m;
          m.assignment = t.add(a);
          m.key = "offer/" + std::to_string(m.assignment);
          t.add(m);
        }
      })
      .ok();
}

// How many plans there are; every one with both its assignments and their messages.
std::int64_t count_whole(Store& store) {
  std::int64_t plans = 0;
  REQUIRE(store
              .transact([&](Transaction& t) {
                const auto latest = t.latest_plan();
                plans = latest ? latest->version : 0;
                for (std::int64_t plan = 1; plan <= plans; ++plan) {
                  const auto both = t.assignments_of("s@" + std::to_string(plan));
                  REQUIRE(both.size() == 2);
                  for (const auto& each : both) REQUIRE(t.messages_of(each.id).size() == 1);
                }
                CHECK(t.assignments_of("s@" + std::to_string(plans + 1)).empty());
              })
              .ok());
  return plans;
}

// Publishes pairs until it is killed, and says each number when it is committed.
[[noreturn]] void publish_for_ever(const std::filesystem::path& file, int acknowledge) {
  auto opened = open_sqlite(file);
  if (!opened) _exit(3);
  for (std::int64_t n = 0;; ++n) {
    if (!publish_pair(*opened.value())) _exit(3);
    if (::write(acknowledge, &n, sizeof n) != sizeof n) _exit(3);
  }
}

}  // namespace

TEST_CASE("kill -9 loses nothing that was committed and keeps nothing by halves") {
  const testing::Folder folder;
  const auto file = folder.path / "muster.db";
  std::mt19937 random(1);
  std::int64_t committed = 0;
  for (int round = 0; round < 30; ++round) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) publish_for_ever(file, ends[1]);
    ::close(ends[1]);
    std::int64_t n = 0;
    const int enough = 1 + static_cast<int>(random() % 12);
    for (int i = 0; i < enough; ++i) {
      REQUIRE(::read(ends[0], &n, sizeof n) == sizeof n);
      ++committed;
    }
    ::usleep(random() % 3000);
    ::kill(child, SIGKILL);
    while (::read(ends[0], &n, sizeof n) == sizeof n) ++committed;
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    const std::int64_t kept = count_whole(*open(file));
    CHECK(kept >= committed);
    CHECK(kept <= committed + 1);  // committed, but killed before it could say so
    committed = kept;
  }
}

TEST_CASE("two processes write by turns") {
  const testing::Folder folder;
  const auto file = folder.path / "muster.db";
  const auto mine = open(file);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto opened = open_sqlite(file);
    for (int i = 0; opened && i < 50; ++i) {
      if (!publish_pair(*opened.value())) _exit(1);
    }
    _exit(opened ? 0 : 1);
  }
  for (int i = 0; i < 50; ++i) CHECK(publish_pair(*mine));
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(count_whole(*mine) == 100);
}

TEST_CASE("a damaged file, a foreign one and one of a newer muster are refused") {
  const testing::Folder folder;
  const auto file = folder.path / "muster.db";
  const auto refused = [&] {
    const auto opened = open_sqlite(file);
    REQUIRE_FALSE(opened.ok());
    return opened.failure().english;
  };
  SECTION("newer") {
    open(file);
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    sqlite3_exec(database, "PRAGMA user_version = 99", nullptr, nullptr, nullptr);
    sqlite3_close(database);
    CHECK(refused().find("newer muster") != std::string::npos);
  }
  SECTION("foreign") {
    folder.write("muster.db", std::string(10'000, 'a'));
    CHECK(refused().find("not a database") != std::string::npos);
  }
  SECTION("damaged") {
    auto store = open(file);
    for (int i = 0; i < 40; ++i) publish_pair(*store);
    store.reset();
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(4096 * 3);
    bytes << std::string(4096 * 12, 'z');
    bytes.close();
    CHECK(refused().find("damaged") != std::string::npos);
  }
}

TEST_CASE("a backup is whole and opens as a store") {
  const testing::Folder folder;
  const auto store = open(folder.path / "muster.db");
  for (int i = 0; i < 5; ++i) publish_pair(*store);
  REQUIRE(store->back_up(folder.path / "copy.db").ok());
  for (int i = 0; i < 5; ++i) publish_pair(*store);
  CHECK(count_whole(*open(folder.path / "copy.db")) == 5);
  CHECK(count_whole(*store) == 10);
  CHECK_FALSE(store->back_up(folder.path / "missing" / "copy.db").ok());
}

TEST_CASE("the store is for its owner's eyes") {
  const testing::Folder folder;
  open(folder.path / ".muster" / "muster.db");
  const auto mode = std::filesystem::status(folder.path / ".muster").permissions();
  CHECK(mode == std::filesystem::perms::owner_all);
}

TEST_CASE("a store of the first version is brought up to date with all that it holds") {
  const testing::Folder folder;
  const auto file = folder.path / "muster.db";
  publish_pair(*open(file));
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_exec(database, "DROP TABLE marks; PRAGMA user_version = 1", nullptr, nullptr,
                       nullptr) == SQLITE_OK);
  sqlite3_close(database);
  const auto store = open(file);
  CHECK(count_whole(*store) == 1);
  REQUIRE(store->transact([](Transaction& rows) { rows.set_mark("purged", {1}); }).ok());
}

TEST_CASE("services of an older store are told by when their session was planned to begin") {
  const testing::Folder folder;
  const auto file = folder.path / "muster.db";
  store::Assignment about;
  {
    const auto store = open(file);
    publish_pair(*store);
    REQUIRE(store
                ->transact([&](Transaction& rows) {
                  about = *rows.assignment(1);
                  about.state = State::accepted;
                  rows.update(about);
                })
                .ok());
  }
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  const std::string before =
      "DROP TABLE services; CREATE TABLE services (session TEXT NOT NULL, team TEXT NOT NULL, "
      "head TEXT NOT NULL, arrived INTEGER NOT NULL, \"left\" INTEGER NOT NULL, rating INTEGER "
      "NOT NULL, absent INTEGER NOT NULL, closed_by_clock INTEGER NOT NULL, recorder TEXT NOT "
      "NULL, verifier TEXT NOT NULL, PRIMARY KEY (session, head)) STRICT, WITHOUT ROWID;"
      "INSERT INTO services VALUES ('" +
      about.session + "', '" + about.team +
      "', 'h', 7, 9, 5, 0, 0, 'r', 'v'), ('gone', 't', 'h', 7, 9, 5, 0, 0, 'r', 'v');"
      "PRAGMA user_version = 2";
  REQUIRE(sqlite3_exec(database, before.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  REQUIRE(open(file)
              ->transact([&](Transaction& rows) {
                const auto services = rows.services();
                REQUIRE(services.size() == 2);
                const auto& known = services[services[0].session == "gone" ? 1 : 0];
                CHECK(known == Service{about.session,
                                       about.team,
                                       "h",
                                       about.start,
                                       {7},
                                       {9},
                                       5,
                                       false,
                                       false,
                                       "r",
                                       "v"});
                CHECK(rows.services_of("gone").at(0).start == Instant{7});
              })
              .ok());
}

TEST_CASE("what is taken out of a row is nowhere in the files any more") {
  const testing::Folder folder;
  const auto file = folder.path / "muster.db";
  const std::string name = "a name that is to be forgotten";
  {
    const auto store = open(file);
    publish_pair(*store);
    const auto rename = [&](const std::string& to) {
      REQUIRE(store
                  ->transact([&](Transaction& rows) {
                    auto assignment = *rows.assignment(1);
                    assignment.content = to;
                    rows.update(assignment);
                    for (const Service& each : rows.services()) rows.erase(each);
                    rows.put(Service{"s", "t", to, {}, {}, {}, 0, false, false, "", ""});
                  })
                  .ok());
    };
    rename(name + std::string(9'000, 'x') + name);  // on pages of its own
    rename(name);
    rename("{}");
  }
  for (const auto& each : std::filesystem::directory_iterator(folder.path)) {
    INFO(each.path());
    CHECK(folder.read(each.path().filename()).find(name) == std::string::npos);
  }
}
