// Search, terms and verifier count alike: three pieces of code that share no counting.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "plan/verify.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "solve/solve.h"

using namespace muster;

namespace {

rule::RuleSet compiled(const testing::RandomCase& random) {
  Diagnostics diagnostics;
  rule::RuleSet rules =
      rule::compile(random.specs, random.written_levels, random.problem, diagnostics);
  REQUIRE(diagnostics.errors() == 0);
  return rules;
}

std::string told(const plan::Verdict& verdict, const rule::Levels& levels,
                 const rule::Score& other) {
  std::string text;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    text += levels.name(level) + ": verifier " + std::to_string(verdict.score[level]) + ", other " +
            std::to_string(other[level]) + "\n";
  }
  for (const auto* list : {&verdict.broken, &verdict.priced}) {
    for (const plan::Match& match : *list) {
      text += match.code + "/" + match.rule + " " + std::to_string(match.cost) + " " +
              match.english + "\n";
    }
  }
  return text;
}

solve::Options brief(std::uint64_t seed) {
  solve::Options options;
  options.seed = seed;
  options.effort = 20;
  return options;
}

// A random case, searched for a moment and verified.
struct Searched {
  Searched(const testing::RandomCase& random, std::uint64_t seed)
      : rules(compiled(random)),
        outcome(solve::solve(random.problem, rules, brief(seed))),
        verdict(plan::verify(random.problem, random.specs, rules.levels, outcome.solution)) {}
  std::string told() const { return ::told(verdict, rules.levels, outcome.score); }

  rule::RuleSet rules;
  solve::Outcome outcome;
  plan::Verdict verdict;
};

// What laws besides precedence count on level hard: terms leave them out.
// MUSTER_TIMES=5 tries five times as many.
std::uint64_t cases(std::uint64_t usual) {
  const char* times = std::getenv("MUSTER_TIMES");
  return usual * (times == nullptr ? 1 : std::max(1ul, std::strtoul(times, nullptr, 10)));
}

std::int64_t broken_laws(const plan::Verdict& verdict) {
  return std::count_if(verdict.broken.begin(), verdict.broken.end(), [](const plan::Match& m) {
    return m.rule.empty() && m.code != "precedence";
  });
}

// Terms of distance relate only sessions that some lawful plan could bring too close together; the
// verifier looks at all. So where a session is outside of its windows or in a wrong venue, the
// verifier may count more.
bool may_be_closer(const testing::RandomCase& random, const plan::Verdict& verdict) {
  const bool distances =
      std::any_of(random.specs.begin(), random.specs.end(), [](const rule::RuleSpec& spec) {
        return spec.kind == "no-clash" || spec.kind == "separation" || spec.kind == "spread";
      });
  const bool astray =
      std::any_of(verdict.broken.begin(), verdict.broken.end(), [](const plan::Match& match) {
        return match.rule.empty() && (match.code == "window" || match.code.rfind("venue", 0) == 0);
      });
  return distances && astray;
}

void compare(const testing::RandomCase& random, const rule::RuleSet& rules,
             const model::Solution& solution) {
  const plan::Verdict verdict = plan::verify(random.problem, random.specs, rules.levels, solution);
  rule::Score counted = rule::evaluate(random.problem, rules, solution).total;
  counted[rule::Levels::hard()] += broken_laws(verdict);
  INFO(told(verdict, rules.levels, counted));
  if (may_be_closer(random, verdict)) {
    for (auto level : all<rule::LevelIndex>(rules.levels.size())) {
      REQUIRE(counted[level] <= verdict.score[level]);
    }
  } else {
    REQUIRE(verdict.score == counted);
  }
}

