// Characters of UTF-8 text and how wide a terminal draws them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace muster {

// One code point. Malformed bytes are one glyph each: U+FFFD.
struct Glyph {
  std::size_t bytes = 1;
  char32_t code = 0xfffd;
};

// The character at the front of `text`, which is not empty.
Glyph first_glyph(std::string_view text);
// Terminal columns: wide East Asian characters two, combining marks none, else one (Unicode
// UAX #11, W and F as wide).
int glyph_width(char32_t code);
int display_width(std::string_view text);
// Controls, which could drive a terminal, and bidirectional overrides, which could disguise a name.
bool is_control(char32_t code);

// `text` on one line and safe to print: controls and malformed bytes become U+FFFD, what goes
// beyond `limit` characters becomes "…".
std::string printable(std::string_view text, std::size_t limit);

}  // namespace muster
