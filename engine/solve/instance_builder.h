// The two large parts of making an Instance: terms by session, and sessions with their candidates.
#pragma once

#include "solve/instance.h"

namespace muster::solve {

void build_terms(Instance&);
void build_sessions(Instance&);

}  // namespace muster::solve
