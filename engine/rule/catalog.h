// Every rule kind, one row each. A new kind is one file in this room, one row in catalog.cpp, one
// case file in rules/cases/ and one section in rules/README.md.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "model/problem.h"
#include "rule/spec.h"
#include "rule/terms.h"

namespace muster::rule {

enum class Shape { choice, sequence, ledger, relation };

struct Kind {
  std::string_view name;  // "fair-share"
  Shape shape;
  std::string_view default_level;  // where `level:` is not written
  Bilingual summary;               // one sentence
  std::span<const ParamSpec> params;
  std::string_view example;  // a complete rule in YAML, shown by `muster rules KIND`
  // Adds terms for `spec` (its CompiledRule is already in `out`, at `index`). Trouble that only the
  // whole rule shows (at-least above at-most) becomes a diagnostic at spec.place.
  void (*compile)(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                  RuleSet& out, Diagnostics& diagnostics);
};

std::span<const Kind> catalog();
const Kind* find_kind(std::string_view name);

// All specs to one rule set. Levels: as written in `levels:` when given, else must, high, normal,
// low, staffing, then the rules' levels as they first appear. Specs that fail add diagnostics.
RuleSet compile(const std::vector<RuleSpec>& specs, const std::vector<std::string>& written_levels,
                const model::Problem& problem, Diagnostics& diagnostics);
// The order described above.
Levels order_levels(const std::vector<RuleSpec>& specs, const std::vector<std::string>& written);

}  // namespace muster::rule
