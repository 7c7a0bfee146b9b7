// Accounts against brute force: counts add up, conflicts and ways out are what they claim to be.
#include <algorithm>
#include <catch2/catch.hpp>

#include "plan/change.h"
#include "plan/explain.h"
#include "random_problem.h"
#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "solve/solve.h"
#include "town.h"

using namespace muster;
using namespace muster::testing;
using model::Problem;
using model::SessionIndex;
using model::Solution;
using plan::Part;
using plan::Sieve;

namespace {

rule::RuleSet compiled(const RandomCase& random) {
  Diagnostics diagnostics;
  return rule::compile(random.specs, random.written_levels, random.problem, diagnostics);
}

// A random plan with at least one session left out.
struct Told {
  explicit Told(std::uint64_t seed, RandomOptions options = {})
      : random(random_case(seed, options)),
        rules(compiled(random)),
        solution(some_plan(random.problem, seed)),
        explainer(random.problem, random.specs, rules, solution) {}

  static Solution some_plan(const Problem& problem, std::uint64_t seed) {
    Random choice(seed);
    Solution out = random_solution(problem, choice);
    out.placements[SessionIndex(choice.below(static_cast<std::uint32_t>(out.placements.size())))]
        .reset();
    return out;
  }
  std::vector<SessionIndex> unserved() const {
    std::vector<SessionIndex> out;
    for (auto s : indices(solution.placements)) {
      if (!solution.serves(s)) out.push_back(s);
    }
    return out;
  }

  RandomCase random;
  rule::RuleSet rules;
  Solution solution;
  plan::Explainer explainer;
};

std::int64_t at(const plan::Funnel& funnel, Sieve sieve) {
  return funnel.rows[static_cast<std::size_t>(sieve)].candidates;
}

// Broken laws that one head alone at the session would add, its head count aside.
bool head_may_go(const Told& told, SessionIndex s, std::uint32_t need, model::TeamIndex team,
                 model::HeadIndex head, TimePoint start, model::VenueIndex venue) {
  Solution trial = told.solution;
  const auto laws = [&] {
    const plan::Verdict verdict = plan::verify(told.random.problem, {}, told.rules.levels, trial);
    return std::count_if(verdict.broken.begin(), verdict.broken.end(),
                         [](const plan::Match& match) { return match.code != "head-count"; });
  };
  const auto before = laws();
  trial.placements[s] = model::Placement{start, venue, {{need, team, {head}}}};
  return laws() <= before;
}

// (team, venue, start) of which somebody may go, by the verifier.
std::int64_t able(const Told& told, SessionIndex s, std::size_t need) {
  const Problem& problem = told.random.problem;
  const model::Task& task = problem.task_of(s);
  std::vector<model::VenueIndex> venues{{}};
  if (task.venue && !task.standing) {
    venues.clear();
    for (auto venue : indices(problem.venues())) venues.push_back(venue);
  }
  std::int64_t n = 0;
  for (TimePoint start : starts_of(problem, s)) {
    for (model::VenueIndex venue : venues) {
      for (auto team : indices(problem.teams())) {
        const auto& heads = problem.heads_of(team);
        n += std::any_of(heads.begin(), heads.end(), [&](model::HeadIndex head) {
          return head_may_go(told, s, static_cast<std::uint32_t>(need), team, head, start, venue);
        });
      }
    }
  }
  return n;
}

std::vector<char> all_but(std::size_t n, const std::vector<std::size_t>& kept) {
  std::vector<char> dropped(n, 1);
  for (std::size_t part : kept) dropped[part] = 0;
  return dropped;
}

std::vector<char> only(std::size_t n, std::uint32_t set) {
  std::vector<char> dropped(n, 0);
  for (std::size_t part = 0; part < n; ++part) dropped[part] = (set >> part) & 1;
  return dropped;
}

}  // namespace

