#include "base/markup.h"

#include <fmt/format.h>

#include "base/zone_time.h"

namespace muster {

namespace {

constexpr std::size_t kLineOctets = 75;  // RFC 5545 section 3.1, the line break not counted

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += is_control(c) ? ' ' : c;
    }
  }
  return out;
}

std::string ical_escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (!is_control(c)) {
      out += c;
    }
  }
  return out;
}

void append_ical_line(std::string_view name, std::string_view value, std::string& out) {
  const std::string line = fmt::format("{}:{}", name, value);
  std::string_view rest = line;
  std::size_t room = kLineOctets;
  while (rest.size() > room) {
    std::size_t cut = room;
    while (cut > room - 4 && (static_cast<unsigned char>(rest[cut]) & 0xc0) == 0x80) --cut;
    out += rest.substr(0, cut);
    out += "\r\n ";
    rest.remove_prefix(cut);
    room = kLineOctets - 1;
  }
  out += rest;
  out += "\r\n";
}

std::string ical_utc(TimePoint t) {
  const LocalTime at = ZoneTime().local(t);
  std::string date = iso_date(at.day);
  date.erase(7, 1).erase(4, 1);
  return fmt::format("{}T{:02}{:02}00Z", date, at.minute / 60, at.minute % 60);
}

}  // namespace muster
