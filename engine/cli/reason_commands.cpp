// The commands that give reasons, and their options.
#include <memory>

#include "cli/commands.h"
#include "cli/subcommands.h"

namespace muster::cli {

namespace {

// What all of them take.
template <class Options>
CLI::App* add(CLI::App& app, const std::string& name, const std::string& help, Options& options,
              const Words& say) {
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("workspace", options.workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command
      ->add_option("plan", options.plan,
                   say("a plan.json, also one made by hand", "plan.json，手工写的也可以"))
      ->required();
  command->add_flag("--json", options.json, say("for programs", "供程序读取"));
  return command;
}

void add_score(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<ScoreOptions>();
  CLI::App* command =
      add(app, "score",
          say("say where every point of a plan's score comes from", "说明计划得分的每一分从何而来"),
          *options, say);
  command->add_option("--most", options->most,
                      say("matches shown of each rule, the dearest first; without it all",
                          "每条规则列出多少处，代价大的在前；不写则全部列出"));
  commands[command] = [options, &console] { return score(*options, console); };
}

void add_explain(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App* command =
      add(app, "explain",
          say("say why a session is not served, what a placement costs, what a team or venue does, "
              "what a rule prices; without an id: why each unserved session is not served",
              "说明某场次为何没有安排、某安排的代价、某队伍或阵地的情况、某规则的代价；"
              "不写编号则逐一说明没有安排的场次"),
          *options, say);
  command->add_option("what", options->what,
                      say("id of a session, team, venue or rule", "场次、队伍、阵地或规则的编号"));
  commands[command] = [options, &console] { return explain(*options, console); };
}

void add_why_not(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<WhyNotOptions>();
  CLI::App* command =
      add(app, "why-not",
          say("say what another team, venue or start of a session would break or cost",
              "说明某场次换队伍、阵地或时间会违反什么，或代价如何"),
          *options, say);
  command->add_option("session", options->session, say("id of a session", "场次编号"))->required();
  command->add_option(
      "--team", options->team,
      say("all needs that it may serve by this team", "凡它可承担的需求都由这支队伍承担"));
  command->add_option("--venue", options->venue, say("at this venue", "在这个阵地"));
  command->add_option("--start", options->start,
                      say("2017-09-04T16:30, or 16:30 on its day, local",
                          "2017-09-04T16:30，或当天的 16:30，当地时间"));
  commands[command] = [options, &console] { return why_not(*options, console); };
}

void add_relax(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<RelaxOptions>();
  CLI::App* command =
      add(app, "relax",
          say("find the cheapest changes that let a session in, each proved by its plan",
              "找出使某场次排上的最小让步，每一种都经实际编排验证"),
          *options, say);
  command
      ->add_option("session", options->session,
                   say("id of an unserved session", "未安排场次的编号"))
      ->required();
  command->add_option("--top", options->top, say("so many of them", "列出多少种"))
      ->capture_default_str();
  commands[command] = [options, &console] { return relax(*options, console); };
}

}  // namespace

void add_reason_commands(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  add_score(app, say, console, commands);
  add_explain(app, say, console, commands);
  add_why_not(app, say, console, commands);
  add_relax(app, say, console, commands);
}

}  // namespace muster::cli
