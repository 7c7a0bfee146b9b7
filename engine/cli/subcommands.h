// How groups of commands add themselves to the command line.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/console.h"

namespace muster::cli {

// Help texts in the reader's language.
struct Words {
  Language language;
  std::string operator()(const char* english, const char* chinese) const {
    return language == Language::chinese ? chinese : english;
  }
};

inline constexpr int kMostThreads = 256;
// "500ms", "10s" and what Duration knows ("5min", "1h").
std::optional<std::chrono::nanoseconds> parse_limit(const std::string& text);
// Empty when it is such a time, else what is wrong.
std::string check_limit(const std::string& text);

// What runs when a command was given; its options are parsed by then.
using Commands = std::map<CLI::App*, std::function<int()>>;

// score, explain, why-not, relax
void add_reason_commands(CLI::App& app, const Words& say, Console& console, Commands& commands);

// run, publish, dispatch, answer, nudge, attend, hours, forget, status, dead, backup
void add_dispatch_commands(CLI::App& app, const Words& say, Console& console, Commands& commands);
// recommend, diff, what-if
void add_change_commands(CLI::App& app, const Words& say, Console& console, Commands& commands);

}  // namespace muster::cli
