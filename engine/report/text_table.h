// Columns for a terminal or a printed page: aligned by display width, so that Chinese and Latin
// text line up in a monospaced font.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::report {

// `text` in lines no wider than `width` (at least 2), broken behind spaces and 、，；, else
// anywhere between characters. Newlines break too; other control characters become spaces.
std::vector<std::string> wrapped(std::string_view text, int width);

class TextTable {
 public:
  // Widest allowed width of each column; longer cells wrap.
  explicit TextTable(std::vector<int> max_widths) : max_widths_(std::move(max_widths)) {}
  // As many cells as columns.
  void add_row(std::vector<std::string> cells);
  // A row with a line below it.
  void add_header(std::vector<std::string> cells);
  // A line of its own across all columns, an empty line before it.
  void add_heading(std::string text);
  // Every line ends in '\n' and has no trailing spaces.
  std::string text(std::string_view indent = "  ") const;

 private:
  enum class Kind { row, header, heading };
  struct Row {
    Kind kind;
    std::vector<std::string> cells;
  };
  void print(const Row&, const std::vector<int>& widths, std::string_view indent,
             std::string& out) const;
  std::vector<int> max_widths_;
  std::vector<Row> rows_;
};

}  // namespace muster::report
