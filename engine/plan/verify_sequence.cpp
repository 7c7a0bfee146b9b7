// travel and rest: each head's day, walked from session to session.
#include <algorithm>
#include <map>

#include "plan/scope.h"

namespace muster::plan {

namespace {

// What one head travels on one day beyond what is free.
struct Way {
  std::int64_t minutes = 0;
  std::int64_t over = 0;
  std::vector<SessionIndex> sessions;
};

class TravelDays {
 public:
  TravelDays(const Facts& facts, Duration free) : facts_(facts), free_(free) {}

  void leg(SessionIndex at, PlaceIndex from, PlaceIndex to) {
    const int minutes = facts_.problem.travel().between(from, to).minutes;
    if (minutes <= free_.minutes) return;
    Way& way = ways_[facts_.day(at)];
    way.minutes += minutes;
    way.over += minutes - free_.minutes;
    if (way.sessions.empty() || way.sessions.back() != at) way.sessions.push_back(at);
  }
  const std::map<int, Way>& ways() const { return ways_; }

 private:
  const Facts& facts_;
  Duration free_;
  std::map<int, Way> ways_;
};

void travel_of(const Facts& facts, const Scope& scope, HeadIndex head, Findings& findings) {
  const Problem& problem = facts.problem;
  const std::vector<SessionIndex>& day = facts.days[head];
  const PlaceIndex base = problem.heads()[head].base;
  TravelDays days(facts, scope.spec.get<Duration>("free", {}));
  const auto concerned = [&](SessionIndex s) { return scope.concerns(problem, s); };
  if (concerned(day.front())) days.leg(day.front(), base, facts.place(day.front()));
  for (std::size_t i = 1; i < day.size(); ++i) {
    const SessionIndex a = day[i - 1];
    const SessionIndex b = day[i];
    if (!concerned(a) || !concerned(b)) continue;
    if (facts.day(a) == facts.day(b)) {
      days.leg(b, facts.place(a), facts.place(b));
    } else {
      days.leg(a, facts.place(a), base);
      days.leg(b, base, facts.place(b));
    }
  }
  if (concerned(day.back())) days.leg(day.back(), facts.place(day.back()), base);
  for (const auto& [date, way] : days.ways()) {
    findings.match(scope.spec, scope.level, scope.weight * way.over,
                   {"{} is under way for {} minutes on {}, {} of them priced",
                    "{} 路上用时 {} 分钟（{}），其中 {} 分钟计入"},
                   way.sessions, named(problem, head), way.minutes,
                   problem.calendar().name(model::Period::day, date), way.over);
  }
}

void rest_of(const Facts& facts, const Scope& scope, HeadIndex head, Findings& findings) {
  const Duration least = scope.spec.get<Duration>("at-least", {});
  const bool nights_only = scope.spec.get<std::string>("between", "days") == "days";
  const std::vector<SessionIndex>& day = facts.days[head];
  for (std::size_t i = 1; i < day.size(); ++i) {
    const SessionIndex a = day[i - 1];
    const SessionIndex b = day[i];
    if (!scope.concerns(facts.problem, a) || !scope.concerns(facts.problem, b)) continue;
    if (nights_only && facts.day(a) == facts.day(b)) continue;
    const Duration gap = facts.span(b).from - facts.span(a).until;
    if (gap >= least) continue;
    findings.match(scope.spec, scope.level, scope.weight,
                   {"{} has {} minutes between {} and {}, less than {}",
                    "{0} 在 {2} 与 {3} 之间只有 {1} 分钟，少于 {4} 分钟"},
                   {a, b}, named(facts.problem, head), gap.minutes, named(facts.problem, a),
                   named(facts.problem, b), least.minutes);
  }
}

}  // namespace

bool check_sequence(const Facts& facts, const Scope& scope, Findings& findings) {
  const bool travel = scope.spec.kind == "travel";
  if (!travel && scope.spec.kind != "rest") return false;
  for (HeadIndex head : facts.busy) {
    if (!scope.heads[head]) continue;
    travel ? travel_of(facts, scope, head, findings) : rest_of(facts, scope, head, findings);
  }
  return true;
}

}  // namespace muster::plan
