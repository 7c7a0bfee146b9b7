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

// Files as read, for carets. Keeps only the lines that diagnostics show when files are large.
class Sources {
 public:
  struct File {
    std::string name;  // as shown to the user
    std::string text;
  };
  std::uint32_t add(std::string name, std::string text);
  const File& file(std::uint32_t index) const { return files_[index]; }
  std::size_t size() const { return files_.size(); }
  // Line `line` (from one) without its end; empty where it does not exist.
  std::string_view line(std::uint32_t file, std::uint32_t line) const;

 private:
  std::vector<File> files_;
};

class Diagnostics {
 public:
  Diagnostic& add(const MessageText& text, Place place, std::vector<std::string> args = {});
  bool any_error() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  std::size_t warnings() const { return all_.size() - errors_; }
  const std::vector<Diagnostic>& all() const { return all_; }
  void merge(Diagnostics other);
  void sort_by_place();

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
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
