// The example workspaces load clean, are planned, and the plans hold against the verifier.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "load/workspace.h"
#include "plan/change.h"
#include "plan/explain.h"
#include "plan/reasons.h"
#include "plan/verify.h"
#include "solve/solve.h"

namespace {

using namespace muster;

load::Loaded load_example(const std::string& name) {
  load::Options options;
  options.pack_folders = {MUSTER_SOURCE_DIR "/rules/packs"};
  auto loaded = load::load_workspace(MUSTER_SOURCE_DIR "/examples/" + name, options);
  REQUIRE(loaded.ok());
  return std::move(loaded).value();
}

// Planned with little effort and verified; the search must have counted as the verifier does.
solve::Outcome planned(const load::Workspace& workspace, std::uint64_t effort) {
  solve::Options options;
  options.effort = effort;
  solve::Outcome outcome = solve::solve(workspace.problem, workspace.rules, options);
  const plan::Verdict verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
  CHECK(verdict.broken.empty());
  CHECK(verdict.score == outcome.score);
  return outcome;
}

std::size_t unserved(const load::Workspace& workspace, const model::Solution& solution,
                     model::Priority priority) {
  std::size_t n = 0;
  for (auto s : indices(workspace.problem.sessions())) {
    n += workspace.problem.task_of(s).priority == priority && !solution.serves(s);
  }
  return n;
}

template <class I, class T>
std::set<std::string> names(const Table<I, T>& table) {
  std::set<std::string> all;
  for (const T& row : table) all.insert(row.name);
  return all;
}

std::size_t count_kind(const model::Problem& problem, const std::string& kind) {
  return static_cast<std::size_t>(std::count_if(problem.grids().begin(), problem.grids().end(),
                                                [&](const auto& g) { return g.kind == kind; }));
}

}  // namespace

TEST_CASE("examples/first is clean and all of it is planned") {
  const load::Loaded loaded = load_example("first");
  CHECK(to_text(loaded.diagnostics, loaded.sources, Language::english) == "");
  REQUIRE(loaded.workspace.has_value());
  const auto outcome = planned(*loaded.workspace, 100);
  for (auto s : indices(loaded.workspace->problem.sessions())) CHECK(outcome.solution.serves(s));
}

TEST_CASE("examples/yongkang has the villages, teams and places of the zone") {
  const load::Loaded loaded = load_example("yongkang");
  CHECK(to_text(loaded.diagnostics, loaded.sources, Language::english) == "");
  REQUIRE(loaded.workspace.has_value());
  const model::Problem& problem = loaded.workspace->problem;
  CHECK(count_kind(problem, "village") == 29);
  CHECK(count_kind(problem, "enterprise") == 60);
  CHECK(count_kind(problem, "household-group") == 50);
  CHECK(problem.lines().size() == 4);
  CHECK(problem.calendar().days() == 28);
  CHECK(problem.sessions().size() >= 1500);
  CHECK(problem.sessions().size() <= 2500);

  const std::set<std::string> grids = names(problem.grids());
  for (const char* name : {"兰街村", "黄城里村", "夏溪村", "长城村", "棠头溪村", "先行集团",
                           "众泰集团", "第二十九村"}) {
    CHECK(grids.count(name) == 1);
  }
  const std::set<std::string> teams = names(problem.teams());
  for (const char* name : {"开发区青年突击队", "兰街村村嫂公益团", "辣妈宣讲团",
                           "半边天党风廉政监督员", "兰街村网格员·党员", "兰街村网格员·村干部",
                           "兰街村网格员·村民代表", "兰街村网格员·村警", "兰街村网格员·妇联"}) {
    INFO(name);
    CHECK(teams.count(name) == 1);
  }
  const std::set<std::string> venues = names(problem.venues());
  for (const char* name :
       {"金山区域党群服务中心", "黄城里村党群服务中心", "夏溪村党群服务中心",
        "先行集团党群服务中心", "众泰集团党群服务中心", "兰街村文化礼堂", "老年食堂",
        "法律援助中心", "图书馆", "展览室", "便民服务中心", "金山健身馆", "户外体育广场"}) {
    INFO(name);
    CHECK(venues.count(name) == 1);
  }
}

