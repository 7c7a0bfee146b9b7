// Where a command speaks: its streams, its language, and whether a person is watching.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "base/language.h"
#include "base/result.h"

namespace muster::cli {

enum ExitCode {
  kDone = 0,
  kMustUnserved = 1,  // done, but something that must be served is not
  kBadInput = 2,
  kEnvironment = 3,
  kBug = 4,
};

struct Console {
  std::ostream& out;  // results
  std::ostream& err;  // diagnostics and progress
  Language language = Language::english;
  bool watched = false;  // err is a terminal: progress lines are welcome

  std::string_view say(Bilingual text) const { return text.in(language); }
  // Prints the failure and returns kEnvironment.
  int fail(const Failure&) const;
};

// Writes `bytes` to `path`, or to `out` when the path is "-".
Result<Done> deliver(Console&, const std::filesystem::path& path, std::string_view bytes);

}  // namespace muster::cli
