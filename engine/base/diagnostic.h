// What is wrong with an input, where, and what to do about it. Collected, never thrown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"

namespace muster {

// A place in a file. Lines and columns count from one, columns in characters (code points);
// zero means unknown. `file` indexes Sources.
struct Place {
  static constexpr std::uint32_t kNoFile = 0xffffffffu;
  std::uint32_t file = kNoFile;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 0;  // characters under the caret; zero: one
};

enum class Severity { error, warning };

// The fixed part of a message: a stable code, what is wrong, what to do. One constexpr row each,
// in the room that raises it. {} stand for Diagnostic::args in order, {0} by number.
struct MessageText {
  std::string_view code;  // "unknown-key"
  Severity severity = Severity::error;
  Bilingual what;
  Bilingual remedy;  // may be empty
};

struct RelatedPlace {
  Place place;
  Bilingual label;  // "first defined here"
};

struct Diagnostic {
  const MessageText* text = nullptr;
  Place place;
  std::vector<std::string> args;
  std::vector<RelatedPlace> related;
};

// Files as read, for carets.
class Sources {
 public:
  struct File {
    std::string name;  // as shown to the user
    std::string text;
  };
  std::uint32_t add(std::string name, std::string text);
  const File& file(std::uint32_t index) const { return files_[index]; }
  std::size_t size() const { return files_.size(); }
  // Line `line` (from one) without its end; empty where it does not exist. O(1) lines scanned.
  std::string_view line(std::uint32_t file, std::uint32_t line) const;

 private:
  std::vector<File> files_;
  std::vector<std::vector<std::size_t>> marks_;  // by file: where every 256th line begins
};

// Keeps the first limits::kDiagnostics errors and as many warnings; the rest are counted.
class Diagnostics {
 public:
  // The result is valid until the next call.
  Diagnostic& add(const MessageText& text, Place place, std::vector<std::string> args = {});
  bool any_error() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  std::size_t warnings() const { return warnings_; }
  // Those that are kept.
  const std::vector<Diagnostic>& all() const { return all_; }
  void merge(Diagnostics other);
  // By file, line and column; those without a file last. Stable.
  void sort_by_place();

 private:
  bool keeps_another(Severity);
  std::vector<Diagnostic> all_;
  Diagnostic dropped_;
  std::size_t errors_ = 0, warnings_ = 0;
};

// The word of `known` nearest to `word` by edit distance, or empty when none is near.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known);

// tasks.yaml:12:9: error: unknown key "widnow" [unknown-key]
//   12 |     widnow: {from: 16:30}
//      |     ^~~~~~
//   try: "window"
std::string to_text(const Diagnostic&, const Sources&, Language);
std::string to_text(const Diagnostics&, const Sources&, Language);

}  // namespace muster
