// The commands that change plans, and their options.
#include <memory>

#include "cli/commands.h"
#include "cli/subcommands.h"

namespace muster::cli {

namespace {

void add_recommend(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<RecommendOptions>();
  CLI::App* command = app.add_subcommand(
      "recommend", say("list the best places for one session, others left as they are",
                       "给一个场次列出最好的安排，其余安排不动"));
  command->add_option("workspace", options->workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command->add_option("plan", options->plan, say("a plan.json", "plan.json"))->required();
  command
      ->add_option("--task", options->task,
                   say("the session, or a file with a new task", "场次编号，或写有新任务的文件"))
      ->required();
  command->add_option("--top", options->top, say("places listed", "列出多少个"))
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command
      ->add_option("--moved", options->moved,
                   say("so many others may move for it", "允许移动其他场次的数目"))
      ->check(CLI::Range(0, 16))
      ->capture_default_str();
  command->add_option("--without", options->without,
                      say("teams that are not to be sent", "不派出的队伍"));
  command->add_flag("--json", options->json, say("for programs", "供程序读取"));
  commands[command] = [options, &console] { return recommend(*options, console); };
}

void add_diff(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App* command =
      app.add_subcommand("diff", say("list what one plan changes against another, and for whom",
                                     "列出一份计划相对另一份改了什么、影响到谁"));
  command->add_option("workspace", options->workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command->add_option("before", options->before, say("the earlier plan", "原计划"))->required();
  command->add_option("after", options->after, say("the later plan", "新计划"))->required();
  command->add_flag("--json", options->json, say("for programs", "供程序读取"));
  commands[command] = [options, &console] { return diff(*options, console); };
}

void add_what_if(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<WhatIfOptions>();
  CLI::App* command = app.add_subcommand(
      "what-if", say("say what would break, what could be rescued and whom that disturbs",
                     "假如情况有变：什么会受影响、什么救得回来、要惊动谁"));
  command->add_option("workspace", options->workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command->add_option("plan", options->plan, say("a plan.json", "plan.json"))->required();
  command->add_option("--without", options->without, say("teams that stay away", "不来的队伍"));
  command->add_option("--venue-closed", options->closed, say("venues that close", "关闭的阵地"));
  command->add_option("--tasks", options->tasks,
                      say("files with tasks that come up", "写有新增任务的文件"));
  command
      ->add_option("--effort", options->effort,
                   say("rounds of search; without it one a session, at least 2000",
                       "搜索多少轮；不写则每个场次一轮，至少 2000 轮"))
      ->check(CLI::NonNegativeNumber);
  command
      ->add_option("--seed", options->seed, say("of the search's random choices", "随机选择的种子"))
      ->capture_default_str();
  command->add_flag("--json", options->json, say("for programs", "供程序读取"));
  commands[command] = [options, &console] { return what_if(*options, console); };
}

}  // namespace

void add_change_commands(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  add_recommend(app, say, console, commands);
  add_diff(app, say, console, commands);
  add_what_if(app, say, console, commands);
}

}  // namespace muster::cli
