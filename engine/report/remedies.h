// Contrasts and remedies for people and for programs.
#pragma once

#include <string>

#include "plan/relax.h"
#include "plan/why_not.h"
#include "report/explain.h"

namespace muster::report {

std::string contrast_text(const Subject&, const plan::Contrast&);
std::string contrast_json(const Subject&, const plan::Contrast&);
std::string remedies_text(const Subject&, model::SessionIndex, const plan::Relaxed&);
std::string remedies_json(const Subject&, model::SessionIndex, const plan::Relaxed&);

}  // namespace muster::report
