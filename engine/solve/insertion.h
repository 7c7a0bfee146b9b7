// The best way to serve one session now: over its starts, venues and crews.
//
// All candidates are walked in one cycle, from a random place with a random stride when a Random is
// given, so that looking at a part of them is a fair sample; cheap tests (opening hours, rooms,
// precedence) come before crews are chosen. One Inserter serves one thread, whatever parts it
// solves.
#pragma once

#include <cstdint>

#include "base/random.h"
#include "solve/budget.h"
#include "solve/crews.h"
#include "solve/state.h"

namespace muster::solve {

struct Reach {
  std::uint32_t crews = 0xffffffffu;  // candidates that may be staffed before the best is taken
  std::uint32_t tries = 0xffffffffu;  // candidates that may be looked at
  double blink = 0;                   // chance to pass over one (Christiaens & Vanden Berghe)
  bool hasty = false;                 // gives up early what can't be the best: no second then
  bool patient = false;               // goes on when the time is over: pins must be placed
};

struct Insertion {
  bool found = false;
  bool second_found = false;
  Placed plan;
  Delta change;
  Delta second;  // of the second best, for regret
};

class Inserter {
 public:
  Inserter(const State& state, Budget& budget) : state_(state), budget_(budget), crews_(state) {}
  // The best placement of an unserved session. Random may be null: everything in order.
  const Insertion& best(SessionIndex s, const Reach& reach, Random* random);
  // The best one at a spot of the session, of those of a large pool who were sent in `before`, and
  // a few others.
  const Insertion& at(const Spot& spot, const Placed& before, Random& random);
  // A placement that keeps the pinned parts and the heads' eligibility, whatever else it breaks.
  Placed forced(SessionIndex s);
  // From now on only heads and venues of the territory are used.
  void confine(Territory territory) {
    territory_ = territory;
    crews_.confine(territory);
  }
  const Territory& territory() const { return territory_; }
  Crews& crews() { return crews_; }
  std::uint64_t moves() const { return moves_; }

  // Whether the venue is open and has a room.
  bool usable(const Spot& spot) const;

 private:
  bool attempt(const Spot& spot, const Reach& reach, Random* random);
  void list_tight(SessionIndex s, std::uint32_t count, Random& random);
  const State& state_;
  Budget& budget_;
  Territory territory_;
  Crews crews_;
  Insertion best_;
  Placed trial_;
  std::vector<Spot> tight_;
  std::uint64_t moves_ = 0;
  std::uint32_t calls_ = 0;
};

}  // namespace muster::solve
