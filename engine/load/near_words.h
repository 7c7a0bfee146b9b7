// The nearest known word for a diagnostic, as long as that costs little.
#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/limits.h"

namespace muster::load {

// Bounds the work for inputs that are wrong in a hundred thousand places: no search for a
// diagnostic that is only counted, and no more than kComparisons in all. One thread.
class NearWords {
 public:
  // As nearest_word; `known` is any container of words. Empty too when the work is used up.
  template <class Words>
  std::string_view find(std::string_view word, const Words& known, Severity severity,
                        const Diagnostics& findings) {
    const std::size_t reported =
        severity == Severity::error ? findings.errors() : findings.warnings();
    if (reported >= limits::kDiagnostics || known.size() > kComparisons - compared_) return {};
    compared_ += known.size();
    return nearest_word(word, std::vector<std::string_view>(known.begin(), known.end()));
  }

 private:
  static constexpr std::size_t kComparisons = 2'000'000;
  std::size_t compared_ = 0;
};

}  // namespace muster::load
