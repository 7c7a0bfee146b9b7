// history.csv and attendance lists: one row a head at a session. The columns are named by the
// header, in any order: session, start, minutes, task, kind, lines, grid, team, head, status.
// An attendance list is the same with columns left out, and may call `head` `person`. It may say
// more: arrived, left and rating; and, for people only: name, recorder, verifier, closed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/zone_time.h"
#include "load/record.h"
#include "model/history.h"

namespace muster::load {

// Where a workspace keeps its history.
inline constexpr std::string_view kHistoryFile = "history.csv";

// Who was forgotten (muster forget): the head is "forgotten#1" and so on, by session.
inline constexpr std::string_view kForgotten = "forgotten";

struct HistoryRow {
  std::string session;
  std::optional<LocalTime> start;       // none: not written
  std::optional<std::int32_t> minutes;  // none: not written
  std::string task, kind;
  std::vector<std::string> lines;
  std::string grid, team, head;
  model::Turnout turnout = model::Turnout::planned;
  Place place;  // of the row; of `head` where it is written

  bool came() const { return turnout != model::Turnout::absent; }
};

struct AttendanceRow : HistoryRow {
  std::optional<LocalTime> arrived, left;
  std::int32_t rating = 0;  // 1 to 5; zero: none
  // Written and not read.
  std::string name, recorder, verifier;
  bool closed_by_clock = false;
  bool left_late = false;  // checked out more than an hour after the planned end: look at it
  Place session_place, team_place, status_place, left_place;  // of the row where not written
};

// Rows as they stand; those that are wrong are reported and left out. `text` has been checked.
std::vector<HistoryRow> read_history(std::string_view text, std::uint32_t file, Findings&);
std::vector<AttendanceRow> read_attendance(std::string_view text, std::uint32_t file, Findings&);
// The file's bytes; read_history gives the rows back.
std::string history_csv(const std::vector<HistoryRow>&);

// For spreadsheets: all columns of an attendance list but task, kind, lines and grid.
std::string attendance_csv(const std::vector<AttendanceRow>&);

}  // namespace muster::load
