#include "cli/program.h"

#include <algorithm>
#include <map>
#include <thread>

#include "base/zone_time.h"
#include "cli/commands.h"
#include "cli/parse_error.h"
#include "cli/subcommands.h"

namespace muster::cli {

std::optional<std::chrono::nanoseconds> parse_limit(const std::string& text) {
  for (const auto& [unit, length] :
       {std::pair<std::string_view, std::chrono::nanoseconds>{"ms", std::chrono::milliseconds(1)},
        {"s", std::chrono::seconds(1)}}) {
    if (!text.ends_with(unit)) continue;
    const std::string digits = text.substr(0, text.size() - unit.size());
    if (digits.empty() || digits.size() > 9 ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      continue;
    }
    return std::stol(digits) * length;
  }
  const auto duration = parse_duration(text);
  if (!duration || duration->minutes <= 0) return std::nullopt;
  return std::chrono::minutes(duration->minutes);
}

std::string check_limit(const std::string& text) {
  return parse_limit(text) ? "" : "not a time like 500ms, 10s, 5min or 1h: " + text;
}

namespace {

struct Options {
  std::string language;
  CheckOptions check;
  PlanOptions plan;
  VerifyOptions verify;
  ReportOptions report;
  RulesOptions rules;
  HistoryOptions history;
  std::string time, freeze;
  std::string format = "text";
};

int machine_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

CLI::App* add_check(CLI::App& app, Options& options, const Words& say) {
  CLI::App* command =
      app.add_subcommand("check", say("say what is wrong in a workspace, or sum it up",
                                      "检查工作区，列出全部错误，或给出概要"));
  command->add_option("workspace", options.check.workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command->add_option("--format", options.format, say("text or json", "text 或 json"))
      ->check(CLI::IsMember({"text", "json"}));
  command
      ->add_option("--threads", options.check.threads,
                   say("to read files with", "读文件用的线程数"))
      ->check(CLI::Range(1, kMostThreads));
  return command;
}

std::string check_span(const std::string& text) {
  const auto span = parse_duration(text);
  return span && span->minutes >= 0 ? "" : "not a span like 90min, 48h or 2d: " + text;
}

void add_replanning(CLI::App& command, Options& options, const Words& say) {
  PlanOptions& plan = options.plan;
  CLI::Option* base = command.add_option(
      "--base", plan.base,
      say("plan again from this plan: what is legal of it is kept, few people are disturbed",
          "在这份计划的基础上改：合法的部分保留，尽量少惊动人"));
  command
      .add_option("--freeze", options.freeze,
                  say("what starts so soon stays as it is, people included: 48h, 2d",
                      "这段时间内开始的安排（含人员）不变：48h、2d"))
      ->check(CLI::Validator(check_span, "SPAN"))
      ->needs(base);
  command
      .add_option("--now", plan.now,
                  say("when the freeze begins, local: 2017-09-04T08:00. Without it the clock, or "
                      "the horizon's begin where that is outside",
                      "冻结从何时算起（当地时间）：2017-09-04T08:00。不写则按时钟；不在计划期内则从"
                      "计划期开始算"))
      ->needs(base);
  command
      .add_option("--max-disturbed", plan.max_disturbed,
                  say("people whose assignments may change, at most; never exceeded",
                      "安排可以变动的人数上限，绝不超过"))
      ->check(CLI::NonNegativeNumber)
      ->needs(base);
}

CLI::App* add_plan(CLI::App& app, Options& options, const Words& say) {
  CLI::App* command = app.add_subcommand(
      "plan", say("plan a workspace and write plan.json", "编排工作区，写出 plan.json"));
  PlanOptions& plan = options.plan;
  command->add_option("workspace", plan.workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command
      ->add_option("-o,--output", plan.output,
                   say("where to write; - for standard output", "写到哪里；- 为标准输出"))
      ->capture_default_str();
  command
      ->add_option("--time", options.time,
                   say("stop after this long: 500ms, 10s, 5min", "到时停止：500ms、10s、5min"))
      ->check(CLI::Validator(check_limit, "TIME"));
  command->add_option(
      "--effort", plan.effort,
      say("stop after this many rounds; the same effort and seed give the same bytes. Without "
          "--effort and --time: one round a session, at least 2000",
          "搜索多少轮后停止；轮数与种子相同，结果逐字节相同。两者都不给时：每个场次一轮，至少 2000 "
          "轮"));
  command->add_option("--seed", plan.seed, say("of the search's random choices", "随机选择的种子"))
      ->capture_default_str();
  command
      ->add_option(
          "--threads", plan.threads,
          say("does not change the plan under --effort", "线程数；用 --effort 时不影响结果"))
      ->check(CLI::Range(1, kMostThreads))
      ->capture_default_str();
  add_replanning(*command, options, say);
  command->add_flag("-q,--quiet", plan.quiet, say("no progress, no summary", "不显示进度和摘要"));
  return command;
}

CLI::App* add_verify(CLI::App& app, Options& options, const Words& say) {
  CLI::App* command =
      app.add_subcommand("verify", say("list every rule that a plan breaks and recount its score",
                                       "列出计划违反的每条规则，并重新计分"));
  command->add_option("workspace", options.verify.workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command
      ->add_option("plan", options.verify.plan,
                   say("a plan.json, also one made by hand", "plan.json，手工写的也可以"))
      ->required();
  command->add_option("--format", options.format, say("text or json", "text 或 json"))
      ->check(CLI::IsMember({"text", "json"}));
  return command;
}

CLI::App* add_report(CLI::App& app, Options& options, const Words& say) {
  static const std::map<std::string, Format> formats{
      {"text", Format::text}, {"csv", Format::csv}, {"ics", Format::ics}, {"html", Format::html}};
  CLI::App* command =
      app.add_subcommand("report", say("show a plan to people", "把计划做成给人看的报表"));
  command->add_option("workspace", options.report.workspace, say("folder or file", "文件夹或文件"))
      ->required();
  command->add_option("plan", options.report.plan, say("plan.json", "plan.json"))->required();
  command
      ->add_option("--to", options.report.to,
                   say("text, csv, ics or html", "text、csv、ics 或 html"))
      ->transform(CLI::CheckedTransformer(formats));
  command->add_option("-o,--output", options.report.output,
                      say("file (text, html) or folder (csv, ics); - for standard output",
                          "文件（text、html）或文件夹（csv、ics）；- 为标准输出"));
  return command;
}

CLI::App* add_history(CLI::App& app, Options& options, const Words& say) {
  CLI::App* command =
      app.add_subcommand("history", say("keep who served what, for rules that count over months",
                                        "记录谁服务过什么，供跨月统计的规则使用"));
  CLI::App* add = command->add_subcommand(
      "add", say("add plans and attendance lists to the workspace's history.csv; the same again "
                 "changes nothing",
                 "把计划和签到表加入工作区的 history.csv；重复加入不会改变什么"));
  add->add_option("workspace", options.history.workspace, say("folder or file", "文件夹或文件"))
      ->required();
  add->add_option("files", options.history.files,
                  say("plan.json, or attendance.csv with session, team, head, status, minutes",
                      "plan.json，或含 session、team、head、status、minutes 列的 attendance.csv"))
      ->required();
  command->require_subcommand(1);
  return command;
}

CLI::App* add_rules(CLI::App& app, Options& options, const Words& say) {
  CLI::App* command = app.add_subcommand(
      "rules", say("list the rule kinds, or explain one", "列出规则种类，或解释其中一种"));
  command->add_option("kind", options.rules.kind, say("such as coverage", "例如 coverage"));
  return command;
}

// Read ahead of the parser, since its own messages are in that language.
std::string_view language_tag(int argc, const char* const* argv, std::string_view locale) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang" && i + 1 < argc) return argv[i + 1];
    if (word.starts_with("--lang=")) return word.substr(7);
  }
  return locale;
}

}  // namespace

int run(int argc, const char* const* argv, std::string_view locale, Console& console) {
  console.language = language_from(language_tag(argc, argv, locale));
  const Words say{console.language};
  CLI::App app(say("muster plans events and dispatches volunteer teams.",
                   "muster：编排活动，调度志愿队伍。"),
               "muster");
  Options options;
  options.plan.threads = options.check.threads = machine_threads();
  app.set_version_flag("--version", "muster 0.1.0");
  app.add_option("--lang", options.language,
                 say("zh or en; else as LANG says", "zh 或 en；不写则按 LANG"))
      ->check(CLI::IsMember({"zh", "en", "zh-CN"}));
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      say("Exit codes: 0 done; 1 done, but something that must be served is not; 2 bad input;\n"
          "3 the environment failed (disk, lock); 4 a bug in muster.",
          "退出码：0 完成；1 完成，但有必须安排的场次未安排；2 输入有误；\n"
          "3 环境故障（磁盘、锁）；4 muster 的缺陷。"));

  Commands commands{
      {add_check(app, options, say), [&] { return check(options.check, console); }},
      {add_plan(app, options, say), [&] { return plan(options.plan, console); }},
      {add_verify(app, options, say), [&] { return verify(options.verify, console); }},
      {add_report(app, options, say), [&] { return report(options.report, console); }},
      {add_rules(app, options, say), [&] { return rules(options.rules, console); }},
      {add_history(app, options, say), [&] { return history_add(options.history, console); }},
  };
  add_reason_commands(app, say, console, commands);
  add_dispatch_commands(app, say, console, commands);
  add_change_commands(app, say, console, commands);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return say_parse_error(error, app, argc, argv, console);
  }
  if (!options.time.empty()) options.plan.time = parse_limit(options.time);
  if (!options.freeze.empty()) options.plan.freeze = parse_duration(options.freeze);
  options.check.json = options.verify.json = options.format == "json";
  const int code = commands.at(app.get_subcommands().front())();
  console.out << std::flush;
  return console.out ? code : static_cast<int>(kEnvironment);
}

}  // namespace muster::cli
