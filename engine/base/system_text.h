// What the system says went wrong, in both languages.
#pragma once

#include <string>
#include <system_error>

namespace muster {

struct SystemText {
  std::string english, chinese;
};

// Of an errno. What has no Chinese sentence here stands in the system's own words.
SystemText system_text(int error);
// Errors of another kind than errno in their own words.
SystemText system_text(const std::error_code&);

}  // namespace muster
