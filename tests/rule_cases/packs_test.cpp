// Rule packs and the catalog's examples load, compile and plan in a workspace that knows little.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "load/workspace.h"
#include "plan/verify.h"
#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "solve/solve.h"

using namespace muster;

namespace {

const std::string kPlain = R"(
zone:
  id: plain
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-10}
  step: 30min
  lines: [{id: union, name: 工会}, {id: youth, name: 共青团},
          {id: women, name: 妇联}, {id: science, name: 科协}]
  grids:
    - {id: east, name: 东村, kind: village, at: [28.93, 120.06]}
    - {id: west, name: 西村, kind: village, at: [28.91, 120.02]}
  travel: {speed: 25km/h, detour: 1.3, fixed: 5min}
venues:
  - {id: hall, name: 礼堂, kind: hall, grid: east, capacity: 80}
  - {id: centre, name: 服务中心, kind: service-centre, grid: west, capacity: 30}
teams:
  - {id: wives, name: 村嫂公益团, kind: service, lines: [women, union], base: east, size: 5}
  - {id: brigade, name: 青年突击队, kind: brigade, lines: [youth, science], base: west, size: 5}
tasks:
  - {id: class, kind: class, lines: [women], grid: east, repeat: "FREQ=DAILY",
     window: {from: 08:00, to: 20:00}, duration: 90min,
     needs: [{people: {min: 1, want: 2}}]}
  - {id: patrol, kind: patrol, lines: [youth], grid: west, repeat: "FREQ=DAILY",
     window: {from: 05:00, to: 23:00}, duration: 2h,
     needs: [{people: 2}]}
  - {id: gala, kind: festival, lines: [women, youth], grid: east,
     window: {from: 09:00, to: 21:00, date: 2017-09-09}, duration: 3h,
     venue: {seats: 60},
     needs: [{people: {min: 2, want: 4, max: 6}}]}
  - {id: talk, kind: lecture, lines: [women], grid: west,
     window: {from: 09:00, to: 21:00}, duration: 1h,
     needs: [{people: 1}]}
  - {id: visit, kind: visit, lines: [union], grid: east,
     window: {from: 09:00, to: 18:00}, duration: 1h,
     needs: [{people: 1}]}
  - {id: dyke, kind: rescue, lines: [youth], grid: west, priority: must,
     window: {from: 00:00, to: 12:00, date: 2017-09-05}, duration: 6h,
     needs: [{people: {min: 2, max: 4}}]}
)";

load::Workspace loaded(const std::string& more, bool use_packs) {
  load::Options options;
  if (use_packs) {
    options.pack_folders = {std::filesystem::path(MUSTER_SOURCE_DIR) / "rules/packs"};
  }
  load::Loaded result =
      load::load_texts({{"workspace.yaml", kPlain}, {"rules.yaml", more}}, options);
  INFO(more << to_text(result.diagnostics, result.sources, Language::english));
  REQUIRE(result.workspace);
  REQUIRE(result.diagnostics.all().empty());
  return std::move(*result.workspace);
}

std::vector<std::string> pack_names() {
  std::vector<std::string> names;
  const auto folder = std::filesystem::path(MUSTER_SOURCE_DIR) / "rules/packs";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void check_plans(const load::Workspace& workspace) {
  solve::Options options;
  options.effort = 300;
  const auto outcome = solve::solve(workspace.problem, workspace.rules, options);
  CHECK(outcome.solution.placements.size() == workspace.problem.sessions().size());
  const auto verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
  for (const plan::Match& match : verdict.broken) FAIL_CHECK(match.code << ": " << match.english);
  CHECK(verdict.score == outcome.score);
  CHECK(rule::evaluate(workspace.problem, workspace.rules, outcome.solution).total ==
        outcome.score);
  std::size_t served = 0;
  for (const auto& placement : outcome.solution.placements) served += placement ? 1 : 0;
  CHECK(served == workspace.problem.sessions().size());
}

}  // namespace

TEST_CASE("the four packs are there", "[packs]") {
  CHECK(pack_names() ==
        std::vector<std::string>{"emergency", "festival", "grid-governance", "volunteer-service"});
}

TEST_CASE("each pack loads without a word and its plan breaks nothing", "[packs]") {
  for (const std::string& name : pack_names()) {
    INFO(name);
    const load::Workspace workspace = loaded("use: [" + name + "]\n", true);
    CHECK(workspace.specs.size() >= 7);
    for (const rule::RuleSpec& spec : workspace.specs) CHECK_FALSE(spec.why.empty());
    check_plans(workspace);
  }
}

TEST_CASE("all packs can be used together", "[packs]") {
  std::string use = "use: [";
  for (const std::string& name : pack_names()) use += name + ", ";
  use.replace(use.size() - 2, 2, "]\n");
  const load::Workspace workspace = loaded(use, true);
  CHECK(workspace.specs.size() == workspace.rules.rules.size());
  check_plans(workspace);
}

TEST_CASE("the catalog's examples are rules as they stand", "[rule-examples]") {
  for (const rule::Kind& kind : rule::catalog()) {
    INFO(kind.name);
    const load::Workspace workspace = loaded(std::string(kind.example), false);
    REQUIRE(workspace.specs.size() == 1);
    CHECK(workspace.specs.front().kind == kind.name);
    check_plans(workspace);
  }
}
