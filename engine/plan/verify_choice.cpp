// home-first, preference, venue-preference, blackout and earliness: one session's start, venue or
// crews.
#include <algorithm>
#include <string>
#include <vector>

#include "plan/scope.h"

namespace muster::plan {

namespace {

void home_first(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  const Duration free = scope.spec.get<Duration>("free", {});
  const int unit = std::max(1, scope.spec.get<Duration>("unit", {10}).minutes);
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(problem, s)) continue;
    for (const Crew& crew : facts.placement(s).crews) {
      if (!scope.teams[crew.team]) continue;
      const int minutes =
          problem.travel().between(problem.teams()[crew.team].base, facts.place(s)).minutes;
      const std::int64_t over = std::max(0, minutes - free.minutes);
      const std::int64_t units = (over + unit - 1) / unit;
      const auto heads = static_cast<std::int64_t>(crew.heads.size());
      findings.match(scope.spec, scope.level, scope.weight * units * heads,
                     {"{1} of {2} travel {3} minutes from their base to {0}; {4} are free",
                      "{2} 的 {1} 人从驻地到 {0} 需 {3} 分钟，免计 {4} 分钟"},
                     {s}, named(problem, s), heads, named(problem, crew.team), minutes,
                     free.minutes);
    }
  }
}

void prefer_times(const Facts& facts, const Scope& scope, bool avoid, Findings& findings) {
  const IntervalSet times = scope.spec.get<IntervalSet>("times", {});
  const IntervalSet good =
      avoid ? IntervalSet({facts.problem.calendar().horizon()}).without(times) : times;
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(facts.problem, s) || facts.standing(s)) continue;  // no time to prefer
    if (good.contains(facts.span(s))) continue;
    findings.match(
        scope.spec, scope.level, scope.weight,
        {"{0} takes place at {1}, outside the preferred times", "{0} 在 {1}，不在优先时段内"}, {s},
        named(facts.problem, s), span_text(facts.problem, facts.span(s)));
  }
}

void prefer_venues(const Facts& facts, const Scope& scope, bool avoid, Findings& findings) {
  const auto wanted = scope.spec.get<model::Selector>("venues", {});
  Table<VenueIndex, char> good(facts.problem.venues().size());
  for (auto venue : indices(facts.problem.venues())) {
    good[venue] = matches(wanted, facts.problem, venue) != avoid;
  }
  for (SessionIndex s : facts.served) {
    const VenueIndex venue = facts.placement(s).venue;
    if (!scope.concerns(facts.problem, s) || !venue.exists() || good[venue]) continue;
    findings.match(
        scope.spec, scope.level, scope.weight,
        {"{0} takes place in {1}, which is not preferred", "{0} 安排在 {1}，不是优先阵地"}, {s},
        named(facts.problem, s), named(facts.problem, venue));
  }
}

void prefer_teams(const Facts& facts, const Scope& scope, bool avoid, Findings& findings) {
  const auto wanted = scope.spec.get<model::Selector>("of-teams", {});
  Table<TeamIndex, char> good(facts.problem.teams().size());
  for (auto team : indices(facts.problem.teams())) {
    good[team] = matches(wanted, facts.problem, team) != avoid;
  }
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(facts.problem, s)) continue;
    for (const Crew& crew : facts.placement(s).crews) {
      if (good[crew.team]) continue;
      const auto heads = static_cast<std::int64_t>(crew.heads.size());
      findings.match(scope.spec, scope.level, scope.weight * heads,
                     {"{1} of {2} go to {0}, but that team is not preferred",
                      "{2} 派 {1} 人到 {0}，不是优先队伍"},
                     {s}, named(facts.problem, s), heads, named(facts.problem, crew.team));
    }
  }
}

void venue_preference(const Facts& facts, const Scope& scope, Findings& findings) {
  const auto first = scope.spec.get<model::Selector>("venues", {});
  const auto then = scope.spec.get<model::Selector>("then", {});
  const bool ranked = scope.spec.has("then");
  for (SessionIndex s : facts.served) {
    const VenueIndex venue = facts.placement(s).venue;
    if (!scope.concerns(facts.problem, s) || !venue.exists()) continue;
    if (matches(first, facts.problem, venue)) continue;
    const bool second = ranked && matches(then, facts.problem, venue);
    if (second && scope.spec.hard) continue;
    const std::int64_t steps = ranked && !second && !scope.spec.hard ? 2 : 1;
    findings.match(
        scope.spec, scope.level, scope.weight * steps,
        {"{0} takes place in {1}, not at a venue of first choice", "{0} 安排在 {1}，不是首选阵地"},
        {s}, named(facts.problem, s), named(facts.problem, venue));
  }
}

