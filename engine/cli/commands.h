// The commands, one file each. Each takes its parsed options and returns an exit code.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>

#include "cli/console.h"

namespace muster::cli {

struct CheckOptions {
  std::filesystem::path workspace;
  bool json = false;
  int threads = 1;
};
int check(const CheckOptions&, Console&);

struct PlanOptions {
  std::filesystem::path workspace;
  std::filesystem::path output = "plan.json";  // "-": standard output
  std::optional<std::chrono::nanoseconds> time;
  std::optional<std::uint64_t> effort;
  std::uint64_t seed = 1;
  int threads = 1;
  bool quiet = false;
};
int plan(const PlanOptions&, Console&);

struct VerifyOptions {
  std::filesystem::path workspace, plan;
  bool json = false;
};
int verify(const VerifyOptions&, Console&);

struct ScoreOptions {
  std::filesystem::path workspace, plan;
  bool json = false;
  std::size_t most = std::numeric_limits<std::size_t>::max();  // matches shown of each rule
};
int score(const ScoreOptions&, Console&);

struct ExplainOptions {
  std::filesystem::path workspace, plan;
  std::string what;  // id of a session, team, venue or rule; empty: all that is not served
  bool json = false;
};
int explain(const ExplainOptions&, Console&);

struct WhyNotOptions {
  std::filesystem::path workspace, plan;
  std::string session, team, venue, start;  // as written; empty: any
  bool json = false;
};
int why_not(const WhyNotOptions&, Console&);

struct RelaxOptions {
  std::filesystem::path workspace, plan;
  std::string session;
  std::size_t top = 5;
  bool json = false;
};
int relax(const RelaxOptions&, Console&);

enum class Format { text, csv, ics, html };
struct ReportOptions {
  std::filesystem::path workspace, plan;
  Format to = Format::text;
  std::optional<std::filesystem::path> output;
};
int report(const ReportOptions&, Console&);

struct RulesOptions {
  std::string kind;  // empty: list all
};
int rules(const RulesOptions&, Console&);

}  // namespace muster::cli
