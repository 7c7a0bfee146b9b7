// The search over one independent part, or one region of a large one: construction, then rounds of
// ruin and recreate.
//
// A round takes out a few sessions that are near each other (on a head's timeline, in a venue, in
// time, of one grid or task) and puts them back together with some unserved ones, the more
// important first, and within a level mostly the heaviest, or the heaviest for an hour of work; so
// a less important session gives way to a more important one. (Orders that leave weights out, as
// was first, left a tenth more weight unserved where each session has its own.) After Christiaens
// & Vanden Berghe 2020 (SISR), doi:10.1287/trsc.2019.0914; taking out along timelines replaces
// their strings of routes, and a candidate is passed over now and then ("blink") as there. Moving,
// re-timing, re-crewing and swapping sessions are rounds that take out one or two.
//
// Other rounds place sessions by force, empty ledger cells or let heads change places (force.cpp),
// or bring sessions back to where an earlier plan had them (restore.cpp); neighbourhoods.h shares
// the work among them by what they gain.
//
// Acceptance is simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983,
// doi:10.1126/science.220.4598.671) on lexicographic scores: the first level that changes decides,
// a loss there is taken with probability exp(-loss / temperature), and each level's temperature is
// a share of what a session costs there on average. So levels that are nearly met stay nearly cold.
// Late acceptance was tried first: it froze a thousand tasks with travel 9 % above. A refused round
// is undone from its journal, so a round costs what it touches.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "solve/audit.h"
#include "solve/budget.h"
#include "solve/closing.h"
#include "solve/ejection.h"
#include "solve/exchange.h"
#include "solve/insertion.h"
#include "solve/neighbourhoods.h"
#include "solve/state.h"

namespace muster::solve {

// How warm a stretch of the search is.
struct Cooling {
  static constexpr double kCold = 0.05;  // of what a session costs, when the search ends
  double from = 1, until = 1;  // of the whole search that is done, 0 to 1, as it begins and ends
  double warm = kCold;         // where it begins; a short search has no time to cool from warmer
  // What a session costs on average, by level.
  std::array<double, limits::kLevels> usual{};
};

class Search {
 public:
  // `sessions`: one part or region, in order; it goes on from the state as it is. `local`: scratch
  // of one entry a session, shared by all searches.
  Search(State& state, const std::vector<SessionIndex>& sessions,
         Table<SessionIndex, std::uint32_t>& local, std::uint64_t seed, Budget& budget,
         Monitor& monitor, const Audit* audit);

  // All use the calling thread's inserter. What fits of Problem::base, of those that are pinned or
  // of the others; of what does not fit, start and venue where that goes.
  void keep(Inserter& inserter, bool pinned);
  // Those that are pinned; the others after them.
  void place_pinned(Inserter& inserter);
  void construct(Inserter& inserter);
  // Ends after that many rounds, or when the budget is over; the temperature falls meanwhile.
  void improve(Inserter& inserter, std::uint64_t rounds, const Cooling& cooling);
  // From now on a level costs at most so much more than at the beginning, or no more than it does.
  void cap(const LevelCap& cap) { cap_ = cap; }
  // A change that no plan can beat: reached, the search ends.
  void aim(const rule::Score& goal) { goal_ = goal; }
  bool proved() const { return goal_ && best_score_.broken <= 0 && best_score_.score <= *goal_; }
  // Tells the monitor what the best plan gained since it was last told; `last`: whatever happens.
  void tell(bool last);
  // Puts the best plan found back into the state.
  void restore_best();

  const Delta& gained() const { return best_score_; }  // against the state at the beginning
  std::uint64_t moves() const { return moves_; }
  std::uint64_t rounds() const { return rounds_; }
  const Tally& tally() const { return tally_; }

 private:
  struct Entry {
    SessionIndex session;
    Placed before;  // what to go back to
  };
  struct Push {  // before booking `at` of the head
    bool found = false;
    TeamIndex team;
    HeadIndex head;
    std::size_t at = 0;
    StartPoint start;
    Delta change;  // about
  };
  struct Slot {  // a session's row in the tables of this part
    std::uint32_t unserved_at = 0;
    std::uint32_t day_at = 0;
    std::int32_t day = -1;
    bool dirty = false;  // changed since the best plan
  };

  // Changes, all written to the journal.
  void put(SessionIndex s, const Placed& plan);
  void take_out(SessionIndex s);
  void take_out_with_successors(SessionIndex s);
  void undo(std::size_t journal = 0);  // back to that many entries
  void note_served(SessionIndex s);
  void note_unserved(SessionIndex s);

  // Construction.
  void put_pinned(SessionIndex s);
  void place_pinned(SessionIndex s);
  bool insert(SessionIndex s, const Reach& reach, Random* random);
  void finish_construction(std::uint64_t moves_before);
  bool put_if_legal(SessionIndex s, const Placed& plan);
  // At the start and venue it had there, with as many of the same people as can be; or none.
  const Insertion* find_near_base(SessionIndex s);
  // Whether the cap lets a change come on top of the round's.
  bool affords(const Delta& change) const;

  // Whether a session is of this part: others' rows of local_ are not this search's to read.
  bool mine(SessionIndex s) const {
    return local_[s] < sessions_.size() && sessions_[local_[s]] == s;
  }

