// The places that one session could have in a plan as it stands: asked again and again of a plan
// that stays loaded. Answers leave the plan as it is; others move only where the question says so.
//
// Spots (start and venue) are looked at from the cheapest on, crews are the cheapest for a spot;
// further answers at a spot are those without one of the teams of an answer before, as in Lawler
// 1972, doi:10.1287/mnsc.18.7.401. Others move by ejection (see ejection.h): what gives way is
// placed again, itself by ejection while moves are left.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solve/ejection.h"
#include "solve/insertion.h"
#include "solve/keep.h"

namespace muster::solve {

struct Question {
  SessionIndex session;            // served or not
  std::optional<TimePoint> start;  // then only
  VenueIndex venue;                // there only
  CrewLimits crews;
  std::size_t most = 5;     // answers
  std::uint32_t moved = 0;  // so many others may move
  // Every team of a need and every spot, however many; else of large pools the nearest teams and a
  // few others, and of many spots the cheapest few hundred.
  bool thorough = false;
};

struct Moved {
  SessionIndex session;
  model::Placement before, after;
};

struct Proposal {
  model::Placement placement;
  Delta change;  // of the whole plan; of a session that is served, against where it is now
  std::vector<Moved> moved;  // by session
};

// Keeps references to the problem and the rules. One thread at a time.
class Desk {
 public:
  Desk(const model::Problem&, const rule::RuleSet&, const model::Solution&);

  // What of the solution could not be kept.
  const std::vector<LeftOut>& left_out() const { return left_out_; }
  // The best placements that keep all laws and hard rules, best first, where equal the one that
  // moves fewer. Deterministic: the same question of the same plan has the same answer.
  std::vector<Proposal> ask(const Question&);
  const State& state() const { return state_; }

 private:
  struct Answer {
    Delta change;  // of the session alone
    Spot spot;
    Placed plan;
    std::vector<TeamIndex> barred;  // besides those of the question
  };

  void list_spots(const Question&);
  std::vector<Answer> list_answers(const Question&);
  void add_answer(const Spot&, std::vector<TeamIndex> barred, std::size_t most,
                  std::vector<Answer>& out);
  void list_moves(const Question&, const Delta& left, std::vector<Proposal>& out);
  bool settle(SessionIndex, std::uint32_t moves, Delta& change);
  bool make_way(SessionIndex, const Way&, std::uint32_t moves, Delta& change);
  void take_out(SessionIndex, std::vector<SessionIndex>& out, Delta& change);
  void undo(std::size_t journal);
  Proposal proposal(SessionIndex, const Delta& change) const;

  struct Entry {
    SessionIndex session;
    Placed before;
  };

  Instance in_;
  State state_;
  Options options_;
  Budget budget_;
  Inserter inserter_;
  std::vector<SessionIndex> sessions_;
  Table<SessionIndex, std::uint32_t> local_;
  Ejector ejector_;
  std::vector<LeftOut> left_out_;
  // Of the question at hand:
  Random random_{1};
  Random* chance_ = nullptr;  // null: everything in order
  CrewLimits limits_;
  std::vector<std::pair<Delta, Spot>> spots_;  // the cheapest first
  std::vector<Entry> journal_;
};

}  // namespace muster::solve
