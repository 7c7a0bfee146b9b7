#include "base/log.h"

#include <algorithm>

#include "base/masking.h"

namespace muster {

std::string log_line(std::string_view event, std::initializer_list<LogField> fields) {
  std::string out = "event=";
  out += event;
  for (const LogField& field : fields) {
    out += ' ';
    out += field.key;
    out += '=';
    const std::string value = masked_text(field.value);
    const bool plain = !value.empty() && std::none_of(value.begin(), value.end(), [](char c) {
      return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\' || c == 127;
    });
    if (plain) {
      out += value;
      continue;
    }
    out += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') out += '\\';
      if (c == '\n') {
        out += "\\n";
      } else {
        out += static_cast<unsigned char>(c) < ' ' || c == 127 ? ' ' : c;
      }
    }
    out += '"';
  }
  return out;
}

}  // namespace muster
