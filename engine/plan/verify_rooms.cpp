// turnover: each venue's sessions in the order in which they come into their rooms.
#include <algorithm>
#include <set>

#include "plan/scope.h"

namespace muster::plan {

namespace {

struct Stay {
  TimePoint in, out;
  SessionIndex session;
};

// Who stays where, set-up and clean-up of the rule's sessions included.
std::vector<Stay> stays_at(const Facts& facts, const Scope& scope, VenueIndex venue) {
  std::vector<Stay> stays;
  for (SessionIndex s : facts.served) {
    if (facts.standing(s) || facts.placement(s).venue != venue) continue;
    const Interval span = facts.span(s);
    Stay stay{span.from, span.until, s};
    if (scope.concerns(facts.problem, s)) {
      stay.in = span.from - scope.spec.get<Duration>("set-up", {});
      stay.out = span.until + scope.spec.get<Duration>("clean-up", {});
    }
    stays.push_back(stay);
  }
  std::sort(stays.begin(), stays.end(), [](const Stay& a, const Stay& b) {
    return std::pair(a.in, a.session) < std::pair(b.in, b.session);
  });
  return stays;
}

}  // namespace

bool check_rooms(const Facts& facts, const Scope& scope, Findings& findings) {
  if (scope.spec.kind != "turnover") return false;
  const Problem& problem = facts.problem;
  const auto wanted = scope.spec.get<model::Selector>("venues", {});
  for (VenueIndex venue : indices(problem.venues())) {
    if (!matches(wanted, problem, venue)) continue;
    const auto rooms = static_cast<std::size_t>(problem.venues()[venue].rooms);
    std::multiset<TimePoint> leaving;  // of the rooms that are held
    for (const Stay& stay : stays_at(facts, scope, venue)) {
      leaving.erase(leaving.begin(), leaving.upper_bound(stay.in));
      if (leaving.size() >= rooms) {
        findings.match(scope.spec, scope.level, scope.weight,
                       {"{0} finds no room of {1} ready at {2}", "{0} 到 {1} 时（{2}）没有空房间"},
                       {stay.session}, named(problem, stay.session), named(problem, venue),
                       clock_text(problem, stay.in));
      }
      leaving.insert(stay.out);
    }
  }
  return true;
}

}  // namespace muster::plan