// Shifts a start, swaps or drops a head, changes a venue, or removes or doubles a placement.
void mutate(const model::Problem& problem, model::Solution& solution, Random& random) {
  const auto n = static_cast<std::uint32_t>(problem.sessions().size());
  const model::SessionIndex s(random.below(n));
  auto& placement = solution.placements[s];
  if (!placement) return;
  const std::uint32_t what = random.below(5);
  if (what == 0 && !problem.task_of(s).standing) {
    placement->start.minutes += (static_cast<std::int32_t>(random.below(97)) - 48) * 15;
  } else if (what == 1 && !placement->crews.empty()) {
    model::Crew& crew = placement->crews.front();
    crew.heads.front() =
        model::HeadIndex(random.below(static_cast<std::uint32_t>(problem.heads().size())));
    std::sort(crew.heads.begin(), crew.heads.end());
  } else if (what == 2 && !placement->crews.empty()) {
    model::Crew& crew = placement->crews.back();
    crew.heads.pop_back();
    if (crew.heads.empty()) placement->crews.pop_back();
  } else if (what == 3 && !problem.task_of(s).standing) {
    const auto venues = static_cast<std::uint32_t>(problem.venues().size());
    const std::uint32_t venue = random.below(venues + 1);
    placement->venue = venue == venues ? model::VenueIndex() : model::VenueIndex(venue);
  } else if (what == 4) {
    placement.reset();
  }
}

}  // namespace

TEST_CASE("random legal solutions break no law, and terms and verifier count them alike") {
  for (std::uint64_t seed = 1; seed <= cases(2000); ++seed) {
    const testing::RandomCase random = testing::random_case(seed);
    const rule::RuleSet rules = compiled(random);
    Random choice(seed);
    const model::Solution solution = testing::random_solution(random.problem, choice);
    INFO("seed " << seed);
    const plan::Verdict verdict =
        plan::verify(random.problem, random.specs, rules.levels, solution);
    for (const plan::Match& match : verdict.broken) {
      INFO(match.english);
      REQUIRE_FALSE(match.rule.empty());
    }
    compare(random, rules, solution);
  }
}

TEST_CASE("terms and verifier count mutated solutions alike") {
  std::size_t broken = 0;
  for (std::uint64_t seed = 1; seed <= cases(1000); ++seed) {
    const testing::RandomCase random = testing::random_case(seed);
    const rule::RuleSet rules = compiled(random);
    Random choice(seed * 7 + 1);
    model::Solution solution = testing::random_solution(random.problem, choice);
    INFO("seed " << seed);
    for (int i = 0; i < 4; ++i) {
      mutate(random.problem, solution, choice);
      compare(random, rules, solution);
    }
    broken += broken_laws(plan::verify(random.problem, random.specs, rules.levels, solution)) > 0;
  }
  CHECK(broken > 500);  // most mutations break a law, and the verifier sees it
}

TEST_CASE("what the search finds keeps every law, and all three scores are equal") {
  for (std::uint64_t seed = 1; seed <= cases(2000); ++seed) {
    const testing::RandomCase random = testing::random_case(seed + 10'000);
    const Searched searched(random, seed);
    INFO("seed " << seed << "\n" << searched.told());
    for (const plan::Match& match : searched.verdict.broken) {
      REQUIRE_FALSE(match.rule.empty());
      // A hard "at least" may be unmet; nothing else that is hard may be broken.
      REQUIRE((match.code == "coverage" || match.code == "working-time" ||
               match.code == "stability" || match.code == "proximity"));
    }
    const rule::Score& score = searched.outcome.score;
    REQUIRE(searched.verdict.score == score);
    REQUIRE(rule::evaluate(random.problem, searched.rules, searched.outcome.solution).total ==
            score);
    REQUIRE(searched.outcome.bound <= score);
  }
}

TEST_CASE("with pins the search breaks laws in pinned sessions' matches only") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const testing::RandomCase random =
        testing::random_case(seed + 50'000, {.pins = true, .hard = false});
    const Searched searched(random, seed);
    INFO("seed " << seed << "\n" << searched.told());
    for (const plan::Match& match : searched.verdict.broken) {
      const bool pinned = std::any_of(
          match.sessions.begin(), match.sessions.end(),
          [&](model::SessionIndex s) { return random.problem.sessions()[s].pin.has_value(); });
      INFO(match.english);
      REQUIRE(pinned);
    }
  }
}
