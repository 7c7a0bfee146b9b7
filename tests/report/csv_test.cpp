#include <catch2/catch.hpp>

#include "sample_plan.h"

namespace muster::report {

namespace {

using Rows = std::vector<std::vector<std::string>>;

// A strict reader of RFC 4180: fails on a lone quote, LF or a missing last CRLF.
Rows parse(std::string_view text) {
  REQUIRE(text.substr(0, 3) == "\xef\xbb\xbf");
  text.remove_prefix(3);
  Rows rows(1);
  while (!text.empty()) {
    std::string cell;
    if (text.front() == '"') {
      for (text.remove_prefix(1);; text.remove_prefix(1)) {
        REQUIRE_FALSE(text.empty());
        if (text.front() != '"') {
          cell += text.front();
          continue;
        }
        text.remove_prefix(1);
        if (text.empty() || text.front() != '"') break;
        cell += '"';
      }
    } else {
      const std::size_t end = text.find_first_of(",\r");
      REQUIRE(end != std::string_view::npos);
      cell = text.substr(0, end);
      REQUIRE(cell.find_first_of("\"\n") == std::string::npos);
      text.remove_prefix(end);
    }
    rows.back().push_back(cell);
    if (text.front() == ',') {
      text.remove_prefix(1);
      continue;
    }
    REQUIRE(text.substr(0, 2) == "\r\n");
    text.remove_prefix(2);
    if (!text.empty()) rows.emplace_back();
  }
  return rows;
}

}  // namespace

TEST_CASE("every file reads back with as many cells in each row as in its head") {
  const SamplePlan sample = make_sample_plan();
  for (Language language : {Language::english, Language::chinese}) {
    const auto files = to_csv(sample.input(language));
    REQUIRE(files.size() == 8);
    for (const auto& [name, bytes] : files) {
      CAPTURE(name);
      const Rows rows = parse(bytes);
      REQUIRE(rows.size() > 1);
      for (const auto& row : rows) CHECK(row.size() == rows.front().size());
      for (const std::string& head : rows.front()) CHECK_FALSE(head.empty());
    }
  }
}

TEST_CASE("the day file tells time, place and crew of each session") {
  const SamplePlan sample = make_sample_plan();
  const Rows rows = parse(to_csv(sample.input(Language::english)).at("by-day.csv"));
  REQUIRE(rows.size() == 6);
  CHECK(rows[0][0] == "Date");
  CHECK(rows[1] == std::vector<std::string>{"2017-09-04", "Mon", "05:30", "07:00", "垃圾分类",
                                            "duty", "妇联", "normal", "兰街村", "兰街村", "2",
                                            "兰街网格员 2: 甲, 乙", "sorting@2017-09-04"});
  CHECK(rows[3][3] == "2017-09-09 02:00");  // ends on the next day
  CHECK(rows[4][4] == kHostile);
  CHECK(rows[4][8] == "夏溪村");  // no grid of its own: its venue's
}

TEST_CASE("the people file has a row for each head and session") {
  const SamplePlan sample = make_sample_plan();
  const Rows rows = parse(to_csv(sample.input(Language::chinese)).at("people.csv"));
  REQUIRE(rows.size() == 1 + 2 + 2 + 2 + 3 + 3);
  CHECK(rows[0][0] == "人员");
  CHECK(rows[1][0] == "甲");
  CHECK(rows[1][1] == "p-01");
  CHECK(rows.back()[1] == "wives#3");
}

TEST_CASE("what a spreadsheet would run is text") {
  const SamplePlan sample = make_sample_plan();
  const Rows rows = parse(to_csv(sample.input(Language::english)).at("unserved.csv"));
  REQUIRE(rows.size() == 4);
  CHECK(rows[1][1] == "'" + std::string(kFormula));
  CHECK(rows[1][5] == "'=cmd;wives");
  for (const auto& [name, bytes] : to_csv(sample.input(Language::english))) {
    for (const auto& row : parse(bytes)) {
      for (const std::string& cell : row) {
        CAPTURE(name, cell);
        CHECK((cell.empty() ||
               std::string_view("=+-@\t\r").find(cell.front()) == std::string_view::npos));
      }
    }
  }
}

}  // namespace muster::report
