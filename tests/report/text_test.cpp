#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "base/glyph.h"
#include "report/text_table.h"
#include "report/words.h"
#include "sample_plan.h"

namespace muster::report {

namespace {

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// MUSTER_UPDATE_GOLDEN=1 writes the file anew, to be read before it is committed.
void check_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(MUSTER_SOURCE_DIR "/tests/report/golden/") + name;
  if (std::getenv("MUSTER_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  CHECK(read(path) == text);
}

}  // namespace

TEST_CASE("the text report of a small plan is as the golden files show") {
  const SamplePlan sample = make_sample_plan();
  check_golden("sample.en.txt", to_text(sample.input(Language::english)));
  check_golden("sample.zh.txt", to_text(sample.input(Language::chinese)));
}

TEST_CASE("both languages have the same lines of facts") {
  const SamplePlan sample = make_sample_plan();
  for (int i = 0; i < static_cast<int>(Word::n_words); ++i) {
    CAPTURE(i);
    CHECK_FALSE(say(static_cast<Word>(i), Language::english).empty());
    CHECK_FALSE(say(static_cast<Word>(i), Language::chinese).empty());
    const auto holes = [&](Language language) {
      const std::string_view text = say(static_cast<Word>(i), language);
      return text.find("{}") != std::string_view::npos;
    };
    CHECK(holes(Language::english) == holes(Language::chinese));
  }
}

TEST_CASE("a report of 400 sessions in English has no Chinese of its own") {
  SamplePlan large = make_large_plan(400);
  const auto count = [](const std::string& text, std::string_view word) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; ++at) ++n;
    return n;
  };
  const std::string english = to_text(large.input(Language::english));
  CHECK(count(english, "周一") == 0);
  CHECK(count(english, "场次") == 0);
  CHECK(count(english, "Mon") > 0);
  CHECK(count(to_text(large.input(Language::chinese)), "Mon") == 0);
}

TEST_CASE("columns line up by display width") {
  TextTable table({20, 20});
  table.add_header({"Name", "Place"});
  table.add_row({"Ann", "Hall"});
  table.add_row({"村嫂公益团", "兰街村"});
  const auto lines = lines_of(table.text(""));
  REQUIRE(lines.size() == 4);
  const std::size_t at = lines[0].find("Place");
  CHECK(lines[2].substr(0, at) == "Ann         ");
  CHECK(display_width(lines[3].substr(0, lines[3].find("兰"))) == static_cast<int>(at));
}

TEST_CASE("wrapping never goes beyond the width and loses nothing") {
  const std::string text = "甲、乙、丙、Anna-Maria Longname、丁戊己庚辛壬癸";
  for (int width = 2; width < 40; ++width) {
    CAPTURE(width);
    std::string joined;
    for (const std::string& line : wrapped(text, width)) {
      CHECK(display_width(line) <= width);
      joined += line;
    }
    std::string without_spaces = text;
    without_spaces.erase(without_spaces.find(' '), 1);
    joined.erase(std::remove(joined.begin(), joined.end(), ' '), joined.end());
    CHECK(joined == without_spaces);
  }
}

TEST_CASE("controls in names do not reach the terminal") {
  CHECK(wrapped("a\x1b[31mb\tc", 40).front() == "a [31mb c");
  CHECK(wrapped("first\nsecond", 40) == std::vector<std::string>{"first", "second"});
}

TEST_CASE("the same plan gives the same bytes, and nobody's contact") {
  const SamplePlan one = make_sample_plan(), two = make_sample_plan();
  for (Language language : {Language::english, Language::chinese}) {
    CHECK(to_text(one.input(language)) == to_text(two.input(language)));
    CHECK(to_csv(one.input(language)) == to_csv(two.input(language)));
    CHECK(to_icalendar(one.input(language)) == to_icalendar(two.input(language)));
    CHECK(to_html(one.input(language)) == to_html(two.input(language)));
    std::string all = to_text(one.input(language)) + to_html(one.input(language));
    for (const auto& [name, bytes] : to_csv(one.input(language))) all += bytes;
    for (const auto& [name, bytes] : to_icalendar(one.input(language))) all += bytes;
    CHECK(all.find(kSecret) == std::string::npos);
  }
}

}  // namespace muster::report
