// The commands that carry a plan out, one file each. Each takes its parsed options and returns an
// exit code.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/console.h"

namespace muster::cli {

// Of all of them; `now` is empty for the machine's time.
struct DispatchBase {
  std::filesystem::path workspace;
  std::string now;
  bool json = false;
};

// Of those that run unattended.
struct LoggedBase : DispatchBase {
  std::string log_level = "info";  // one of log_levels()
};

struct RunOptions : LoggedBase {
  PlanOptions search;  // its effort, time, seed and threads
  Duration freeze{24 * 60};
  std::filesystem::path output;  // plan.json as well; empty: only into the store
};
int run_once(const RunOptions&, Console&);

struct PublishOptions : DispatchBase {
  std::filesystem::path plan;
};
int publish(const PublishOptions&, Console&);

struct DispatchOptions : LoggedBase {
  bool once = false;
  std::string all_to;
  bool no_answers = false;
};
int dispatch(const DispatchOptions&, Console&);

struct AnswerOptions : DispatchBase {
  std::string session, team, answer, why;
};
int answer(const AnswerOptions&, Console&);

struct NudgeOptions : DispatchBase {
  std::string session, team;  // empty: all
};
int nudge(const NudgeOptions&, Console&);

struct AttendOptions : DispatchBase {
  std::string session;  // without a team: a file, an attendance list
  std::string team, head, at, who = "coordinator";
  std::string what;  // arrive | leave | absent | rate | confirm
  std::int32_t rating = 0;
  bool verify = false;  // the list
};
int attend(const AttendOptions&, Console&);
int attend_list(const AttendOptions&, Console&);

struct HoursOptions : DispatchBase {
  std::string from, to;                // local dates; empty: all
  std::filesystem::path output = "-";  // "-": standard output
};
int hours(const HoursOptions&, Console&);

struct ForgetOptions : DispatchBase {
  std::string person;  // an id, or a name of the workspace
};
int forget(const ForgetOptions&, Console&);

struct StatusOptions : DispatchBase {
  bool watch = false;
};
int status(const StatusOptions&, Console&);

struct DeadOptions : DispatchBase {
  std::string what;               // list | retry | drop
  std::vector<std::int64_t> ids;  // none: all
};
int dead(const DeadOptions&, Console&);

struct BackupOptions : DispatchBase {
  std::filesystem::path target;
};
int backup(const BackupOptions&, Console&);

}  // namespace muster::cli
