// muster report WORKSPACE PLAN --to FORMAT: the plan for people.
#include "report/report.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/system_text.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "plan/explain.h"
#include "plan/reasons.h"

namespace muster::cli {

namespace fs = std::filesystem;

namespace {

int write_folder(const fs::path& folder, const std::map<std::string, std::string>& files,
                 Console& console) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return console.fail(
        {Failure::Kind::disk,
         fmt::format("can't make the folder {}: {}", folder.string(), system_text(error).english),
         fmt::format("无法创建文件夹 {}：{}", folder.string(), system_text(error).chinese)});
  }
  for (const auto& [name, bytes] : files) {
    if (auto written = deliver(console, folder / name, bytes); !written) {
      return console.fail(written.failure());
    }
  }
  console.err << fmt::format(
      fmt::runtime(console.say({"{} files in {}\n", "{} 个文件，位于 {}\n"})), files.size(),
      folder.string());
  return kDone;
}

int write_one(const fs::path& path, std::string_view bytes, Console& console) {
  const auto written = deliver(console, path, bytes);
  return written ? kDone : console.fail(written.failure());
}

// Of the most important ones first, as far as a page can hold them.
std::vector<plan::SessionAccount> accounts_of(const load::Workspace& workspace,
                                              const plan::Plan& plan) {
  constexpr std::size_t kMost = 500;
  std::vector<model::SessionIndex> unserved;
  for (const plan::Unserved& one : plan.unserved) unserved.push_back(one.session);
  std::stable_sort(unserved.begin(), unserved.end(), [&](auto a, auto b) {
    return workspace.problem.task_of(a).priority < workspace.problem.task_of(b).priority;
  });
  if (unserved.size() > kMost) unserved.resize(kMost);
  std::vector<plan::SessionAccount> out;
  if (unserved.empty()) return out;
  plan::Explainer explainer(workspace.problem, workspace.specs, workspace.rules, plan.solution);
  for (model::SessionIndex s : unserved) out.push_back(explainer.unserved(s));
  return out;
}

}  // namespace

int report(const ReportOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  auto& plan = std::get<plan::Plan>(parsed);
  const load::Workspace& workspace = *loaded.workspace;

  // Recounted from the definitions, so that a hand-made plan reports as truly as ours.
  const plan::Verdict verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, plan.solution);
  plan.score = verdict.score;
  plan.unserved = plan::reasons(workspace.problem, workspace.specs, plan.levels, plan.solution);
  report::Input input{workspace.problem, workspace.specs, plan, verdict, console.language, {}};
  switch (options.to) {
    case Format::text: return write_one(options.output.value_or("-"), to_text(input), console);
    case Format::html:
      input.accounts = accounts_of(workspace, plan);
      return write_one(options.output.value_or("report.html"), to_html(input), console);
    case Format::csv:
      return write_folder(options.output.value_or("report-csv"), to_csv(input), console);
    case Format::ics:
      return write_folder(options.output.value_or("report-ics"), to_icalendar(input), console);
  }
  return kBug;
}

}  // namespace muster::cli
