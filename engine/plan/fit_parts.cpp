// What a session could have at all, and the parts that may keep it from that.
#include <algorithm>
#include <tuple>

#include "plan/fit.h"

namespace muster::plan {

namespace {

constexpr Duration kAround{1440};  // people's sessions so far from the days asked for matter too

bool covers(const IntervalSet& set, const std::vector<Interval>& days) {
  return std::all_of(days.begin(), days.end(), [&](Interval day) { return set.contains(day); });
}

// Whole local days that the windows touch, joined where they meet.
std::vector<Interval> days_of(const Problem& problem, const model::Session& session) {
  const model::Calendar& calendar = problem.calendar();
  std::vector<Interval> days;
  for (Interval window : session.windows) {
    const int first = calendar.day_of(window.from);
    const int last = calendar.day_of(window.until - Duration{1});
    days.push_back({calendar.day(first).from, calendar.day(last).until});
  }
  return IntervalSet(std::move(days)).parts();
}

}  // namespace

void Fit::approach(SessionIndex session, bool demands) {
  for (const Part& part : parts_) {
    if (part.session.exists()) part_of_session_[part.session] = part_of_order_[part.session] = -1;
    if (part.team.exists()) part_of_team_[part.team] = -1;
    if (part.head.exists()) part_of_head_[part.head] = -1;
    if (part.venue.exists()) part_of_venue_[part.venue] = -1;
    if (part.rule.exists()) part_of_rule_[part.rule] = -1;
  }
  parts_.clear();
  window_ = pin_ = seats_ = facilities_ = place_ = -1;
  session_ = session;
  task_ = problem_.task_of(session);
  demands_ = demands;
  exact_ = true;
  list_starts();
  list_venues();
  needs_.assign(task_.needs.size(), {});
  candidates_.assign(task_.needs.size(), {});
  for (std::size_t need = 0; need < task_.needs.size(); ++need) list_candidates(need);
  list_parts();
}

void Fit::list_starts() {
  const model::Session& session = problem_.sessions()[session_];
  starts_.clear();
  days_.clear();
  if (task_.standing) {
    starts_.push_back({problem_.calendar().horizon().from, true});
    return;
  }
  days_ = days_of(problem_, session);
  const auto in_window = [&](TimePoint start) {
    return std::any_of(session.windows.begin(), session.windows.end(), [&](Interval window) {
      return window.contains(Interval{start, start + session.duration});
    });
  };
  const auto add = [&](TimePoint start) { starts_.push_back({start, in_window(start)}); };
  for (TimePoint start : starts_of(problem_, session_)) add(start);
  for (Interval day : days_) {
    for (TimePoint t = day.from; t + session.duration <= day.until; t = t + problem_.zone().step) {
      add(t);
    }
  }
  if (session.pin && session.pin->start) add(*session.pin->start);
  const auto outside = [&](TimePoint start) {  // of the nearest window
    Duration least{INT32_MAX};
    for (Interval window : session.windows) {
      const Duration early = std::max(Duration{0}, window.from - start);
      const Duration late = std::max(Duration{0}, start + session.duration - window.until);
      least = std::min(least, std::max(early, late));
    }
    return least;
  };
  std::sort(starts_.begin(), starts_.end(), [&](const Start& a, const Start& b) {
    return std::tuple(!a.in_window, outside(a.at), a.at) <
           std::tuple(!b.in_window, outside(b.at), b.at);
  });
  starts_.erase(std::unique(starts_.begin(), starts_.end(),
                            [](const Start& a, const Start& b) { return a.at == b.at; }),
                starts_.end());
}

void Fit::list_venues() {
  venues_.clear();
  if (!task_.venue || task_.standing) {
    venues_.push_back({});
    return;
  }
  const model::VenueRequirement& asked = *task_.venue;
  for (auto index : indices(problem_.venues())) {
    const model::Venue& venue = problem_.venues()[index];
    Venue row{index};
    row.seats = venue.capacity == 0 || asked.seats <= venue.capacity;
    row.facilities = std::includes(venue.facilities.begin(), venue.facilities.end(),
                                   asked.facilities.begin(), asked.facilities.end());
    row.place = matches(asked.where, problem_, index);
    if (demands_ || (row.seats && row.facilities && row.place)) venues_.push_back(row);
  }
}

void Fit::list_candidates(std::size_t at) {
  const Need& need = task_.needs[at];
  const auto& pin = problem_.sessions()[session_].pin;
  for (auto team : indices(problem_.teams())) {
    const auto& refused = problem_.sessions()[session_].refused;
    if (std::binary_search(refused.begin(), refused.end(), team)) continue;
    const bool from = matches(need.from, problem_, team);
    if (from && pin && std::find(pin->teams.begin(), pin->teams.end(), team) != pin->teams.end()) {
      needs_[at].pinned = true;
    }
    if (!from && !demands_) continue;
    for (HeadIndex head : problem_.heads_of(team)) {
      Candidate candidate{{team, head}, from, {}};
      const auto& owned = problem_.heads()[head].skills;
      const auto has = [&](model::SkillIndex skill) {
        return std::binary_search(owned.begin(), owned.end(), skill);
      };
      for (model::SkillIndex skill : need.skills) {
        if (!has(skill)) candidate.lacking.emplace_back(Part::Kind::skill, skill);
      }
      const auto& any = need.any_skills;
      if (!any.empty() && std::none_of(any.begin(), any.end(), has)) {
        candidate.lacking.emplace_back(Part::Kind::any_skill, any.front());
      }
      for (model::SkillIndex skill : need.no_skills) {
        if (has(skill)) candidate.lacking.emplace_back(Part::Kind::no_skill, skill);
      }
      if (demands_ || candidate.lacking.empty()) candidates_[at].push_back(std::move(candidate));
    }
  }
}

void Fit::list_parts() {
  const auto& pin = problem_.sessions()[session_].pin;
  if (!task_.standing) add({.kind = Part::Kind::window});
  if (pin) add({.kind = Part::Kind::pin});
  for (const model::Precedence& p : before_[session_]) {
    const bool known = std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) {
      return part.session == p.before;  // the same twice, with another lag
    });
    if (known || facts_.standing(p.before) || task_.standing) continue;
    add({.kind = Part::Kind::order, .session = p.before});
  }
  for (rule::RuleIndex rule : judge_.hard()) add({.kind = Part::Kind::rule, .rule = rule});
  for (const Venue& row : venues_) {
    if (!row.venue.exists() || covers(problem_.venues()[row.venue].open, days_)) continue;
    add({.kind = Part::Kind::venue_hours, .venue = row.venue});
  }
  std::vector<TeamIndex> teams;
  std::vector<HeadIndex> heads;
  for (const auto& candidates : candidates_) {
    for (const Candidate& c : candidates) {
      if (teams.empty() || teams.back() != c.who.team) teams.push_back(c.who.team);
      heads.push_back(c.who.head);
    }
  }
  const auto once = [](auto& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  once(teams);
  once(heads);
  for (TeamIndex team : teams) {
    if (task_.standing || covers(problem_.teams()[team].available, days_)) continue;
    add({.kind = Part::Kind::team_hours, .team = team});
  }
  for (HeadIndex head : heads) {
    const auto& own = problem_.heads()[head].available;
    if (task_.standing || !own || covers(*own, days_)) continue;
    add({.kind = Part::Kind::person_hours, .head = head});
  }
  list_sessions(heads);
  if (demands_) add_demands();
  number_parts();
}

