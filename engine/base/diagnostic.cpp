#include "base/diagnostic.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/args.h>
#include <fmt/format.h>

#include "base/check.h"
#include "base/glyph.h"
#include "base/limits.h"
#include "base/masking.h"

namespace muster {

namespace {

constexpr std::size_t kArgCharacters = 200;
constexpr std::size_t kLinesPerMark = 256;

// "{}" are counted on, "{0}" are numbered; fmt refuses a mix.
std::string filled(std::string_view pattern, const std::vector<std::string>& args) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& arg : args) store.push_back(printable(arg, kArgCharacters));
  try {
    return fmt::vformat(pattern, store);
  } catch (const fmt::format_error&) {
    broken_invariant("a message has a placeholder without an argument", __FILE__, __LINE__);
  }
}

std::string position(const Place& place, const Sources& sources) {
  if (place.file >= sources.size()) return "muster: ";
  std::string text = printable(sources.file(place.file).name, kArgCharacters);
  if (place.line > 0) text += fmt::format(":{}:{}", place.line, std::max(place.column, 1u));
  return text + ": ";
}

// Drawing a source line. Columns are the terminal's from here on.
constexpr int kTabStop = 4;
constexpr int kShownColumns = 88;  // of a source line
constexpr int kBeforeCaret = 32;   // of them, where the line is cut on the left
constexpr std::size_t kCells = 4096;

struct Cell {
  std::string text;
  int from = 0, width = 1;
};

Cell cell_of(std::string_view bytes, char32_t code, int at) {
  if (code == '\t') {
    const int width = kTabStop - at % kTabStop;
    return {std::string(static_cast<std::size_t>(width), ' '), at, width};
  }
  return {printable(bytes, 1), at, is_control(code) ? 1 : glyph_width(code)};
}

// The characters around number `caret` of the line; `first` is the number of the first of them.
// Lines can be a megabyte long: what is far from the caret is forgotten on the way.
std::vector<Cell> cells_around(std::string_view line, std::size_t caret, std::size_t& first) {
  std::vector<Cell> cells;
  first = 0;
  int at = 0;
  for (std::size_t number = 0; !line.empty(); ++number) {
    const Glyph glyph = first_glyph(line);
    cells.push_back(cell_of(line.substr(0, glyph.bytes), glyph.code, at));
    at += cells.back().width;
    line.remove_prefix(glyph.bytes);
    if (number >= caret && at - cells[caret - first].from > kShownColumns) break;
    if (number < caret && cells.size() == kCells) {
      first += kCells / 2;
      cells.erase(cells.begin(), cells.begin() + kCells / 2);
    }
  }
  return cells;
}

struct Picture {
  std::string source, marks;
};

Picture picture_of(std::string_view line, std::size_t caret, std::size_t length) {
  std::size_t first = 0;
  const std::vector<Cell> cells = cells_around(line, caret, first);
  caret = std::min(caret - first, cells.size());
  const int end = cells.empty() ? 0 : cells.back().from + cells.back().width;
  const int caret_from = caret < cells.size() ? cells[caret].from : end;
  const int left = end > kShownColumns ? std::max(0, caret_from - kBeforeCaret) : 0;

  Picture picture;
  int drawn = 0, indent = 0, marked = 0;
  const auto draw = [&](std::string_view text, int width) {
    picture.source += text;
    drawn += width;
  };
  if (left > 0) draw("…", 1);
  indent = drawn;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].from < left) continue;
    if (cells[i].from + cells[i].width > left + kShownColumns) {
      draw("…", 1);
      break;
    }
    draw(cells[i].text, cells[i].width);
    if (i < caret) indent = drawn;
    if (caret <= i && i - caret < length) marked += cells[i].width;
  }
  picture.marks = std::string(static_cast<std::size_t>(indent), ' ') + '^' +
                  std::string(static_cast<std::size_t>(std::max(0, marked - 1)), '~');
  return picture;
}

std::string excerpt(const Place& place, const Sources& sources) {
  if (place.file >= sources.size() || place.line == 0) return {};
  const std::size_t caret = std::max(place.column, 1u) - 1;
  const Picture picture =
      picture_of(sources.line(place.file, place.line), caret, std::max(place.length, 1u));
  return fmt::format("{:>4} | {}\n     | {}\n", place.line, picture.source, picture.marks);
}

// Optimal string alignment: a swap of neighbours counts once, as typists make them. Gives up
// beyond `cutoff`.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t cutoff) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > cutoff) return cutoff + 1;
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    if (*std::min_element(row.begin(), row.end()) > cutoff) return cutoff + 1;
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

