// The contrast: why not this team, or there, or then? Either what it breaks, candidate by
// candidate, or what it would cost.
#pragma once

#include <optional>
#include <vector>

#include "plan/explain.h"

namespace muster::plan {

struct WhyNot {
  SessionIndex session;  // served or not
  TeamIndex team;        // none: any
  VenueIndex venue;
  std::optional<TimePoint> start;
};

struct Contrast {
  WhyNot question;
  bool possible = false;
  // Where it is not: the start is none that its windows allow; or each candidate's first law or
  // rule. Candidates that only lack people count as `together`.
  bool start_allowed = true;
  std::vector<Funnel> funnels;
  // Where it is: the best such placement, and what it changes against the plan as it is.
  Placement placement;
  rule::Score change;
  std::vector<RuleCost> costs;
};

// Needs that the team may serve are served by it alone, as by a pin; everything else stays.
Contrast why_not(const model::Problem&, const std::vector<rule::RuleSpec>&, const rule::RuleSet&,
                 const model::Solution&, const WhyNot&);

}  // namespace muster::plan
