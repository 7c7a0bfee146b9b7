// A refill asks the search's desk for the places of one session without the teams that refused,
// takes the one that keeps most of those who will come anyway, and has the verifier look at it.
#include "dispatch/refill.h"

#include <algorithm>

#include "dispatch/assignments.h"
#include "plan/assemble.h"
#include "plan/change.h"
#include "plan/reasons.h"
#include "plan/verify.h"
#include "solve/desk.h"

namespace muster::dispatch {

namespace {

using model::Crew;
using model::Placement;

constexpr std::size_t kProposals = 8;

bool has(const std::vector<model::TeamIndex>& teams, model::TeamIndex team) {
  return std::find(teams.begin(), teams.end(), team) != teams.end();
}

// Crews of those who will come that stay as they are.
std::int64_t kept(const Placement& before, const Placement& after, const Refusal& refusal) {
  if (before.start != after.start || before.venue != after.venue) return 0;
  return std::count_if(before.crews.begin(), before.crews.end(), [&](const Crew& crew) {
    return has(refusal.accepted, crew.team) &&
           std::find(after.crews.begin(), after.crews.end(), crew) != after.crews.end();
  });
}

std::vector<solve::Proposal> ask(const load::Workspace& workspace, const model::Solution& solution,
                                 const Refusal& refusal, std::uint32_t disturb) {
  solve::Desk desk(workspace.problem, workspace.rules, solution);
  solve::Question question;
  question.session = refusal.session;
  question.crews.without = refusal.refused;
  question.most = kProposals;
  question.moved = disturb;
  const auto& now = solution.placements[refusal.session];
  if (now && !refusal.accepted.empty()) {
    question.start = now->start;
    question.venue = now->venue;
  }
  return desk.ask(question);
}

// Nothing may begin in the past, nor may what has begun move.
bool is_ahead(const solve::Proposal& proposal, Instant now) {
  return instant(proposal.placement.start) > now &&
         std::all_of(proposal.moved.begin(), proposal.moved.end(), [&](const solve::Moved& moved) {
           return instant(moved.before.start) > now && instant(moved.after.start) > now;
         });
}

std::vector<plan::Reason> reasons_without(const load::Workspace& workspace,
                                          const model::Solution& solution, const Refusal& refusal) {
  std::vector<plan::Change> changes;
  for (model::TeamIndex team : refusal.refused) {
    for (const Interval& window : workspace.problem.sessions()[refusal.session].windows) {
      changes.emplace_back(plan::TeamAway{team, window});
    }
  }
  const plan::Changed changed =
      plan::apply(workspace.problem, workspace.specs, workspace.rules.levels, changes);
  model::Solution without = plan::carry_over(workspace.problem, solution, changed.problem);
  without.placements[refusal.session].reset();
  for (plan::Unserved& unserved :
       plan::reasons(changed.problem, changed.specs, changed.rules.levels, without)) {
    if (unserved.session == refusal.session) return std::move(unserved.reasons);
  }
  return {};
}

}  // namespace

Refilled refill(const load::Workspace& workspace, const plan::Plan& published,
                const Refusal& refusal, std::uint32_t disturb, Instant now) {
  Refilled out;
  const model::Solution& solution = published.solution;
  const auto& before = solution.placements[refusal.session];
  out.needed = before && std::any_of(before->crews.begin(), before->crews.end(),
                                     [&](auto& crew) { return has(refusal.refused, crew.team); });
  if (!out.needed) return out;
  auto proposals = ask(workspace, solution, refusal, disturb);
  std::erase_if(proposals, [&](const auto& proposal) { return !is_ahead(proposal, now); });
  const auto best =
      std::max_element(proposals.begin(), proposals.end(), [&](const auto& a, const auto& b) {
        return kept(*before, a.placement, refusal) < kept(*before, b.placement, refusal);
      });
  if (best == proposals.end()) {
    out.reasons = reasons_without(workspace, solution, refusal);
    return out;
  }
  model::Solution filled = solution;
  filled.placements[refusal.session] = best->placement;
  for (const solve::Moved& moved : best->moved) filled.placements[moved.session] = moved.after;
  const auto verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, filled);
  out.plan =
      plan::assemble(workspace.problem, workspace.specs, workspace.rules.levels, std::move(filled),
                     verdict, {published.seed, workspace.inputs, published.bound});
  return out;
}

}  // namespace muster::dispatch
