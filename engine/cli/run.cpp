// muster run WORKSPACE: what cron does every night. Check, take answers in, plan from what is
// published, verify, publish; one line of the log a step.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"
#include "base/system_text.h"
#include "cli/dispatch_inputs.h"
#include "cli/log.h"
#include "cli/planning.h"
#include "dispatch/answers.h"
#include "dispatch/assignments.h"
#include "dispatch/bell.h"
#include "dispatch/forget.h"
#include "dispatch/publish.h"
#include "plan/assemble.h"
#include "plan/plan_json.h"
#include "plan/rebase.h"
#include "report/verdict.h"
#include "rule/catalog.h"

namespace muster::cli {

namespace fs = std::filesystem;

namespace {

constexpr int kAttempts = 3;  // at a plan that nothing overtakes

// Held while one run is at work; the file says whose it is.
class RunLock {
 public:
  explicit RunLock(const fs::path& file)
      : fd_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (fd_ < 0) {
      const SystemText why = system_text(errno);
      english_ = fmt::format("can't write {}: {}", file.string(), why.english);
      chinese_ = fmt::format("无法写入 {}：{}", file.string(), why.chinese);
      return;
    }
    held_ = ::flock(fd_, LOCK_EX | LOCK_NB) == 0;
    if (held_) {
      sign();
      return;
    }
    std::array<char, 64> who{};
    if (::pread(fd_, who.data(), who.size() - 1, 0) < 0) who = {'?'};
    english_ = fmt::format("another run is at work for this workspace: process {}", who.data());
    chinese_ = fmt::format("该工作区已有另一次运行：进程 {}", who.data());
  }
  ~RunLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  bool held() const { return held_; }
  Failure failure() const { return {Failure::Kind::lock, english_, chinese_}; }

 private:
  void sign() {
    const std::string who = std::to_string(::getpid());
    const bool signed_it = ::ftruncate(fd_, 0) == 0 && ::pwrite(fd_, who.data(), who.size(), 0) > 0;
    (void)signed_it;  // the lock holds without a name too
  }

  int fd_;
  bool held_ = false;
  std::string english_, chinese_;
};

class Run {
 public:
  Run(const RunOptions& options, Console& console) : options_(options), console_(console) {}

  int work() {
    auto read = read_workspace(options_.workspace, options_.search.threads, true, console_);
    if (auto* code = std::get_if<int>(&read)) return *code;
    workspace_ = &*std::get<load::Loaded>(read).workspace;
    auto clock = clock_of(options_, workspace_->problem.zone_time(), console_);
    if (auto* code = std::get_if<int>(&clock)) return *code;
    const GivenClock& wall = std::get<GivenClock>(clock);
    now_ = wall.now();
    log_ = make_log(console_.err, options_.log_level, wall, workspace_->problem.zone_time());
    const int code = logged();
    log_(code < kBadInput ? LogLevel::info : LogLevel::error, "ended", {{"exit", code}});
    return code;
  }

 private:
  int logged() {
    auto opened = open_store(options_.workspace, console_);
    if (auto* code = std::get_if<int>(&opened)) return *code;
    store_ = std::move(std::get<std::unique_ptr<store::Store>>(opened));
    const RunLock lock(store::store_folder(options_.workspace) / "run.lock");
    if (!lock.held()) return console_.fail(lock.failure());
    log_(LogLevel::info, "checked",
         {{"zone", workspace_->problem.zone().id},
          {"sessions", workspace_->problem.sessions().size()},
          {"teams", workspace_->problem.teams().size()}});
    for (int attempt = 1;; ++attempt) {
      if (auto failure = take_answers()) return console_.fail(*failure);
      // In a busy hour other versions are published all the time; only answers must not be lost.
      if (attempt == kAttempts) basis_.version = 0;
      const std::optional<int> code = plan_and_publish();
      if (code) return *code;
      log_(LogLevel::info, "outdated", {{"attempt", attempt}});
      if (attempt == kAttempts) {
        return console_.fail({Failure::Kind::lock,
                              "answers kept coming in that the plan did not know: run again",
                              "编排期间不断有新的答复，请稍后再次运行"});
      }
    }
  }

  std::optional<Failure> take_answers() {
    std::vector<store::Assignment> answers;
    const auto done = store_->transact([&](store::Transaction& rows) {
      dispatch::purge(rows, workspace_->dispatch, now_);
      answers = dispatch::answered(rows, now_);
      const auto latest = rows.latest_plan();
      published_ = latest.has_value();
      basis_ = {latest ? latest->version : 0, {}};
      if (latest) {
        base_ = dispatch::published_plan(workspace_->problem, latest->document).solution;
      } else {
        base_.placements.resize(workspace_->problem.sessions().size());
      }
    });
    if (!done) return done.failure();
    for (const store::Assignment& each : answers) {
      if (each.state == store::State::accepted) basis_.accepted.insert(each.id);
    }
    problem_.emplace(dispatch::with_answers(workspace_->problem, base_, answers));
    log_(LogLevel::info, "answers-taken", {{"answers", answers.size()}});
    return std::nullopt;
  }

