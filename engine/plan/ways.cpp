#include "plan/ways.h"

#include <algorithm>

namespace muster::plan {

struct Ways::Way {
  SessionIndex session;
  const Candidates& candidates;
  VenueIndex venue;
  Interval span;
  PlaceIndex place;
};

VenueDays::VenueDays(const Facts& facts)
    : facts_(facts), at_(facts.problem.venues().size()), longest_(facts.problem.venues().size()) {
  for (SessionIndex s : facts.served) {
    const VenueIndex venue = facts.placement(s).venue;
    if (!venue.exists() || facts.standing(s)) continue;
    at_[venue].push_back(s);
    longest_[venue] = std::max(longest_[venue], facts.span(s).length());
  }
  for (auto& list : at_) {
    std::sort(list.begin(), list.end(), [&](SessionIndex a, SessionIndex b) {
      return std::pair(facts.span(a).from, a) < std::pair(facts.span(b).from, b);
    });
  }
}

std::vector<SessionIndex> VenueDays::during(VenueIndex venue, Interval span) const {
  const auto& list = at_[venue];
  auto at = std::lower_bound(list.begin(), list.end(), span.from - longest_[venue],
                             [&](SessionIndex s, TimePoint t) { return facts_.span(s).from < t; });
  std::vector<SessionIndex> found;
  for (; at != list.end() && facts_.span(*at).from < span.until; ++at) {
    if (facts_.span(*at).overlaps(span)) found.push_back(*at);
  }
  return found;
}

std::size_t VenueDays::most_at_once(VenueIndex venue, Interval span) const {
  const std::vector<SessionIndex> there = during(venue, span);
  std::size_t most = 0;
  for (SessionIndex a : there) {  // the most are there when one of them begins, or at the start
    const TimePoint t = std::max(span.from, facts_.span(a).from);
    const auto now = std::count_if(there.begin(), there.end(), [&](SessionIndex b) {
      return facts_.span(b).from <= t && t < facts_.span(b).until;
    });
    most = std::max(most, static_cast<std::size_t>(now));
  }
  return most;
}

Ways::Ways(const Facts& facts, const VenueDays& venues, HardRules& rules)
    : facts_(facts),
      hours_(facts),
      venues_(venues),
      rules_(rules),
      before_(facts.problem.sessions().size()) {
  for (const model::Precedence& p : facts.problem.precedences()) before_[p.after].push_back(p);
}

SessionIndex Hours::clash(HeadIndex head, Interval span, PlaceIndex place, bool& on_the_way) const {
  const auto& day = facts_.days[head];
  const auto next =
      std::lower_bound(day.begin(), day.end(), span.from,
                       [&](SessionIndex s, TimePoint t) { return facts_.span(s).from < t; });
  const auto travel = [&](PlaceIndex a, PlaceIndex b) {
    return facts_.problem.travel().between(a, b);
  };
  SessionIndex on_way;
  if (next != day.begin()) {
    const SessionIndex before = *std::prev(next);
    if (facts_.span(before).until > span.from) return before;
    if (facts_.span(before).until + travel(facts_.place(before), place) > span.from) {
      on_way = before;
    }
  }
  if (next != day.end()) {
    if (facts_.span(*next).from < span.until) return *next;
    if (span.until + travel(place, facts_.place(*next)) > facts_.span(*next).from) on_way = *next;
  }
  on_the_way = on_way.exists();
  return on_way;
}

Obstacle Ways::place_obstacle(const Way& way, WaysTried::Count& detail) const {
  const Problem& problem = facts_.problem;
  for (const model::Precedence& p : before_[way.session]) {
    if (!facts_.solution.serves(p.before)) continue;
    if (facts_.standing(p.before) || facts_.standing(way.session)) continue;
    if (way.span.from >= facts_.span(p.before).until + p.lag) continue;
    ++detail.blockers[id_of(problem, p.before)];
    return Obstacle::order;
  }
  if (!way.venue.exists()) return Obstacle::none;
  const model::Venue& venue = problem.venues()[way.venue];
  if (!venue.open.contains(way.span)) {
    ++detail.blockers[venue.id];
    return Obstacle::closed;
  }
  const auto rooms = static_cast<std::size_t>(std::max(0, venue.rooms));
  if (venues_.most_at_once(way.venue, way.span) < rooms) return Obstacle::none;
  for (SessionIndex s : venues_.during(way.venue, way.span)) ++detail.blockers[id_of(problem, s)];
  return Obstacle::rooms;
}

// Sieves the need's heads law by law; the first sieve that leaves too few is the obstacle.
Obstacle Ways::need_obstacle(const Way& way, std::size_t at, WaysTried::Count& detail,
                             std::vector<TeamHead>& free) {
  const Problem& problem = facts_.problem;
  const Need& need = problem.task_of(way.session).needs[at];
  const bool timed = !problem.task_of(way.session).standing;
  std::vector<TeamHead> there, idle, in_time;
  std::map<std::string, std::int64_t> busy, far, rules;
  work_left_ -= static_cast<std::int64_t>(way.candidates.needs[at].heads.size());
  for (TeamHead h : way.candidates.needs[at].heads) {
    if (timed && !(hours_.team(h.team, way.span) && hours_.person(h.head, way.span))) continue;
    there.push_back(h);
    bool on_the_way = false;
    const SessionIndex other =
        timed ? hours_.clash(h.head, way.span, way.place, on_the_way) : SessionIndex();
    if (other.exists()) ++(on_the_way ? far : busy)[id_of(problem, other)];
    if (!other.exists() || on_the_way) idle.push_back(h);
    if (!other.exists()) in_time.push_back(h);
  }
  free = in_time;
  const auto too_few = [&](const std::vector<TeamHead>& heads, Obstacle obstacle,
                           const std::map<std::string, std::int64_t>& blockers) {
    const std::int64_t most = most_heads(heads, need.one_team);
    if (most >= need.people.min) return Obstacle::none;
    detail.need = at;
    detail.free_heads = most;
    for (const auto& [id, n] : blockers) detail.blockers[id] += n;
    return obstacle;
  };
  std::map<std::string, std::int64_t> teams;
  for (TeamIndex team : way.candidates.needs[at].teams) teams[id_of(problem, team)] = 1;
  Obstacle found = too_few(there, Obstacle::times, teams);
  if (found == Obstacle::none) found = too_few(idle, Obstacle::busy, busy);
  if (found == Obstacle::none) found = too_few(in_time, Obstacle::travel, far);
  if (found != Obstacle::none || !rules_.any() || need.people.min == 0) return found;
  free.clear();
  for (TeamHead h : in_time) {
    if (!rules_.may_ask()) {
      out_->rules_asked = false;
      free = in_time;
      return Obstacle::none;
    }
    const Placement alone{
        way.span.from, way.venue, {{static_cast<std::uint32_t>(at), h.team, {h.head}}}};
    const std::vector<std::string> against = rules_.against(way.session, alone, true);
    if (against.empty()) free.push_back(h);
    for (const std::string& id : against) ++rules[id];
  }
  return too_few(free, Obstacle::rule, rules);
}

Obstacle Ways::obstacle(const Way& way, WaysTried::Count& detail) {
  const Task& task = facts_.problem.task_of(way.session);
  Obstacle found = place_obstacle(way, detail);
  if (found != Obstacle::none) return found;
  std::vector<std::vector<TeamHead>> free(task.needs.size());
  for (std::size_t i = 0; i < task.needs.size(); ++i) {
    const Obstacle here = need_obstacle(way, i, detail, free[i]);
    if (here != Obstacle::none) return here;
  }
  Placement placement{way.span.from, way.venue, {}};
  if (!fill_needs(task, free, placement.crews)) return Obstacle::shared;
  if (out_->at(Obstacle::none).ways == 0) {
    out_->open_way = placement;
    if (rules_.any() && rules_.may_ask()) {
      out_->rules_against = rules_.against(way.session, placement, false);
    } else if (rules_.any()) {
      out_->rules_asked = false;
    }
  }
  return Obstacle::none;
}

WaysTried Ways::try_all(SessionIndex session, const Candidates& candidates) {
  constexpr std::int64_t kWorkPerSession = 200'000;
  WaysTried tried;
  out_ = &tried;
  work_left_ = std::min(kWorkPerSession, whole_work_left_);
  const std::int64_t work_before = work_left_;
  const Duration duration = facts_.problem.sessions()[session].duration;
  for (TimePoint start : candidates.starts) {
    for (VenueIndex venue : candidates.venues) {
      // One way is always looked at, so that there is something true to say.
      if (tried.tried > 0 && work_left_ <= 0) {
        tried.all = false;
        break;
      }
      const Way way{session,
                    candidates,
                    venue,
                    {start, start + duration},
                    facts_.problem.place_of(session, venue)};
      WaysTried::Count detail;
      const Obstacle found = obstacle(way, detail);
      WaysTried::Count& count = tried.by[static_cast<std::size_t>(found)];
      if (count.ways++ == 0) {
        count.need = detail.need;
        count.free_heads = detail.free_heads;
      }
      for (const auto& [id, n] : detail.blockers) count.blockers[id] += n;
      ++tried.tried;
      work_left_ -= 5;
    }
  }
  whole_work_left_ -= work_before - work_left_;
  return tried;
}

}  // namespace muster::plan
