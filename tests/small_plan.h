// Tiny plans for tests, by the ids of a problem:
//
//   SmallPlan plan(problem);
//   plan.serve("class@2017-09-04", 0, "08:00", {{.team = "wives", .heads = {"wives#1"}}});
//   rule::evaluate(problem, rules, plan.solution());
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "model/solution.h"
#include "small_problem.h"

namespace muster {

namespace small {

struct CrewOptions {
  std::string team = {};
  Words heads = {};
  std::uint32_t need = 0;
};

}  // namespace small

// A solution of a problem, session by session. The problem must outlive it.
class SmallPlan {
 public:
  explicit SmallPlan(const model::Problem& problem) : problem_(&problem) {
    solution_.placements.resize(problem.sessions().size());
  }
  // The start is `clock` of `day`; standing sessions take the horizon's begin instead.
  SmallPlan& serve(const std::string& session, int day, const std::string& clock,
                   const std::vector<small::CrewOptions>& crews, const std::string& venue = {}) {
    model::Placement placement;
    const auto index = small::find_id(problem_->sessions(), session);
    const auto& calendar = problem_->calendar();
    placement.start =
        problem_->task_of(index).standing
            ? calendar.horizon().from
            : problem_->zone_time().instant({calendar.date(day), small::minute_of(clock)});
    if (!venue.empty()) placement.venue = small::find_id(problem_->venues(), venue);
    for (const auto& options : crews) {
      model::Crew crew{options.need, small::find_id(problem_->teams(), options.team), {}};
      for (const auto& head : options.heads) {
        crew.heads.push_back(small::find_id(problem_->heads(), head));
      }
      std::sort(crew.heads.begin(), crew.heads.end());
      placement.crews.push_back(std::move(crew));
    }
    std::sort(placement.crews.begin(), placement.crews.end(),
              [](const model::Crew& a, const model::Crew& b) {
                return std::pair(a.need, a.team) < std::pair(b.need, b.team);
              });
    solution_.placements[index] = std::move(placement);
    return *this;
  }
  SmallPlan& drop(const std::string& session) {
    solution_.placements[small::find_id(problem_->sessions(), session)].reset();
    return *this;
  }
  const model::Solution& solution() const { return solution_; }

 private:
  const model::Problem* problem_;
  model::Solution solution_;
};

}  // namespace muster
