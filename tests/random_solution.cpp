#include "random_problem.h"

#include <algorithm>
#include <utility>

#include "random_values.h"

namespace muster::testing {

namespace {

using namespace model;

// Whether `placement` leaves every head of the others in time, whichever comes first.
bool apart(const Problem& problem, SessionIndex a, const Placement& p, SessionIndex b,
           const Placement& q) {
  const Duration there =
      problem.travel().between(problem.place_of(a, p.venue), problem.place_of(b, q.venue));
  const Duration back =
      problem.travel().between(problem.place_of(b, q.venue), problem.place_of(a, p.venue));
  return q.start >= p.start + problem.sessions()[a].duration + there ||
         p.start >= q.start + problem.sessions()[b].duration + back;
}

class Filler {
 public:
  Filler(const Problem& problem, Random& random) : problem_(problem), random_(random) {
    solution_.placements.resize(problem.sessions().size());
  }

  Solution fill() {
    for (auto s : indices(problem_.sessions())) {
      for (int tries = 0; tries < 6 && !solution_.serves(s); ++tries) place(s);
    }
    return std::move(solution_);
  }

 private:
  void place(SessionIndex s) {
    const std::vector<TimePoint> starts = starts_of(problem_, s);
    if (starts.empty() || random_.chance(0.05)) return;
    Placement placement;
    placement.start = starts[random_.below(static_cast<std::uint32_t>(starts.size()))];
    const Task& task = problem_.task_of(s);
    if (task.venue) {
      placement.venue =
          VenueIndex(random_.below(static_cast<std::uint32_t>(problem_.venues().size())));
      if (!venue_fits(s, placement)) return;
    }
    if (!in_order(s, placement.start)) return;
    for (std::size_t need = 0; need < task.needs.size(); ++need) {
      if (!staff(s, need, placement)) return;
    }
    solution_.placements[s] = std::move(placement);
  }

  Interval span(SessionIndex s, TimePoint start) const {
    return {start, start + problem_.sessions()[s].duration};
  }
  bool venue_fits(SessionIndex s, const Placement& placement) const {
    const Venue& venue = problem_.venues()[placement.venue];
    const Interval at = span(s, placement.start);
    if (!suits(problem_, *problem_.task_of(s).venue, placement.venue)) return false;
    int there = 1;
    for (auto other : indices(problem_.sessions())) {
      if (!solution_.serves(other)) continue;
      const Placement& q = *solution_.placements[other];
      there += q.venue == placement.venue && at.overlaps(span(other, q.start));
    }
    return venue.open.contains(at) && there <= venue.rooms;
  }
  bool in_order(SessionIndex s, TimePoint start) const {
    return std::all_of(
        problem_.precedences().begin(), problem_.precedences().end(), [&](const Precedence& p) {
          if (p.after != s) return true;
          return solution_.serves(p.before) &&
                 start >= span(p.before, solution_.placements[p.before]->start).until + p.lag;
        });
  }

  bool free_for(SessionIndex s, HeadIndex head, const Placement& placement) const {
    for (const Crew& crew : placement.crews) {
      if (std::count(crew.heads.begin(), crew.heads.end(), head) > 0) return false;
    }
    if (problem_.task_of(s).standing) return true;
    const auto& own = problem_.heads()[head].available;
    if (own && !own->contains(span(s, placement.start))) return false;
    for (auto other : indices(problem_.sessions())) {
      if (!solution_.serves(other) || problem_.task_of(other).standing) continue;
      for (const Crew& crew : solution_.placements[other]->crews) {
        if (std::count(crew.heads.begin(), crew.heads.end(), head) > 0 &&
            !apart(problem_, s, placement, other, *solution_.placements[other])) {
          return false;
        }
      }
    }
    return true;
  }

  bool staff(SessionIndex s, std::size_t at, Placement& placement) {
    const Need& need = problem_.task_of(s).needs[at];
    int left = between(need.people.min, need.people.max, random_);
    int sent = 0;
    const std::size_t first = random_.below(static_cast<std::uint32_t>(problem_.teams().size()));
    for (std::size_t i = 0; i < problem_.teams().size() && left > 0; ++i) {
      const TeamIndex team((first + i) % problem_.teams().size());
      if (need.one_team && sent > 0) break;
      if (!may_serve(problem_, s, need, team)) continue;
      if (!problem_.task_of(s).standing &&
          !problem_.teams()[team].available.contains(span(s, placement.start))) {
        continue;
      }
      Crew crew{static_cast<std::uint32_t>(at), team, {}};
      for (HeadIndex head : problem_.heads_of(team)) {
        if (left == 0 || random_.chance(0.2)) continue;
        if (!may_fill(problem_.heads()[head].skills, need)) continue;
        if (!free_for(s, head, placement)) continue;
        crew.heads.push_back(head);
        --left;
        ++sent;
      }
      std::sort(crew.heads.begin(), crew.heads.end());
      if (!crew.heads.empty()) placement.crews.push_back(std::move(crew));
    }
    std::sort(placement.crews.begin(), placement.crews.end(), [](const Crew& a, const Crew& b) {
      return std::pair(a.need, a.team) < std::pair(b.need, b.team);
    });
    return sent >= need.people.min;
  }

  const Problem& problem_;
  Random& random_;
  Solution solution_;
};

}  // namespace

model::Solution random_solution(const model::Problem& problem, Random& random) {
  return Filler(problem, random).fill();
}

}  // namespace muster::testing
