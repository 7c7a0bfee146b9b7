// Who goes: the cheapest crews for one session at one start and venue.
//
// A head's own price (legs on its timeline, its ledger cells, people kept together) does not depend
// on who else goes, so each team's free heads are listed once, cheapest first; prices that depend
// on the crew (ledgers of teams, groups and the session, totals) are kept as a marginal by team,
// and by kind of head where that matters. Heads are then taken one by one by the least marginal, up
// to what is wanted while each improves the plan. Within a group of equals the scan stops as soon
// as enough cost nothing. Where taking one by one runs out of heads although several needs share
// them, an exact matching decides.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "solve/borders.h"
#include "solve/matching.h"
#include "solve/nearby.h"
#include "solve/state.h"

namespace muster::solve {

struct Spot {
  SessionIndex session;
  StartPoint start;
  VenueIndex venue;
  PlaceIndex place;
};

// Who may be sent, besides what the session itself asks for.
struct CrewLimits {
  std::vector<TeamIndex> only;  // a need that one of them may serve is served by them; empty: any
  std::vector<TeamIndex> without;
  std::vector<TeamIndex> first;  // asked before the nearest of a large pool
  std::vector<HeadIndex> absent;

  // Whether the pool's heads may go under the team.
  bool admit(const Pool& pool, TeamIndex team) const;
};

class Crews {
 public:
  explicit Crews(const State& state);

  // From now on only heads of the territory are sent.
  void confine(Territory territory) { territory_ = territory; }
  // From now on crews keep to the limits and are never worse than they could be for variety's sake;
  // null: as before.
  void limit(const CrewLimits* limits) { limits_ = limits; }

  // The change that serving the session there would make, crews in `out`. False where no crew
  // keeps the laws and hard rules. `random` varies who is looked at first; null: index order.
  // `to_beat` may be null; else a spot that no crew can make better than it is given up early.
  bool choose(const Spot& spot, Random* random, const Delta* to_beat, Placed& out, Delta& total);
  // One of a pool's heads, of a team near the place where there are many; none where nobody is.
  HeadIndex someone(std::uint32_t pool, PlaceIndex place, Random& random);
  // Some of them, of different teams, the nearest teams and a few others.
  void list_near(std::uint32_t pool, PlaceIndex place, Random& random,
                 std::vector<std::pair<TeamIndex, HeadIndex>>& out);
  // Price of one head between two bookings, were there time, the spot's own price left out. False
  // where a hard rule stands against it. Either booking may be null. Spots are of the session that
  // was approached last.
  void approach(const Spot& spot);
  bool price_between(const Spot& spot, TeamIndex team, HeadIndex head, const Booking* before,
                     const Booking* after, Delta& out);
  // Price of the start and venue alone; nobody chosen yet.
  Delta base_price(const Spot& spot) const;

 private:
  struct Candidate {  // its price: a row of costs_
    HeadIndex head;
    std::int64_t broken = 0, unforced = 0;
  };
  struct HeadLedger {  // one that prices heads, as it stands on the spot's day
    const std::int32_t* slot_of;
    const rule::LedgerTerm::Bounds* bounds;
    const std::int64_t* cells;
    std::size_t periods;
    std::int32_t period;
    std::uint32_t slot;  // of its level in Instance::head_levels
    std::int64_t extra;  // what a head enters, where that is the same for all
    bool hard;
    const rule::LedgerTerm* by_head;  // where it is not; else null
  };
  struct Offer {  // of one team for one need, heads of one kind where that matters
    TeamIndex team;
    HeadIndex like;                               // one of them
    std::uint32_t first = 0, next = 0, last = 0;  // of order_
    Delta key;                                    // marginal with its cheapest head
    bool fresh = false;
  };
  struct Demand {  // one need
    std::uint32_t need = 0;
    std::uint32_t first_offer = 0, last_offer = 0;
    std::uint32_t heads = 0, most = 0;   // free: of all teams, of one
    std::int32_t taken = 0, pinned = 0;  // so far, and of those by a pin
  };

