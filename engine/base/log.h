// What a program that runs unattended tells about itself: events with fields, one line each, in
// logfmt (key=value, quoted where need be). The words are the same in every language.
#pragma once

#include <concepts>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

enum class LogLevel { debug, info, warning, error };

struct LogField {
  LogField(std::string_view name, std::string_view text) : key(name), value(text) {}
  template <std::integral Number>
  LogField(std::string_view name, Number number) : key(name), value(std::to_string(number)) {}
  std::string_view key;  // lower case, dashes
  std::string value;
};

// event=NAME key=value …, without an end of line; values are masked (base/masking.h).
std::string log_line(std::string_view event, std::initializer_list<LogField> fields);

// Where events go; nowhere by default. Cheap to copy; what it writes to must outlive it.
class Log {
 public:
  using Sink = std::function<void(LogLevel level, const std::string& line)>;
  Log() = default;
  explicit Log(Sink sink) : sink_(std::move(sink)) {}

  void operator()(LogLevel level, std::string_view event,
                  std::initializer_list<LogField> fields) const {
    if (sink_) sink_(level, log_line(event, fields));
  }

 private:
  Sink sink_;
};

}  // namespace muster
