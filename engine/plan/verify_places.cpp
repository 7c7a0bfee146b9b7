// Laws of places and of time between sessions: venues, each head's day, precedence.
#include <algorithm>
#include <map>

#include "plan/laws.h"

namespace muster::plan {

namespace {

void check_suitable(const Facts& facts, SessionIndex s, Findings& findings) {
  const Problem& problem = facts.problem;
  const auto& required = problem.task_of(s).venue;
  const VenueIndex venue = facts.placement(s).venue;
  if (required && !facts.standing(s) && !venue.exists()) {
    findings.law("venue-required", {"{} has no venue and needs one", "{} 需要阵地但没有安排"}, {s},
                 named(problem, s));
  }
  if (!venue.exists()) return;
  const auto name = named(problem, venue);
  if (!required || facts.standing(s)) {
    findings.law("venue-unsuitable",
                 {"{} is in {} but takes place at its grid", "{} 应在网格内进行，却安排在 {}"}, {s},
                 named(problem, s), name);
  } else if (!suits(problem, *required, venue)) {
    findings.law(
        "venue-unsuitable",
        {"{} does not fit {}: seats, facilities or kind", "{1} 需要的座位、设施或类型与 {0} 不符"},
        {s}, name, named(problem, s));
  }
  if (!facts.standing(s) && !problem.venues()[venue].open.contains(facts.span(s))) {
    findings.law("venue-open",
                 {"{1} is not open for {0} at {2}", "{1} 在 {2} 不开放，不能举办 {0}"}, {s},
                 named(problem, s), name, span_text(problem, facts.span(s)));
  }
}

// Sweeps one venue's sessions by start; every session that finds the rooms full is a match.
void check_rooms(const Facts& facts, VenueIndex venue, std::vector<SessionIndex> sessions,
                 Findings& findings) {
  constexpr std::size_t kNamed = 100;
  const Problem& problem = facts.problem;
  std::sort(sessions.begin(), sessions.end(), [&](SessionIndex a, SessionIndex b) {
    return std::pair(facts.placement(a).start, a) < std::pair(facts.placement(b).start, b);
  });
  std::multimap<TimePoint, SessionIndex> inside;  // by end
  for (SessionIndex s : sessions) {
    const Interval span = facts.span(s);
    while (!inside.empty() && inside.begin()->first <= span.from) inside.erase(inside.begin());
    inside.emplace(span.until, s);
    const auto rooms = static_cast<std::size_t>(std::max(0, problem.venues()[venue].rooms));
    if (inside.size() <= rooms) continue;
    std::vector<SessionIndex> there{s};
    for (const auto& [until, other] : inside) {
      if (other != s && there.size() < kNamed) there.push_back(other);
    }
    findings.law("venue-rooms",
                 {"{} has {} rooms and {} sessions at {}", "{0} 有 {1} 间房，{3} 时有 {2} 场"},
                 there, named(problem, venue), rooms, inside.size(),
                 clock_text(problem, span.from));
  }
}

void check_day(const Facts& facts, HeadIndex head, Findings& findings) {
  const Problem& problem = facts.problem;
  const std::vector<SessionIndex>& day = facts.days[head];
  SessionIndex last = day.front();  // of those so far, the one that ends last
  for (std::size_t i = 1; i < day.size(); ++i) {
    const SessionIndex b = day[i];
    const Interval span = facts.span(b);
    if (span.from < facts.span(last).until) {
      findings.law("one-place",
                   {"{} is in {} and in {} at {}", "{0} 在 {3} 同时被安排在 {1} 和 {2}"}, {last, b},
                   named(problem, head), named(problem, last), named(problem, b),
                   clock_text(problem, span.from));
    } else {
      const SessionIndex a = day[i - 1];
      const Duration way = problem.travel().between(facts.place(a), facts.place(b));
      const Duration gap = span.from - facts.span(a).until;
      if (gap < way) {
        findings.law("travel-time",
                     {"{0} has {3} minutes from {1} ({5}) to {2} ({6}), the way takes {4}",
                      "{0} 从 {1}（{5}）到 {2}（{6}）只有 {3} 分钟，路程需要 {4} 分钟"},
                     {a, b}, named(problem, head), named(problem, a), named(problem, b),
                     gap.minutes, way.minutes, named(problem, facts.place(a)),
                     named(problem, facts.place(b)));
      }
    }
    if (facts.span(last).until < span.until) last = b;
  }
}

}  // namespace

void check_venues(const Facts& facts, Findings& findings) {
  Table<VenueIndex, std::vector<SessionIndex>> at(facts.problem.venues().size());
  for (SessionIndex s : facts.served) {
    check_suitable(facts, s, findings);
    const VenueIndex venue = facts.placement(s).venue;
    if (venue.exists() && !facts.standing(s)) at[venue].push_back(s);
  }
  for (auto venue : indices(at)) check_rooms(facts, venue, std::move(at[venue]), findings);
}

void check_days(const Facts& facts, Findings& findings) {
  for (HeadIndex head : facts.busy) check_day(facts, head, findings);
}

void check_precedences(const Facts& facts, Findings& findings) {
  const Problem& problem = facts.problem;
  for (const model::Precedence& p : problem.precedences()) {
    if (!facts.solution.serves(p.after)) continue;
    if (facts.standing(p.after) || facts.standing(p.before)) continue;  // they have no time
    if (!facts.solution.serves(p.before)) {
      findings.law("precedence",
                   {"{} is served and {}, which must come before, is not",
                    "已安排 {}，但必须在它之前的 {} 没有安排"},
                   {p.after, p.before}, named(problem, p.after), named(problem, p.before));
    } else if (facts.span(p.after).from < facts.span(p.before).until + p.lag) {
      findings.law("precedence",
                   {"{0} starts at {1}, less than {3} minutes after {2} ends",
                    "{} 在 {} 开始，距 {} 结束不足 {} 分钟"},
                   {p.before, p.after}, named(problem, p.after),
                   clock_text(problem, facts.span(p.after).from), named(problem, p.before),
                   p.lag.minutes);
    }
  }
}

}  // namespace muster::plan
