#include "plan/fit.h"

#include <algorithm>
#include <map>

namespace muster::plan {

namespace {

constexpr int kCrewSteps = 3000;  // of the search for a crew that hard rules allow, at one spot

}  // namespace

Fit::Fit(const Facts& facts, const VenueDays& venues, RuleJudge& judge)
    : facts_(facts),
      problem_(facts.problem),
      venue_days_(venues),
      judge_(judge),
      before_(problem_.sessions().size()),
      part_of_session_(problem_.sessions().size(), -1),
      part_of_order_(problem_.sessions().size(), -1),
      part_of_team_(problem_.teams().size(), -1),
      part_of_head_(problem_.heads().size(), -1),
      part_of_venue_(problem_.venues().size(), -1),
      part_of_rule_(judge.rules(), -1) {
  for (const model::Precedence& p : problem_.precedences()) before_[p.after].push_back(p);
  for (const model::Session& session : problem_.sessions()) {
    longest_ = std::max(longest_, session.duration);
  }
}

SessionIndex Fit::out_of_order(TimePoint start) const {
  for (const model::Precedence& p : before_[session_]) {
    if (task_.standing || facts_.standing(p.before)) continue;
    if (gave_way(part_of_order_[p.before])) continue;
    if (!facts_.solution.serves(p.before) || gone(p.before)) return p.before;
    if (start < facts_.span(p.before).until + p.lag) return p.before;
  }
  return {};
}

bool Fit::has_room(VenueIndex venue, Interval span) const {
  const auto rooms = static_cast<std::size_t>(std::max(0, problem_.venues()[venue].rooms));
  std::vector<SessionIndex> there = venue_days_.during(venue, span);
  std::erase_if(there, [&](SessionIndex s) { return gone(s); });
  if (there.size() < rooms) return true;
  return std::all_of(there.begin(), there.end(), [&](SessionIndex a) {
    const TimePoint t = std::max(span.from, facts_.span(a).from);
    const auto now = std::count_if(there.begin(), there.end(), [&](SessionIndex b) {
      const Interval there_now = facts_.span(b);
      return there_now.from <= t && t < there_now.until;
    });
    return static_cast<std::size_t>(now) < rooms;
  });
}

bool Fit::may_send(const Candidate& candidate, std::size_t need) const {
  const Demand& demand = needs_[need];
  const bool any_team = gave_way(demand.teams);
  if (!candidate.from && !any_team) return false;
  const auto& pin = problem_.sessions()[session_].pin;
  if (pin && !pin->teams.empty() && (any_team || demand.pinned) && !gave_way(pin_) &&
      std::find(pin->teams.begin(), pin->teams.end(), candidate.who.team) == pin->teams.end()) {
    return false;
  }
  return std::all_of(candidate.lacking.begin(), candidate.lacking.end(), [&](auto skill) {
    return std::any_of(demand.skills.begin(), demand.skills.end(), [&](const auto& known) {
      return known.first == skill && gave_way(known.second);
    });
  });
}

bool Fit::available(TeamHead who, Interval span) const {
  const auto& own = problem_.heads()[who.head].available;
  return (problem_.teams()[who.team].available.contains(span) ||
          gave_way(part_of_team_[who.team])) &&
         (!own || own->contains(span) || gave_way(part_of_head_[who.head]));
}

// Finds the neighbours on the head's day; false where one of its sessions is at the same time.
bool Fit::idle(TeamHead who, Interval span, Idle& out) const {
  const auto& day = facts_.days[who.head];
  const auto next =
      std::lower_bound(day.begin(), day.end(), span.from,
                       [&](SessionIndex s, TimePoint t) { return facts_.span(s).from < t; });
  out = {who, {}, {}};
  for (auto at = next; at != day.begin();) {
    const SessionIndex other = *--at;
    const Interval there = facts_.span(other);
    if (out.before.exists() && there.from + longest_ <= span.from) break;
    if (gone(other)) continue;
    if (there.until > span.from) return false;
    if (!out.before.exists()) out.before = other;
  }
  const auto after = std::find_if(next, day.end(), [&](SessionIndex s) { return !gone(s); });
  if (after == day.end()) return true;
  out.after = *after;
  return facts_.span(*after).from >= span.until;
}

bool Fit::in_time(const Idle& idle, Interval span, PlaceIndex place) const {
  const model::Travel& travel = problem_.travel();
  if (idle.before.exists() &&
      facts_.span(idle.before).until + travel.between(facts_.place(idle.before), place) >
          span.from) {
    return false;
  }
  return !idle.after.exists() || span.until + travel.between(place, facts_.place(idle.after)) <=
                                     facts_.span(idle.after).from;
}

bool Fit::enough(const std::vector<TeamHead>& heads, std::size_t need) const {
  const std::int32_t least = task_.needs[need].people.min;
  return least == 0 || most_heads(heads, task_.needs[need].one_team) >= least;
}

void Fit::begin(const std::vector<char>& dropped) {
  dropped_ = &dropped;
  judge_ready_ = false;
  if (!demands_) return;
  task_ = problem_.task_of(session_);
  for (std::size_t need = 0; need < needs_.size(); ++need) {
    if (gave_way(needs_[need].people)) task_.needs.edit()[need].people.min = 0;
  }
}

bool Fit::fits(const std::vector<char>& dropped) {
  begin(dropped);
  const bool found = std::any_of(starts_.begin(), starts_.end(),
                                 [&](const Start& start) { return try_start(start, nullptr); });
  dropped_ = &nothing_;
  return found;
}

bool Fit::fits_at(TimePoint at, VenueIndex venue) {
  begin(nothing_);
  const auto start = std::find_if(starts_.begin(), starts_.end(),
                                  [&](const Start& each) { return each.at == at; });
  return start != starts_.end() && try_start(*start, &venue);
}

bool Fit::fits_with(std::size_t need, std::int32_t least) {
  begin(nothing_);
  task_.needs.edit()[need].people.min = least;
  const bool found = std::any_of(starts_.begin(), starts_.end(),
                                 [&](const Start& start) { return try_start(start, nullptr); });
  task_ = problem_.task_of(session_);
  return found;
}

bool Fit::try_start(const Start& start, const VenueIndex* only) {
  if (!start.in_window && !gave_way(window_)) return false;
  const auto& pin = problem_.sessions()[session_].pin;
  const bool pinned = pin && !task_.standing && !gave_way(pin_);
  if (pinned && pin->start && *pin->start != start.at) return false;
  if (out_of_order(start.at).exists()) return false;
  const Interval span{start.at, start.at + problem_.sessions()[session_].duration};
  idle_.assign(needs_.size(), {});
  for (std::size_t need = 0; need < needs_.size(); ++need) {
    std::vector<TeamHead> there;
    for (const Candidate& candidate : candidates_[need]) {
      Idle row{candidate.who, {}, {}};
      if (!may_send(candidate, need)) continue;
      if (!task_.standing && (!available(candidate.who, span) || !idle(candidate.who, span, row))) {
        continue;
      }
      idle_[need].push_back(row);
      there.push_back(candidate.who);
    }
    if (!enough(there, need)) return false;
  }
  return std::any_of(venues_.begin(), venues_.end(), [&](const Venue& venue) {
    if (only != nullptr && venue.venue != *only) return false;
    const bool elsewhere = pinned && pin->venue.exists() && pin->venue != venue.venue;
    return !elsewhere && try_spot(venue, span);
  });
}

bool Fit::try_spot(const Venue& venue, Interval span) {
  if (venue.venue.exists()) {
    if (!venue.seats && !gave_way(seats_)) return false;
    if (!venue.facilities && !gave_way(facilities_)) return false;
    if (!venue.place && !gave_way(place_)) return false;
    if (!problem_.venues()[venue.venue].open.contains(span) &&
        !gave_way(part_of_venue_[venue.venue])) {
      return false;
    }
    if (!has_room(venue.venue, span)) return false;
  }
  const PlaceIndex place = problem_.place_of(session_, venue.venue);
  std::vector<std::vector<TeamHead>> free(needs_.size());
  for (std::size_t need = 0; need < needs_.size(); ++need) {
    for (const Idle& row : idle_[need]) {
      if (task_.standing || in_time(row, span, place)) free[need].push_back(row.who);
    }
    if (!enough(free[need], need)) return false;
  }
  return staff(span.from, venue.venue, std::move(free));
}

// Heads whom no hard rule forbids whoever else goes.
void Fit::keep_allowed(TimePoint start, VenueIndex venue, std::size_t need,
                       std::vector<TeamHead>& heads) {
  std::erase_if(heads, [&](TeamHead who) {
    const Placement alone{start, venue, {{static_cast<std::uint32_t>(need), who.team, {who.head}}}};
    const auto against = judge_.against(session_, alone);
    return std::any_of(against.begin(), against.end(), [&](rule::RuleIndex rule) {
      return judge_.judges_heads(rule) && !gave_way(part_of_rule_[rule]);
    });
  });
}

bool Fit::any_stands(const std::vector<rule::RuleIndex>& against) const {
  return std::any_of(against.begin(), against.end(),
                     [&](rule::RuleIndex rule) { return !gave_way(part_of_rule_[rule]); });
}

bool Fit::hopeless(const std::vector<rule::RuleIndex>& against) const {
  return std::any_of(against.begin(), against.end(), [&](rule::RuleIndex rule) {
    return !judge_.asks_for_crew(rule) && !gave_way(part_of_rule_[rule]);
  });
}

// All crews within the needs' numbers, until hard rules allow one.
class Fit::CrewSearch {
 public:
  CrewSearch(Fit& fit, TimePoint start, VenueIndex venue,
             const std::vector<std::vector<TeamHead>>& free)
      : fit_(fit), start_(start), venue_(venue), free_(free) {}