void blackout(const Facts& facts, const Scope& scope, Findings& findings) {
  const IntervalSet times = scope.spec.get<IntervalSet>("times", {});
  const auto venues = scope.spec.get<model::Selector>("venues", {});
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(facts.problem, s) || facts.standing(s)) continue;
    const VenueIndex venue = facts.placement(s).venue;
    const bool meant =
        !scope.spec.has("venues") || (venue.exists() && matches(venues, facts.problem, venue));
    if (!meant || times.intersected(IntervalSet({facts.span(s)})).empty()) continue;
    findings.match(scope.spec, scope.level, scope.weight,
                   {"{0} takes place at {1}, when it may not", "{0} 在 {1}，处于禁办时段"}, {s},
                   named(facts.problem, s), span_text(facts.problem, facts.span(s)));
  }
}

// Where no window is long enough for a session, the first one's begin counts.
void earliness(const Facts& facts, const Scope& scope, Findings& findings) {
  const int unit = std::max(1, scope.spec.get<Duration>("unit", {60}).minutes);
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(facts.problem, s) || facts.standing(s)) continue;
    const model::Session& session = facts.problem.sessions()[s];
    if (session.windows.empty()) continue;
    const auto fits =
        std::find_if(session.windows.begin(), session.windows.end(),
                     [&](const Interval& window) { return window.length() >= session.duration; });
    const auto& window = fits == session.windows.end() ? *session.windows.begin() : *fits;
    const int late = std::max(0, (facts.placement(s).start - window.from).minutes);
    findings.match(scope.spec, scope.level, scope.weight * ((late + unit - 1) / unit),
                   {"{0} begins at {1}, {2} minutes after its earliest start",
                    "{0} 于 {1} 开始，比最早可开始时间晚 {2} 分钟"},
                   {s}, named(facts.problem, s),
                   clock_text(facts.problem, facts.placement(s).start), late);
  }
}

// Heads who lack what their need prefers; with avoid, who have it.
void prefer_skills(const Facts& facts, const Scope& scope, bool avoid, Findings& findings) {
  const Problem& problem = facts.problem;
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(problem, s)) continue;
    const auto& needs = problem.task_of(s).needs;
    for (const Crew& crew : facts.placement(s).crews) {
      if (crew.need >= needs.size()) continue;
      for (HeadIndex head : crew.heads) {
        const auto& owned = problem.heads()[head].skills;
        std::vector<std::string> against;
        for (model::SkillIndex skill : needs[crew.need].preferred) {
          const bool has = std::find(owned.begin(), owned.end(), skill) != owned.end();
          if (has == avoid) against.push_back(problem.skills()[skill]);
        }
        findings.match(scope.spec, scope.level,
                       scope.weight * static_cast<std::int64_t>(against.size()),
                       avoid ? Bilingual{"{1} goes to {0}, and has {2}", "{1} 去 {0}，具备 {2}"}
                             : Bilingual{"{1} goes to {0} without the preferred {2}",
                                         "{1} 去 {0}，缺少优先技能 {2}"},
                       {s}, named(problem, s), named(problem, head), list_text(against, false));
      }
    }
  }
}

}  // namespace

bool check_choice(const Facts& facts, const Scope& scope, Findings& findings) {
  if (scope.spec.kind == "home-first") {
    home_first(facts, scope, findings);
    return true;
  }
  if (scope.spec.kind == "venue-preference") {
    venue_preference(facts, scope, findings);
    return true;
  }
  if (scope.spec.kind == "blackout") {
    blackout(facts, scope, findings);
    return true;
  }
  if (scope.spec.kind == "earliness") {
    earliness(facts, scope, findings);
    return true;
  }
  if (scope.spec.kind != "preference") return false;
  const bool avoid = scope.spec.get<std::string>("mode", "prefer") == "avoid";
  if (scope.spec.has("times")) prefer_times(facts, scope, avoid, findings);
  if (scope.spec.has("venues")) prefer_venues(facts, scope, avoid, findings);
  if (scope.spec.has("of-teams")) prefer_teams(facts, scope, avoid, findings);
  if (scope.spec.has("skills")) prefer_skills(facts, scope, avoid, findings);
  return true;
}

}  // namespace muster::plan
