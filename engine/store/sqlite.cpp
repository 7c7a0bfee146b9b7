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
#include <cstring>
#include <thread>
#include <tuple>

#include <fmt/format.h>

#include "base/check.h"
#include "store/schema.h"
#include "store/statement.h"
#include "store/store.h"

namespace muster::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBallastBytes = std::size_t{4} << 20;
constexpr std::chrono::seconds kLockPatience{20};
constexpr int kBusyMs = 20'000;

Failure failed(const fs::path& file, std::string_view why, std::string_view zh_why) {
  return {Failure::Kind::disk, fmt::format("the store {} {}", file.string(), why),
          fmt::format("存储 {} {}", file.string(), zh_why)};
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

template <class Row, class... Columns>
std::optional<Row> first(Statement& statement, Columns Row::*... columns) {
  if (!statement.step()) return std::nullopt;
  Row row;
  (statement.get(row.*columns), ...);
  statement.close();
  return row;
}

template <class Row, class... Columns>
std::vector<Row> every(Statement& statement, Columns Row::*... columns) {
  std::vector<Row> rows;
  while (statement.step()) {
    Row& row = rows.emplace_back();
    (statement.get(row.*columns), ...);
  }
  return rows;
}

// The columns of each table, in the order of the SELECTs.
constexpr auto kPlan = std::tuple(&PlanRow::version, &PlanRow::at, &PlanRow::inputs,
                                  &PlanRow::digest, &PlanRow::document);
constexpr auto kAssignment = std::tuple(
    &Assignment::id, &Assignment::session, &Assignment::team, &Assignment::state, &Assignment::plan,
    &Assignment::start, &Assignment::end, &Assignment::deadline, &Assignment::priority,
    &Assignment::nudges, &Assignment::content, &Assignment::settled);
constexpr auto kStep = std::tuple(&Step::id, &Step::assignment, &Step::from, &Step::to, &Step::at,
                                  &Step::who, &Step::why);
constexpr auto kMessage =
    std::tuple(&Message::id, &Message::key, &Message::kind, &Message::state, &Message::assignment,
               &Message::team, &Message::attempts, &Message::due, &Message::created, &Message::body,
               &Message::error);
constexpr auto kAttempt = std::tuple(&Attempt::id, &Attempt::message, &Attempt::at,
                                     &Attempt::took_ms, &Attempt::delivered, &Attempt::outcome);
constexpr auto kLease = std::tuple(&Lease::holder, &Lease::fence, &Lease::until);
constexpr auto kService =
    std::tuple(&Service::session, &Service::team, &Service::head, &Service::arrived, &Service::left,
               &Service::rating, &Service::absent, &Service::closed_by_clock, &Service::recorder,
               &Service::verifier);

#define ASSIGNMENT_COLUMNS                                                                       \
  "SELECT id, session, team, state, plan, start, \"end\", deadline, priority, nudges, content, " \
  "settled "                                                                                     \
  "FROM assignments "
#define MESSAGE_COLUMNS                                                                      \
  "SELECT id, key, kind, state, assignment, team, attempts, due, created, body, error FROM " \
  "messages "

template <class Row, class Columns>
auto one_row(Statement& statement, const Columns& columns) {
  return std::apply([&](auto... column) { return first<Row>(statement, column...); }, columns);
}
template <class Row, class Columns>
auto all_rows(Statement& statement, const Columns& columns) {
  return std::apply([&](auto... column) { return every<Row>(statement, column...); }, columns);
}
// Binds all columns of a row, the first one too when `whole`.
template <class Row, class Columns>
Statement& bind_row(Statement& statement, const Row& row, const Columns& columns) {
  return std::apply([&](auto... column) -> Statement& { return statement.with(row.*column...); },
                    columns);
}

// The statements of one connection.
class Tables final : public Transaction {
 public:
  explicit Tables(sqlite3* database) : database_(database) {}

  std::int64_t add(const PlanRow& row) override {
    return insert(add_plan_, without_id(row, &PlanRow::version), kPlan);
  }
  std::optional<PlanRow> latest_plan() override {
    return one_row<PlanRow>(latest_plan_.with(), kPlan);
  }

  std::int64_t add(const Assignment& row) override {
    return insert(add_assignment_, without_id(row, &Assignment::id), kAssignment);
  }
  void update(const Assignment& row) override {
    bind_row(update_assignment_, row, kAssignment).run();
    MUSTER_CHECK(sqlite3_changes(database_) == 1, "no such assignment");
  }
  std::optional<Assignment> assignment(std::int64_t id) override {
    return one_row<Assignment>(assignment_.with(id), kAssignment);
  }
  std::vector<Assignment> open_assignments(Instant since) override {
    return all_rows<Assignment>(open_assignments_.with(since), kAssignment);
  }
  std::vector<Assignment> assignments_of(std::string_view session) override {
    return all_rows<Assignment>(assignments_of_.with(session), kAssignment);
  }
  std::vector<Assignment> overdue(Instant now, std::size_t limit) override {
    return all_rows<Assignment>(overdue_.with(now, limit), kAssignment);
  }
  std::vector<Assignment> assignments_in(State state) override {
    return all_rows<Assignment>(assignments_in_.with(state), kAssignment);
  }
  std::vector<Assignment> refused(Instant since) override {
    return all_rows<Assignment>(refused_.with(since), kAssignment);
  }
  std::map<State, std::int64_t> count_assignments() override {
    return counts<State>(count_assignments_);
  }

  std::int64_t add(const Step& row) override {
    return insert(add_step_, without_id(row, &Step::id), kStep);
  }
  std::vector<Step> steps_of(std::int64_t assignment) override {
    return all_rows<Step>(steps_of_.with(assignment), kStep);
  }

  std::int64_t add(const Message& row) override {
    bind_row(add_message_, without_id(row, &Message::id), kMessage).run();
    return sqlite3_changes(database_) == 0 ? 0 : sqlite3_last_insert_rowid(database_);
  }
  void update(const Message& row) override {
    bind_row(update_message_, row, kMessage).run();
    MUSTER_CHECK(sqlite3_changes(database_) == 1, "no such message");
  }
  std::optional<Message> message(std::int64_t id) override {
    return one_row<Message>(message_.with(id), kMessage);
  }
  std::vector<Message> messages_of(std::int64_t assignment) override {
    return all_rows<Message>(messages_of_.with(assignment), kMessage);
  }
  std::vector<Message> waiting(std::int64_t after, std::size_t limit) override {
    return all_rows<Message>(waiting_.with(after, limit), kMessage);
  }
  std::vector<Message> messages_in(MessageState state) override {
    return all_rows<Message>(messages_in_.with(state), kMessage);
  }
  std::map<MessageState, std::int64_t> count_messages() override {
    return counts<MessageState>(count_messages_);
  }

  std::int64_t add(const Attempt& row) override {
    return insert(add_attempt_, without_id(row, &Attempt::id), kAttempt);
  }
  std::vector<Attempt> attempts_of(std::int64_t message) override {
    return all_rows<Attempt>(attempts_of_.with(message), kAttempt);
  }

  std::optional<Lease> lease() override { return one_row<Lease>(lease_.with(), kLease); }
  void put(const Lease& row) override { bind_row(put_lease_, row, kLease).run(); }

  void put(const Service& row) override { bind_row(put_service_, row, kService).run(); }
  std::vector<Service> services() override { return all_rows<Service>(services_.with(), kService); }

 private:
  template <class Row>
  static Row without_id(Row row, std::int64_t Row::*id) {
    row.*id = 0;
    return row;
  }
  template <class Row, class Columns>
  std::int64_t insert(Statement& statement, const Row& row, const Columns& columns) {
    bind_row(statement, row, columns).run();
    return sqlite3_last_insert_rowid(database_);
  }
  template <class Key>
  static std::map<Key, std::int64_t> counts(Statement& statement) {
    std::map<Key, std::int64_t> out;
    statement.with();
    while (statement.step()) {
      Key key{};
      statement.get(key);
      statement.get(out[key]);
    }
    return out;
  }

  sqlite3* database_;
  // ?1 is the id, which the table gives.
  Statement add_plan_{database_, "INSERT INTO plans VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5)"};
  Statement latest_plan_{database_,
                         "SELECT version, at, inputs, digest, document FROM plans "
                         "ORDER BY version DESC LIMIT 1"};
  Statement add_assignment_{database_,
                            "INSERT INTO assignments VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, "
                            "?7, ?8, ?9, ?10, ?11, ?12)"};
  Statement update_assignment_{
      database_,
      "UPDATE assignments SET session = ?2, team = ?3, state = ?4, plan = ?5, start = ?6, "
      "\"end\" = ?7, deadline = ?8, priority = ?9, nudges = ?10, content = ?11, settled = ?12 "
      "WHERE id = ?1"};
  Statement assignment_{database_, ASSIGNMENT_COLUMNS "WHERE id = ?1"};
  Statement open_assignments_{
      database_, ASSIGNMENT_COLUMNS "WHERE state IN (0, 1, 2, 5) AND \"end\" > ?1 ORDER BY id"};
  Statement assignments_of_{database_, ASSIGNMENT_COLUMNS "WHERE session = ?1 ORDER BY id"};
  Statement overdue_{database_, ASSIGNMENT_COLUMNS
                     "WHERE state = 1 AND deadline > 0 AND deadline <= ?1 ORDER BY id LIMIT ?2"};
  Statement assignments_in_{database_, ASSIGNMENT_COLUMNS "WHERE state = ?1 ORDER BY id"};
  Statement refused_{database_, ASSIGNMENT_COLUMNS
                     "WHERE state IN (3, 4) AND settled = 0 AND start > ?1 ORDER BY id"};
  Statement count_assignments_{database_, "SELECT state, count(*) FROM assignments GROUP BY state"};
  Statement add_step_{database_,
                      "INSERT INTO steps VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7)"};
  Statement steps_of_{database_,
                      "SELECT id, assignment, \"from\", \"to\", at, who, why FROM steps "
                      "WHERE assignment = ?1 ORDER BY id"};
  Statement add_message_{
      database_,
      "INSERT INTO messages VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
      "ON CONFLICT (key) DO NOTHING"};
  Statement update_message_{
      database_,
      "UPDATE messages SET key = ?2, kind = ?3, state = ?4, assignment = ?5, team = ?6, "
      "attempts = ?7, due = ?8, created = ?9, body = ?10, error = ?11 WHERE id = ?1"};
  Statement message_{database_, MESSAGE_COLUMNS "WHERE id = ?1"};
  Statement messages_of_{database_, MESSAGE_COLUMNS "WHERE assignment = ?1 ORDER BY id"};
  Statement waiting_{
      database_, MESSAGE_COLUMNS "WHERE state = 0 AND state <> 2 AND id > ?1 ORDER BY id LIMIT ?2"};
  Statement messages_in_{database_, MESSAGE_COLUMNS "WHERE state = ?1 ORDER BY id"};
  Statement count_messages_{database_, "SELECT state, count(*) FROM messages GROUP BY state"};
  Statement add_attempt_{database_,
                         "INSERT INTO attempts VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6)"};
  Statement attempts_of_{database_,
                         "SELECT id, message, at, took_ms, delivered, outcome FROM attempts "
                         "WHERE message = ?1 ORDER BY id"};
  Statement lease_{database_, "SELECT holder, fence, until FROM lease"};
  Statement put_lease_{database_, "INSERT OR REPLACE INTO lease VALUES (0, ?1, ?2, ?3)"};
  Statement put_service_{
      database_,
      "INSERT OR REPLACE INTO services VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
  Statement services_{database_,
                      "SELECT session, team, head, arrived, \"left\", rating, absent, "
                      "closed_by_clock, recorder, verifier FROM services ORDER BY session, head"};
};
#undef ASSIGNMENT_COLUMNS
#undef MESSAGE_COLUMNS

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
  explicit Sqlite(const fs::path& file)
      : file_(file), ballast_(file.parent_path() / "ballast"), lock_(open_lock(file)) {}
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
    const FileLock held(lock_, file_);
    const int code =
        sqlite3_open_v2(file_.c_str(), &database_,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) throw trouble(database_, code);
    sqlite3_extended_result_codes(database_, 1);
    sqlite3_busy_timeout(database_, kBusyMs);
    execute(database_,
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
            "PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;"
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    check_whole();
    migrate();
    tables_ = std::make_unique<Tables>(database_);
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
    const auto copied = copy_to(beside);
    if (!copied) {
      ::unlink(beside.c_str());
      return copied;
    }
    if (::rename(beside.c_str(), target.c_str()) != 0) {
      return failed(target, std::strerror(errno), std::strerror(errno));
    }
    return Done{};
  }

 private:
  static int open_lock(const fs::path& file) {
    fs::path lock = file;
    lock += ".lock";
    const int fd = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) throw Trouble{failed(lock, std::strerror(errno), std::strerror(errno))};
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
      full_ = (sqlite3_errcode(database_) & 0xff) == SQLITE_FULL;
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

  Result<Done> copy_to(const fs::path& target) {
    sqlite3* copy = nullptr;
    ::unlink(target.c_str());
    int code = sqlite3_open(target.c_str(), &copy);
    if (code == SQLITE_OK) {
      sqlite3_backup* job = sqlite3_backup_init(copy, "main", database_, "main");
      if (job != nullptr) sqlite3_backup_step(job, -1);
      code = job == nullptr ? sqlite3_errcode(copy) : sqlite3_backup_finish(job);
    }
    const Failure failure = trouble(copy, code).failure;
    sqlite3_close(copy);
    if (code == SQLITE_OK) return Done{};
    return failure;
  }

  fs::path file_;
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
  const std::string why = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  return {failed(file == nullptr ? "" : file, "failed: " + why, "出错：" + why)};
}

Result<std::unique_ptr<Store>> open_sqlite(const fs::path& file) {
  std::error_code error;
  const fs::path folder = file.parent_path();
  if (!folder.empty() && fs::create_directories(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (error)
    return failed(file, "can't be made: " + error.message(), "无法建立：" + error.message());
  try {
    auto store = std::make_unique<Sqlite>(file);
    store->open();
    return std::unique_ptr<Store>(std::move(store));
  } catch (const Trouble& trouble) {
    return trouble.failure;
  }
}

fs::path store_folder(const fs::path& workspace) {
  const bool folder = fs::is_directory(workspace);
  return (folder ? workspace : workspace.parent_path()) / ".muster";
}

}  // namespace muster::store
