// Rows of CSV and where their cells stand, whether libcsv reads a line or it is cut at its commas.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "load/readers.h"

namespace muster::load {
namespace {

// "line:column+length text" a cell, `|` between cells, `/` behind rows; then what is wrong.
std::string cells(std::string_view text) {
  Findings findings;
  Arena texts;
  std::string all;
  read_csv(text, 0, findings, texts, [&](const std::vector<Word>& row) {
    for (const Word& cell : row) {
      const Place& at = cell.place;
      all += fmt::format("{}:{}+{} {}|", at.line, at.column, at.length, cell.text);
    }
    all.back() = '/';
  });
  for (const Diagnostic& each : findings.all()) {
    all += fmt::format("{} in {}", each.text->code, each.place.line);
  }
  return all;
}

TEST_CASE("lines without quotes are cut at their commas") {
  CHECK(cells("") == "");
  CHECK(cells("\n \t\n\r\n") == "");
  CHECK(cells("a,b\n1,2\n") == "1:1+1 a|1:3+1 b/2:1+1 1|2:3+1 2/");
  CHECK(cells("a,b\r\n1,2") == "1:1+1 a|1:3+1 b/2:1+1 1|2:3+1 2/");
  CHECK(cells(",\n") == "1:1+1 |1:2+1 /");
  CHECK(cells(" a b ,\t\n") == "1:1+5 a b|1:7+1 /");
  CHECK(cells("\n\n\na\n\n\nb\n") == "4:1+1 a/7:1+1 b/");
  CHECK(cells("\r\n\r\na\r\n\r\nb\r\n") == "3:1+1 a/5:1+1 b/");
  CHECK(cells("a\n \nb\n") == "1:1+1 a/3:1+1 b/");
  CHECK(cells("村,巡\n") == "1:1+3 村|1:5+3 巡/");
}

TEST_CASE("quoted cells reach over commas and lines, and plain rows follow them") {
  CHECK(cells("\"a\",b\nc,d\n") == "1:1+3 a|1:5+1 b/2:1+1 c|2:3+1 d/");
  CHECK(cells("\"a,\nb\",c\nd,e\n") == "1:1+6 a,\nb|2:4+1 c/3:1+1 d|3:3+1 e/");
  CHECK(cells("a,\"\n\n\"\nb,c\n") == "1:1+1 a|1:3+4 \n\n/4:1+1 b|4:3+1 c/");
  CHECK(cells("\"a\nb,c\n\"\nd\n") == "1:1+8 a\nb,c\n/4:1+1 d/");
  CHECK(cells("\"a\"\r\n\r\nb\r\n\"\"\"c\"\"\"\r\nd\r\n") ==
        "1:1+3 a/3:1+1 b/4:1+7 \"c\"/5:1+1 d/");
  CHECK(cells("a\n\n\"b\"\n\nc\n") == "1:1+1 a/3:1+3 b/5:1+1 c/");
}

TEST_CASE("a lone carriage return ends a row") {
  CHECK(cells("a,b\rc\n\"d\"\n") == "1:1+1 a|1:3+1 b/1:5+1 c/2:1+3 d/");
}

TEST_CASE("what is wrong with a quoted line is told where it is") {
  CHECK(cells("a\nb\"c\nd\n") == "1:1+1 a/csv-syntax in 2");
  CHECK(cells("a\n\"b\" c\nd\n") == "1:1+1 a/csv-syntax in 2");
  CHECK(cells("a\n\"b\nc\n").find("csv-syntax") != std::string::npos);
}

}  // namespace
}  // namespace muster::load
