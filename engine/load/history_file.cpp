#include "load/history_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include <fmt/format.h>

#include "base/csv_writer.h"
#include "load/messages.h"
#include "load/readers.h"

namespace muster::load {

namespace {

constexpr std::array<std::string_view, 18> kColumns{
    "session", "start",  "minutes", "task", "kind",   "lines", "grid",     "team",     "head",
    "person",  "status", "arrived", "left", "rating", "name",  "recorder", "verifier", "closed"};
constexpr std::array<std::string_view, 4> kStatus{"planned", "present", "late", "absent"};
constexpr std::int32_t kMostMinutes = 7 * 24 * 60;

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

class Reader {
 public:
  // `done` is given every good row.
  Reader(Findings& findings, std::function<void(AttendanceRow)> done)
      : findings_(findings), done_(std::move(done)) {}

  void take(const std::vector<Word>& cells) {
    if (columns_.empty()) return take_header(cells);
    if (!good_) return;
    if (cells.size() > columns_.size()) {
      findings_.add(messages::kCsvCells, cells[columns_.size()].place,
                    {std::to_string(cells.size()), std::to_string(columns_.size())});
      return;
    }
    AttendanceRow row;
    row.place = row.session_place = row.team_place = row.status_place = row.left_place =
        cells.front().place;
    has_status_ = false;
    bool good = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Word cell{trimmed(cells[i].text), cells[i].place};
      if (!cell.text.empty()) good &= put(columns_[i], cell, row);
    }
    if (good && complete(row)) done_(std::move(row));
  }

 private:
  void take_header(const std::vector<Word>& cells) {
    for (const Word& cell : cells) {
      const std::string_view name = trimmed(cell.text);
      if (std::find(kColumns.begin(), kColumns.end(), name) == kColumns.end()) {
        findings_.add(messages::kUnknownColumn, cell.place,
                      {std::string(name), fmt::format("{}", fmt::join(kColumns, ", "))});
        good_ = false;
      } else if (std::find(columns_.begin(), columns_.end(), name) != columns_.end()) {
        findings_.add(messages::kDuplicateKey, cell.place, {std::string(name)});
        good_ = false;
      }
      columns_.push_back(name == "person" ? "head" : name);
    }
    for (std::string_view needed : {"session", "team", "head", "status"}) {
      if (std::find(columns_.begin(), columns_.end(), needed) != columns_.end()) continue;
      findings_.add(messages::kHistoryColumn, cells.front().place, {std::string(needed)});
      good_ = false;
    }
  }

