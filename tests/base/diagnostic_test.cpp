#include "base/diagnostic.h"

#include <catch2/catch.hpp>

#include "base/glyph.h"
#include "base/limits.h"

namespace muster {
namespace {

constexpr MessageText kUnknownKey{
    "unknown-key", Severity::error, {"unknown key \"{}\"", "未知的键“{}”"}, {"\"{1}\"", "“{1}”"}};
constexpr MessageText kNumbered{
    "unknown-key", Severity::error, {"unknown key \"{0}\"", "未知的键“{0}”"}, {"\"{1}\"", "“{1}”"}};
constexpr MessageText kWarning{"odd", Severity::warning, {"odd", "奇怪"}, {}};
constexpr MessageText kError{"bad", Severity::error, {"bad", "不对"}, {}};

std::string shown(std::string text, Place place, const MessageText& message = kError,
                  Language language = Language::english) {
  Sources sources;
  place.file = sources.add("a.yaml", std::move(text));
  return to_text(Diagnostic{&message, place, {}, {}}, sources, language);
}

TEST_CASE("a diagnostic shows its line, its caret and what to try") {
  Sources sources;
  std::string text;
  for (int line = 1; line < 12; ++line) text += "\n";
  const auto file = sources.add("tasks.yaml", text + "    widnow: {from: 16:30}\n");
  Diagnostics all;
  all.add(kUnknownKey, {file, 12, 5, 6}, {"widnow", "window"});
  CHECK(to_text(all, sources, Language::english) ==
        "tasks.yaml:12:5: error: unknown key \"widnow\" [unknown-key]\n"
        "  12 |     widnow: {from: 16:30}\n"
        "     |     ^~~~~~\n"
        "  try: \"window\"\n");
  CHECK(to_text(Diagnostic{&kNumbered, {file, 12, 5, 6}, {"widnow", "window"}, {}}, sources,
                Language::chinese) ==
        "tasks.yaml:12:5: 错误: 未知的键“widnow” [unknown-key]\n"
        "  12 |     widnow: {from: 16:30}\n"
        "     |     ^~~~~~\n"
        "  试试: “window”\n");
}

TEST_CASE("carets stand right under wide characters and tabs") {
  CHECK(shown("name: 夏溪村, kid: 1\n", {0, 1, 12, 3}) ==
        "a.yaml:1:12: error: bad [bad]\n"
        "   1 | name: 夏溪村, kid: 1\n"
        "     |               ^~~\n");
  CHECK(shown("name: 夏溪村\n", {0, 1, 8, 2}) ==
        "a.yaml:1:8: error: bad [bad]\n"
        "   1 | name: 夏溪村\n"
        "     |         ^~~~\n");
  CHECK(shown("a\tb: 1\n", {0, 1, 3, 1}) ==
        "a.yaml:1:3: error: bad [bad]\n"
        "   1 | a   b: 1\n"
        "     |     ^\n");
}

TEST_CASE("a caret may stand behind the line, and the line may be missing") {
  CHECK(shown("ab\r\n", {0, 1, 3, 5}) == "a.yaml:1:3: error: bad [bad]\n   1 | ab\n     |   ^\n");
  CHECK(shown("ab", {0, 9, 1, 1}) == "a.yaml:9:1: error: bad [bad]\n   9 | \n     | ^\n");
  CHECK(shown("ab", {0, 0, 0, 0}) == "a.yaml: error: bad [bad]\n");
  CHECK(to_text(Diagnostic{&kWarning, {}, {}, {}}, Sources(), Language::chinese) ==
        "muster: 警告: 奇怪 [odd]\n");
}

TEST_CASE("a long line is cut around the caret") {
  const std::string line = std::string(100'000, 'x') + "HERE" + std::string(100'000, 'y');
  CHECK(shown(line, {0, 1, 100'001, 4}) ==
        "a.yaml:1:100001: error: bad [bad]\n"
        "   1 | …" +
            std::string(32, 'x') + "HERE" + std::string(52, 'y') + "…\n" + "     | " +
            std::string(33, ' ') + "^~~~\n");
  CHECK(shown(std::string(500, 'z'), {0, 1, 1, 500}) ==
        "a.yaml:1:1: error: bad [bad]\n"
        "   1 | " +
            std::string(88, 'z') + "…\n" + "     | ^" + std::string(87, '~') + "\n");
}

TEST_CASE("what an input holds can't drive the terminal") {
  CHECK(shown("a\x1b[31mb\xff\n", {0, 1, 1, 1}) ==
        "a.yaml:1:1: error: bad [bad]\n   1 | a\ufffd[31mb\ufffd\n     | ^\n");
  Sources sources;
  Diagnostics all;
  all.add(kNumbered, {}, {"a\nb\x1b", "c"});
  CHECK(to_text(all, sources, Language::english) ==
        "muster: error: unknown key \"a\ufffdb\ufffd\" [unknown-key]\n  try: \"c\"\n");
  CHECK(printable("\xe5\xa4\x8f溪", 1) == "夏…");
}

TEST_CASE("related places are shown with their lines") {
  Sources sources;
  const auto file = sources.add("a.yaml", "id: x\nid: y\n");
  Diagnostics all;
  all.add(kError, {file, 2, 1, 2})
      .related.push_back({{file, 1, 1, 2}, {"first defined here", "首次定义于此"}});
  CHECK(to_text(all, sources, Language::english) ==
        "a.yaml:2:1: error: bad [bad]\n   2 | id: y\n     | ^~\n"
        "  a.yaml:1:1: first defined here\n   1 | id: x\n     | ^~\n");
}

TEST_CASE("lines are found in long files") {
  Sources sources;
  std::string text;
  for (int i = 1; i <= 2000; ++i) text += std::to_string(i) + "\n";
  const auto file = sources.add("long", "\xef\xbb\xbf" + text);
  for (std::uint32_t line : {1u, 2u, 255u, 256u, 257u, 258u, 512u, 513u, 1999u, 2000u}) {
    CHECK(sources.line(file, line) == std::to_string(line));
  }
  CHECK(sources.line(file, 2001).empty());
  CHECK(sources.line(file, 4'000'000'000u).empty());
  CHECK(sources.line(file, 0).empty());
}

TEST_CASE("diagnostics are sorted by place and counted by severity") {
  Diagnostics all, more;
  all.add(kError, {1, 1, 1, 1});
  all.add(kWarning, {});
  more.add(kWarning, {0, 9, 1, 1});
  more.add(kError, {0, 2, 7, 1});
  all.merge(std::move(more));
  all.sort_by_place();
  CHECK(all.errors() == 2);
  CHECK(all.warnings() == 2);
  CHECK(all.any_error());
  std::vector<std::uint32_t> lines;
  for (const auto& each : all.all()) lines.push_back(each.place.line);
  CHECK(lines == std::vector<std::uint32_t>{2, 9, 1, 0});
}

TEST_CASE("beyond the limit diagnostics are counted only, errors apart from warnings") {
  Diagnostics many, others;
  for (std::size_t i = 0; i < limits::kDiagnostics + 5; ++i) many.add(kWarning, {});
  many.add(kError, {});
  CHECK(many.all().size() == limits::kDiagnostics + 1);
  CHECK(many.warnings() == limits::kDiagnostics + 5);
  CHECK(many.errors() == 1);
  others.add(kWarning, {});
  others.merge(many);
  CHECK(others.warnings() == limits::kDiagnostics + 6);
  CHECK(others.errors() == 1);
  const std::string text = to_text(others, Sources(), Language::english);
  CHECK(text.find("\n… and 6 more\n") != std::string::npos);
}

TEST_CASE("the nearest word is near") {
  const std::vector<std::string_view> keys{"window", "windows", "weight",  "needs",
                                           "id",     "夏溪村",  "黄城里村"};
  CHECK(nearest_word("widnow", keys) == "window");
  CHECK(nearest_word("Window", keys) == "window");
  CHECK(nearest_word("window_s", keys) == "windows");
  CHECK(nearest_word("need", keys) == "needs");
  CHECK(nearest_word("夏西村", keys) == "夏溪村");
  CHECK(nearest_word("黄城村", keys) == "黄城里村");
  CHECK(nearest_word("zzzzzz", keys).empty());
  CHECK(nearest_word("x", keys).empty());
  CHECK(nearest_word("", keys).empty());
  CHECK(nearest_word(std::string(100'000, 'w'), keys).empty());
  // As near as another: the first in the alphabet, whatever the order.
  CHECK(nearest_word("teba", {"tebb", "teaa"}) == "teaa");
  CHECK(nearest_word("teba", {"teaa", "tebb"}) == "teaa");
}

TEST_CASE("display width counts terminal columns") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("青年突击队") == 10);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("\xff\xfe") == 2);
  CHECK(first_glyph("\xc0\xaf").code == 0xfffd);          // overlong
  CHECK(first_glyph("\xe0\x80\xaf").code == 0xfffd);      // overlong
  CHECK(first_glyph("\xed\xa0\x80").code == 0xfffd);      // surrogate
  CHECK(first_glyph("\xf4\x90\x80\x80").code == 0xfffd);  // beyond U+10FFFF
  CHECK(first_glyph("溪").code == U'溪');
}

}  // namespace
}  // namespace muster
