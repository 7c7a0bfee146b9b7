// Planning again from a plan: the problem with that plan as its base, what may not change any more
// pinned, and a rule that counts whom a change disturbs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/problem.h"
#include "model/solution.h"
#include "plan/change.h"
#include "rule/spec.h"
#include "rule/terms.h"

namespace muster::plan {

inline constexpr const char* kStabilityRule = "least-disturbance";
inline constexpr const char* kStabilityLevel = "stability";
inline constexpr const char* kCappedRule = "people-disturbed";
inline constexpr const char* kCappedLevel = "disturbed";

struct RebaseOptions {
  // What starts before it stays as it is, people included, as far as it is legal; others may join.
  std::optional<TimePoint> frozen_until;
  bool capped = false;  // the people disturbed must be counted on a level of their own
};

struct Rebased {
  Changed changed;
  // Where each head that is disturbed costs one and nothing else costs; none where not asked for.
  std::optional<rule::LevelIndex> counted;
  std::vector<model::SessionIndex> frozen;
};

// `base` is of the problem. Where no rule of kind stability is written, the one named above is
// added: below the priorities and staffing, so that no session is left out for it. Added levels
// that no score has room for are diagnostics, and there is no result then.
std::optional<Rebased> rebase(const model::Problem& problem,
                              const std::vector<rule::RuleSpec>& specs, const rule::RuleSet& rules,
                              const model::Solution& base, const RebaseOptions& options,
                              Diagnostics& diagnostics);

}  // namespace muster::plan