TEST_CASE("candidates are counted once each, and those left are those the verifier would let go") {
  std::int64_t looked = 0;
  for (std::uint64_t seed = 1; seed <= 250; ++seed) {
    Told told(seed, {.pins = seed % 3 == 0, .hard = false});
    const Problem& problem = told.random.problem;
    INFO("seed " << seed);
    for (SessionIndex s : told.unserved()) {
      const auto& order = problem.precedences();
      if (std::any_of(order.begin(), order.end(), [&](const auto& p) {
            return p.before == s && told.solution.serves(p.after);
          })) {
        continue;  // the plan is broken already, and serving it would mend that
      }
      const plan::SessionAccount account = told.explainer.unserved(s);
      REQUIRE_FALSE(account.funnels.empty());
      const model::Task& task = problem.task_of(s);
      for (const plan::Funnel& funnel : account.funnels) {
        std::int64_t sum = funnel.not_looked_at;
        for (const auto& row : funnel.rows) sum += row.candidates;
        REQUIRE(sum == funnel.total);
        const bool sends = funnel.need < task.needs.size();
        const std::size_t venues = task.venue && !task.standing ? problem.venues().size() : 1;
        REQUIRE(funnel.total == static_cast<std::int64_t>((sends ? problem.teams().size() : 1) *
                                                          venues * starts_of(problem, s).size()));
        if (!sends || task.needs[funnel.need].one_team || funnel.total > 400) continue;
        REQUIRE(at(funnel, Sieve::together) + at(funnel, Sieve::open) ==
                able(told, s, funnel.need));
        looked += funnel.total;
      }
    }
  }
  CHECK(looked > 1000);
}

TEST_CASE("conflicts stand in the way, none of their parts can be spared, no way out is smaller") {
  std::size_t conflicts = 0;
  std::size_t several = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    Told told(seed, {.pins = seed % 4 == 0});
    const plan::Facts facts(told.random.problem, told.solution);
    const plan::VenueDays venues(facts);
    plan::RuleJudge judge(told.random.problem, told.rules, told.solution);
    plan::Fit fit(facts, venues, judge);
    const SessionIndex s = told.unserved().front();
    const plan::SessionAccount account = told.explainer.unserved(s);
    INFO("seed " << seed << " session " << told.random.problem.sessions()[s].id);
    fit.approach(s, account.demands);
    const std::size_t n = fit.parts().size();
    REQUIRE(account.open == fit.fits(std::vector<char>(n, 0)));
    if (account.open) continue;
    REQUIRE(account.possible == fit.fits(std::vector<char>(n, 1)));
    if (!account.possible) {
      CHECK(starts_of(told.random.problem, s).empty());
      continue;
    }
    // fit_test holds the questions below against the verifier.
    const auto number = [&](const plan::Obstruction& obstruction) {
      const Part& part = obstruction.part;
      for (std::size_t i = 0; i < n; ++i) {
        const Part& other = fit.parts()[i];
        if (other.kind == part.kind && other.session == part.session && other.rule == part.rule &&
            other.venue == part.venue && other.team == part.team && other.head == part.head &&
            other.need == part.need && other.skill == part.skill) {
          return i;
        }
      }
      FAIL("a part that is none");
      return n;
    };
    std::vector<std::size_t> conflict;
    for (const auto& each : account.conflict) conflict.push_back(number(each));
    REQUIRE_FALSE(conflict.empty());
    REQUIRE_FALSE(fit.fits(all_but(n, conflict)));
    for (std::size_t i = 0; i < conflict.size(); ++i) {
      std::vector<std::size_t> fewer = conflict;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      REQUIRE(fit.fits(all_but(n, fewer)));
      REQUIRE(fit.fits(only(n, 1u << conflict[i])) == account.conflict[i].alone);
      CHECK_FALSE(account.conflict[i].what.english.empty());
      CHECK(account.conflict[i].what.english != account.conflict[i].what.chinese);
    }
    std::uint32_t way_out = 0;
    for (const auto& each : account.way_out) way_out |= 1u << number(each);
    REQUIRE(fit.fits(only(n, way_out)));
    ++conflicts;
    several += account.way_out.size() > 1;
    if (n > 10) continue;
    REQUIRE(account.smallest);
    for (std::uint32_t set = 0; set < (1u << n); ++set) {
      if (__builtin_popcount(set) < __builtin_popcount(way_out)) {
        REQUIRE_FALSE(fit.fits(only(n, set)));
      }
    }
  }
  CHECK(conflicts > 500);
  CHECK(several > 50);
}

