#include "plan/choose_heads.h"

#include <algorithm>

#include "plan/facts.h"

namespace muster::plan {

namespace {

constexpr int kFixed = -1;            // a head that the plan itself names
constexpr int kVisitsPerSeat = 2000;  // bounds the search for an augmenting path

class Chooser {
 public:
  Chooser(const Problem& problem, const model::Solution& solution,
          const std::vector<HeadRequest>& requests)
      : problem_(problem),
        solution_(solution),
        requests_(requests),
        seats_(problem.heads().size()),
        visited_(problem.heads().size(), 0),
        chosen_(requests.size()) {
    for (auto s : indices(solution.placements)) {
      if (!solution.serves(s)) continue;
      for (const Crew& crew : solution.placements[s]->crews) {
        for (HeadIndex head : crew.heads) seats_[head].push_back({s, kFixed});
      }
    }
  }

  bool fill_seat(int request) {
    ++round_;
    visits_ = 0;
    return seat(request);
  }
  const std::vector<HeadIndex>& chosen(int request) const {
    return chosen_[static_cast<std::size_t>(request)];
  }

 private:
  struct Seat {
    SessionIndex session;
    int request;
  };

  const HeadRequest& request(int r) const { return requests_[static_cast<std::size_t>(r)]; }
  Interval span(SessionIndex s) const {
    const TimePoint start = solution_.placements[s]->start;
    return {start, start + problem_.sessions()[s].duration};
  }
  bool standing(SessionIndex s) const { return problem_.task_of(s).standing; }

  bool may_serve(HeadIndex head, const HeadRequest& r) const {
    const auto& needs = problem_.task_of(r.session).needs;
    const auto& own = problem_.heads()[head].available;
    return may_fill(problem_.heads()[head].skills, needs[r.need]) &&
           (standing(r.session) || !own || own->contains(span(r.session)));
  }
  bool clash(SessionIndex a, SessionIndex b) const {
    if (a == b) return true;
    if (standing(a) || standing(b)) return false;
    const PlaceIndex at = problem_.place_of(a, solution_.placements[a]->venue);
    const PlaceIndex bt = problem_.place_of(b, solution_.placements[b]->venue);
    return span(b).from < span(a).until + problem_.travel().between(at, bt) &&
           span(a).from < span(b).until + problem_.travel().between(bt, at);
  }

  // Finds a head for one more seat of r, moving at most one other seat at each step.
  bool seat(int r) {
    for (HeadIndex head : problem_.heads_of(request(r).team)) {
      if (visited_[head] == round_ || !may_serve(head, request(r))) continue;
      if (++visits_ > kVisitsPerSeat) return false;
      visited_[head] = round_;
      std::vector<Seat> clashing;
      for (const Seat& other : seats_[head]) {
        if (clash(other.session, request(r).session)) clashing.push_back(other);
      }
      if (clashing.empty()) {
        take(head, r);
        return true;
      }
      if (clashing.size() > 1 || clashing.front().request == kFixed ||
          clashing.front().request == r) {
        continue;
      }
      const int other = clashing.front().request;
      leave(head, other);
      if (seat(other)) {
        take(head, r);
        return true;
      }
      take(head, other);
    }
    return false;
  }

  void take(HeadIndex head, int r) {
    seats_[head].push_back({request(r).session, r});
    chosen_[static_cast<std::size_t>(r)].push_back(head);
  }
  void leave(HeadIndex head, int r) {
    std::erase_if(seats_[head], [&](const Seat& seat) { return seat.request == r; });
    std::erase(chosen_[static_cast<std::size_t>(r)], head);
  }

  const Problem& problem_;
  const model::Solution& solution_;
  const std::vector<HeadRequest>& requests_;
  Table<HeadIndex, std::vector<Seat>> seats_;
  Table<HeadIndex, int> visited_;
  std::vector<std::vector<HeadIndex>> chosen_;
  int round_ = 0;
  int visits_ = 0;
};

void add_crew(model::Placement& placement, const HeadRequest& request,
              const std::vector<HeadIndex>& heads) {
  if (heads.empty()) return;
  auto crew = std::find_if(placement.crews.begin(), placement.crews.end(), [&](const Crew& c) {
    return c.need == request.need && c.team == request.team;
  });
  if (crew == placement.crews.end()) {
    placement.crews.push_back({request.need, request.team, {}});
    crew = std::prev(placement.crews.end());
  }
  crew->heads.insert(crew->heads.end(), heads.begin(), heads.end());
  std::sort(crew->heads.begin(), crew->heads.end());
  std::sort(placement.crews.begin(), placement.crews.end(), [](const Crew& a, const Crew& b) {
    return std::pair(a.need, a.team) < std::pair(b.need, b.team);
  });
}

}  // namespace

void choose_heads(const Problem& problem, model::Solution& solution,
                  std::vector<HeadRequest>& requests) {
  std::stable_sort(requests.begin(), requests.end(),
                   [&](const HeadRequest& a, const HeadRequest& b) {
                     return std::pair(solution.placements[a.session]->start, a.session) <
                            std::pair(solution.placements[b.session]->start, b.session);
                   });
  Chooser chooser(problem, solution, requests);
  const int n = static_cast<int>(requests.size());
  for (int r = 0; r < n; ++r) {
    const auto at = static_cast<std::size_t>(r);
    while (requests[at].chosen < requests[at].people && chooser.fill_seat(r)) ++requests[at].chosen;
  }
  for (int r = 0; r < n; ++r) {
    const HeadRequest& request = requests[static_cast<std::size_t>(r)];
    add_crew(*solution.placements[request.session], request, chooser.chosen(r));
  }
}

}  // namespace muster::plan