  bool run() { return try_need(0, 0, 0); }
  bool gave_up() const { return left_ < 0; }
  Placement placement() const {
    std::map<std::pair<std::uint32_t, TeamIndex>, std::vector<HeadIndex>> by;
    for (const auto& [need, who] : chosen_) {
      by[{static_cast<std::uint32_t>(need), who.team}].push_back(who.head);
    }
    Placement out{start_, venue_, {}};
    for (auto& [key, heads] : by) {
      std::sort(heads.begin(), heads.end());
      out.crews.push_back({key.first, key.second, std::move(heads)});
    }
    return out;
  }

 private:
  bool try_need(std::size_t need, std::size_t from, std::int32_t sent) {
    if (--left_ < 0) return false;
    if (need == free_.size()) {
      return !fit_.any_stands(fit_.judge_.against(fit_.session_, placement()));
    }
    const Need& asked = fit_.task_.needs[need];
    if (sent >= asked.people.min && try_need(need + 1, 0, 0)) return true;
    if (sent == asked.people.max) return false;
    for (std::size_t i = from; i < free_[need].size() && left_ >= 0; ++i) {
      const TeamHead who = free_[need][i];
      const bool goes = std::any_of(chosen_.begin(), chosen_.end(), [&](const auto& other) {
        return other.second.head == who.head;
      });
      if (goes || (asked.one_team && sent > 0 && chosen_.back().second.team != who.team)) continue;
      chosen_.emplace_back(need, who);
      if (try_need(need, i + 1, sent + 1)) return true;
      chosen_.pop_back();
    }
    return false;
  }