TEST_CASE("what a placement costs is what the plan would cost less without it, rule by rule") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Told told(seed);
    INFO("seed " << seed);
    const auto with = rule::evaluate(told.random.problem, told.rules, told.solution);
    for (auto s : indices(told.solution.placements)) {
      if (!told.solution.serves(s)) continue;
      const plan::PlacementAccount account = told.explainer.placement(s);
      Solution without = told.solution;
      without.placements[s].reset();
      const auto less = rule::evaluate(told.random.problem, told.rules, without);
      REQUIRE(account.change == with.total - less.total);
      rule::Score sum;
      for (const plan::RuleCost& cost : account.costs) sum[cost.level] += cost.cost;
      REQUIRE(sum == account.change);
      if (!account.has_next) continue;
      REQUIRE_FALSE(account.next == account.placement);
      Solution other = told.solution;
      other.placements[s] = account.next;
      REQUIRE(account.next_change ==
              rule::evaluate(told.random.problem, told.rules, other).total - with.total);
    }
  }
}

TEST_CASE("a team's account has its sessions, what they add, and why it is not at others") {
  const Problem problem(town());
  Diagnostics diagnostics;
  const rule::RuleSet rules = rule::compile({}, {}, problem, diagnostics);
  Solution solution = good_plan(problem);
  plan::Explainer explainer(problem, {}, rules, solution);
  const plan::TeamAccount guards = explainer.team(kGuards);
  REQUIRE(guards.duties.size() == 1);
  CHECK(guards.duties[0].session == kPatrol);
  REQUIRE(guards.missed.size() == 1);
  CHECK(guards.missed[0].session == kClass);
  CHECK(guards.missed[0].why == Sieve::open);
  CHECK(guards.head_minutes == problem.sessions()[kPatrol].duration.minutes);
}

TEST_CASE("a venue's account has its use and whom it turned away") {
  auto parts = town();
  parts.venues[kWest].open = IntervalSet({{testing::at(parts, 9 * 60), testing::at(parts, 600)}});
  const Problem problem(parts);
  Diagnostics diagnostics;
  const rule::RuleSet rules = rule::compile({}, {}, problem, diagnostics);
  Solution solution = good_plan(problem);
  solution.placements[kClass].reset();
  plan::Explainer explainer(problem, {}, rules, solution);
  const plan::VenueAccount west = explainer.venue(kWest);
  REQUIRE(west.days.size() == 1);
  CHECK(west.days[0].sessions == 0);
  CHECK(west.days[0].open_minutes == 60);
  REQUIRE(west.turned_away.size() == 1);
  CHECK(west.turned_away[0].session == kClass);
}

TEST_CASE("a rule's account adds up, and names what it alone keeps out") {
  std::size_t kept = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Told told(seed);
    INFO("seed " << seed);
    const plan::Verdict verdict =
        plan::verify(told.random.problem, told.random.specs, told.rules.levels, told.solution);
    for (std::size_t spec = 0; spec < told.random.specs.size(); ++spec) {
      const plan::RuleAccount account = told.explainer.rule(spec);
      std::int64_t cost = 0;
      for (const auto* list : {&verdict.broken, &verdict.priced}) {
        for (const plan::Match& match : *list) {
          if (match.rule == told.random.specs[spec].id) cost += match.cost;
        }
      }
      REQUIRE(account.cost == cost);
      for (SessionIndex s : account.kept_out) {
        REQUIRE_FALSE(told.explainer.unserved(s).open);
        const plan::Changed changed =
            plan::apply(told.random.problem, told.random.specs, told.rules.levels,
                        {plan::RuleDropped{told.random.specs[spec].id}});
        plan::Explainer without(changed.problem, changed.specs, changed.rules, told.solution);
        REQUIRE(without.unserved(s).open);
        ++kept;
      }
    }
  }
  CHECK(kept > 10);
}