  bool put(std::string_view column, const Word& cell, AttendanceRow& row) {
    if (column == "start") return put_time(cell, row.start);
    if (column == "arrived") return put_time(cell, row.arrived);
    if (column == "left") row.left_place = cell.place;
    if (column == "left") return put_time(cell, row.left);
    if (column == "minutes") return put_minutes(cell, row);
    if (column == "rating") return put_rating(cell, row);
    if (column == "status") row.status_place = cell.place;
    if (column == "status") return put_status(cell, row);
    if (column == "lines") return put_lines(cell, row);
    if (column == "session") row.session_place = cell.place;
    if (column == "team") row.team_place = cell.place;
    std::string& text = column == "session" ? row.session
                        : column == "task"  ? row.task
                        : column == "kind"  ? row.kind
                        : column == "grid"  ? row.grid
                        : column == "team"  ? row.team
                        : column == "head"  ? row.head
                                            : ignored_;
    text = std::string(cell.text);
    if (column == "head") row.place = cell.place;
    return true;
  }
  bool put_time(const Word& cell, std::optional<LocalTime>& out) {
    const auto time = parse_date_time(cell.text);
    if (time && !time->offset_minutes) {
      out = time->local;
      return true;
    }
    findings_.add(time ? messages::kOffset : messages::kHistoryStart, cell.place,
                  {std::string(cell.text)});
    return false;
  }
  bool put_number(const Word& cell, std::int32_t least, std::int32_t most, std::int32_t& out) {
    const char* end = cell.text.data() + cell.text.size();
    const auto parsed = std::from_chars(cell.text.data(), end, out);
    if (parsed.ptr == end && parsed.ec == std::errc() && out >= least && out <= most) return true;
    findings_.add(messages::kOutOfRange, cell.place,
                  {std::string(cell.text), std::to_string(least), std::to_string(most)});
    return false;
  }
  bool put_minutes(const Word& cell, HistoryRow& row) {
    return put_number(cell, 0, kMostMinutes, row.minutes.emplace());
  }
  bool put_rating(const Word& cell, AttendanceRow& row) {
    return put_number(cell, 1, 5, row.rating);
  }
  bool put_status(const Word& cell, HistoryRow& row) {
    const auto found = std::find(kStatus.begin(), kStatus.end(), cell.text);
    if (found == kStatus.end()) {
      findings_.add(messages::kNotAWord, cell.place,
                    {std::string(cell.text), fmt::format("{}", fmt::join(kStatus, " | "))});
      return false;
    }
    row.turnout = static_cast<model::Turnout>(found - kStatus.begin());
    has_status_ = true;
    return true;
  }
  static bool put_lines(const Word& cell, HistoryRow& row) {
    for (std::string_view rest = cell.text; !rest.empty();) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view line = trimmed(rest.substr(0, end));
      if (!line.empty()) row.lines.emplace_back(line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return true;
  }

  bool complete(const HistoryRow& row) {
    const std::string_view missing = row.session.empty() ? "session"
                                     : row.team.empty()  ? "team"
                                     : row.head.empty()  ? "head"
                                     : !has_status_      ? "status"
                                                         : "";
    if (missing.empty()) return true;
    findings_.add(messages::kHistoryCell, row.place, {std::string(missing)});
    return false;
  }

  Findings& findings_;
  std::function<void(AttendanceRow)> done_;
  std::string ignored_;
  std::vector<std::string_view> columns_;
  bool good_ = true;
  bool has_status_ = false;
};

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

std::string text_of(const std::optional<LocalTime>& time) {
  if (!time) return {};
  return fmt::format("{}T{:02}:{:02}", iso_date(time->day), time->minute / 60, time->minute % 60);
}

void read_rows(std::string_view text, std::uint32_t file, Findings& findings,
               std::function<void(AttendanceRow)> done) {
  Arena texts;
  Reader reader(findings, std::move(done));
  read_csv(text, file, findings, texts,
           [&](const std::vector<Word>& cells) { reader.take(cells); });
}

}  // namespace

std::vector<HistoryRow> read_history(std::string_view text, std::uint32_t file,
                                     Findings& findings) {
  std::vector<HistoryRow> rows;
  read_rows(text, file, findings, [&](AttendanceRow row) { rows.push_back(std::move(row)); });
  return rows;
}

std::vector<AttendanceRow> read_attendance(std::string_view text, std::uint32_t file,
                                           Findings& findings) {
  std::vector<AttendanceRow> rows;
  read_rows(text, file, findings, [&](AttendanceRow row) { rows.push_back(std::move(row)); });
  return rows;
}

std::string attendance_csv(const std::vector<AttendanceRow>& rows) {
  CsvWriter out({"session", "start", "team", "head", "name", "status", "arrived", "left", "minutes",
                 "rating", "recorder", "verifier", "closed"});
  const auto number = [](std::int32_t n) { return n > 0 ? std::to_string(n) : ""; };
  for (const AttendanceRow& row : rows) {
    out.add(row.session).add(text_of(row.start)).add(row.team).add(row.head).add(row.name);
    out.add(kStatus[static_cast<std::size_t>(row.turnout)]);
    out.add(text_of(row.arrived)).add(text_of(row.left));
    out.add(row.minutes ? std::to_string(*row.minutes) : "").add(number(row.rating));
    out.add(row.recorder).add(row.verifier);
    out.add(row.closed_by_clock ? "clock" : row.left_late ? "late" : "");
    out.end_row();
  }
  return out.take();
}

std::string history_csv(const std::vector<HistoryRow>& rows) {
  std::string text = "session,start,minutes,task,kind,lines,grid,team,head,status\n";
  for (const HistoryRow& row : rows) {
    text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", quoted(row.session), text_of(row.start),
                        row.minutes ? std::to_string(*row.minutes) : "", quoted(row.task),
                        quoted(row.kind), quoted(fmt::format("{}", fmt::join(row.lines, ";"))),
                        quoted(row.grid), quoted(row.team), quoted(row.head),
                        kStatus[static_cast<std::size_t>(row.turnout)]);
  }
  return text;
}

}  // namespace muster::load
