// muster recommend WORKSPACE PLAN --task SESSION|FILE: the best places for one session.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/lookup.h"
#include "report/changes.h"
#include "solve/desk.h"

namespace muster::cli {

namespace {

constexpr std::array<Bilingual, 8> kMisfits{{{"", ""},
                                             {"its start is not possible", "开始时间不可行"},
                                             {"its venue is not possible then", "阵地届时不可用"},
                                             {"all rooms are taken", "房间已满"},
                                             {"too few or too many people", "人数不符"},
                                             {"somebody can't be sent", "有人不能参加"},
                                             {"somebody is busy", "有人时间冲突"},
                                             {"it breaks a hard rule", "违反硬规则"}}};

// What of the plan is not legal and so was left out of the question.
void say_left_out(const model::Problem& problem, const std::vector<solve::LeftOut>& left_out,
                  Console& console) {
  for (const solve::LeftOut& each : left_out) {
    console.err << fmt::format(
        fmt::runtime(console.say({"left out of the plan: {}: {}{}\n", "计划中略去 {}：{}{}\n"})),
        problem.sessions()[each.session].id,
        console.say(kMisfits[static_cast<std::size_t>(each.why)]),
        each.head.exists() ? " (" + problem.heads()[each.head].id + ")" : "");
  }
}

// The sessions that a file adds.
std::variant<std::vector<model::SessionIndex>, int> sessions_added(const RecommendOptions& options,
                                                                   const model::Problem& problem,
                                                                   Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  std::set<std::string_view> known;
  const auto& alone = *std::get<load::Loaded>(read).workspace;
  for (const model::Session& session : alone.problem.sessions()) known.insert(session.id);
  std::vector<model::SessionIndex> out;
  for (auto s : indices(problem.sessions())) {
    if (known.count(problem.sessions()[s].id) == 0) out.push_back(s);
  }
  return out;
}

}  // namespace

int recommend(const RecommendOptions& options, Console& console) {
  std::error_code ignored;
  const bool from_file = std::filesystem::is_regular_file(options.task, ignored);
  std::vector<std::filesystem::path> also;
  if (from_file) also.emplace_back(options.task);
  auto read = read_workspace(options.workspace, 1, false, console, also);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  const load::Workspace& workspace = *loaded.workspace;
  const model::Problem& problem = workspace.problem;

  solve::Question question;
  question.most = options.top;
  question.moved = options.moved;
  for (const std::string& id : options.without) {
    const auto team = require(problem.teams(), id, {"team", "队伍"}, console);
    if (!team.exists()) return kBadInput;
    question.crews.without.push_back(team);
  }
  std::vector<model::SessionIndex> sessions;
  if (from_file) {
    auto added = sessions_added(options, problem, console);
    if (auto* code = std::get_if<int>(&added)) return *code;
    sessions = std::move(std::get<0>(added));
  } else {
    const auto session = require(problem.sessions(), options.task, {"session", "场次"}, console);
    if (!session.exists()) return kBadInput;
    sessions.push_back(session);
  }
  solve::Desk desk(problem, workspace.rules, std::get<plan::Plan>(parsed).solution);
  say_left_out(problem, desk.left_out(), console);
  std::string out;
  bool all = true;
  for (model::SessionIndex s : sessions) {
    question.session = s;
    const auto places = desk.ask(question);
    all = all && !places.empty();
    const rule::Levels& levels = workspace.rules.levels;
    out += options.json ? report::proposals_json(problem, levels, s, places)
                        : report::proposals_text(problem, levels, s, places, console.language);
  }
  const auto written = deliver(console, "-", out);
  if (!written) return console.fail(written.failure());
  return all ? kDone : kMustUnserved;
}

}  // namespace muster::cli
