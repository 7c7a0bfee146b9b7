#include "plan/rebase.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "rule/catalog.h"
#include "solve/keep.h"

namespace muster::plan {

namespace {

using model::SessionIndex;
using rule::RuleSpec;

RuleSpec stability(const char* id, const char* level) {
  RuleSpec spec;
  spec.id = id;
  spec.kind = "stability";
  spec.level = level;
  return spec;
}

// Behind the last of the priorities and staffing.
void insert_below_priorities(std::vector<std::string>& levels, const std::string& level) {
  constexpr std::array<std::string_view, 5> kAbove{"must", "high", "normal", "low", "staffing"};
  auto at = levels.begin();
  for (auto each = levels.begin(); each != levels.end(); ++each) {
    if (std::find(kAbove.begin(), kAbove.end(), *each) != kAbove.end()) at = each + 1;
  }
  levels.insert(at, level);
}

// Whether the rule counts each head once, and its level holds nothing else.
bool counts_heads(const RuleSpec& spec, const std::vector<RuleSpec>& specs) {
  if (spec.kind != "stability" || spec.hard || spec.weight != 1 || !spec.params.empty()) {
    return false;
  }
  constexpr std::array<std::string_view, 5> kTaken{"must", "high", "normal", "low", "staffing"};
  return std::find(kTaken.begin(), kTaken.end(), spec.level) == kTaken.end() &&
         std::none_of(specs.begin(), specs.end(), [&](const RuleSpec& other) {
           return other.id != spec.id && !other.hard && other.level == spec.level;
         });
}

// Sessions that start before `until` and are still legal as they were.
std::vector<SessionIndex> frozen_sessions(const model::Problem& problem, const rule::RuleSet& rules,
                                          const model::Solution& base, TimePoint until) {
  const solve::Instance instance(problem, rules);
  solve::State state(instance);
  solve::keep(state, base);
  std::vector<SessionIndex> out;
  for (auto s : indices(problem.sessions())) {
    const solve::Placed& row = state.placed(s);
    const bool kept = row.served && !row.forced && !problem.task_of(s).standing;
    if (kept && base.serves(s) && base.placements[s]->start < until) out.push_back(s);
  }
  return out;
}

void pin(model::Session& session, const model::Placement& placement) {
  model::Pin pin = session.pin.value_or(model::Pin{});
  pin.start = placement.start;
  pin.venue = placement.venue;
  pin.crews = placement.crews;
  session.pin = std::move(pin);
}

}  // namespace

std::optional<Rebased> rebase(const model::Problem& problem, const std::vector<RuleSpec>& specs,
                              const rule::RuleSet& rules, const model::Solution& base,
                              const RebaseOptions& options, Diagnostics& diagnostics) {
  std::vector<SessionIndex> frozen;
  if (options.frozen_until) {
    frozen = frozen_sessions(problem, rules, base, *options.frozen_until);
  }
  model::ProblemParts parts = problem.parts();
  for (SessionIndex s : frozen) pin(parts.sessions[s], *base.placements[s]);
  parts.base = base;
  std::vector<RuleSpec> all = specs;
  std::vector<std::string> levels(rules.levels.names().begin() + 1, rules.levels.names().end());
  const auto is_stability = [](const RuleSpec& spec) { return spec.kind == "stability"; };
  if (std::none_of(all.begin(), all.end(), is_stability)) {
    all.push_back(stability(kStabilityRule, kStabilityLevel));
    if (!rules.levels.find(kStabilityLevel)) insert_below_priorities(levels, kStabilityLevel);
  }
  std::string counted;
  if (options.capped) {
    const auto counts = [&](const RuleSpec& spec) { return counts_heads(spec, all); };
    const auto found = std::find_if(all.begin(), all.end(), counts);
    counted = found == all.end() ? kCappedLevel : found->level;
    if (counted == kCappedLevel && found == all.end()) {
      all.push_back(stability(kCappedRule, kCappedLevel));
      levels.push_back(counted);
    }
  }
  model::Problem changed(std::move(parts));
  Diagnostics compiling;
  rule::RuleSet compiled = rule::compile(all, levels, changed, compiling);
  if (compiling.any_error()) {
    diagnostics.merge(std::move(compiling));
    return std::nullopt;
  }
  Rebased out{{std::move(changed), std::move(all), std::move(compiled)}, {}, std::move(frozen)};
  if (options.capped) out.counted = out.changed.rules.levels.find(counted);
  return out;
}

}  // namespace muster::plan