  void begin(const Spot& spot, Random* random);
  bool price_ledgers(HeadIndex head, HeadPrice& out) const;
  bool price_choices(HeadIndex head, HeadPrice& out) const;
  void list_head_ledgers();
  bool list_candidates();
  bool seat_pinned(Delta& sum);
  void list_some(std::uint32_t pool, std::int32_t least, Demand& demand);
  void list_team(const Pool& pool, const PoolTeam& team, Demand& demand);
  std::uint32_t list_kind(const Pool& pool, const PoolTeam& team, HeadIndex like);
  std::uint32_t list_group(const Pool& pool, TeamIndex team, const Group& group, HeadIndex like,
                           std::size_t first);
  std::uint32_t end_of_team(std::uint32_t offer, std::uint32_t last_offer) const;
  void keep(HeadIndex head, std::size_t first, std::int32_t most);
  bool price_homes(TeamIndex team, HeadIndex head, const Spot& spot, HeadPrice& out) const;
  bool price_head(TeamIndex team, HeadIndex head, HeadPrice& out) const;
  bool cheaper(std::uint32_t candidate) const;
  void add_price(std::uint32_t candidate, Delta& out) const;
  bool hopeless(const Delta& base, const Delta& to_beat) const;
  Delta team_price(TeamIndex team, HeadIndex like) const;
  void price_group(const rule::LedgerTerm& term, std::uint32_t ledger, HeadIndex like,
                   Delta& out) const;
  Delta uniform_price(const Demand& demand) const;
  bool fill(Demand& demand, std::uint32_t first_offer, std::uint32_t last_offer, Delta& sum);
  Offer* cheapest(const Demand& demand, std::uint32_t first_offer, std::uint32_t last_offer);
  bool fill_one_team(Demand& demand, Delta& sum);
  void push(Demand& demand, TeamIndex team, HeadIndex head);
  void pop(Demand& demand);
  void add_values(TeamIndex team, HeadIndex head, std::int64_t sign);
  void rewind(std::uint32_t first_offer, std::uint32_t last_offer);
  bool fill_by_matching(Delta& sum);
  bool choose_teams(std::size_t demand, int& budget);
  bool of_chosen_team(std::size_t demand, std::uint32_t offer) const;
  bool match_slots();
  void add_choices(HeadIndex head, std::uint32_t need, std::int64_t sign, Delta& out) const;
  bool may_take(std::uint32_t need, const Seat& seat) const;
  void trade_seats(Delta& sum);
  void clear();

  const State& state_;
  const Instance& in_;
  Territory territory_;
  const CrewLimits* limits_ = nullptr;
  Matching matching_;
  // Of the spot at hand:
  Spot spot_;
  const SessionView* view_ = nullptr;
  const TermSet* terms_ = nullptr;
  std::uint32_t need_ = 0;  // whose heads are priced
  Random* random_ = nullptr;
  bool shaken_ = false;           // some heads are passed over, some steps taken against the price
  bool crew_dependent_ = false;   // other teams' marginals change with each head
  std::int32_t most_wanted_ = 0;  // heads over all needs
  std::size_t quantum_ = 0;
  Nearby nearby_;
  std::vector<std::uint32_t> asked_;  // by position in a pool's teams: the last asking_ it was in
  std::uint32_t asking_ = 0;
  HeadPrice trial_;
  std::vector<HeadLedger> head_ledgers_;
  std::vector<Candidate> candidates_;
  std::vector<std::int64_t> costs_;  // candidate × Instance::head_levels
  std::vector<std::uint32_t> order_;
  std::vector<Offer> offers_;
  std::vector<Demand> demands_;
  std::vector<Seat> seats_;
  Delta uniform_;  // of the first head, where only one is wanted
  Table<TeamIndex, std::int32_t> team_heads_;
  std::vector<std::int64_t> values_;  // amounts, by the session's own ledgers
  std::vector<HeadIndex> kinds_;      // one head of each
  Table<HeadIndex, char> used_;
  std::vector<std::uint32_t> chosen_offer_;  // by demand, while matching
};

}  // namespace muster::solve
