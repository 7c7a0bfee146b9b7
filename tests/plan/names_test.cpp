// People read names: no sentence of verifier or reasons falls back to an id where there is a name.
#include <catch2/catch.hpp>

#include "plan/reasons.h"
#include "plan/verify.h"
#include "random_problem.h"
#include "rule/catalog.h"

using namespace muster;
using namespace muster::testing;
using model::Problem;
using model::Solution;

namespace {

template <class T>
void name_all(T& table, const std::string& word) {
  int number = 0;
  for (auto& row : table) row.name = word + " " + std::to_string(number++);
}

// The random problem with names that hold no id.
Problem with_names(const Problem& problem) {
  model::ProblemParts parts = problem.parts();
  name_all(parts.lines, "Line");
  name_all(parts.grids, "Grid");
  name_all(parts.venues, "Venue");
  name_all(parts.teams, "Team");
  name_all(parts.people, "Person");
  name_all(parts.tasks, "Task");
  return Problem(std::move(parts));
}

void check(const std::string& sentence) {
  INFO(sentence);
  for (const char* id : {"grid-", "venue-", "team-", "task-", "p-", "line-"}) {
    REQUIRE(sentence.find(id) == std::string::npos);
  }
}

// Starts and places of random placements are exchanged, so that most laws break somewhere.
void shuffle(Solution& solution, Random& random) {
  const auto n = static_cast<std::uint32_t>(solution.placements.size());
  for (std::uint32_t i = 0; i < n; ++i) {
    auto& a = solution.placements[model::SessionIndex(i)];
    auto& b = solution.placements[model::SessionIndex(random.below(n))];
    if (!a || !b) continue;
    std::swap(a->start, b->start);
    std::swap(a->venue, b->venue);
    std::swap(a->crews, b->crews);
  }
}

}  // namespace

TEST_CASE("sentences about plans and reasons call things by their names, in both languages") {
  std::size_t broken = 0, priced = 0, reasons = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase random = random_case(seed, {.pins = true, .hard = true});
    const Problem problem = with_names(random.problem);
    const rule::Levels levels = rule::order_levels(random.specs, random.written_levels);
    Random choice(seed);
    Solution solution = random_solution(problem, choice);
    for (const plan::Unserved& one : plan::reasons(problem, random.specs, levels, solution)) {
      for (const plan::Reason& reason : one.reasons) {
        check(reason.english);
        check(reason.chinese);
        ++reasons;
      }
    }
    shuffle(solution, choice);
    const plan::Verdict verdict = plan::verify(problem, random.specs, levels, solution);
    for (const auto* list : {&verdict.broken, &verdict.priced}) {
      for (const plan::Match& match : *list) {
        check(match.english);
        check(match.chinese);
      }
    }
    broken += verdict.broken.size();
    priced += verdict.priced.size();
  }
  CHECK(broken > 1000);
  CHECK(priced > 1000);
  CHECK(reasons > 100);
}
