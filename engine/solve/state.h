// The search's mutable plan: placements, timelines and the amounts in ledger cells, changed one
// session at a time. Each change returns the exact difference of the score by the definitions in
// rule/terms.h, in time that depends on the session's crews and terms, never on how many other
// sessions there are. Independent parts of a problem touch disjoint rows, so threads share one
// State.
#pragma once

#include <cstdint>
#include <vector>

#include "model/solution.h"
#include "solve/delta.h"
#include "solve/instance.h"
#include "solve/timeline.h"

namespace muster::solve {

struct Seat {
  TeamIndex team;
  std::uint32_t need = 0;
  HeadIndex head;
  friend auto operator<=>(const Seat&, const Seat&) = default;
};

struct Placed {
  bool served = false;
  bool forced = false;  // by a pin, against a law or hard rule; stays where it is
  StartPoint start;
  VenueIndex venue;
  PlaceIndex place;
  std::vector<Seat> seats;  // ordered by team, need, head
};

// What each rule's cost changed by, kept in paranoid builds: [rule], priorities and laws apart.
using Tally = std::vector<std::int64_t>;

class State {
 public:
  explicit State(const Instance& instance);

  const Instance& instance() const { return in_; }
  const Placed& placed(SessionIndex s) const { return placed_[s]; }
  const HeadTimeline& timeline(HeadIndex head) const { return heads_[head]; }
  const VenueTimeline& timeline(VenueIndex venue) const { return venues_[venue]; }
  std::int64_t amount(std::uint32_t ledger, std::size_t cell) const { return cells_[ledger][cell]; }

  const std::int64_t* amounts(std::uint32_t ledger) const { return cells_[ledger].data(); }

  // `plan` becomes the session's placement; it was unserved. The tally may be null.
  Delta place(SessionIndex s, const Placed& plan, Tally* tally);
  // The session becomes unserved.
  Delta remove(SessionIndex s, Tally* tally);

  // Terms and laws of the leg between two neighbours on a head's timeline; either may be null.
  void add_leg(HeadIndex head, const Booking* first, const Booking* second, std::int64_t sign,
               Delta& out, Tally* tally) const;
  // What one more booking on a head's timeline adds by its legs; false when the head has no time.
  bool add_stop(HeadIndex head, const Booking& here, HeadPrice& out) const;
  // The same between two bookings of the head, whether or not there is time; either may be null.
  void price_stop(HeadIndex head, const Booking* before, const Booking& here, const Booking* after,
                  HeadPrice& out) const;
  // Cell of a ledger for an owner's slot and a day; standing sessions are on day 0.
  std::size_t cell(const rule::LedgerTerm& term, std::int32_t slot, std::int32_t day) const {
    const auto period = in_.period_of_day[static_cast<std::size_t>(term.period)][day];
    return static_cast<std::size_t>(slot) * static_cast<std::size_t>(term.periods) +
           static_cast<std::size_t>(period);
  }
  // Cells that a session is entered into for an owner's slot: one, or several where time is sliced.
  struct Cells {
    std::size_t first = 0, last = 0;
  };
  Cells cells(const rule::LedgerTerm& term, std::int32_t slot, StartPoint start,
              std::int32_t minutes) const;
  // What `extra` more in a cell costs.
  static void add_cell(const rule::LedgerTerm& term, std::size_t slot, std::int64_t amount,
                       std::int64_t extra, Delta& out);
  // How much of it breaks a hard rule: what is over the most allowed. What is under the least is
  // only not reached.
  static std::int64_t cell_broken(const rule::LedgerTerm::Bounds& bounds, std::int64_t amount,
                                  std::int64_t extra);
  // The slot of the grid that is served, or −1.
  std::int32_t grid_slot(const rule::LedgerTerm& term, SessionIndex s, VenueIndex venue) const;
  // Served sessions that a hard relation forbids beside an unserved one's plan, whoever serves
  // them; precedence left out.
  std::vector<SessionIndex> forbidden_beside(SessionIndex s, const Placed& plan) const;
  // The session's booking on a head's timeline under this plan.
  Booking booking_of(SessionIndex s, const Placed& plan) const;
  model::Solution solution() const;

 private:
  struct Change;
  void count_priority(const Change&);
  void count_choices(const Change&);
  void count_ledgers(const Change&);
  void count_team_ledgers(const Change&);
  void count_group_ledgers(const Change&);
  void count_session_ledgers(const Change&);
  void count_relations(const Change&);
  void enter(const Change&, std::uint32_t ledger, std::int32_t slot, std::int64_t amount);
  void book(SessionIndex s, const Placed& plan, Delta& out, Tally* tally);
  void price_rooms(SessionIndex s, const Placed& plan, std::int64_t sign, Delta& out, Tally*) const;
  void unbook(SessionIndex s, const Placed& plan, Delta& out, Tally* tally);

  const Instance& in_;
  Table<SessionIndex, Placed> placed_;
  Table<HeadIndex, HeadTimeline> heads_;
  Table<VenueIndex, VenueTimeline> venues_;
  std::vector<std::vector<std::int64_t>> cells_;  // by ledger term
};

// The row as a plan has it, crews by need and team.
model::Placement placement_of(const Placed& row);
// The amount that a crew of so many heads enters into a ledger; none when nobody is sent.
inline std::int64_t measured(const rule::Measure& measure, std::int64_t heads,
                             const SessionView& view) {
  if (heads == 0) return 0;
  return measure.once(view.duration, view.households) + heads * measure.each(view.duration);
}
// Cost of a choice by the session's start (and venue).
std::int64_t start_cost(const Instance&, const rule::ChoiceTerm&, SessionIndex, std::int32_t minute,
                        VenueIndex);
// What one head enters into a ledger of heads when it is sent to a session there.
std::int64_t head_amount(const Instance&, const rule::LedgerTerm&, SessionIndex, std::int32_t start,
                         VenueIndex, HeadIndex);
// Cost of a relation between two placements, both served; precedence is counted apart.
std::int64_t relation_cost(const Instance&, const rule::RelationTerm&, const Placed& first,
                           const Placed& second);
// The session's placement there, nobody sent yet.
Placed served_at(StartPoint, VenueIndex, PlaceIndex);
// Whether a precedence is broken, given which of the two are served.
bool precedence_broken(const Instance&, const rule::RelationTerm&, const Placed& first,
                       const Placed& second);

}  // namespace muster::solve
