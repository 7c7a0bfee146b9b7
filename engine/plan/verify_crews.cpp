// buddy and standby: who goes together, and who stays free.
#include <algorithm>
#include <map>
#include <set>

#include "plan/scope.h"

namespace muster::plan {

namespace {

std::set<HeadIndex> heads_at(const Facts& facts, SessionIndex s) {
  std::set<HeadIndex> heads;
  for (const Crew& crew : facts.placement(s).crews) {
    heads.insert(crew.heads.begin(), crew.heads.end());
  }
  return heads;
}

void buddy(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  const auto novice = scope.spec.get<model::Selector>("novices", {});
  const auto experienced = scope.spec.get<model::Selector>("experienced", {});
  const auto places = scope.spec.get<std::int64_t>("at-most", 1);
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(problem, s)) continue;
    std::int64_t novices = 0;
    std::int64_t guides = 0;
    for (const Crew& crew : facts.placement(s).crews) {
      for (HeadIndex head : crew.heads) {
        const bool guide = matches(experienced, problem, head);
        guides += guide;
        novices += !guide && matches(novice, problem, head);
      }
    }
    const std::int64_t alone = std::max<std::int64_t>(0, novices - guides * places);
    findings.match(scope.spec, scope.level, scope.weight * alone,
                   {"{} has {} novices and {} experienced people, who look after {} each",
                    "{} 有 {} 名新人、{} 名老队员，每名老队员最多带 {} 人"},
                   {s}, named(problem, s), novices, guides, places);
  }
}

// Who is kept in reserve together.
struct Reserve {
  std::vector<HeadIndex> members;
  std::string name;
};

std::vector<Reserve> reserves(const Facts& facts, const Scope& scope) {
  const Problem& problem = facts.problem;
  const auto people = scope.spec.get<model::Selector>("people", {});
  const bool by_grid = scope.spec.get<std::string>("per", "zone") == "grid";
  const model::Zone& zone = problem.zone();
  std::map<std::size_t, Reserve> found;
  for (auto head : indices(problem.heads())) {
    if (!scope.heads[head] || !matches(people, problem, head)) continue;
    std::size_t key = 0;
    std::string name = zone.name.empty() ? zone.id : zone.name;
    if (by_grid) {
      TeamIndex first;
      for (TeamIndex team : problem.heads()[head].teams) {
        if (!first.exists() && scope.teams[team]) first = team;
      }
      const GridIndex grid = problem.teams()[first].grid;
      if (!grid.exists()) continue;
      key = grid.value;
      name = name_of(problem, grid);
    }
    found[key].members.push_back(head);
    found[key].name = name;
  }
  std::vector<Reserve> list;
  for (auto& [key, reserve] : found) list.push_back(std::move(reserve));
  return list;
}

bool overlaps(const IntervalSet& times, Interval slot) {
  return !times.intersected(IntervalSet({slot})).parts().empty();
}

// Whether somebody could be called in some part of the slot, were there no sessions.
bool there(const Problem& problem, HeadIndex index, Interval slot) {
  const model::Head& head = problem.heads()[index];
  for (TeamIndex team : head.teams) {
    const IntervalSet& of_team = problem.teams()[team].available;
    if (overlaps(head.available ? of_team.intersected(*head.available) : of_team, slot)) {
      return true;
    }
  }
  return false;
}

using Busy = std::map<std::int64_t, std::map<HeadIndex, std::vector<SessionIndex>>>;

// Who is busy with what in which slots, counted from the horizon's begin.
Busy busy_slots(const Facts& facts, const Scope& scope, Duration length) {
  const Interval horizon = facts.problem.calendar().horizon();
  Busy busy;
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(facts.problem, s) || facts.standing(s)) continue;
    const Interval span = facts.span(s);
    TimePoint from = std::max(span.from, horizon.from);
    const TimePoint until = std::min(span.until, horizon.until);
    while (from < until) {
      const std::int32_t slot = (from - horizon.from).minutes / length.minutes;
      for (HeadIndex head : heads_at(facts, s)) busy[slot][head].push_back(s);
      from = horizon.from + Duration{(slot + 1) * length.minutes};
    }
  }
  return busy;
}

void standby(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  const auto least = scope.spec.get<std::int64_t>("at-least", 1);
  const Duration length = scope.spec.get<Duration>("slot", {60});
  const Interval horizon = problem.calendar().horizon();
  const Busy busy_in = busy_slots(facts, scope, length);
  for (const Reserve& reserve : reserves(facts, scope)) {
    for (const auto& [number, busy_heads] : busy_in) {
      const TimePoint from =
          horizon.from + Duration{static_cast<std::int32_t>(number) * length.minutes};
      const Interval slot{from, std::min(from + length, horizon.until)};
      std::int64_t available = 0;
      std::int64_t busy = 0;
      std::set<SessionIndex> sessions;
      for (HeadIndex head : reserve.members) {
        available += there(problem, head, slot);
        const auto found = busy_heads.find(head);
        if (found == busy_heads.end()) continue;
        busy += static_cast<std::int64_t>(found->second.size());
        sessions.insert(found->second.begin(), found->second.end());
      }
      const std::int64_t due = std::min(least, available);
      const std::int64_t missing = std::max<std::int64_t>(0, due - (available - busy));
      findings.match(scope.spec, scope.level, scope.weight * missing,
                     {"{0} has {2} people at {3} and sends them out {1} times, {4} are to stay",
                      "{3} {0} 有 {2} 人，派出 {1} 人次，应留 {4} 人待命"},
                     {sessions.begin(), sessions.end()}, reserve.name, busy, available,
                     span_text(problem, slot), due);
    }
  }
}

}  // namespace

bool check_crews(const Facts& facts, const Scope& scope, Findings& findings) {
  if (scope.spec.kind == "buddy") {
    buddy(facts, scope, findings);
  } else if (scope.spec.kind == "standby") {
    standby(facts, scope, findings);
  } else {
    return false;
  }
  return true;
}

}  // namespace muster::plan
