// The commands that carry a plan out, and their options.
#include <memory>

#include "cli/dispatch_commands.h"
#include "cli/log.h"
#include "cli/subcommands.h"

namespace muster::cli {

namespace {

CLI::App* begin(CLI::App& app, const std::string& name, const std::string& help,
                DispatchBase& options, const Words& say) {
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("workspace", options.workspace, say("folder or file", "文件夹或文件"))
      ->required();
  return command;
}

void add_now(CLI::App* command, DispatchBase& options, const Words& say) {
  command->add_option("--now", options.now,
                      say("instead of the machine's time: 2017-09-04T08:00, in the zone's time",
                          "代替本机时间：2017-09-04T08:00（片区当地时间）"));
}

void add_log_level(CLI::App* command, LoggedBase& options, const Words& say) {
  command
      ->add_option("--log-level", options.log_level,
                   say("what is logged to standard error, one line an event: debug, info, warning, "
                       "error or off",
                       "写到标准错误的日志（一事一行）的级别：debug、info、warning、error 或 off"))
      ->check(CLI::IsMember(log_levels()))
      ->capture_default_str();
}

void add_run(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<RunOptions>();
  options->search.quiet = true;
  const auto time = std::make_shared<std::string>(), freeze = std::make_shared<std::string>();
  CLI::App* command = begin(
      app, "run",
      say("what cron does: check, take answers in, plan from what is published, verify, publish",
          "定时任务：检查、读入答复、在已发布计划上编排、核验、发布"),
      *options, say);
  command->add_option("-o,--output", options->output,
                      say("write plan.json there as well", "另存 plan.json 到这里"));
  command
      ->add_option("--freeze", *freeze,
                   say("what starts within it stays as it is; 24h when not given",
                       "多久之内开始的不再变动；不写为 24h"))
      ->check(CLI::Validator(check_limit, "TIME"));
  command->add_option("--time", *time, say("plan for so long: 10s, 5min", "编排多久：10s、5min"))
      ->check(CLI::Validator(check_limit, "TIME"));
  command->add_option("--effort", options->search.effort,
                      say("rounds of the search, as for plan", "搜索轮数，同 plan"));
  command->add_option("--seed", options->search.seed, say("as for plan", "同 plan"));
  command->add_option("--threads", options->search.threads, say("as for plan", "同 plan"))
      ->check(CLI::Range(1, kMostThreads));
  add_log_level(command, *options, say);
  add_now(command, *options, say);
  commands[command] = [options, time, freeze, &console] {
    options->search.time = time->empty() ? std::nullopt : parse_limit(*time);
    if (!freeze->empty()) {
      options->freeze = Duration{static_cast<std::int32_t>(
          std::chrono::duration_cast<std::chrono::minutes>(*parse_limit(*freeze)).count())};
    }
    return run_once(*options, console);
  };
}

void add_publish(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<PublishOptions>();
  CLI::App* command =
      begin(app, "publish",
            say("make a plan's assignments offers, and tell who is concerned of changes",
                "发布计划：生成派单，并通知受变更影响的队伍"),
            *options, say);
  command->add_option("plan", options->plan, say("plan.json", "plan.json"))->required();
  add_now(command, *options, say);
  commands[command] = [options, &console] { return publish(*options, console); };
}

void add_dispatch(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<DispatchOptions>();
  CLI::App* command = begin(app, "dispatch",
                            say("send offers, hear answers, refill; runs until Ctrl-C",
                                "派单、接收答复、补派；按 Ctrl-C 结束"),
                            *options, say);
  command->add_flag(
      "--once", options->once,
      say("send what is due, refill, and end; exit code 1 where attempts failed: run it again",
          "发出到期的消息、补派后结束；有发送失败时退出码为 1，请再次运行"));
  command->add_option("--all-to", options->all_to,
                      say("a rehearsal: every message to this channel, such as file",
                          "演练：所有消息都发到这个通道，例如 file"));
  command->add_flag("--no-answers", options->no_answers,
                    say("do not serve the answer page", "不提供接单页面"));
  add_log_level(command, *options, say);
  add_now(command, *options, say);
  commands[command] = [options, &console] { return dispatch(*options, console); };
}

void add_answer(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<AnswerOptions>();
  CLI::App* command = begin(
      app, "answer", say("record what a team said", "登记队伍的答复（如电话答复）"), *options, say);
  command->add_option("session", options->session, say("its id", "场次编号"))->required();
  command->add_option("team", options->team, say("its id", "队伍编号"))->required();
  command->add_option("answer", options->answer, say("accept or decline", "accept 或 decline"))
      ->required()
      ->check(CLI::IsMember({"accept", "decline"}));
  command->add_option("--why", options->why, say("the reason", "原因"));
  add_now(command, *options, say);
  commands[command] = [options, &console] { return answer(*options, console); };
}

void add_nudge(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<NudgeOptions>();
  CLI::App* command =
      begin(app, "nudge",
            say("ask again, now, those who have not answered", "催办：立即再次提醒尚未答复的队伍"),
            *options, say);
  command->add_option("session", options->session,
                      say("its id; without it: all", "场次编号；不写则为全部"));
  command->add_option("team", options->team, say("its id", "队伍编号"));
  add_now(command, *options, say);
  commands[command] = [options, &console] { return nudge(*options, console); };
}

void add_attend(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<AttendOptions>();
  CLI::App* command = begin(app, "attend",
                            say("record who came, left or stayed away, and how it was",
                                "登记到岗、离岗、缺勤、评价和核实"),
                            *options, say);
  command
      ->add_option(
          "session", options->session,
          say("its id; or alone, a file: an attendance list (CSV) with session, team, head, "
              "status (present, late or absent), and arrived, left, minutes, rating where "
              "they are known; all of it is recorded, or nothing",
              "场次编号；或只写一个文件：签到表（CSV），含 session、team、head、"
              "status（present、late 或 absent），可加 arrived、left、minutes、rating；"
              "要么全部登记，要么都不登记"))
      ->required();
  command->add_option("team", options->team, say("its id", "队伍编号"));
  command
      ->add_option(
          "what", options->what,
          say("arrive, leave, absent, rate or confirm", "arrive、leave、absent、rate 或 confirm"))
      ->check(CLI::IsMember({"arrive", "leave", "absent", "rate", "confirm"}));
  command->add_flag("--verify", options->verify,
                    say("the list is not recorded, but confirms what is, by somebody else (--by)",
                        "不登记，而是由他人（--by）核实已有的登记"));
  command->add_option("--head", options->head,
                      say("one person or number of the team; without it all that were sent",
                          "队员编号；不写则为派出的全部人员"));
  command->add_option(
      "--at", options->at,
      say("when they came or left; without it now", "到岗或离岗的时间；不写则为现在"));
  command->add_option("--rating", options->rating, say("1 to 5, for rate", "1 到 5，用于 rate"))
      ->check(CLI::Range(1, 5));
  command->add_option("--by", options->who, say("who records or confirms it", "登记人或核实人"));
  add_now(command, *options, say);
  commands[command] = [options, &console] { return attend(*options, console); };
}

void add_hours(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<HoursOptions>();
  CLI::App* command =
      begin(app, "hours",
            say("service hours as CSV, with who recorded and verified them; attend and history add "
                "read it",
                "导出服务时长（CSV），含登记人和核实人；可供 attend 和 history add 读入"),
            *options, say);
  command->add_option("--from", options->from,
                      say("first day, local: 2017-09-01", "从哪天起（当地）：2017-09-01"));
  command->add_option("--to", options->to, say("last day", "到哪天为止（含）"));
  command->add_option("-o,--output", options->output,
                      say("file; - for standard output", "文件；- 为标准输出"));
  add_now(command, *options, say);
  commands[command] = [options, &console] { return hours(*options, console); };
}

void add_forget(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<ForgetOptions>();
  CLI::App* command = begin(app, "forget",
                            say("delete what is stored of a person; hours stay, without a name",
                                "删除一个人的存档信息；服务时长保留，不再记名"),
                            *options, say);
  command->add_option("person", options->person, say("id or name", "编号或姓名"))->required();
  add_now(command, *options, say);
  commands[command] = [options, &console] { return forget(*options, console); };
}

void add_status(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<StatusOptions>();
  CLI::App* command =
      begin(app, "status", say("offers and messages by state", "派单和消息的状态"), *options, say);
  command->add_flag("--json", options->json, say("for programs", "供程序读取"));
  command->add_flag("--watch", options->watch, say("every two seconds", "每两秒一次"));
  add_now(command, *options, say);
  commands[command] = [options, &console] { return status(*options, console); };
}

void add_dead(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<DeadOptions>();
  CLI::App* command = app.add_subcommand(
      "dead", say("list, retry or drop messages that were given up", "查看、重发或丢弃死信"));
  command->add_option("what", options->what, say("list, retry or drop", "list、retry 或 drop"))
      ->required()
      ->check(CLI::IsMember({"list", "retry", "drop"}));
  command->add_option("workspace", options->workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command->add_option("ids", options->ids,
                      say("of messages; without any: all", "消息编号；不写则为全部"));
  command->add_flag("--json", options->json, say("for programs", "供程序读取"));
  commands[command] = [options, &console] { return dead(*options, console); };
}

void add_backup(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  const auto options = std::make_shared<BackupOptions>();
  CLI::App* command = begin(
      app, "backup", say("copy the store while everything goes on", "在线备份存储"), *options, say);
  command->add_option("file", options->target, say("where to", "备份文件"))->required();
  commands[command] = [options, &console] { return backup(*options, console); };
}

}  // namespace

void add_dispatch_commands(CLI::App& app, const Words& say, Console& console, Commands& commands) {
  add_run(app, say, console, commands);
  add_publish(app, say, console, commands);
  add_dispatch(app, say, console, commands);
  add_answer(app, say, console, commands);
  add_nudge(app, say, console, commands);
  add_attend(app, say, console, commands);
  add_hours(app, say, console, commands);
  add_forget(app, say, console, commands);
  add_status(app, say, console, commands);
  add_dead(app, say, console, commands);
  add_backup(app, say, console, commands);
}

}  // namespace muster::cli
