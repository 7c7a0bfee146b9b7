#include "base/csv_writer.h"

#include <array>

namespace muster {

namespace {

// Full-width forms too.
bool is_formula(std::string_view cell) {
  static constexpr std::array<std::string_view, 10> kBegins{"=",  "+",  "-",  "@",  "\t",
                                                            "\r", "＝", "＋", "－", "＠"};
  const std::size_t first = cell.find_first_not_of(" \n");
  if (first == std::string_view::npos) return false;
  cell.remove_prefix(first);
  for (std::string_view begin : kBegins) {
    if (cell.substr(0, begin.size()) == begin) return true;
  }
  return false;
}

}  // namespace

CsvWriter::CsvWriter(std::initializer_list<std::string_view> head) {
  for (std::string_view cell : head) add(cell);
  end_row();
}

CsvWriter& CsvWriter::add(std::string_view cell) {
  if (!first_) text_ += ',';
  first_ = false;
  text_ += '"';
  if (is_formula(cell)) text_ += '\'';
  for (char c : cell) {
    if (c == '"') text_ += '"';
    if (c != '\0') text_ += c;
  }
  text_ += '"';
  return *this;
}

CsvWriter& CsvWriter::add(std::int64_t number) {
  if (!first_) text_ += ',';
  first_ = false;
  text_ += std::to_string(number);
  return *this;
}

void CsvWriter::end_row() {
  text_ += "\r\n";
  first_ = true;
}

}  // namespace muster
