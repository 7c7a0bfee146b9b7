// The relaxed problem that bounds are computed on: sessions ask, heads and rooms can be had.
//
// What is kept of a plan: which sessions are served, how many heads each need gets, and that one
// head (or room) does one thing at a time, at a start that its candidates allow, with the travel
// between neighbours where it is cheap to look at. What is dropped: which start the heads of one
// session agree on, one_team, precedence, relations, sequence prices, hard rules. Dropping only
// makes plans cheaper, so what no relaxed plan beats no plan beats.
//
// Equal heads are one Resource, whatever their teams: the same pools at the same times, and the
// same price for being used at all. So are equal rooms.
//
// Invariants:
//  1. Every law-keeping plan is a relaxed plan that costs no more on any level.
//  2. A pinned session asks for nothing (a pin may force it onto busy heads), but feeds what it
//     can. Travel is left out where a session is pinned or a pool left out: the way by a place that
//     is not looked at may be shorter than the direct one.
//  3. A resource's candidates are sorted by (start, demand); `next` is the first that may follow.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "solve/instance.h"

namespace muster::solve {

struct Market {
  explicit Market(const Instance& instance);

  using LevelCosts = std::array<std::int64_t, limits::kLevels>;
  struct Price {
    LevelIndex level;
    std::int64_t amount = 0;
  };
  // Positions in a shared list.
  struct Range {
    std::uint32_t first = 0, last = 0;
  };
  // An amount under a key with an "at least": each unit short costs weight / unit on its level.
  struct Cell {
    LevelIndex level;
    std::int64_t short_by = 0;  // with nothing served
    std::int64_t weight = 1, unit = 1;
  };
  struct Feed {
    std::uint32_t cell = 0;
    std::int64_t amount = 0;
  };
  // What serving a session costs and feeds at one kind of start and venue.
  struct Option {
    Range prices, feeds;
  };
  struct Row {
    SessionIndex session;
    LevelIndex level;
    std::int64_t weight = 0, staffing = 0;  // unserved
    bool always = false;                    // served in every plan
    std::uint32_t options = 0;              // of option_sets
    Range demands;
  };
  // One line of what a row asks for: heads of a need, its room, or a slot for a whole
  // crew.
  struct Demand {
    static constexpr std::uint32_t kRoom = 0xffffffffu, kCrew = 0xfffffffeu;
    std::uint32_t row = 0;
    std::uint32_t need = kRoom;     // position within the session
    std::uint32_t slot = 0;         // of a crew: of CrewSlots
    std::int32_t lo = 1, want = 1;  // heads; `want` no more than there are
    std::int32_t missing = 0;       // wanted heads that nobody can send
    Range prices;                   // for each head sent, at least
    bool traded = false;            // some resource has it among its candidates
  };
  // The most that one head does in some of its candidates, those that start in one period: what is
  // above costs weight / unit on the level, where a hard limit is one on level "hard".
  struct Limit {
    LevelIndex level;
    std::uint32_t ledger = 0;
    std::uint32_t first = 0, last = 0;  // of the resource's candidates
    std::int64_t most = 0;
    std::int64_t weight = 1, unit = 1;
    std::int64_t session = 0, minute = 0, household = 0;  // what a head is entered with
    bool partly = false;                                  // only sessions that the ledger has
  };
  struct Resource {
    std::int32_t size = 1;              // equal heads or rooms
    std::uint32_t first = 0, last = 0;  // of candidates
    Range charges;                      // for each of them that is used at all
    Range limits;
    // Travel minutes between its spots, row by row in `ways`; no spots: travel is left out.
    std::uint32_t first_way = 0, n_spots = 0;
    std::int32_t longest_way = 0;
  };
  // Resources that share a charge for any of them being used; most groups have one and no charge.
  struct Group {
    Range resources, charges;
  };

  const Instance& in;
  LevelCosts certain{};  // what every plan costs besides
  std::vector<Row> rows;
  std::vector<Range> option_sets;
  std::vector<Option> options;
  std::vector<Demand> demands;
  std::vector<Price> prices;  // of options, heads and charges
  std::vector<Feed> feeds;
  std::vector<Cell> cells;
  std::vector<Group> groups;
  std::vector<Resource> resources;
  std::vector<Limit> limits;
  // Candidates, by resource.
  std::vector<std::uint32_t> candidate_demand, candidate_next;  // from the resource's first on
  std::vector<std::int32_t> candidate_start;  // minutes from the instance's origin
  std::vector<std::uint8_t> candidate_spot;   // of the resources with travel
  std::vector<std::uint16_t> ways;
  std::vector<std::int32_t> crew_slots;  // how many of each there are
  bool pinned = false;                   // some session that takes time is

  // What a candidate of the demand adds to the limit.
  std::int64_t amount(const Limit& limit, std::uint32_t demand) const {
    const SessionIndex s = rows[demands[demand].row].session;
    if (limit.partly && !in.rules.ledgers[limit.ledger].sessions[s]) return 0;
    const SessionView& view = in.sessions[s];
    return limit.session + limit.minute * view.duration + limit.household * view.households;
  }
  std::int32_t duration_of(std::uint32_t demand) const {
    return in.sessions[rows[demands[demand].row].session].duration;
  }
};

// Sessions that no plan serves; a pinned session is served in every plan, even where it breaks
// laws.
Table<SessionIndex, char> never_served(const Instance& instance);
// The most heads that one need can ever get.
std::int64_t reachable(const Instance& instance, const NeedView& need);

// The costs that these two make certain.
rule::Score certain_costs(const Instance& instance);

}  // namespace muster::solve
