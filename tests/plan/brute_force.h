// Whether a session fits, by trying every placement of it with the verifier.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"
#include "plan/verify.h"
#include "rule/score.h"
#include "rule/spec.h"

namespace muster::testing {

constexpr std::int64_t kMostTried = 3000;  // placements that brute force may have to try

struct World {
  model::ProblemParts parts;
  std::vector<rule::RuleSpec> specs;
  model::Solution solution;
};

// Tries every start, venue and crew of one session.
class BruteForce {
 public:
  BruteForce(const World& world, const rule::Levels& levels, model::SessionIndex s)
      : problem_(world.parts), specs_(world.specs), levels_(levels), s_(s), trial_(world.solution) {
    before_ = broken();
  }

  std::int64_t to_try() const {
    std::int64_t n = static_cast<std::int64_t>(starts().size() * venues().size());
    for (const model::Need& need : problem_.task_of(s_).needs) {
      std::int64_t heads = 0;
      for (auto team : indices(problem_.teams())) {
        heads += matches(need.from, problem_, team)
                     ? static_cast<std::int64_t>(problem_.heads_of(team).size())
                     : 0;
      }
      std::int64_t crews = 1;
      std::int64_t choose = 1;
      for (std::int64_t k = 1; k <= std::min<std::int64_t>(need.people.max, heads); ++k) {
        choose = choose * (heads - k + 1) / k;
        crews += choose;
      }
      n *= crews;
      if (n > 1'000'000'000) break;
    }
    return n;
  }

  bool fits() {
    for (TimePoint start : starts()) {
      for (model::VenueIndex venue : venues()) {
        trial_.placements[s_] = model::Placement{start, venue, {}};
        if (staffed(0, 0, 0, {})) return true;
      }
    }
    trial_.placements[s_].reset();
    return false;
  }

 private:
  using Seat = std::tuple<std::size_t, model::TeamIndex, model::HeadIndex>;

  std::vector<TimePoint> starts() const {
    std::vector<TimePoint> out = starts_of(problem_, s_);
    const auto& pin = problem_.sessions()[s_].pin;
    if (pin && pin->start) out.push_back(*pin->start);
    return out;
  }
  std::vector<model::VenueIndex> venues() const {
    std::vector<model::VenueIndex> out;
    const model::Task& task = problem_.task_of(s_);
    if (!task.venue || task.standing) return {{}};
    for (auto venue : indices(problem_.venues())) out.push_back(venue);
    return out;
  }
  // Costs by hard rule, and by law of what the session itself has part in: a law that it mends
  // elsewhere must not pay for one that it breaks.
  std::map<std::string, std::int64_t> broken() const {
    const plan::Verdict verdict = plan::verify(problem_, specs_, levels_, trial_);
    std::map<std::string, std::int64_t> out;
    for (const plan::Match& match : verdict.broken) {
      const bool own = std::count(match.sessions.begin(), match.sessions.end(), s_) > 0;
      if (!match.rule.empty() || own)
        out[match.rule.empty() ? match.code : match.rule] += match.cost;
    }
    return out;
  }
  bool legal() const {
    const auto now = broken();
    return std::all_of(now.begin(), now.end(), [&](const auto& each) {
      const auto before = before_.find(each.first);
      return each.second <= (before == before_.end() ? 0 : before->second);
    });
  }
  bool staffed(std::size_t need, std::size_t from, std::int32_t sent, std::vector<Seat> seats) {
    const auto& needs = problem_.task_of(s_).needs;
    if (need == needs.size()) {
      std::sort(seats.begin(), seats.end());
      auto& crews = trial_.placements[s_]->crews;
      crews.clear();
      for (const auto& [n, team, head] : seats) {
        if (crews.empty() || crews.back().need != n || crews.back().team != team) {
          crews.push_back({static_cast<std::uint32_t>(n), team, {}});
        }
        crews.back().heads.push_back(head);
      }
      return legal();
    }
    if (sent >= needs[need].people.min && staffed(need + 1, 0, 0, seats)) return true;
    if (sent == needs[need].people.max) return false;
    std::size_t at = 0;
    for (auto team : indices(problem_.teams())) {
      if (!may_serve(problem_, s_, needs[need], team)) continue;
      for (model::HeadIndex head : problem_.heads_of(team)) {
        if (at++ < from) continue;
        seats.emplace_back(need, team, head);
        if (staffed(need, at, sent + 1, seats)) return true;
        seats.pop_back();
      }
    }
    return false;
  }

  model::Problem problem_;
  std::vector<rule::RuleSpec> specs_;
  const rule::Levels& levels_;
  model::SessionIndex s_;
  model::Solution trial_;
  std::map<std::string, std::int64_t> before_;
};

}  // namespace muster::testing
