#include "report/text_table.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/glyph.h"

namespace muster::report {

namespace {

bool breaks_behind(char32_t code) {
  return code == ' ' || code == U'、' || code == U'，' || code == U'；';
}

void trim_right(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

}  // namespace

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines(1);
  int used = 0;
  std::size_t break_at = 0;  // bytes of the line that end in a good place to break
  for (Glyph glyph; !text.empty(); text.remove_prefix(glyph.bytes)) {
    glyph = first_glyph(text);
    if (glyph.code == '\n') {
      lines.emplace_back();
      used = 0;
      break_at = 0;
      continue;
    }
    const bool control = is_control(glyph.code);
    const int wide = control ? 1 : glyph_width(glyph.code);
    if (used + wide > width && used > 0 && glyph.code != ' ') {
      std::string rest = break_at > 0 ? lines.back().substr(break_at) : "";
      if (break_at > 0) lines.back().resize(break_at);
      used = display_width(rest);
      lines.push_back(std::move(rest));
      break_at = 0;
    }
    lines.back() += control ? std::string_view(" ") : text.substr(0, glyph.bytes);
    used += wide;
    if (breaks_behind(glyph.code)) break_at = lines.back().size();
  }
  for (std::string& line : lines) trim_right(line);
  return lines;
}

void TextTable::add_row(std::vector<std::string> cells) {
  MUSTER_CHECK(cells.size() == max_widths_.size(), "a report's row has too many or too few cells");
  rows_.push_back({Kind::row, std::move(cells)});
}

void TextTable::add_header(std::vector<std::string> cells) {
  add_row(std::move(cells));
  rows_.back().kind = Kind::header;
}

void TextTable::add_heading(std::string text) {
  rows_.push_back({Kind::heading, {std::move(text)}});
}

void TextTable::print(const Row& row, const std::vector<int>& widths, std::string_view indent,
                      std::string& out) const {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    cells.push_back(wrapped(row.cells[i], widths[i]));
    height = std::max(height, cells.back().size());
  }
  for (std::size_t y = 0; y < height; ++y) {
    std::string line(indent);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string part = y < cells[i].size() ? cells[i][y] : "";
      line += part;
      line.append(static_cast<std::size_t>(std::max(0, widths[i] - display_width(part)) + 2), ' ');
    }
    trim_right(line);
    out += line + "\n";
  }
}

std::string TextTable::text(std::string_view indent) const {
  std::vector<int> widths(max_widths_.size(), 2);
  for (const Row& row : rows_) {
    if (row.kind == Kind::heading) continue;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      for (const std::string& line : wrapped(row.cells[i], max_widths_[i])) {
        widths[i] = std::max(widths[i], display_width(line));
      }
    }
  }
  std::string out;
  for (const Row& row : rows_) {
    if (row.kind == Kind::heading) {
      out += "\n" + std::string(indent) + wrapped(row.cells.front(), 1 << 20).front() + "\n";
      continue;
    }
    print(row, widths, indent, out);
    if (row.kind != Kind::header) continue;
    std::vector<std::string> rules;
    for (int width : widths) rules.emplace_back(static_cast<std::size_t>(width), '-');
    print({Kind::row, rules}, widths, indent, out);
  }
  return out;
}

}  // namespace muster::report
