// Exact staffing of one session's minimums: needs may want the same people.
#include <algorithm>
#include <map>

#include "plan/ways.h"

namespace muster::plan {

namespace {

// Kuhn's augmenting paths (1955, doi:10.1002/nav.3800020109) from seats to heads.
class Seating {
 public:
  Seating(const std::vector<std::vector<TeamHead>>& free, const std::vector<std::int32_t>& seats)
      : free_(free) {
    for (std::size_t need = 0; need < seats.size(); ++need) {
      for (std::int32_t i = 0; i < seats[need]; ++i) need_of_seat_.push_back(need);
    }
  }

  bool fill() {
    for (std::size_t seat = 0; seat < need_of_seat_.size(); ++seat) {
      visited_.clear();
      if (!find(seat)) return false;
    }
    return true;
  }
  std::vector<Crew> crews() const {
    std::map<std::pair<std::size_t, TeamIndex>, std::vector<HeadIndex>> by;
    for (const auto& [head, at] : seat_of_) {
      by[{need_of_seat_[at.seat], at.team}].push_back(head);
    }
    std::vector<Crew> crews;
    for (auto& [key, heads] : by) {
      crews.push_back({static_cast<std::uint32_t>(key.first), key.second, std::move(heads)});
    }
    return crews;
  }

 private:
  struct At {
    std::size_t seat;
    TeamIndex team;
  };
  bool find(std::size_t seat) {
    for (const TeamHead& h : free_[need_of_seat_[seat]]) {
      if (visited_[h.head]++ > 0) continue;
      const auto taken = seat_of_.find(h.head);
      if (taken == seat_of_.end() || find(taken->second.seat)) {
        seat_of_[h.head] = {seat, h.team};
        return true;
      }
    }
    return false;
  }

  const std::vector<std::vector<TeamHead>>& free_;
  std::vector<std::size_t> need_of_seat_;
  std::map<HeadIndex, At> seat_of_;
  std::map<HeadIndex, int> visited_;
};

// Tries each team for each need that wants one team, then seats.
bool fill_from(const Task& task, std::vector<std::vector<TeamHead>>& free, std::size_t need,
               int& tries_left, std::vector<Crew>& crews) {
  while (need < task.needs.size() &&
         (!task.needs[need].one_team || task.needs[need].people.min == 0)) {
    ++need;
  }
  if (need == task.needs.size()) {
    std::vector<std::int32_t> seats;
    for (const Need& n : task.needs) seats.push_back(n.people.min);
    Seating seating(free, seats);
    if (!seating.fill()) return false;
    crews = seating.crews();
    return true;
  }
  const std::vector<TeamHead> all = free[need];
  std::map<TeamIndex, std::vector<TeamHead>> by_team;
  for (const TeamHead& h : all) by_team[h.team].push_back(h);
  for (auto& [team, heads] : by_team) {
    if (static_cast<std::int32_t>(heads.size()) < task.needs[need].people.min) continue;
    if (--tries_left < 0) return true;  // too many ways to prove that none is there
    free[need] = heads;
    if (fill_from(task, free, need + 1, tries_left, crews)) return true;
  }
  free[need] = all;
  return false;
}

}  // namespace

bool fill_needs(const Task& task, const std::vector<std::vector<TeamHead>>& free,
                std::vector<Crew>& crews) {
  int tries = 100;
  auto copy = free;
  return fill_from(task, copy, 0, tries, crews);
}

}  // namespace muster::plan
