// The command line: which command, which options, which language.
#pragma once

#include "cli/console.h"

namespace muster::cli {

// Runs the program. `locale` is what the environment says (LC_ALL, LC_MESSAGES, LANG in this
// order); --lang overrides it. Returns the exit code.
int run(int argc, const char* const* argv, std::string_view locale, Console& console);

}  // namespace muster::cli
