// Rules for these tests, compiled without trouble or not at all, and their costs.
#pragma once

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

#include "rule/catalog.h"
#include "rule/evaluate.h"
#include "small_plan.h"

namespace muster::rule {

using Params = std::map<std::string, ParamValue, std::less<>>;

inline RuleSpec soft(const std::string& kind, Params params, std::int64_t weight = 1) {
  RuleSpec spec;
  spec.id = kind + "-rule";
  spec.kind = kind;
  const Kind* known = find_kind(kind);
  if (known != nullptr) spec.level = std::string(known->default_level);
  spec.weight = weight;
  spec.params = std::move(params);
  return spec;
}

inline RuleSpec hard(const std::string& kind, Params params, std::int64_t weight = 1) {
  RuleSpec spec = soft(kind, std::move(params), weight);
  spec.hard = true;
  spec.level = "hard";
  return spec;
}

inline RuleSet compiled(const model::Problem& problem, const std::vector<RuleSpec>& specs) {
  Diagnostics diagnostics;
  RuleSet rules = compile(specs, {}, problem, diagnostics);
  REQUIRE(diagnostics.all().empty());
  return rules;
}

// What one rule costs; it must be all that its level holds.
inline std::int64_t cost_of(const RuleSpec& spec, const model::Problem& problem,
                            const SmallPlan& plan) {
  const RuleSet rules = compiled(problem, {spec});
  const Evaluation result = evaluate(problem, rules, plan.solution());
  const CompiledRule& rule = rules.rules[RuleIndex(std::size_t{0})];
  const std::int64_t cost = result.by_rule[RuleIndex(std::size_t{0})];
  REQUIRE(result.total[rule.level] == cost);
  return cost;
}

// The codes of the diagnostics that compiling one rule gives.
inline std::vector<std::string> trouble_of(const RuleSpec& spec, const model::Problem& problem,
                                           const std::vector<std::string>& levels = {}) {
  Diagnostics diagnostics;
  compile({spec}, levels, problem, diagnostics);
  std::vector<std::string> codes;
  for (const Diagnostic& each : diagnostics.all()) codes.emplace_back(each.text->code);
  return codes;
}

}  // namespace muster::rule
