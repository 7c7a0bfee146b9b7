// Whether a session fits, and what parts would have to give way, against trying every placement of
// really changed problems with the verifier.
#include <algorithm>
#include <catch2/catch.hpp>

#include "plan/brute_force.h"
#include "plan/fit.h"
#include "random_problem.h"
#include "rule/catalog.h"

using namespace muster;
using namespace muster::testing;
using model::Problem;
using model::ProblemParts;
using model::SessionIndex;
using model::Solution;
using plan::Part;

namespace {

IntervalSet always(const ProblemParts& parts) {
  const Interval horizon = parts.calendar.horizon();
  return IntervalSet({{horizon.from - Duration{2880}, horizon.until + Duration{2880}}});
}

Interval days_of(const ProblemParts& parts, Interval window) {
  const model::Calendar& calendar = parts.calendar;
  return {calendar.day(calendar.day_of(window.from)).from,
          calendar.day(calendar.day_of(window.until - Duration{1})).until};
}

model::VenueRequirement& venue_of(World& world, SessionIndex s) {
  return world.parts.tasks[world.parts.sessions[s].task].venue.edit();
}
model::Need& need_of(World& world, SessionIndex s, std::size_t need) {
  return world.parts.tasks[world.parts.sessions[s].task].needs.edit()[need];
}

// The world without the part, by its definition in fit.h.
void drop(World& world, const Problem& problem, SessionIndex s, const Part& part) {
  model::Session& session = world.parts.sessions[s];
  switch (part.kind) {
    case Part::Kind::window: {
      const std::vector<Interval> old(session.windows.begin(), session.windows.end());
      std::vector<Interval> days;
      for (Interval window : old) days.push_back(days_of(world.parts, window));
      const IntervalSet joined(std::move(days));
      for (Interval day : joined.parts()) session.windows.push_back(day);
      auto& all = session.windows.edit();
      std::sort(all.begin(), all.end());
      break;
    }
    case Part::Kind::pin: session.pin.reset(); break;
    case Part::Kind::order:
      std::erase_if(world.parts.precedences,
                    [&](const auto& p) { return p.after == s && p.before == part.session; });
      break;
    case Part::Kind::rule:
      std::erase_if(world.specs, [&](const rule::RuleSpec& spec) {
        return spec.id == "rule-" + std::to_string(part.rule.value);
      });
      break;
    case Part::Kind::venue_hours: world.parts.venues[part.venue].open = always(world.parts); break;
    case Part::Kind::team_hours:
      world.parts.teams[part.team].available = always(world.parts);
      break;
    case Part::Kind::person_hours:
      world.parts.people[problem.heads()[part.head].person].available.reset();
      break;
    case Part::Kind::session: world.solution.placements[part.session].reset(); break;
    case Part::Kind::seats: venue_of(world, s).seats = 0; break;
    case Part::Kind::facilities: venue_of(world, s).facilities.clear(); break;
    case Part::Kind::place: venue_of(world, s).where = {}; break;
    case Part::Kind::skill: std::erase(need_of(world, s, part.need).skills, part.skill); break;
    case Part::Kind::any_skill: need_of(world, s, part.need).any_skills.clear(); break;
    case Part::Kind::no_skill:
      std::erase(need_of(world, s, part.need).no_skills, part.skill);
      break;
    case Part::Kind::teams: need_of(world, s, part.need).from = {}; break;
    case Part::Kind::people: need_of(world, s, part.need).people.min = 0; break;
  }
}

rule::RuleSet compiled(const RandomCase& random) {
  Diagnostics diagnostics;
  return rule::compile(random.specs, random.written_levels, random.problem, diagnostics);
}

struct Asked {
  explicit Asked(std::uint64_t seed)
      : random(random_case(seed, {.pins = seed % 3 == 0})), choice(seed), rules(compiled(random)) {
    solution = random_solution(random.problem, choice);
    for (auto s : indices(random.problem.sessions())) {
      if (!session.exists() && !solution.serves(s)) session = s;
    }
    if (session.exists()) return;
    session = SessionIndex(choice.below(static_cast<std::uint32_t>(solution.placements.size())));
    solution.placements[session].reset();
  }
  World without(const std::vector<Part>& parts, const std::vector<char>& dropped) const {
    World world{random.problem.parts(), random.specs, solution};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (dropped[i]) drop(world, random.problem, session, parts[i]);
    }
    return world;
  }

  RandomCase random;
  Random choice;
  rule::RuleSet rules;
  Solution solution;
  SessionIndex session;
};

// A hard rule that counts from the windows would count from others in the changed problem.
bool measured_from_windows(const Asked& asked, const std::vector<Part>& parts,
                           const std::vector<char>& dropped) {
  const auto& specs = asked.random.specs;
  const bool measures = std::any_of(specs.begin(), specs.end(), [](const rule::RuleSpec& spec) {
    return spec.hard && spec.kind == "earliness";
  });
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (measures && dropped[i] && parts[i].kind == Part::Kind::window) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what fits, and what would fit without some parts, is what brute force finds") {
  std::size_t yes = 0;
  std::size_t no = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    Asked asked(seed);
    const plan::Facts facts(asked.random.problem, asked.solution);
    const plan::VenueDays venues(facts);
    plan::RuleJudge judge(asked.random.problem, asked.rules, asked.solution);
    plan::Fit fit(facts, venues, judge);
    fit.approach(asked.session, seed % 2 == 0);
    const double each = asked.choice.real() * asked.choice.real();
    for (int i = 0; i < 3; ++i) {
      std::vector<char> dropped(fit.parts().size(), 0);
      for (char& d : dropped) d = i > 0 && asked.choice.chance(each) ? 1 : 0;
      BruteForce brute(asked.without(fit.parts(), dropped), asked.rules.levels, asked.session);
      if (brute.to_try() > kMostTried || measured_from_windows(asked, fit.parts(), dropped))
        continue;
      const bool fits = fit.fits(dropped);
      INFO("seed " << seed << " question " << i << " session "
                   << asked.random.problem.sessions()[asked.session].id);
      REQUIRE(fit.exact());
      REQUIRE(fits == brute.fits());
      ++(fits ? yes : no);
    }
  }
  CHECK(yes > 200);
  CHECK(no > 200);
}
