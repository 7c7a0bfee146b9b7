// What a refill may do to others.
#include "dispatch/refill.h"

#include <catch2/catch.hpp>

#include "dispatch/answers.h"
#include "dispatch/assignments.h"
#include "offers.h"
#include "plan/assemble.h"
#include "plan/plan_json.h"
#include "plan/verify.h"

using namespace muster;
using namespace muster::dispatch;
using namespace muster::testing;
using store::State;

namespace {

load::Workspace two_watches(const std::string& from, const std::string& until) {
  auto loaded = load::load_texts(
      {{"w.yaml",
        "zone:\n  id: quay\n  timezone: UTC\n  horizon: {from: " + from + ", until: " + until +
            "}\n  grids: [{id: pier}]\n"
            "teams:\n  - {id: a, base: pier, size: 2}\n  - {id: b, base: pier, size: 2}\n"
            "tasks:\n"
            "  - {id: s1, grid: pier, priority: must, duration: 2h, window: {from: 10:00, to: "
            "12:00}, needs: [{people: 2}]}\n"
            "  - {id: s2, grid: pier, priority: must, duration: 2h, window: {from: 10:00, to: "
            "12:00}, needs: [{people: 2}]}\n"}},
      {});
  INFO(to_text(loaded.diagnostics, loaded.sources, Language::english));
  REQUIRE(loaded.workspace);
  return std::move(*loaded.workspace);
}

model::Solution served_by(const model::Problem& problem, const std::string& s1_team) {
  model::Solution out;
  out.placements.resize(problem.sessions().size());
  for (auto s : indices(problem.sessions())) {
    const bool first = problem.sessions()[s].id == "s1";
    const auto team = model::TeamIndex(std::size_t{(s1_team == "a") == first ? 0u : 1u});
    model::Crew crew;
    crew.team = team;
    crew.heads = {problem.heads_of(team)[0], problem.heads_of(team)[1]};
    model::Placement placement;
    placement.start = problem.calendar().horizon().from + Duration{600};
    placement.crews = {crew};
    out.placements[s] = placement;
  }
  return out;
}

store::Assignment answered_by(const char* session, const char* team, State state) {
  store::Assignment out = wanted(session, team, 0);
  out.state = state;
  return out;
}

}  // namespace

TEST_CASE("a refill takes nobody off what they accepted, for one who has refused that") {
  const load::Workspace workspace = two_watches("2026-06-01", "2026-06-01");
  const model::Solution published = served_by(workspace.problem, "a");
  std::vector<store::Assignment> answers{answered_by("s1", "a", State::declined),
                                         answered_by("s2", "a", State::declined),
                                         answered_by("s2", "b", State::accepted)};
  const auto session = model::SessionIndex(std::size_t{
      workspace.problem.sessions()[model::SessionIndex(std::size_t{0})].id == "s1" ? 0u : 1u});
  const Refilled none = refill(workspace, published, answers, session, 2, {0});
  CHECK(none.needed);
  CHECK_FALSE(none.plan);
  CHECK_FALSE(none.reasons.empty());
  // Had neither answered for the other session, they would change places.
  answers.resize(1);
  const Refilled swapped = refill(workspace, published, answers, session, 2, {0});
  REQUIRE(swapped.plan);
  CHECK(assignments_of(workspace.problem, swapped.plan->solution).size() == 2);
}

TEST_CASE("what was published before the horizon began is not planned from") {
  const load::Workspace june = two_watches("2026-06-01", "2026-06-01");
  const model::Solution solution = served_by(june.problem, "a");
  const auto& levels = june.rules.levels;
  const auto verdict = plan::verify(june.problem, june.specs, levels, solution);
  const std::string document = plan::to_json(
      june.problem, plan::assemble(june.problem, june.specs, levels, solution, verdict, {}),
      Language::english);
  CHECK(published_plan(june.problem, document).solution == solution);
  CHECK(published_plan(june.problem, document).lost.empty());
  const load::Workspace july = two_watches("2026-07-01", "2026-07-01");
  const Standing standing = published_plan(july.problem, document);
  for (const auto& placement : standing.solution.placements) CHECK_FALSE(placement);
  CHECK(standing.lost.size() == 2);
  CHECK_FALSE(standing.lost_after(instant(july.problem.calendar().horizon().from)));
  CHECK(standing.lost_after({0}));
}
