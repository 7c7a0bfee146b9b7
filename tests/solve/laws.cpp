// The laws, walked plainly over a solution.
#include <algorithm>
#include <map>
#include <set>

#include "zones.h"

namespace muster::testing {

using namespace model;

namespace {

struct Visit {
  Interval time;
  PlaceIndex place;
  std::string session;
};

class Walker {
 public:
  Walker(const Problem& problem, const Solution& solution)
      : problem_(problem), solution_(solution) {}
  std::vector<std::string> broken() {
    for (auto s : indices(problem_.sessions())) {
      if (solution_.serves(s)) walk(s, *solution_.placements[s]);
    }
    for (auto& [head, visits] : visits_) walk_head(visits);
    for (auto& [venue, times] : hosted_) walk_venue(venue, times);
    for (const Precedence& p : problem_.precedences()) walk_precedence(p);
    return std::move(broken_);
  }

 private:
  void say(const std::string& law, const std::string& where) {
    broken_.push_back(law + " " + where);
  }

  void walk(SessionIndex s, const Placement& plan) {
    const Session& session = problem_.sessions()[s];
    const Task& task = problem_.task_of(s);
    const Interval time{plan.start, plan.start + session.duration};
    const auto starts = starts_of(problem_, s);
    const bool pinned_start = session.pin && session.pin->start;
    if (pinned_start ? plan.start != *session.pin->start
                     : !std::binary_search(starts.begin(), starts.end(), plan.start)) {
      say("window", session.id);
    }
    walk_place(s, plan, time);
    std::set<HeadIndex> seen;
    std::vector<int> sent(task.needs.size());
    std::vector<std::set<TeamIndex>> teams(task.needs.size());
    for (const Crew& crew : plan.crews) {
      const Need& need = task.needs[crew.need];
      teams[crew.need].insert(crew.team);
      if (!may_serve(problem_, s, need, crew.team)) say("eligible", session.id);
      if (!std::is_sorted(crew.heads.begin(), crew.heads.end()) || crew.heads.empty()) {
        say("shape", session.id);
      }
      for (HeadIndex index : crew.heads) {
        const Head& head = problem_.heads()[index];
        ++sent[crew.need];
        if (!seen.insert(index).second) say("double-counted", session.id);
        if (!may_fill(head.skills, need)) say("skill", session.id);
        if (std::find(head.teams.begin(), head.teams.end(), crew.team) == head.teams.end()) {
          say("eligible", session.id);
        }
        if (task.standing) continue;
        if (!problem_.teams()[crew.team].available.contains(time)) {
          say("team-available", session.id);
        }
        if (head.available && !head.available->contains(time)) say("person-available", session.id);
        visits_[index].push_back({time, problem_.place_of(s, plan.venue), session.id});
      }
    }
    if (session.pin) {
      for (const Crew& asked : session.pin->crews) {
        for (HeadIndex head : asked.heads) {
          if (seen.count(head) == 0) say("pinned head", session.id);
        }
      }
    }
    for (std::size_t n = 0; n < task.needs.size(); ++n) {
      const HeadCount& people = task.needs[n].people;
      if (sent[n] < people.min || sent[n] > people.max) say("head-count", session.id);
      if (task.needs[n].one_team && teams[n].size() > 1) say("head-count one team", session.id);
    }
  }
  void walk_place(SessionIndex s, const Placement& plan, Interval time) {
    const Task& task = problem_.task_of(s);
    const std::string& id = problem_.sessions()[s].id;
    if (task.standing || !task.venue) {
      if (plan.venue.exists()) say("venue", id);
      return;
    }
    if (!plan.venue.exists()) return say("venue-required", id);
    if (!suits(problem_, *task.venue, plan.venue)) say("venue-unsuitable", id);
    if (!problem_.venues()[plan.venue].open.contains(time)) say("venue-open", id);
    hosted_[plan.venue].push_back(time);
  }
  void walk_head(std::vector<Visit>& visits) {
    std::sort(visits.begin(), visits.end(),
              [](const Visit& a, const Visit& b) { return a.time < b.time; });
    for (std::size_t i = 1; i < visits.size(); ++i) {
      const Visit& a = visits[i - 1];
      const Visit& b = visits[i];
      if (a.time.overlaps(b.time)) say("one-place", a.session + " " + b.session);
      if (b.time.from < a.time.until + problem_.travel().between(a.place, b.place)) {
        say("travel-time", a.session + " " + b.session);
      }
    }
  }
  void walk_venue(VenueIndex venue, const std::vector<Interval>& times) {
    for (const Interval& a : times) {
      int at_once = 0;
      for (const Interval& b : times) at_once += b.contains(Interval{a.from, a.from + Duration{1}});
      if (at_once > problem_.venues()[venue].rooms) say("venue-rooms", problem_.venues()[venue].id);
    }
  }
  void walk_precedence(const Precedence& p) {
    if (!solution_.serves(p.after)) return;
    const std::string& id = problem_.sessions()[p.after].id;
    if (!solution_.serves(p.before)) return say("precedence", id);
    const TimePoint end =
        solution_.placements[p.before]->start + problem_.sessions()[p.before].duration;
    if (solution_.placements[p.after]->start < end + p.lag) say("precedence", id);
  }

  const Problem& problem_;
  const Solution& solution_;
  std::vector<std::string> broken_;
  std::map<HeadIndex, std::vector<Visit>> visits_;
  std::map<VenueIndex, std::vector<Interval>> hosted_;
};

}  // namespace

std::vector<std::string> broken_laws(const Problem& problem, const Solution& solution) {
  return Walker(problem, solution).broken();
}

}  // namespace muster::testing
