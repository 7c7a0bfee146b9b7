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

}  // namespace

void add_reason_commands(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  add_score(app, say, console, commands);
  add_explain(app, say, console, commands);
}

}  // namespace muster::cli