void Fit::list_sessions(const std::vector<HeadIndex>& heads) {
  std::vector<SessionIndex> others;
  if (!days_.empty()) {
    const Interval near{days_.front().from - kAround, days_.back().until + kAround};
    for (HeadIndex head : heads) {
      for (SessionIndex s : facts_.days[head]) {
        if (judge_.any() || facts_.span(s).overlaps(near)) others.push_back(s);
      }
    }
    for (const Venue& row : venues_) {
      if (!row.venue.exists()) continue;
      const auto there = venue_days_.during(row.venue, {days_.front().from, days_.back().until});
      others.insert(others.end(), there.begin(), there.end());
    }
  }
  if (judge_.any()) {
    for (SessionIndex s : problem_.sessions_of(problem_.sessions()[session_].task)) {
      if (facts_.solution.serves(s)) others.push_back(s);
    }
  }
  std::sort(others.begin(), others.end(), [&](SessionIndex a, SessionIndex b) {
    const auto key = [&](SessionIndex s) { return std::pair(problem_.task_of(s).priority, s); };
    return key(a) < key(b);
  });
  others.erase(std::unique(others.begin(), others.end()), others.end());
  for (SessionIndex s : others) add({.kind = Part::Kind::session, .session = s});
}

void Fit::add_demands() {
  if (task_.venue && !task_.standing) {
    if (task_.venue->seats > 0) add({.kind = Part::Kind::seats});
    if (!task_.venue->facilities.empty()) add({.kind = Part::Kind::facilities});
    if (!task_.venue->where.matches_everything()) add({.kind = Part::Kind::place});
  }
  for (std::size_t need = 0; need < task_.needs.size(); ++need) {
    for (model::SkillIndex skill : task_.needs[need].skills) {
      add({.kind = Part::Kind::skill, .need = need, .skill = skill});
    }
    if (const auto& any = task_.needs[need].any_skills; !any.empty()) {
      add({.kind = Part::Kind::any_skill, .need = need, .skill = any.front()});
    }
    for (model::SkillIndex skill : task_.needs[need].no_skills) {
      add({.kind = Part::Kind::no_skill, .need = need, .skill = skill});
    }
    if (!task_.needs[need].from.matches_everything()) {
      add({.kind = Part::Kind::teams, .need = need});
    }
    if (task_.needs[need].people.min > 0) add({.kind = Part::Kind::people, .need = need});
  }
}

void Fit::number_parts() {
  nothing_.assign(parts_.size(), 0);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    const auto number = static_cast<std::int32_t>(i);
    switch (part.kind) {
      case Part::Kind::window: window_ = number; break;
      case Part::Kind::pin: pin_ = number; break;
      case Part::Kind::order: part_of_order_[part.session] = number; break;
      case Part::Kind::rule: part_of_rule_[part.rule] = number; break;
      case Part::Kind::venue_hours: part_of_venue_[part.venue] = number; break;
      case Part::Kind::team_hours: part_of_team_[part.team] = number; break;
      case Part::Kind::person_hours: part_of_head_[part.head] = number; break;
      case Part::Kind::session: part_of_session_[part.session] = number; break;
      case Part::Kind::seats: seats_ = number; break;
      case Part::Kind::facilities: facilities_ = number; break;
      case Part::Kind::place: place_ = number; break;
      case Part::Kind::skill:
      case Part::Kind::any_skill:
      case Part::Kind::no_skill:
        needs_[part.need].skills.emplace_back(std::pair(part.kind, part.skill), number);
        break;
      case Part::Kind::teams: needs_[part.need].teams = number; break;
      case Part::Kind::people: needs_[part.need].people = number; break;
    }
  }
}

}  // namespace muster::plan
