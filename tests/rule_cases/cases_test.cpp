// Every case file: the compiled terms and the independent verifier count what the case says.
#include <catch2/catch.hpp>

#include <set>

#include "case_file.h"
#include "load/workspace.h"
#include "plan/verify.h"
#include "rule/catalog.h"
#include "rule/evaluate.h"

using namespace muster;

namespace {

load::Workspace loaded(const CaseFile& file) {
  load::Loaded result = load::load_texts({{"workspace.yaml", file.workspace}}, {});
  INFO(file.kind << ":\n" << to_text(result.diagnostics, result.sources, Language::english));
  REQUIRE(result.workspace);
  REQUIRE(result.diagnostics.all().empty());
  return std::move(*result.workspace);
}

std::int64_t verified_cost(const plan::Verdict& verdict, const std::string& rule) {
  std::int64_t cost = 0;
  for (const plan::Match& match : verdict.broken) cost += match.rule == rule ? match.cost : 0;
  for (const plan::Match& match : verdict.priced) cost += match.rule == rule ? match.cost : 0;
  return cost;
}

// The workspace's problem, to be changed as little as may be.
model::Problem problem_of(const RuleCase& rule_case, const load::Workspace& workspace) {
  model::ProblemParts parts = workspace.problem.parts();
  if (!rule_case.base.empty()) parts.base = solution_of(rule_case.base, workspace.problem);
  return model::Problem(std::move(parts));
}

void check_case(const RuleCase& rule_case, const load::Workspace& workspace) {
  INFO(rule_case.name);
  const model::Problem problem = problem_of(rule_case, workspace);
  const rule::Levels& levels = workspace.rules.levels;
  Diagnostics diagnostics;
  const std::vector<std::string> written(levels.names().begin() + 1, levels.names().end());
  const auto rules = rule::compile(workspace.specs, written, problem, diagnostics);
  const model::Solution solution = solution_of(rule_case.placements, problem);
  const auto counted = rule::evaluate(problem, rules, solution);
  const auto verdict = plan::verify(problem, workspace.specs, levels, solution);
  for (const plan::Match& match : verdict.broken) {
    INFO(match.code << ": " << match.english);
    CHECK_FALSE(match.rule.empty());  // cases keep all laws
  }
  REQUIRE(rule_case.expect.size() == workspace.rules.rules.size());
  for (auto rule : indices(workspace.rules.rules)) {
    const std::string& id = workspace.rules.rules[rule].id;
    INFO("rule " << id);
    REQUIRE(rule_case.expect.count(id) == 1);
    const Expectation& expect = rule_case.expect.at(id);
    CHECK(counted.by_rule[rule] == expect.cost);
    CHECK(verified_cost(verdict, id) == expect.cost);
    if (expect.is == "violated") CHECK(expect.cost > 0);
    if (expect.is == "satisfied") CHECK(expect.cost == 0);
  }
  CHECK(counted.total == verdict.score);
}

// Every rule is violated, satisfied and on its edge in some case.
void check_complete(const CaseFile& file, const load::Workspace& workspace) {
  bool soft = false;
  bool hard = false;
  for (const rule::RuleSpec& spec : workspace.specs) {
    INFO("rule " << spec.id);
    CHECK(spec.kind == file.kind);
    CHECK_FALSE(spec.why.empty());
    (spec.hard ? hard : soft) = true;
    std::set<std::string> seen;
    for (const RuleCase& each : file.cases) {
      if (each.expect.count(spec.id) > 0) seen.insert(each.expect.at(spec.id).is);
    }
    CHECK(seen == std::set<std::string>{"violated", "satisfied", "edge"});
  }
  CHECK(soft);
  CHECK(hard);
}

}  // namespace

TEST_CASE("every rule kind has its case file", "[rule-cases]") {
  std::set<std::string> kinds;
  for (const rule::Kind& kind : rule::catalog()) kinds.insert(std::string(kind.name));
  std::set<std::string> files;
  for (const CaseFile& file : read_case_files()) files.insert(file.kind);
  CHECK(files == kinds);
}

TEST_CASE("cases cost what they say, by the terms and by the verifier", "[rule-cases]") {
  for (const CaseFile& file : read_case_files()) {
    INFO(file.kind);
    const load::Workspace workspace = loaded(file);
    check_complete(file, workspace);
    for (const RuleCase& rule_case : file.cases) check_case(rule_case, workspace);
  }
}
