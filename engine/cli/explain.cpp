// muster explain WORKSPACE PLAN [WHAT]: the account of a session, team, venue or rule; without WHAT
// of everything that is not served.
#include "plan/explain.h"

#include <algorithm>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/lookup.h"
#include "report/explain.h"

namespace muster::cli {

namespace {

template <class Account>
std::string told(const report::Subject& subject, const Account& account, bool json) {
  return json ? report::account_json(subject, account) : report::account_text(subject, account);
}

// Most important first.
std::vector<model::SessionIndex> unserved(const report::Subject& subject) {
  std::vector<model::SessionIndex> out;
  for (auto s : indices(subject.problem.sessions())) {
    if (!subject.solution.serves(s)) out.push_back(s);
  }
  std::stable_sort(out.begin(), out.end(), [&](auto a, auto b) {
    return subject.problem.task_of(a).priority < subject.problem.task_of(b).priority;
  });
  return out;
}

std::string overview(const report::Subject& subject, plan::Explainer& explainer, bool json) {
  std::vector<plan::SessionAccount> accounts;
  for (model::SessionIndex s : unserved(subject)) accounts.push_back(explainer.unserved(s));
  return json ? report::overview_json(subject, accounts) : report::overview_text(subject, accounts);
}

int unknown(const report::Subject& subject, const std::string& what, Console& console) {
  std::vector<std::string_view> known;
  for (const auto& row : subject.problem.sessions()) known.push_back(row.id);
  for (const auto& row : subject.problem.teams()) known.push_back(row.id);
  for (const auto& row : subject.problem.venues()) known.push_back(row.id);
  for (const auto& spec : subject.specs) known.push_back(spec.id);
  return unknown_id(what, {"session, team, venue or rule", "场次、队伍、阵地或规则"}, known,
                    console);
}

}  // namespace

int explain(const ExplainOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  auto& loaded = std::get<load::Loaded>(read);
  auto parsed = read_plan(options.plan, loaded, console);
  if (auto* code = std::get_if<int>(&parsed)) return *code;
  const load::Workspace& workspace = *loaded.workspace;
  const auto& plan = std::get<plan::Plan>(parsed);
  const model::Problem& problem = workspace.problem;
  const report::Subject subject{problem, workspace.specs, workspace.rules.levels, plan.solution,
                                console.language};
  plan::Explainer explainer(problem, workspace.specs, workspace.rules, plan.solution);
  std::string text;
  const auto spec = std::find_if(workspace.specs.begin(), workspace.specs.end(),
                                 [&](const auto& each) { return each.id == options.what; });
  if (options.what.empty()) {
    text = overview(subject, explainer, options.json);
  } else if (const auto s = find(problem.sessions(), options.what); s.exists()) {
    text = plan.solution.serves(s) ? told(subject, explainer.placement(s), options.json)
                                   : told(subject, explainer.unserved(s), options.json);
  } else if (const auto team = find(problem.teams(), options.what); team.exists()) {
    text = told(subject, explainer.team(team), options.json);
  } else if (const auto venue = find(problem.venues(), options.what); venue.exists()) {
    text = told(subject, explainer.venue(venue), options.json);
  } else if (spec != workspace.specs.end()) {
    const auto position = static_cast<std::size_t>(spec - workspace.specs.begin());
    text = told(subject, explainer.rule(position), options.json);
  } else {
    return unknown(subject, options.what, console);
  }
  const auto written = deliver(console, "-", text);
  return written ? kDone : console.fail(written.failure());
}

}  // namespace muster::cli
