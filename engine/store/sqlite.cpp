// The store in one SQLite file: write-ahead log, synchronous=FULL.
//
// Only one connection in the world writes and checkpoints at a time: every transaction holds a lock
// file beside the database, because SQLite before 3.51.3 can lose a committed transaction when one
// connection restarts the log while another writes. A ballast file is given back when the disk is
// full, so that what must be recorded then still can be.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "base/check.h"
#include "base/file.h"
#include "base/system_text.h"
#include "store/schema.h"
#include "store/store.h"
#include "store/tables.h"

namespace muster::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBallastBytes = std::size_t{4} << 20;
constexpr std::chrono::seconds kLockPatience{20};
constexpr int kBusyMs = 20'000;
constexpr std::chrono::milliseconds kCopyBreak{50};  // while the file that is copied is busy

Failure failed(const fs::path& file, std::string_view why, std::string_view zh_why) {
  return {Failure::Kind::disk, fmt::format("the store {} {}", file.string(), why),
          fmt::format("存储 {} {}", file.string(), zh_why)};
}

// The store's file, or one beside it, can't be opened.
Failure cant_open(const fs::path& file, int error) {
  const SystemText why = system_text(error);
  const bool forbidden = error == EACCES || error == EROFS || error == EPERM;
  return {Failure::Kind::disk,
          fmt::format("the store {} can't be opened: {}{}", file.string(), why.english,
                      forbidden ? "; whoever reads it must be able to write it too" : ""),
          fmt::format("无法打开存储 {}：{}{}", file.string(), why.chinese,
                      forbidden ? "；读取存储也需要写权限" : "")};
}

Failure cant_back_up(const fs::path& target, const SystemText& why) {
  return {Failure::Kind::disk,
          fmt::format("can't write the backup {}: {}", target.string(), why.english),
          fmt::format("无法写入备份 {}：{}", target.string(), why.chinese)};
}

// SQLite's words for what users meet.
SystemText sqlite_text(sqlite3* database, int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {"another program holds it", "正被另一个程序占用"};
    case SQLITE_CORRUPT:
      return {"it is damaged; put the last backup in its place", "已损坏；请换上最近的备份"};
    case SQLITE_NOTADB: return {"it is not a database", "不是数据库文件"};
    case SQLITE_READONLY: return {"it may only be read", "只读，无法写入"};
    case SQLITE_CANTOPEN: return {"it can't be opened", "无法打开"};
    case SQLITE_PERM: return {"permission denied", "权限不足"};
    case SQLITE_IOERR: return {"the disk can't be read or written", "磁盘读写错误"};
    case SQLITE_NOMEM: return {"out of memory", "内存不足"};
    default: break;
  }
  const std::string words = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  return {words, words};
}

