#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>

#include "cli/program.h"

namespace {

std::string_view locale_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return "";
}

}  // namespace

int main(int argc, char** argv) {
  using muster::cli::Console;
  // Whoever starts us may ignore it: then no program that we start would leave its exit code.
  ::signal(SIGCHLD, SIG_DFL);
  Console console{std::cout, std::cerr, muster::Language::english, isatty(STDERR_FILENO) == 1};
  try {
    return muster::cli::run(argc, argv, locale_of_environment(), console);
  } catch (const std::bad_alloc&) {
    std::cerr << "muster: out of memory\n";
    return muster::cli::kEnvironment;
  } catch (const std::exception& error) {
    std::cerr << "muster: a bug in muster: " << error.what() << "; please report it\n";
    return muster::cli::kBug;
  }
}
