// A refill pins who accepted, bars who refused, and asks the search's desk for the places of the
// session in the plan as it stands; the verifier looks at what comes out.
#include "dispatch/refill.h"

#include <algorithm>

#include "dispatch/answers.h"
#include "dispatch/assignments.h"
#include "plan/assemble.h"
#include "plan/reasons.h"
#include "plan/verify.h"
#include "rule/catalog.h"
#include "solve/desk.h"

namespace muster::dispatch {

namespace {

constexpr std::size_t kProposals = 4;

// Nothing may begin in the past, nor may what has begun move.
bool is_ahead(const solve::Proposal& proposal, Instant now) {
  return instant(proposal.placement.start) > now &&
         std::all_of(proposal.moved.begin(), proposal.moved.end(), [&](const solve::Moved& moved) {
           return instant(moved.before.start) > now && instant(moved.after.start) > now;
         });
}

model::Solution with(const model::Solution& published, model::SessionIndex session,
                     const solve::Proposal& proposal) {
  model::Solution out = published;
  out.placements[session] = proposal.placement;
  for (const solve::Moved& moved : proposal.moved) out.placements[moved.session] = moved.after;
  return out;
}

std::vector<plan::Reason> reasons_of(const load::Workspace& workspace,
                                     const model::Problem& problem, model::Solution solution,
                                     model::SessionIndex session) {
  solution.placements[session].reset();
  for (plan::Unserved& unserved :
       plan::reasons(problem, workspace.specs, workspace.rules.levels, solution)) {
    if (unserved.session == session) return std::move(unserved.reasons);
  }
  return {};
}

bool counts_on_refusing(const model::Session& session,
                        const std::optional<model::Placement>& placement) {
  return placement &&
         std::any_of(placement->crews.begin(), placement->crews.end(), [&](const auto& crew) {
           return std::binary_search(session.refused.begin(), session.refused.end(), crew.team);
         });
}

}  // namespace

Refilled refill(const load::Workspace& workspace, const model::Solution& published,
                const std::vector<store::Assignment>& answers, model::SessionIndex session,
                std::uint32_t disturb, Instant now) {
  Refilled out;
  const model::Problem problem = with_answers(workspace.problem, published, answers);
  out.needed = counts_on_refusing(problem.sessions()[session], published.placements[session]);
  if (!out.needed) return out;
  Diagnostics ignored;  // it compiled before
  const std::vector<std::string> levels(workspace.rules.levels.names().begin() + 1,
                                        workspace.rules.levels.names().end());
  const rule::RuleSet rules = rule::compile(workspace.specs, levels, problem, ignored);
  solve::Desk desk(problem, rules, published);
  solve::Question question;
  question.session = session;
  question.most = kProposals;
  question.moved = disturb;
  auto proposals = desk.ask(question);  // the best first
  std::erase_if(proposals, [&](const auto& each) { return !is_ahead(each, now); });
  const auto verified = [&](const model::Solution& solution) {
    return plan::verify(problem, workspace.specs, workspace.rules.levels, solution);
  };
  std::optional<std::size_t> broken;  // by what is published: a rule or law that pins force
  for (const solve::Proposal& proposal : proposals) {
    model::Solution filled = with(published, session, proposal);
    const auto verdict = verified(filled);
    if (!verdict.broken.empty() && !broken) broken = verified(published).broken.size();
    if (verdict.broken.size() > broken.value_or(0)) continue;
    out.plan = plan::assemble(problem, workspace.specs, workspace.rules.levels, std::move(filled),
                              verdict, {1, workspace.inputs, {}});
    return out;
  }
  out.reasons = reasons_of(workspace, problem, published, session);
  return out;
}

}  // namespace muster::dispatch