// A lock between processes, held while it lives. Taken anew for each transaction.
class FileLock {
 public:
  FileLock(int fd, const fs::path& file) : fd_(fd) {
    const auto give_up = std::chrono::steady_clock::now() + kLockPatience;
    while (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EINTR) continue;
      if (errno != EWOULDBLOCK || std::chrono::steady_clock::now() > give_up) {
        throw Trouble{{Failure::Kind::lock,
                       fmt::format("the store {} is held by another muster", file.string()),
                       fmt::format("存储 {} 正被另一个 muster 占用", file.string())}};
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  ~FileLock() { ::flock(fd_, LOCK_UN); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int fd_;
};

void execute(sqlite3* database, const char* sql) {
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw trouble(database, code);
}

// Whether what failed last on this connection lacked room on the disk. SQLite does not say so where
// it is the log's index that can't grow.
bool lacks_room(sqlite3* database) {
  const int code = sqlite3_extended_errcode(database);
  return (code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE;
}

// Takes room on the disk that can be given back.
class Ballast {
 public:
  explicit Ballast(fs::path file) : file_(std::move(file)) {}
  // Best effort: without it muster works, it only can't help itself on a full disk.
  void take() const {
    const int fd = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return;
    if (::posix_fallocate(fd, 0, static_cast<off_t>(kBallastBytes)) != 0) ::unlink(file_.c_str());
    ::close(fd);
  }
  // Whether there was any.
  bool give_back() const { return ::unlink(file_.c_str()) == 0; }

 private:
  fs::path file_;
};

class Sqlite final : public Store {
 public:
  Sqlite(const fs::path& file, Opening opening)
      : file_(file),
        flags_(SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
               (opening == Opening::make ? SQLITE_OPEN_CREATE : 0)),
        ballast_(file.parent_path() / "ballast"),
        lock_(open_lock(file)) {}
  ~Sqlite() override {
    tables_.reset();
    try {
      const FileLock held(lock_, file_);  // closing the last connection checkpoints
      sqlite3_close(database_);
    } catch (const Trouble&) {
      sqlite3_close(database_);
    }
    ::close(lock_);
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  void open() {
    // Counting its memory under a lock costs a twentieth of everything, for nobody who asks.
    static const int kUncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)kUncounted;  // too late where the program has used SQLite before
    const FileLock held(lock_, file_);
    try {
      connect();
    } catch (const Trouble&) {
      if (!lacks_room(database_) || !ballast_.give_back()) throw;
      sqlite3_close(database_);
      database_ = nullptr;
      connect();
      return;  // what was given back is needed
    }
    ballast_.take();
  }

  Result<Done> transact(const std::function<void(Transaction&)>& work) override {
    try {
      const FileLock held(lock_, file_);
      try {
        attempt(work);
      } catch (const Trouble&) {
        if (!full_ || !ballast_.give_back()) throw;
        attempt(work);
      }
    } catch (const Trouble& failed) {
      return failed.failure;
    }
    return Done{};
  }

  Result<Done> back_up(const fs::path& target) override {
    fs::path beside = target;
    beside += ".part";
    ::unlink(beside.c_str());
    const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return cant_back_up(target, system_text(errno));
    ::close(fd);
    auto done = copy_to(beside, target);
    if (done && ::rename(beside.c_str(), target.c_str()) != 0) {
      done = cant_back_up(target, system_text(errno));
    }
    if (!done) {
      ::unlink(beside.c_str());
      return done;
    }
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    if (!sync_folder(folder)) return cant_back_up(target, system_text(errno));
    return done;
  }

 private:
  void connect() {
    const int code = sqlite3_open_v2(file_.c_str(), &database_, flags_, nullptr);
    if (code != SQLITE_OK) throw trouble(database_, code);
    sqlite3_extended_result_codes(database_, 1);
    sqlite3_busy_timeout(database_, kBusyMs);
    execute(database_,
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
            "PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    check_whole();
    migrate();
    tables_ = std::make_unique<Tables>(database_);
  }

  static int open_lock(const fs::path& file) {
    fs::path lock = file;
    lock += ".lock";
    const int fd = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) throw Trouble{cant_open(file, errno)};
    return fd;
  }

  void check_whole() {
    Statement check(database_, "PRAGMA quick_check(1)");
    std::string answer;
    if (check.with().step()) check.get(answer);
    check.close();
    if (answer == "ok") return;
    throw Trouble{failed(file_, "is damaged: " + answer + "; put the last backup in its place",
                         "已损坏：" + answer + "；请换上最近的备份")};
  }

  void migrate() {
    Statement ask(database_, "PRAGMA user_version");
    std::int64_t version = 0;
    if (ask.with().step()) ask.get(version);
    ask.close();
    const auto known = static_cast<std::int64_t>(migrations().size());
    if (version > known) {
      throw Trouble{failed(file_, "was written by a newer muster; use that one",
                           "由更新版本的 muster 写成，请使用新版本")};
    }
    for (; version < known; ++version) {
      execute(database_, "BEGIN IMMEDIATE");
      const std::string number = fmt::format("PRAGMA user_version = {}", version + 1);
      try {
        execute(database_, migrations()[static_cast<std::size_t>(version)]);
        execute(database_, number.c_str());
        execute(database_, "COMMIT");
      } catch (const Trouble&) {
        roll_back();
        throw;
      }
    }
  }

  void attempt(const std::function<void(Transaction&)>& work) {
    full_ = false;
    execute(database_, "BEGIN IMMEDIATE");
    try {
      work(*tables_);
      execute(database_, "COMMIT");
    } catch (...) {
      full_ = lacks_room(database_);
      roll_back();
      throw;
    }
  }

  // SQLite may have done so by itself.
  void roll_back() {
    if (sqlite3_get_autocommit(database_) == 0) {
      sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
  }

  // Into the empty file `beside`; SQLite syncs it.
  Result<Done> copy_to(const fs::path& beside, const fs::path& target) {
    sqlite3* copy = nullptr;
    int code = sqlite3_open(beside.c_str(), &copy);
    if (code == SQLITE_OK) code = copy_into(copy);
    const bool full = copy != nullptr && lacks_room(copy);
    const SystemText why = full ? system_text(ENOSPC) : sqlite_text(copy, code);
    sqlite3_close(copy);
    if (code == SQLITE_OK) return Done{};
    return cant_back_up(target, why);
  }

  // SQLITE_OK, or why the copy is not whole. A step copies everything or says that it did not.
  int copy_into(sqlite3* copy) {
    sqlite3_backup* job = sqlite3_backup_init(copy, "main", database_, "main");
    if (job == nullptr) return sqlite3_errcode(copy);
    const auto give_up = std::chrono::steady_clock::now() + kLockPatience;
    int step = sqlite3_backup_step(job, -1);
    while ((step == SQLITE_BUSY || step == SQLITE_LOCKED) &&
           std::chrono::steady_clock::now() < give_up) {
      std::this_thread::sleep_for(kCopyBreak);
      step = sqlite3_backup_step(job, -1);
    }
    const int finished = sqlite3_backup_finish(job);
    return step == SQLITE_DONE ? finished : step;
  }

  fs::path file_;
  int flags_;
  Ballast ballast_;
  int lock_;
  sqlite3* database_ = nullptr;
  std::unique_ptr<Tables> tables_;
  bool full_ = false;
};

}  // namespace

Trouble trouble(sqlite3* database, int code) {
  // Told to do what its tables forbid: our own mistake, not the environment's.
  MUSTER_CHECK((code & 0xff) != SQLITE_CONSTRAINT, sqlite3_errmsg(database));
  const char* file = database == nullptr ? nullptr : sqlite3_db_filename(database, "main");
  if (file == nullptr) file = "";
  if (database != nullptr && lacks_room(database)) {
    return {failed(file, "failed: its disk is full", "出错：磁盘已满")};
  }
  const SystemText why = sqlite_text(database, code);
  return {failed(file, "failed: " + why.english, "出错：" + why.chinese)};
}

Result<std::unique_ptr<Store>> open_sqlite(const fs::path& file, Opening opening) {
  std::error_code error;
  const fs::path folder = file.parent_path();
  const bool makes = opening == Opening::make && !folder.empty();
  if (makes && fs::create_directories(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (error) {
    const SystemText why = system_text(error);
    return failed(file, "can't be made: " + why.english, "无法建立：" + why.chinese);
  }
  try {
    auto store = std::make_unique<Sqlite>(file, opening);
    store->open();
    return std::unique_ptr<Store>(std::move(store));
  } catch (const Trouble& trouble) {
    return trouble.failure;
  }
}

bool is_store(const fs::path& file) {
  // Read as it lies there, without a log or a lock beside it.
  std::string uri = "file:";
  for (const char c : fs::absolute(file).string()) {
    uri += c == '?' || c == '#' || c == '%' ? fmt::format("%{:02x}", c) : std::string(1, c);
  }
  uri += "?immutable=1";
  sqlite3* database = nullptr;
  std::int64_t tables = 0;
  try {
    const int code =
        sqlite3_open_v2(uri.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    if (code != SQLITE_OK) throw trouble(database, code);
    Statement ask(database,
                  "SELECT count(*) FROM sqlite_schema WHERE type = 'table' "
                  "AND name IN ('plans', 'assignments', 'messages', 'lease')");
    if (ask.with().step()) ask.get(tables);
  } catch (const Trouble&) {
    tables = 0;
  }
  sqlite3_close(database);
  constexpr std::int64_t kAllOfThem = 4;
  return tables == kAllOfThem;
}

fs::path store_folder(const fs::path& workspace) {
  const bool folder = fs::is_directory(workspace);
  return (folder ? workspace : workspace.parent_path()) / ".muster";
}

}  // namespace muster::store
