// A prepared statement: values in by position, columns out in order. Inside the room only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "base/clock.h"
#include "store/store.h"

namespace muster::store {

// The failure that SQLite reports for `database`, doing `what`.
Trouble trouble(sqlite3* database, int code);

class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql) : database_(database) {
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
    if (code != SQLITE_OK) throw trouble(database, code);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Starts anew with these values for ?1, ?2, …; texts must live until the last step.
  template <class... Values>
  Statement& with(const Values&... values) {
    sqlite3_reset(statement_);
    position_ = 0;
    (bind(values), ...);
    return *this;
  }
  // Whether there is a row; columns are then read in order by get().
  bool step() {
    column_ = 0;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    sqlite3_reset(statement_);
    if (code != SQLITE_DONE) throw trouble(database_, code);
    return false;
  }
  void run() {
    while (step()) {
    }
  }
  // To the end of reading: a statement left open would hold the transaction.
  void close() { sqlite3_reset(statement_); }

  void get(std::int64_t& value) { value = sqlite3_column_int64(statement_, column_++); }
  void get(std::int32_t& value) { value = sqlite3_column_int(statement_, column_++); }
  void get(bool& value) { value = sqlite3_column_int(statement_, column_++) != 0; }
  void get(Instant& value) { get(value.ms); }
  void get(std::string& value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column_));
    if (text == nullptr && sqlite3_errcode(database_) == SQLITE_NOMEM) {
      throw trouble(database_, SQLITE_NOMEM);
    }
    value.assign(text == nullptr ? "" : text,
                 static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_)));
    ++column_;
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void get(Enum& value) { value = static_cast<Enum>(sqlite3_column_int(statement_, column_++)); }

 private:
  void bind(std::int64_t value) { check(sqlite3_bind_int64(statement_, ++position_, value)); }
  void bind(std::int32_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(std::size_t value) { bind(static_cast<std::int64_t>(value)); }
  void bind(bool value) { bind(static_cast<std::int64_t>(value)); }
  void bind(Instant value) { bind(value.ms); }
  void bind(std::string_view value) {
    check(sqlite3_bind_text(statement_, ++position_, value.data(), static_cast<int>(value.size()),
                            SQLITE_STATIC));
  }
  void bind(const std::string& value) { bind(std::string_view(value)); }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void bind(Enum value) { bind(static_cast<std::int64_t>(value)); }
  void check(int code) const {
    if (code != SQLITE_OK) throw trouble(database_, code);
  }

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  int position_ = 0, column_ = 0;
};

}  // namespace muster::store
