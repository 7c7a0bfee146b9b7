#include "base/diagnostic.h"

#include <algorithm>
#include <tuple>

#include <fmt/args.h>
#include <fmt/format.h>

#include "base/glyph.h"
#include "base/limits.h"

namespace muster {

namespace {

constexpr std::size_t kShownColumns = 90;  // of a source line, around the caret

// A source line ready to print, and where on it the caret goes, in terminal columns.
struct ShownLine {
  std::string text;
  std::size_t indent = 0, width = 1;
};

ShownLine shown_line(std::string_view line, std::uint32_t column, std::uint32_t length) {
  ShownLine shown;
  const std::size_t first = column == 0 ? 0 : column - 1;
  const std::size_t from = first > kShownColumns * 2 / 3 ? first - kShownColumns / 3 : 0;
  std::size_t position = 0;
  std::size_t columns = 0;
  std::size_t caret_end = 0;
  if (from > 0) {
    shown.text = "…";
    columns = 1;
  }
  bool cut = false;
  for (std::string_view rest = line; !rest.empty(); ++position) {
    const std::string_view character = rest.substr(0, first_glyph(rest).bytes);
    rest.remove_prefix(character.size());
    if (position < from) continue;
    if (columns >= kShownColumns) {
      cut = true;
      break;
    }
    if (position == first) shown.indent = columns;
    // A tab is one blank, so that the caret stands right at any tab width.
    const std::string glyph = character == "\t" ? " " : printable(character, 1);
    shown.text += glyph;
    columns += static_cast<std::size_t>(display_width(glyph));
    if (position >= first && position < first + std::max<std::uint32_t>(length, 1)) {
      caret_end = columns;
    }
  }
  if (position <= first && !cut) shown.indent = columns;  // past the end of the line
  if (cut) shown.text += "…";
  shown.width = caret_end > shown.indent ? caret_end - shown.indent : 1;
  return shown;
}

std::string fill(std::string_view words, const std::vector<std::string>& args) {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& arg : args) store.push_back(arg);
  return fmt::vformat(words, store);
}

std::string place_text(Place place, const Sources& sources) {
  if (place.file == Place::kNoFile) return "muster";
  std::string text = sources.file(place.file).name;
  if (place.line > 0) text += fmt::format(":{}:{}", place.line, std::max(place.column, 1u));
  return text;
}

std::string excerpt(Place place, const Sources& sources) {
  if (place.file == Place::kNoFile || place.line == 0) return {};
  const ShownLine shown =
      shown_line(sources.line(place.file, place.line), place.column, place.length);
  return fmt::format("{:>5} | {}\n      | {}^{}\n", place.line, shown.text,
                     std::string(shown.indent, ' '), std::string(shown.width - 1, '~'));
}

}  // namespace

std::uint32_t Sources::add(std::string name, std::string text) {
  files_.push_back({std::move(name), std::move(text)});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view Sources::line(std::uint32_t file, std::uint32_t line) const {
  std::string_view rest = files_[file].text;
  for (std::uint32_t at = 1; at < line; ++at) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
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
  constexpr std::size_t kLongest = 64;
  if (word.empty() || word.size() > kLongest) return {};
  const std::size_t most = std::max<std::size_t>(1, word.size() / 3);
  std::string_view best;
  std::size_t best_distance = most + 1;
  for (std::string_view candidate : known) {
    const std::size_t difference = candidate.size() > word.size() ? candidate.size() - word.size()
                                                                  : word.size() - candidate.size();
    if (difference >= best_distance || candidate.empty()) continue;
    // Optimal string alignment: a swap of neighbours counts once, as typists make them.
    std::vector<std::vector<std::size_t>> cost(word.size() + 1,
                                               std::vector<std::size_t>(candidate.size() + 1));
    for (std::size_t i = 0; i <= word.size(); ++i) {
      for (std::size_t j = 0; j <= candidate.size(); ++j) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                               cost[i - 1][j - 1] + (word[i - 1] != candidate[j - 1])});
        if (i > 1 && j > 1 && word[i - 1] == candidate[j - 2] && word[i - 2] == candidate[j - 1]) {
          cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    if (cost[word.size()][candidate.size()] < best_distance) {
      best_distance = cost[word.size()][candidate.size()];
      best = candidate;
    }
  }
  return best;
}

std::string to_text(const Diagnostic& diagnostic, const Sources& sources, Language language) {
  const bool zh = language == Language::chinese;
  const MessageText& message = *diagnostic.text;
  const bool error = message.severity == Severity::error;
  std::string text = fmt::format("{}: {}: {} [{}]\n", place_text(diagnostic.place, sources),
                                 zh ? (error ? "错误" : "警告") : (error ? "error" : "warning"),
                                 fill(message.what.in(language), diagnostic.args), message.code);
  text += excerpt(diagnostic.place, sources);
  if (const std::string_view remedy = message.remedy.in(language); !remedy.empty()) {
    text += fmt::format("  {}: {}\n", zh ? "试试" : "try", fill(remedy, diagnostic.args));
  }
  for (const RelatedPlace& related : diagnostic.related) {
    text +=
        fmt::format("  {}: {}\n", place_text(related.place, sources), related.label.in(language));
    text += excerpt(related.place, sources);
  }
  return text;
}

std::string to_text(const Diagnostics& diagnostics, const Sources& sources, Language language) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    text += to_text(diagnostic, sources, language);
  }
  const std::size_t all = diagnostics.errors() + diagnostics.warnings();
  if (all > diagnostics.all().size()) {
    text += fmt::format(
        fmt::runtime(language == Language::chinese ? "……还有 {} 条\n" : "… and {} more\n"),
        diagnostics.all().size() - limits::kDiagnostics);
  }
  return text;
}

}  // namespace muster
