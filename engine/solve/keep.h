// An earlier plan's placements back into a State, each as long as it breaks no law and no hard rule
// beside those that are there already.
#pragma once

#include <vector>

#include "solve/state.h"

namespace muster::solve {

// The first thing that stands against a placement.
enum class Misfit {
  none,
  start,  // not one of the session's starts
  venue,  // not one of its venues, or closed then
  room,   // all rooms are taken
  crew,   // too few or too many heads, or several teams where one is wanted
  head,   // may not be sent: not of the team, without the skills, away then
  busy,   // is elsewhere then, or on the way
  rule,   // a hard rule, or what must come before
};

struct LeftOut {
  SessionIndex session;
  Misfit why = Misfit::none;
  HeadIndex head;  // whom `head` and `busy` speak of
};

// The placement as a row of the state, whatever stands against it.
Placed row_of(const Instance&, SessionIndex, const model::Placement&);

// Whether an unserved session could be placed so, hard rules and precedences aside. `out.why` is
// none when it could.
LeftOut fit(const State&, SessionIndex, const Placed&);

// Sessions in the order they are kept in: pinned ones first, then the more important, each behind
// what must come before it.
std::vector<SessionIndex> keeping_order(const Instance&, std::vector<SessionIndex> sessions);

// Places what fits and says what was left out. Pinned sessions stay whatever they break.
std::vector<LeftOut> keep(State&, const model::Solution&);

}  // namespace muster::solve