  Fit& fit_;
  TimePoint start_;
  VenueIndex venue_;
  const std::vector<std::vector<TeamHead>>& free_;
  std::vector<std::pair<std::size_t, TeamHead>> chosen_;
  int left_ = kCrewSteps;
};

bool Fit::staff(TimePoint start, VenueIndex venue, std::vector<std::vector<TeamHead>> free) {
  if (judge_.any()) {
    if (!judge_ready_) {
      std::vector<SessionIndex> out;
      for (const Part& part : parts_) {
        if (part.kind == Part::Kind::session && gone(part.session)) out.push_back(part.session);
      }
      std::sort(out.begin(), out.end());
      judge_.take_out(out);
      judge_ready_ = true;
    }
    for (std::size_t need = 0; need < free.size(); ++need) {
      keep_allowed(start, venue, need, free[need]);
      if (!enough(free[need], need)) return false;
    }
  }
  Placement placement{start, venue, {}};
  if (!fill_needs(task_, free, placement.crews)) return false;
  const auto against =
      judge_.any() ? judge_.against(session_, placement) : std::vector<rule::RuleIndex>{};
  if (any_stands(against)) {
    if (hopeless(against)) return false;
    CrewSearch search(*this, start, venue, free);
    if (!search.run()) {
      exact_ = exact_ && !search.gave_up();
      return false;
    }
    placement = search.placement();
  }
  example_ = std::move(placement);
  return true;
}

}  // namespace muster::plan
