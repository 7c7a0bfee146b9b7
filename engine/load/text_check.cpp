#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/limits.h"
#include "load/messages.h"
#include "load/readers.h"

namespace muster::load {

namespace {

// Bytes of the well-formed sequence at `at` (Unicode 15, table 3-7); 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
    return low <= byte(i) && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (0xc2 <= first && first <= 0xdf) return follows(1) ? 2 : 0;
  if (0xe0 <= first && first <= 0xef) {
    const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
    const unsigned high = first == 0xed ? 0x9f : 0xbf;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (0xf0 <= first && first <= 0xf4) {
    const unsigned low = first == 0xf0 ? 0x90 : 0x80;
    const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// How many bytes from `at` on are ASCII and no control characters, eight at a time.
std::size_t plain_bytes(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighs = 0x8080808080808080u;
  constexpr std::uint64_t kBlanks = 0x2020202020202020u;
  std::size_t n = 0;
  for (; at + n + 8 <= text.size(); n += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at + n, sizeof word);
    // The first byte below a blank borrows into its highest bit.
    if (((word | (word - kBlanks)) & kHighs) != 0) break;
  }
  return n;
}

// How many bytes from `at` on, and before `end`, are sequences of three that have no exceptions:
// most Chinese characters.
std::size_t plain_triples(std::string_view text, std::size_t at, std::size_t end) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t from = at;
  end = std::min(end, text.size() - std::min<std::size_t>(text.size(), 2));
  while (at < end && 0xe1 <= byte(at) && byte(at) <= 0xec && (byte(at + 1) & 0xc0) == 0x80 &&
         (byte(at + 2) & 0xc0) == 0x80) {
    at += 3;
  }
  return at - from;
}

bool looks_like_utf16(std::string_view text) {
  return text.substr(0, 2) == "\xff\xfe" || text.substr(0, 2) == "\xfe\xff";
}

}  // namespace

bool check_text(std::string& text, std::uint32_t file, Findings& findings) {
  if (looks_like_utf16(text)) {
    findings.add(messages::kUtf16, {file, 1, 1, 1});
    text.clear();
    return false;
  }
  if (text.compare(0, 3, "\xef\xbb\xbf") == 0) text.erase(0, 3);
  std::uint32_t line = 1;
  std::size_t line_start = 0;
  for (std::size_t at = 0; at < text.size();) {
    at += std::min(plain_bytes(text, at),
                   limits::kLineBytes - std::min(limits::kLineBytes, at - line_start));
    at += plain_triples(text, at, line_start + limits::kLineBytes);
    if (at == text.size()) break;
    const std::size_t length = sequence_length(text, at);
    if (length == 0 || text[at] == '\0') {
      const bool nul = length != 0;
      const Place place{file, line, static_cast<std::uint32_t>(at - line_start + 1), 1};
      findings.add(nul ? messages::kNulByte : messages::kNotUtf8, place);
      text.erase(at);  // the line stays to be shown as far as it is good
      return false;
    }
    if (at - line_start >= limits::kLineBytes && text[at] != '\n') {
      findings.add(messages::kLineTooLong, {file, line, 1, 1},
                   {std::to_string(limits::kLineBytes)});
      text.erase(line_start);
      return false;
    }
    if (text[at] == '\n') {
      ++line;
      line_start = at + 1;
    }
    at += length;
  }
  return true;
}

}  // namespace muster::load
