// CSV that Excel and WPS open right: UTF-8 with BOM, CRLF, RFC 4180 section 2.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace muster {

class CsvWriter {
 public:
  explicit CsvWriter(std::initializer_list<std::string_view> head);
  // A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV
  // Injection").
  CsvWriter& add(std::string_view cell);
  CsvWriter& add(std::int64_t number);
  void end_row();
  std::string take() { return std::move(text_); }

 private:
  std::string text_ = "\xef\xbb\xbf";
  bool first_ = true;
};

}  // namespace muster