TEST_CASE("examples/yongkang uses every rule kind and has named people in several teams") {
  const load::Loaded loaded = load_example("yongkang");
  REQUIRE(loaded.workspace.has_value());
  std::set<std::string> kinds;
  for (const auto& spec : loaded.workspace->specs) kinds.insert(spec.kind);
  CHECK(kinds == std::set<std::string>{"continuity", "coverage", "fair-share", "home-first",
                                       "mix-of-lines", "preference", "rest", "travel",
                                       "working-time"});
  std::size_t shared = 0;
  for (const auto& person : loaded.workspace->problem.people()) shared += person.teams.size() > 1;
  CHECK(shared >= 10);
  std::int32_t households = 0, workers = 0;
  for (const auto& grid : loaded.workspace->problem.grids()) {
    households += grid.kind == "household-group" ? grid.households : 0;
  }
  for (const auto& team : loaded.workspace->problem.teams()) {
    workers += team.kind == "grid-worker" ? team.size : 0;
  }
  CHECK(households == 290);
  CHECK(workers == 50);
}

TEST_CASE("examples/yongkang is planned with every must session, and not everything fits") {
  const load::Loaded loaded = load_example("yongkang");
  REQUIRE(loaded.workspace.has_value());
  const auto outcome = planned(*loaded.workspace, 50);
  CHECK(unserved(*loaded.workspace, outcome.solution, model::Priority::must) == 0);
  CHECK(unserved(*loaded.workspace, outcome.solution, model::Priority::normal) > 0);
  CHECK(unserved(*loaded.workspace, outcome.solution, model::Priority::low) > 0);
}

TEST_CASE("examples/flood-night leaves must sessions out and says why") {
  const load::Loaded loaded = load_example("flood-night");
  CHECK_FALSE(loaded.diagnostics.any_error());
  REQUIRE(loaded.workspace.has_value());
  const load::Workspace& workspace = *loaded.workspace;
  const auto outcome = planned(workspace, 300);
  CHECK(unserved(workspace, outcome.solution, model::Priority::must) >= 2);
  const auto reasons =
      plan::reasons(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
  bool certificate = false;
  for (const plan::Unserved& left_out : reasons) {
    REQUIRE_FALSE(left_out.reasons.empty());
    if (workspace.problem.sessions()[left_out.session].id != "power-cut") continue;
    certificate = left_out.reasons.front().code == "no-team-has-skill";
  }
  CHECK(certificate);
}

TEST_CASE("with teams away, every session of yongkang that is left out has its account") {
  const load::Loaded loaded = load_example("yongkang");
  const load::Workspace& whole = *loaded.workspace;
  std::vector<plan::Change> away;
  for (auto team : indices(whole.problem.teams())) {
    const std::string& id = whole.problem.teams()[team].id;
    if (id == "tutors" || id == "hot-moms" || id == "river-guards" || id == "shock-brigade" ||
        id == "medics" || id == "wives-xiaxi") {
      away.push_back(plan::TeamAway{team, {}});
    }
  }
  REQUIRE(away.size() == 6);
  const plan::Changed tight = plan::apply(whole.problem, whole.specs, whole.rules.levels, away);
  solve::Options options;
  options.effort = 20;
  const solve::Outcome outcome = solve::solve(tight.problem, tight.rules, options);
  plan::Explainer explainer(tight.problem, tight.specs, tight.rules, outcome.solution);
  std::size_t explained = 0;
  for (auto s : indices(tight.problem.sessions())) {
    if (outcome.solution.serves(s)) continue;
    const plan::SessionAccount account = explainer.unserved(s);
    INFO(tight.problem.sessions()[s].id);
    REQUIRE((account.open || (account.possible && !account.conflict.empty())));
    REQUIRE((account.open || !account.way_out.empty()));
    REQUIRE(account.exact);
    for (const plan::Funnel& funnel : account.funnels) {
      std::int64_t sum = 0;
      for (const auto& row : funnel.rows) sum += row.candidates;
      REQUIRE(funnel.not_looked_at == 0);
      REQUIRE(sum == funnel.total);
    }
    ++explained;
  }
  CHECK(explained > 200);
}
