// The commands, one file each. Each takes its parsed options and returns an exit code.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
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
  // Planning again from a plan.
  std::filesystem::path base;  // empty: from nothing
  std::optional<Duration> freeze;
  std::string now;  // local date and time; empty: the clock, or the horizon's begin outside of it
  std::optional<std::int64_t> max_disturbed;
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

struct HistoryOptions {
  std::filesystem::path workspace;
  std::vector<std::filesystem::path> files;  // plan.json, attendance.csv, in this order
};
int history_add(const HistoryOptions&, Console&);

struct RulesOptions {
  std::string kind;  // empty: list all
};
int rules(const RulesOptions&, Console&);

struct RecommendOptions {
  std::filesystem::path workspace, plan;
  std::string task;  // a session's id, or a file of tasks
  std::size_t top = 5;
  std::uint32_t moved = 0;
  std::vector<std::string> without;  // ids of teams
  bool json = false;
};
int recommend(const RecommendOptions&, Console&);

struct DiffOptions {
  std::filesystem::path workspace, before, after;
  bool json = false;
};
int diff(const DiffOptions&, Console&);

struct WhatIfOptions {
  std::filesystem::path workspace, plan;
  std::vector<std::string> without, closed;  // ids of teams, of venues
  std::vector<std::filesystem::path> tasks;  // files
  std::uint64_t seed = 1;
  std::optional<std::uint64_t> effort;
  int threads = 1;
  bool json = false;
};
int what_if(const WhatIfOptions&, Console&);

}  // namespace muster::cli
