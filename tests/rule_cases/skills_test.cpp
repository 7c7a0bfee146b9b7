// Graded, alternative, excluded and preferred skills from the file to the plan.
#include <catch2/catch.hpp>

#include <string>

#include "load/workspace.h"
#include "plan/verify.h"
#include "rule/evaluate.h"
#include "solve/solve.h"

using namespace muster;

namespace {

const std::string kPeople = R"(
zone:
  id: z
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-04}
  grids: [{id: g}]
teams: [{id: t}]
people:
  - {id: ann, teams: [t], skills: [{first-aid: 1}]}
  - {id: bob, teams: [t], skills: [{first-aid: 2}, novice]}
  - {id: cid, teams: [t], skills: [{first-aid: 3}, talk]}
  - {id: dan, teams: [t], skills: [talk]}
tasks:
  - {id: a, grid: g, duration: 1h, window: {from: 08:00, to: 09:00}, needs: [{NEED}]}
)";

load::Workspace workspace_with(const std::string& need) {
  std::string text = kPeople;
  text.replace(text.find("NEED"), 4, need);
  load::Loaded loaded = load::load_texts({{"w.yaml", text}}, {});
  INFO(to_text(loaded.diagnostics, loaded.sources, Language::english));
  REQUIRE(loaded.workspace);
  return std::move(*loaded.workspace);
}

// The names of those who are sent, and what they cost on the level of care.
std::string sent(const std::string& need) {
  const load::Workspace w = workspace_with(need);
  solve::Options options;
  options.effort = 50;
  const auto outcome = solve::solve(w.problem, w.rules, options);
  const auto verdict = plan::verify(w.problem, w.specs, w.rules.levels, outcome.solution);
  CHECK(verdict.broken.empty());
  CHECK(verdict.score == outcome.score);
  CHECK(rule::evaluate(w.problem, w.rules, outcome.solution).total == outcome.score);
  std::string names;
  const auto& placement = outcome.solution.placements.rows().front();
  if (!placement) return "nobody";
  for (const model::Crew& crew : placement->crews) {
    for (model::HeadIndex head : crew.heads) names += w.problem.heads()[head].id + " ";
  }
  const auto care = w.rules.levels.find("care");
  return names + std::to_string(care ? verdict.score[*care] : 0);
}

}  // namespace

TEST_CASE("only heads with the skills go", "[skills]") {
  CHECK(sent("people: 2, skills: {first-aid: 2}") == "bob cid 0");
  CHECK(sent("people: 1, skills: {all: {first-aid: 2}, none: [novice]}") == "cid 0");
  CHECK(sent("people: 1, skills: {any: [talk, {first-aid: 2}], none: [{first-aid: 1}]}") ==
        "dan 0");
  CHECK(sent("people: 1, skills: {first-aid: 2, talk: 2}") == "nobody");
}

TEST_CASE("those who have what is preferred go first, the others cost", "[skills]") {
  CHECK(sent("people: 1, prefer: [talk, {first-aid: 2}]") == "cid 0");
  CHECK(sent("people: 2, skills: [first-aid], prefer: [{first-aid: 2}]") == "bob cid 0");
  CHECK(sent("people: 4, prefer: [talk, {first-aid: 2}]") == "ann bob cid dan 4");
}

TEST_CASE("a head without the skills is found by the verifier", "[skills]") {
  const load::Workspace w =
      workspace_with("people: 1, skills: {any: [talk], none: [{first-aid: 3}]}");
  for (std::size_t head = 0; head < 4; ++head) {
    model::Solution solution;
    solution.placements.resize(1);
    model::Placement placement;
    placement.start = w.problem.sessions().rows().front().windows.front().from;
    placement.crews.push_back({0, model::TeamIndex(std::size_t{0}), {model::HeadIndex(head)}});
    solution.placements.rows().front() = placement;
    const auto verdict = plan::verify(w.problem, w.specs, w.rules.levels, solution);
    const bool fine = head == 3;
    REQUIRE(verdict.broken.size() == (fine ? 0 : 1));
    if (!fine) CHECK(verdict.broken[0].code == "skill");
  }
}
