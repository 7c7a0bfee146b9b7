// Diagnostics for programs: `muster check --format json`.
#pragma once

#include <string>

#include "base/diagnostic.h"

namespace muster::load {

// One line: {"errors": 1, "warnings": 0, "diagnostics": [{"code", "severity", "message", "remedy",
// "file", "line", "column", "length", "related": [{"message", "file", "line", "column"}]}]}. A
// diagnostic without a place has no file; an empty remedy is left out.
std::string to_json(const Diagnostics&, const Sources&, Language);

}  // namespace muster::load
