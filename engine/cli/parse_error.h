// What is wrong with a command line, in the user's language.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/console.h"

namespace muster::cli {

// Says it, with the nearest correct word where there is one; returns the exit code. Help and the
// version, which come the same way, are printed.
int say_parse_error(const CLI::ParseError&, const CLI::App&, int argc, const char* const* argv,
                    Console&);

}  // namespace muster::cli
