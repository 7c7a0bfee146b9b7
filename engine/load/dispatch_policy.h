// How offers go out and how long an answer may take: the `dispatch:` section. A plain value.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/problem.h"

namespace muster::load {

// How long a team has to answer an offer of one priority.
struct AnswerTimes {
  Duration nudge{6 * 60};    // asked again after that long; zero: never
  Duration within{12 * 60};  // then the offer expires and another team is asked
  bool breaks_quiet = false;
};

// A secret that is looked up when it is needed, and never kept or printed.
struct SecretSource {
  std::string variable;  // of the environment; or
  std::string file;      // its first line; must be its owner's only (mode 600)
  bool given() const { return !variable.empty() || !file.empty(); }
};

struct ChannelPolicy {
  enum class Kind { file, exec, webhook, dingtalk, wecom, feishu, mail };
  std::string id;
  Kind kind = Kind::file;
  std::string path;                      // file: JSON Lines are appended; relative to the workspace
  std::vector<std::string> program;      // exec: and its arguments
  std::vector<std::string> environment;  // exec: variables that the program gets, besides the usual
  std::vector<SecretSource> secrets;     // webhook: each signs; robots: the first
  std::string server, from, user;        // mail: smtp://host:port
  SecretSource password;
  std::string certificates;  // PEM file of authorities besides the system's
  // Webhook, robots: may go to 10.0.0.0/8, 127.0.0.1 and the like; mail: may go unencrypted.
  bool private_addresses = false;
  // Whether all addresses are reached by one server or program, whose pace is theirs.
  bool by_one_gateway() const { return kind == Kind::mail || kind == Kind::exec; }
  // Messages to one address, or by one gateway; zero: no limit. In files that say nothing
  // DingTalk and WeCom have 20, Feishu 100, as those document, and one at a time.
  std::int32_t per_minute = 0;
  std::int32_t at_once = 4;  // attempts under way, likewise
};
std::string_view word(ChannelPolicy::Kind);

// Minutes of the local day between which nothing is sent; may cross midnight, equal: never.
struct QuietHours {
  std::int32_t from = 0, until = 0;
  std::optional<std::vector<std::string>>
      teams;  // whose they are, in order of id; none: everyone's
  bool of(const std::string& team) const {
    return !teams || std::binary_search(teams->begin(), teams->end(), team);
  }
};

struct DispatchPolicy {
  std::array<AnswerTimes, 4> answers{{{Duration{60}, Duration{120}, true},
                                      {Duration{360}, Duration{720}, false},
                                      {Duration{720}, Duration{1440}, false},
                                      {Duration{1440}, Duration{2880}, false}}};  // by Priority
  std::vector<QuietHours> quiet{{22 * 60, 7 * 60, {}}};  // together less than a day, for each team
  std::vector<Duration> reminders{Duration{24 * 60}, Duration{120}};  // before the start
  // After the end of what they were asked for: how long people's names, teams' reasons and links
  // are kept. A day or more.
  Duration keep{90 * 24 * 60};
  std::int32_t attempts = 10;                 // of one message, before it is dead
  std::int32_t disturb = 2;                   // sessions of others that a refill may move
  std::optional<model::Contact> coordinator;  // who hears what muster can't solve
  std::vector<ChannelPolicy> channels;        // besides `file`, which is always there
  std::string listen = "127.0.0.1:8471";      // where answers are served
  // What people reach it by: https://…, without a slash at its end; empty: http:// and listen.
  std::string link;
  std::vector<SecretSource> robots;  // sign answers that programs hand in; none: no program may
};

}  // namespace muster::load
