// plan.json: DESIGN section 6, schema in rules/schema/plan.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/language.h"
#include "model/problem.h"
#include "plan/plan.h"

namespace muster::plan {

// Same plan and language, same bytes.
std::string to_json(const model::Problem&, const Plan&, Language);

// Reads a plan made by muster or by hand. Unknown ids, malformed JSON and impossible values become
// diagnostics with line and column; none is returned when there is an error.
// `levels` are the workspace's: scores in the file are informative and may be missing.
std::optional<Plan> parse_plan(const model::Problem&, const rule::Levels& levels,
                               std::uint32_t file, std::string_view text, Diagnostics&);

// Warns of every number in the file's "score" that differs from `counted`, the verifier's count.
// `text` is what the plan was read from.
void compare_scores(const Plan&, const rule::Score& counted, std::uint32_t file,
                    std::string_view text, Diagnostics&);

}  // namespace muster::plan
