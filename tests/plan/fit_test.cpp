// Whether a session fits, and what parts would have to give way, against trying every placement of
// really changed problems with the verifier.
#include <algorithm>
#include <catch2/catch.hpp>

#include "plan/conflict.h"
#include "plan/fit.h"
#include "plan/verify.h"
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

constexpr std::int64_t kMostTried = 3000;  // placements that brute force may have to try

IntervalSet always(const ProblemParts& parts) {
  const Interval horizon = parts.calendar.horizon();
  return IntervalSet({{horizon.from - Duration{2880}, horizon.until + Duration{2880}}});
}

Interval days_of(const ProblemParts& parts, Interval window) {
  const model::Calendar& calendar = parts.calendar;
  return {calendar.day(calendar.day_of(window.from)).from,
          calendar.day(calendar.day_of(window.until - Duration{1})).until};
}

struct World {
  ProblemParts parts;
  std::vector<rule::RuleSpec> specs;
  Solution solution;
};

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
    case Part::Kind::teams: need_of(world, s, part.need).from = {}; break;
    case Part::Kind::people: need_of(world, s, part.need).people.min = 0; break;
  }
}

// Tries every start, venue and crew of one session.
class BruteForce {
 public:
  BruteForce(const World& world, const rule::Levels& levels, SessionIndex s)
      : problem_(world.parts), specs_(world.specs), levels_(levels), s_(s), trial_(world.solution) {
    before_ = broken();
  }

  std::int64_t to_try() const {
    std::int64_t n = static_cast<std::int64_t>(starts().size() * venues().size());
    for (const model::Need& need : problem_.task_of(s_).needs) {
      std::int64_t heads = 0;
      for (auto team : indices(problem_.teams())) {
        heads += matches(need.from, problem_, team)
                     ? static_cast<std::int64_t>(problem_.heads_of(team).size())
                     : 0;
      }
      std::int64_t crews = 1;
      std::int64_t choose = 1;
      for (std::int64_t k = 1; k <= std::min<std::int64_t>(need.people.max, heads); ++k) {
        choose = choose * (heads - k + 1) / k;
        crews += choose;
      }
      n *= crews;
      if (n > 1'000'000'000) break;
    }
    return n;
  }

  bool fits() {
    for (TimePoint start : starts()) {
      for (model::VenueIndex venue : venues()) {
        trial_.placements[s_] = model::Placement{start, venue, {}};
        if (staffed(0, 0, 0, {})) return true;
      }
    }
    trial_.placements[s_].reset();
    return false;
  }

 private:
  using Seat = std::tuple<std::size_t, model::TeamIndex, model::HeadIndex>;

  std::vector<TimePoint> starts() const {
    std::vector<TimePoint> out = starts_of(problem_, s_);
    const auto& pin = problem_.sessions()[s_].pin;
    if (pin && pin->start) out.push_back(*pin->start);
    return out;
  }
  std::vector<model::VenueIndex> venues() const {
    std::vector<model::VenueIndex> out;
    const model::Task& task = problem_.task_of(s_);
    if (!task.venue || task.standing) return {{}};
    for (auto venue : indices(problem_.venues())) out.push_back(venue);
    return out;
  }
  std::vector<std::pair<std::string, std::int64_t>> broken() const {
    const plan::Verdict verdict = plan::verify(problem_, specs_, levels_, trial_);
    std::vector<std::pair<std::string, std::int64_t>> out{{"", 0}};
    for (const rule::RuleSpec& spec : specs_) out.emplace_back(spec.id, 0);
    for (const plan::Match& match : verdict.broken) {
      for (auto& [rule, cost] : out) cost += rule == match.rule ? match.cost : 0;
    }
    return out;
  }
  bool legal() const {
    const auto now = broken();
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (now[i].second > before_[i].second) return false;
    }
    return true;
  }
  bool staffed(std::size_t need, std::size_t from, std::int32_t sent, std::vector<Seat> seats) {
    const auto& needs = problem_.task_of(s_).needs;
    if (need == needs.size()) {
      std::sort(seats.begin(), seats.end());
      auto& crews = trial_.placements[s_]->crews;
      crews.clear();
      for (const auto& [n, team, head] : seats) {
        if (crews.empty() || crews.back().need != n || crews.back().team != team) {
          crews.push_back({static_cast<std::uint32_t>(n), team, {}});
        }
        crews.back().heads.push_back(head);
      }
      return legal();
    }
    if (sent >= needs[need].people.min && staffed(need + 1, 0, 0, seats)) return true;
    if (sent == needs[need].people.max) return false;
    std::size_t at = 0;
    for (auto team : indices(problem_.teams())) {
      if (!matches(needs[need].from, problem_, team)) continue;
      for (model::HeadIndex head : problem_.heads_of(team)) {
        if (at++ < from) continue;
        seats.emplace_back(need, team, head);
        if (staffed(need, at, sent + 1, seats)) return true;
        seats.pop_back();
      }
    }
    return false;
  }

  Problem problem_;
  std::vector<rule::RuleSpec> specs_;
  const rule::Levels& levels_;
  SessionIndex s_;
  Solution trial_;
  std::vector<std::pair<std::string, std::int64_t>> before_;
};

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
      if (brute.to_try() > kMostTried) continue;
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
