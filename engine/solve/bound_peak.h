// First points that prove something at once, before any climb.
#pragma once

#include "solve/lagrangian.h"

namespace muster::solve {

// Prices what is asked for at the instant where the most heads are needed at once, each at the
// least that anybody who can be sent is charged. No two of them are on one path, so nobody earns
// anything and the charges for that many heads are proved. No change where nothing is charged.
void price_peak(const Market& market, Multipliers& at);

// Prices slots for whole crews, and rooms, with all that their sessions are worth (`most`: the
// greatest prices that help) or with what the least of them is, where there are too few slots in
// all the time that the sessions may be at: an argument of energy. A session is priced once.
void price_crowds(const Market& market, const Multipliers& most, Multipliers& at);

}  // namespace muster::solve