  // Ruin: what to take out, into ruined_.
  void ruin();
  void mark(SessionIndex s);
  void ruin_heads(SessionIndex seed, std::uint32_t count);
  void ruin_strings(SessionIndex seed, std::uint32_t count);
  void ruin_string(HeadIndex head, std::int32_t minute, std::uint32_t count);
  void ruin_venue(SessionIndex seed, std::uint32_t count);
  void ruin_room(VenueIndex venue, std::int32_t from, std::int32_t until, std::uint32_t count);
  void ruin_time(SessionIndex seed, std::uint32_t count);
  void ruin_like(SessionIndex seed, std::uint32_t count);
  void ruin_random(std::uint32_t count);
  void ruin_for(SessionIndex unserved, std::uint32_t count);
  void list_conflicts(HeadIndex head, const Booking& here);
  void list_obstacles(HeadIndex head, const Booking& here);

  // Insertion that pushes: see push.cpp.
  bool pushing(SessionIndex s) const;
  bool movable(const Booking& booking) const;
  bool in_time(SessionIndex s, const Seat& seat, StartPoint start) const;
  struct Stretch {  // by booking of a head, as of a version of its timeline
    bool known = false;
    std::uint32_t version = 0;
    std::vector<std::int32_t> earliest, latest;  // end, start
  };
  const Stretch& stretch(HeadIndex head);
  void look_between(SessionIndex s, TeamIndex team, HeadIndex head);
  void find_push(SessionIndex s);
  bool make_push(SessionIndex s);

  std::uint64_t round();
  void begin_round();
  void ruin_and_recreate();
  double conclude();
  double work() const;
  bool acceptable(const Delta& next);
  // In which order what waits is put back; `yield`: the most weight for an hour of work first.
  enum class Order { choices, work, chance, weight, yield };
  static constexpr Order kOrders[] = {  // one is drawn
      Order::choices, Order::work,   Order::chance, Order::chance, Order::weight, Order::weight,
      Order::weight,  Order::weight, Order::yield,  Order::yield,  Order::yield,  Order::yield,
      Order::yield,   Order::yield,  Order::yield,  Order::yield};
  static constexpr std::size_t kWeightless = 4;  // of these, the first
  std::uint64_t place_in(Order order, SessionIndex s) const;
  // Whether leaving `a` unserved costs more than leaving `b`.
  bool dearer(SessionIndex a, SessionIndex b) const;
  void recreate(Order by);
  void choose_unserved();
  void accept(const Delta& next);
  void remember_best();

  // Chains of ejections: see force.cpp.
  struct Waiting {
    SessionIndex session;
    Delta hope;  // what serving it will cost at least
  };
  struct Force {
    std::vector<Waiting> waiting;
    Delta hoped;              // of all that wait
    std::uint64_t draws = 0;  // of exchanges
    std::uint64_t steps = 0;  // patience: those of a chain
    std::uint32_t failures = 0;
  };
  std::uint64_t round_by_force(Neighbourhood which);
  void force_unserved();
  void close_cell();
  void force_all(const Ceiling& ceiling, std::uint64_t steps);
  bool force_one(const Ceiling& ceiling);
  void eject(SessionIndex s);
  bool exchange(const Ceiling& ceiling);
  void exchange_once();
  void be_patient(bool better);

  // Back to the plan that is planned from: see restore.cpp.
  bool in_base_place(SessionIndex s) const;
  bool base_in_reach(SessionIndex s) const;
  void list_strayed();
  void mark_in_the_way(SessionIndex s);
  bool put_back(SessionIndex s);
  void restore_one();

  State& state_;
  const Instance& in_;
  const std::vector<SessionIndex>& sessions_;
  Table<SessionIndex, std::uint32_t>& local_;
  Budget& budget_;
  Monitor& monitor_;
  Random random_;
  Inserter* inserter_ = nullptr;
  std::vector<Slot> slots_;
  std::vector<SessionIndex> unserved_;  // possible ones only
  std::vector<Placed> base_;            // by row, where Problem::base serves it; empty without one
  std::vector<SessionIndex> strayed_;   // that were elsewhere there, when they were last listed
  std::vector<std::vector<SessionIndex>> by_day_;  // served ones
  std::vector<Entry> journal_;
  std::size_t journal_size_ = 0;
  std::vector<SessionIndex> ruined_, waiting_, obstacles_;
  SessionIndex target_;  // what the ruin makes way for, if anything
  std::vector<std::pair<std::uint64_t, SessionIndex>> order_;
  Push push_;
  std::unordered_map<std::uint32_t, Stretch> stretches_;
  std::vector<std::pair<TeamIndex, HeadIndex>> near_heads_;
  std::vector<std::pair<SessionIndex, StartPoint>> moved_;
  std::vector<Placed> pushed_;
  Delta current_, best_score_, round_delta_;
  std::vector<Placed> best_;
  std::vector<SessionIndex> dirty_;
  std::array<double, limits::kLevels> temperature_{};
  std::uint64_t rounds_ = 0, moves_ = 0, noted_moves_ = 0;
  Delta noted_;
  Tally tally_;
  std::uint64_t changes_ = 0;  // placements made or undone
  std::array<double, limits::kLevels> usual_{};
  bool recording_ = false;
  std::optional<rule::Score> goal_;
  std::optional<LevelCap> cap_;
  Ejector ejector_;
  Closings closings_;
  Exchanges exchanges_;
  Neighbourhoods neighbourhoods_;
  Force force_;
  const Audit* audit_;  // null: none
};

}  // namespace muster::solve
