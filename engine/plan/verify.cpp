#include "plan/verify.h"

#include "base/check.h"
#include "plan/findings.h"
#include "plan/laws.h"
#include "plan/scope.h"

namespace muster::plan {

namespace {

rule::LevelIndex level_named(const rule::Levels& levels, std::string_view name) {
  const auto level = levels.find(name);
  MUSTER_CHECK(level.has_value(), "a level that always exists is missing");
  return *level;
}

// Unserved sessions by priority, and wanted heads that are missing above the minimum.
void count_service(const Facts& facts, const rule::Levels& levels, Findings& findings) {
  const Problem& problem = facts.problem;
  const rule::LevelIndex staffing = level_named(levels, "staffing");
  for (auto s : indices(problem.sessions())) {
    const Task& task = problem.task_of(s);
    const bool served = facts.solution.serves(s);
    if (!served) findings.count(level_named(levels, word(task.priority)), task.weight);
    for (std::size_t i = 0; i < task.needs.size(); ++i) {
      std::int64_t heads = served ? 0 : task.needs[i].people.min;
      if (served) {
        for (const Crew& crew : facts.placement(s).crews) {
          if (crew.need == i) heads += static_cast<std::int64_t>(crew.heads.size());
        }
      }
      findings.count(staffing, std::max<std::int64_t>(0, task.needs[i].people.want - heads));
    }
  }
}

}  // namespace

Verdict verify(const Problem& problem, const std::vector<rule::RuleSpec>& specs,
               const rule::Levels& levels, const model::Solution& solution) {
  MUSTER_CHECK(solution.placements.size() == problem.sessions().size(),
               "a solution of another problem");
  Verdict verdict;
  Findings findings(verdict);
  const Facts facts(problem, solution);
  check_crews(facts, findings);
  check_times(facts, findings);
  check_venues(facts, findings);
  check_days(facts, findings);
  check_precedences(facts, findings);
  for (const rule::RuleSpec& spec : specs) {
    check_rule(facts, Scope(problem, levels, spec), findings);
  }
  count_service(facts, levels, findings);
  return verdict;
}

}  // namespace muster::plan
