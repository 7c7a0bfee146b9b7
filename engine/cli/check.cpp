// muster check WORKSPACE: everything that is wrong, or a summary of what is there.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "load/diagnostics_json.h"

namespace muster::cli {

namespace {

// The zone in four lines.
std::string summary(const load::Workspace& workspace, Language language) {
  const model::Problem& p = workspace.problem;
  std::size_t standing = 0;
  for (auto session : indices(p.sessions())) standing += p.task_of(session).standing;
  const bool zh = language == Language::chinese;
  return fmt::format(fmt::runtime(zh ? "{} ({})  {}  {} 天\n"
                                       "  网格 {}  阵地 {}  队伍 {}  队员 {}（实名 {}）\n"
                                       "  任务 {}  场次 {}（长期 {}）  规则 {}\n"
                                       "  层级 {}\n"
                                     : "{} ({})  {}  {} days\n"
                                       "  grids {}  venues {}  teams {}  people {} ({} by name)\n"
                                       "  tasks {}  sessions {} ({} standing)  rules {}\n"
                                       "  levels {}\n"),
                     p.zone().name, p.zone().id, p.calendar().name(model::Period::horizon, 0),
                     p.calendar().days(), p.grids().size(), p.venues().size(), p.teams().size(),
                     p.heads().size(), p.people().size(), p.tasks().size(), p.sessions().size(),
                     standing, workspace.specs.size(),
                     fmt::join(workspace.rules.levels.names(), " > "));
}

// What the history holds, and who can be counted on less than wholly; empty where it holds nothing.
std::string past_summary(const load::Workspace& workspace, Language language) {
  const model::Problem& p = workspace.problem;
  if (p.past().empty()) return {};
  const bool zh = language == Language::chinese;
  std::size_t turns = 0;
  for (const model::PastSession& session : p.past()) turns += session.turns.size();
  const auto since = p.zone_time().local(p.past().front().start).day;
  std::string text = fmt::format(fmt::runtime(zh ? "  历史 自 {} 起 {} 场 {} 人次\n"
                                                 : "  history {} on: {} sessions, {} turns\n"),
                                 iso_date(since), p.past().size(), turns);
  const model::Reliability reliability(p);
  if (!reliability.known()) return text;
  std::vector<std::pair<std::int32_t, std::string>> teams;
  for (auto team : indices(p.teams())) {
    if (reliability.of(team) < 1000) teams.emplace_back(reliability.of(team), p.teams()[team].id);
  }
  std::sort(teams.begin(), teams.end());
  constexpr std::size_t kShown = 8;
  if (teams.size() > kShown) teams.resize(kShown);
  text += zh ? "  到岗率" : "  reliability";
  for (const auto& [share, id] : teams) {
    text += fmt::format("  {} {}.{}%", id, share / 10, share % 10);
  }
  if (teams.empty()) text += "  100%";
  return text + fmt::format(fmt::runtime(zh ? "\n  因到岗率多派人的需求 {}\n"
                                            : "\n  needs that ask for more people by it {}\n"),
                            workspace.over_booked);
}

std::string counts(const Diagnostics& diagnostics, Language language) {
  const std::size_t errors = diagnostics.errors();
  const std::size_t warnings = diagnostics.warnings();
  if (language == Language::chinese) return fmt::format("{} 个错误，{} 个警告\n", errors, warnings);
  return fmt::format("{} error{}, {} warning{}\n", errors, errors == 1 ? "" : "s", warnings,
                     warnings == 1 ? "" : "s");
}

}  // namespace

int check(const CheckOptions& options, Console& console) {
  auto read = read_files(options.workspace, options.threads, console);
  if (!read) return console.fail(read.failure());
  const load::Loaded& loaded = read.value();
  if (options.json) {
    console.out << load::to_json(loaded.diagnostics, loaded.sources, console.language) << '\n';
  } else {
    console.err << to_text(loaded.diagnostics, loaded.sources, console.language) << std::flush;
    if (loaded.workspace) {
      console.out << summary(*loaded.workspace, console.language)
                  << past_summary(*loaded.workspace, console.language);
    }
    console.out << counts(loaded.diagnostics, console.language);
  }
  return loaded.diagnostics.any_error() || !loaded.workspace ? kBadInput : kDone;
}

}  // namespace muster::cli
