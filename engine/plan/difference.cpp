#include "plan/difference.h"

#include <algorithm>
#include <map>
#include <set>

namespace muster::plan {

namespace {

using model::HeadIndex;
using model::Placement;
using model::SessionIndex;

std::set<HeadIndex> heads_of(const std::optional<Placement>& placement) {
  std::set<HeadIndex> out;
  if (!placement) return out;
  for (const model::Crew& crew : placement->crews) {
    out.insert(crew.heads.begin(), crew.heads.end());
  }
  return out;
}

}  // namespace

Difference difference(const model::Problem& problem, const model::Solution& before,
                      const model::Solution& after) {
  Difference out;
  std::map<HeadIndex, Affected> people;
  for (auto s : indices(problem.sessions())) {
    const auto& old = before.placements[s];
    const auto& now = after.placements[s];
    if (old == now) continue;
    const auto went = heads_of(old);
    const auto go = heads_of(now);
    const bool elsewhere = old && now && (old->start != now->start || old->venue != now->venue);
    if (!old) out.added.push_back(s);
    if (!now) out.removed.push_back(s);
    if (elsewhere) out.moved.push_back(s);
    if (old && now && !elsewhere && went != go) out.recrewed.push_back(s);
    for (HeadIndex head : went) {
      if (go.count(head) == 0) {
        people[head].removed.push_back(s);
      } else if (elsewhere) {
        people[head].moved.push_back(s);
      }
    }
    for (HeadIndex head : go) {
      if (went.count(head) == 0) people[head].added.push_back(s);
    }
  }
  for (auto& [head, changes] : people) {
    changes.head = head;
    out.people.push_back(std::move(changes));
  }
  return out;
}

}  // namespace muster::plan
