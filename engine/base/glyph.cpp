#include "base/glyph.h"

#include <algorithm>
#include <iterator>

namespace muster {

namespace {

struct CodeRange {
  char32_t first, last;
};

template <std::size_t N>
bool within(const CodeRange (&ranges)[N], char32_t code) {
  const auto* after = std::upper_bound(std::begin(ranges), std::end(ranges), code,
                                       [](char32_t c, CodeRange r) { return c < r.first; });
  return after != std::begin(ranges) && code <= std::prev(after)->last;
}

constexpr CodeRange kWide[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x4dbf},   {0x4e00, 0xa4cf},
    {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
    {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};
constexpr CodeRange kNoWidth[] = {
    {0x0300, 0x036f}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2069}, {0xfe00, 0xfe0f},
};

}  // namespace

Glyph first_glyph(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t n = byte(0) < 0x80   ? 1
                        : byte(0) < 0xc2 ? 0
                        : byte(0) < 0xe0 ? 2
                        : byte(0) < 0xf0 ? 3
                        : byte(0) < 0xf5 ? 4
                                         : 0;
  if (n == 0 || n > text.size()) return {};
  char32_t code = n == 1 ? byte(0) : byte(0) & (0x7fu >> n);
  for (std::size_t i = 1; i < n; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3f);
  }
  const bool overlong = (n == 3 && code < 0x800) || (n == 4 && code < 0x10000);
  const bool surrogate = 0xd800 <= code && code <= 0xdfff;
  if (overlong || surrogate || code > 0x10ffff) return {};
  return {n, code};
}

int glyph_width(char32_t code) {
  if (code < 0x300) return 1;
  return within(kWide, code) ? 2 : within(kNoWidth, code) ? 0 : 1;
}

int display_width(std::string_view text) {
  int width = 0;
  for (Glyph glyph; !text.empty(); text.remove_prefix(glyph.bytes)) {
    glyph = first_glyph(text);
    width += glyph_width(glyph.code);
  }
  return width;
}

bool is_control(char32_t code) {
  return code < 0x20 || (0x7f <= code && code < 0xa0) || (0x202a <= code && code <= 0x202e) ||
         (0x2066 <= code && code <= 0x2069);
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string out;
  for (std::size_t n = 0; !text.empty(); ++n) {
    if (n == limit) return out + "…";
    const Glyph glyph = first_glyph(text);
    if (is_control(glyph.code) || glyph.code == 0xfffd) {
      out += "\ufffd";
    } else {
      out += text.substr(0, glyph.bytes);
    }
    text.remove_prefix(glyph.bytes);
  }
  return out;
}

}  // namespace muster
