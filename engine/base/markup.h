// Plain text inside HTML and iCalendar.
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace muster {

// For text and for quoted attributes: the five characters that mean something in HTML, control
// characters as spaces.
std::string html_escaped(std::string_view text);

// TEXT of RFC 5545, section 3.3.11. Control characters have no place there.
std::string ical_escaped(std::string_view text);
// "NAME:value" and its line break, folded (section 3.1); a fold never splits a character.
void append_ical_line(std::string_view name, std::string_view value, std::string& out);
// "20170904T083000Z"
std::string ical_utc(TimePoint);

}  // namespace muster