// In lower case and with one dash for every way of joining words.
std::u32string folded(std::string_view word) {
  std::u32string out;
  while (!word.empty()) {
    const Glyph glyph = first_glyph(word);
    const bool upper = 'A' <= glyph.code && glyph.code <= 'Z';
    const bool joint = glyph.code == '_' || glyph.code == ' ';
    out += joint ? U'-' : upper ? glyph.code - U'A' + U'a' : glyph.code;
    word.remove_prefix(glyph.bytes);
  }
  return out;
}

}  // namespace

std::uint32_t Sources::add(std::string name, std::string text) {
  std::vector<std::size_t> marks{0};
  std::size_t lines = 0;
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1)) {
    if (++lines % kLinesPerMark == 0) marks.push_back(end + 1);
  }
  files_.push_back({std::move(name), std::move(text)});
  marks_.push_back(std::move(marks));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view Sources::line(std::uint32_t file, std::uint32_t line) const {
  if (file >= files_.size() || line == 0) return {};
  const std::size_t mark = (line - 1) / kLinesPerMark;
  if (mark >= marks_[file].size()) return {};
  std::string_view rest = files_[file].text;
  rest.remove_prefix(marks_[file][mark]);
  for (std::size_t skip = (line - 1) % kLinesPerMark; skip > 0; --skip) {
    const std::size_t end = rest.find('\n');
    if (end == rest.npos) return {};
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  if (line == 1 && rest.substr(0, 3) == "\xef\xbb\xbf") rest.remove_prefix(3);
  return rest;
}

bool Diagnostics::keeps_another(Severity severity) {
  return ++(severity == Severity::error ? errors_ : warnings_) <= limits::kDiagnostics;
}

Diagnostic& Diagnostics::add(const MessageText& text, Place place, std::vector<std::string> args) {
  Diagnostic diagnostic{&text, place, std::move(args), {}};
  if (!keeps_another(text.severity)) return dropped_ = std::move(diagnostic);
  all_.push_back(std::move(diagnostic));
  return all_.back();
}

void Diagnostics::merge(Diagnostics other) {
  for (Diagnostic& diagnostic : other.all_) {
    (diagnostic.text->severity == Severity::error ? other.errors_ : other.warnings_) -= 1;
    if (keeps_another(diagnostic.text->severity)) all_.push_back(std::move(diagnostic));
  }
  errors_ += other.errors_;
  warnings_ += other.warnings_;
}

void Diagnostics::sort_by_place() {
  std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) <
           std::tie(b.place.file, b.place.line, b.place.column);
  });
}

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known) {
  constexpr std::size_t kLongestBytes = 64;
  if (word.empty() || word.size() > kLongestBytes) return {};
  const std::u32string wanted = folded(word);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3);
  for (std::string_view candidate : known) {
    if (candidate.empty() || candidate.size() > kLongestBytes) continue;
    const std::size_t distance = edit_distance(wanted, folded(candidate), best_distance);
    // As many edits as characters: nothing of the word is left.
    if (distance > best_distance || distance >= wanted.size()) continue;
    if (best.empty() || distance < best_distance || candidate < best) best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string to_text(const Diagnostic& diagnostic, const Sources& sources, Language language) {
  const MessageText& message = *diagnostic.text;
  const Bilingual severity = message.severity == Severity::error ? Bilingual{"error", "错误"}
                                                                 : Bilingual{"warning", "警告"};
  std::string text =
      fmt::format("{}{}: {} [{}]\n", position(diagnostic.place, sources), severity.in(language),
                  filled(message.what.in(language), diagnostic.args), message.code);
  text += excerpt(diagnostic.place, sources);
  if (const std::string_view remedy = message.remedy.in(language); !remedy.empty()) {
    text += fmt::format("  {}: {}\n", Bilingual{"try", "试试"}.in(language),
                        filled(remedy, diagnostic.args));
  }
  for (const RelatedPlace& related : diagnostic.related) {
    text += fmt::format("  {}{}\n", position(related.place, sources), related.label.in(language));
    text += excerpt(related.place, sources);
  }
  return masked_text(std::move(text));
}

std::string to_text(const Diagnostics& diagnostics, const Sources& sources, Language language) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    text += to_text(diagnostic, sources, language);
  }
  const std::size_t more = diagnostics.errors() + diagnostics.warnings() - diagnostics.all().size();
  if (more > 0) {
    const Bilingual pattern{"… and {} more\n", "……还有 {} 条\n"};
    text += fmt::format(fmt::runtime(pattern.in(language)), more);
  }
  return text;
}

}  // namespace muster
