// How to serve one session by force: a spot and heads for it, and the sessions that stand in the
// way there, such that what has to give way is easy to place elsewhere.
//
// What is easy is learnt: a session that found no free spot counts a failure, and the way is taken
// whose ejected sessions have failed least (the ejection pool of Nagata & Bräysy 2009,
// doi:10.1002/net.20333). A session does not return to a head it was just ejected from: a tabu of a
// few steps, as in partial colouring (Blöchliger & Zufferey 2008, doi:10.1016/j.cor.2006.05.014),
// which this is when every session has one start and one head. Only ways that the whole can still
// pay are looked at: see Ceiling.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "solve/borders.h"
#include "solve/crews.h"
#include "solve/state.h"

namespace muster::solve {

// What a change may cost in the end.
struct Ceiling {
  Delta most{};
  bool strictly = true;  // less than `most`, else no more than it
  bool admits(const Delta& change) const { return strictly ? change < most : !(most < change); }
};

// A ledger cell that may not cost more than this.
struct Cap {
  static constexpr std::uint32_t kNone = 0xffffffffu;
  std::uint32_t ledger = kNone;
  std::size_t cell = 0;
  std::int64_t cost = 0;
};

struct Way {
  bool found = false;
  Placed plan;
  std::vector<SessionIndex> out;  // what must be taken out before
};

class Ejector {
 public:
  // Of the sessions of one part: `local` tells their rows.
  Ejector(const State& state, const std::vector<SessionIndex>& sessions,
          const Table<SessionIndex, std::uint32_t>& local);

  // The easiest way to serve an unserved session. `so_far`: what the change at hand will cost,
  // were this session served for nothing more.
  const Way& find(SessionIndex s, const Delta& so_far, const Ceiling& ceiling,
                  const Territory& territory, Random& random);
  // The easiest one at one spot.
  const Way& at(const Spot& spot, const Delta& so_far, const Ceiling& ceiling,
                const Territory& territory, Random& random);
  void limit(const Cap& cap) { cap_ = cap; }
  // From now on only these are sent; null: everybody.
  void send(const CrewLimits* crews) { crews_ = crews; }
  // One more failure to place it without ejecting another.
  void count_failure(SessionIndex s) { weights_[local_[s]] += weights_[local_[s]] < kFixed - 1; }
  // One, and one for each failure; kFixed: pinned, or of another part.
  std::int64_t weight(SessionIndex s) const {
    const std::uint32_t row = local_[s];
    return row < sessions_.size() && sessions_[row] == s ? weights_[row] : kFixed;
  }
  // Heads looked at so far.
  std::uint64_t looks() const { return looks_; }
  // Whether the search may take it out.
  bool movable(SessionIndex s) const;
  // The session may not come to these heads for so many steps.
  void keep_off(SessionIndex s, const std::vector<Seat>& seats, std::uint32_t steps);

 private:
  static constexpr std::int64_t kFixed = std::int64_t{1} << 40;
  struct Candidate {
    std::int64_t weight = 0;  // of what it must give up
    std::uint32_t tie = 0;
    TeamIndex team;
    HeadIndex head;
    bool operator<(const Candidate& other) const {
      return weight != other.weight ? weight < other.weight : tie < other.tie;
    }
  };

  bool open(const Spot& spot, const Territory& territory) const;
  bool make_room(const Spot& spot);
  bool part_with_related(const Spot& spot);
  bool let_easiest_go(std::vector<SessionIndex>& there);
  bool let_go(SessionIndex s);
  void list(const NeedView& need, const Territory& territory, Random& random);
  void consider(TeamIndex team, HeadIndex head, bool one, Random& random);
  template <class Visit>
  void each_obstacle(HeadIndex head, Visit visit) const;
  std::int64_t weigh(HeadIndex head, std::int64_t most) const;
  bool affordable(TeamIndex team, HeadIndex head) const;
  std::int64_t left_by_obstacles(const rule::LedgerTerm& term, TeamIndex team, HeadIndex head,
                                 std::size_t cell) const;
  bool choose_team(const NeedView& need);
  bool seat(const NeedView& need, std::uint32_t need_index);
  bool try_spot(const Spot& spot, const Territory& territory, Random& random);
  bool sits(HeadIndex head) const;
  bool kept_off(HeadIndex head) const;
  static std::size_t row(SessionIndex s, HeadIndex head);

  const State& state_;
  const Instance& in_;
  const std::vector<SessionIndex>& sessions_;
  const Table<SessionIndex, std::uint32_t>& local_;
  std::vector<std::int64_t> weights_;      // by row of the part
  std::vector<std::uint64_t> kept_until_;  // by hash of session and head: a step
  std::uint64_t step_ = 0, looks_ = 0;
  Cap cap_;
  const CrewLimits* crews_ = nullptr;
  // Of the spot at hand:
  Spot spot_;
  const Delta* so_far_ = nullptr;
  const Ceiling* ceiling_ = nullptr;
  bool ignore_tabu_ = false;
  std::vector<Candidate> candidates_;
  Way way_, best_;
  std::int64_t way_weight_ = 0, best_weight_ = 0;  // of all in `out`
};

}  // namespace muster::solve