  // The problem to be planned: from what is published, its next hours frozen.
  bool prepare(std::optional<plan::Rebased>& again, rule::RuleSet& rules) const {
    Diagnostics diagnostics;
    const std::vector<std::string> levels(workspace_->rules.levels.names().begin() + 1,
                                          workspace_->rules.levels.names().end());
    rules = rule::compile(workspace_->specs, levels, *problem_, diagnostics);
    if (!diagnostics.any_error() && published_) {
      plan::RebaseOptions how;
      how.frozen_until = time_point(now_) + options_.freeze;
      again = plan::rebase(*problem_, workspace_->specs, rules, base_, how, diagnostics);
    }
    if (!diagnostics.any_error()) return true;
    console_.err << to_text(diagnostics, {}, console_.language);
    return false;
  }

  // None: what it was made from has changed meanwhile.
  std::optional<int> plan_and_publish() {
    std::optional<plan::Rebased> again;
    rule::RuleSet rules = workspace_->rules;
    if (!prepare(again, rules)) return kBadInput;
    const Setting setting =
        again ? Setting{again->changed.problem, again->changed.specs, again->changed.rules, {}}
              : Setting{*problem_, workspace_->specs, rules, {}};
    const StopOnSignal stop;
    solve::Outcome outcome = search(options_.search, setting, stop, console_);
    const auto counted =
        plan::verify(setting.problem, setting.specs, setting.rules.levels, outcome.solution);
    if (const std::string bug = bug_in(setting, outcome, counted); !bug.empty()) {
      console_.err << fmt::format("muster: a bug in muster: {} (seed {}, {})\n", bug,
                                  options_.search.seed, workspace_->inputs);
      return kBug;
    }
    const auto verdict =
        plan::verify(*problem_, workspace_->specs, workspace_->rules.levels, outcome.solution);
    const plan::Plan plan =
        plan::assemble(*problem_, workspace_->specs, workspace_->rules.levels,
                       std::move(outcome.solution), verdict,
                       {options_.search.seed, workspace_->inputs,
                        bound_of(setting, workspace_->rules.levels, outcome.bound)});
    log_(LogLevel::info, "planned",
         {{"score", report::score_line(workspace_->rules.levels, plan.score)},
          {"seed", options_.search.seed}});
    for (const plan::Match& match : verdict.broken) {
      log_(LogLevel::warning, "forced", {{"why", console_.say({match.english, match.chinese})}});
    }
    return publish(plan);
  }

  std::optional<int> publish(const plan::Plan& plan) {
    dispatch::Publication what;
    what.basis = basis_;
    what.inputs = workspace_->inputs;
    what.document = plan::to_json(*problem_, plan, console_.language);
    what.assignments = dispatch::assignments_of(*problem_, plan.solution);
    if (!options_.output.empty()) {
      const auto written = deliver(console_, options_.output, what.document);
      if (!written) return console_.fail(written.failure());
    }
    const auto done = dispatch::publish(*store_, what, now_);
    if (!done) return console_.fail(done.failure());
    const dispatch::Published& out = done.value();
    if (out.outdated) return std::nullopt;
    dispatch::ring(store::store_folder(options_.workspace));
    log_(LogLevel::info, "published",
         {{"plan", out.version},
          {"new", out.offered},
          {"kept", out.kept},
          {"changed", out.superseded},
          {"called-off", out.cancelled},
          {"not-asked-again", out.withheld}});
    bool must = false;
    for (const dispatch::Published::Gap& gap : out.gaps) {
      must = must || gap.must;
      log_(LogLevel::warning, "refused-before", {{"session", gap.session}, {"team", gap.team}});
    }
    return must ? kMustUnserved : exit_code(*workspace_, plan.score);
  }

  const RunOptions& options_;
  Console& console_;
  const load::Workspace* workspace_ = nullptr;
  Instant now_;
  Log log_;
  std::unique_ptr<store::Store> store_;
  bool published_ = false;
  dispatch::Basis basis_;
  model::Solution base_;
  std::optional<model::Problem> problem_;
};

}  // namespace

int run_once(const RunOptions& options, Console& console) { return Run(options, console).work(); }

}  // namespace muster::cli
