// What rules compile to. The search knows these four shapes and no rule kind. The comments are the
// exact meaning: evaluate.cpp counts by them in full, solve/ counts by them change by change.
//
// Unless said otherwise only *served* sessions count, and standing sessions take part in choice and
// ledger terms only (they have no time, so never in a StartPrice or LatePrice). Heads per team are
// counted by crew; on timelines, in ledgers of heads and in relations a head counts once a session.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/interval_set.h"
#include "base/time.h"
#include "model/calendar.h"
#include "model/ids.h"
#include "rule/score.h"

namespace muster::rule {

using RuleIndex = Index<struct RuleTag>;
using SessionSet = Table<model::SessionIndex, bool>;  // true: the term applies to the session

// Price of one session's start, venue or crew.
struct ChoiceTerm {
  RuleIndex rule;
  LevelIndex level;
  SessionSet sessions;

  // `outside` when [start, end) is not wholly within `preferred`, else zero. Where `venues` is not
  // empty it counts at those (1) only, and a session without a venue is free.
  struct StartPrice {
    IntervalSet preferred;
    std::int64_t outside = 0;
    Table<model::VenueIndex, char> venues{};

    bool holds_at(model::VenueIndex venue) const {
      return venues.empty() || (venue.exists() && venues[venue] != 0);
    }
  };
  // weight × ceil(max(0, start − model::earliest_start) / unit).
  struct LatePrice {
    std::int64_t weight = 0;
    Duration unit{60};

    std::int64_t cost(Duration late) const {
      return late <= Duration{} ? 0 : weight * ((late.minutes + unit.minutes - 1) / unit.minutes);
    }
  };
  // cost[venue]; a session without a venue costs zero.
  struct VenuePrice {
    Table<model::VenueIndex, std::int64_t> cost;
  };
  // Per head sent: cost[the crew's team].
  struct TeamPrice {
    Table<model::TeamIndex, std::int64_t> cost;
  };
  // Per head sent by a team of `teams` (1: counted, 0: free of charge):
  // weight × ceil(max(0, travel(from → session's place) − free) / unit), from the team's base.
  // With `homes`: from the head's home, where that is known; and one who is near to those whom the
  // session serves (model::is_near) pays `discount` percent less, rounded up.
  struct HomePrice {
    std::int64_t weight = 0;
    Duration free;
    Duration unit{1};
    Table<model::TeamIndex, char> teams;
    bool homes = false;
    std::int64_t discount = 0;

    // Of a way that takes so long.
    std::int64_t cost(Duration way) const {
      const std::int64_t far = way.minutes - free.minutes;
      return far <= 0 ? 0 : weight * ((far + unit.minutes - 1) / unit.minutes);
    }
    std::int64_t discounted(std::int64_t cost) const {
      return (cost * (100 - discount) + 99) / 100;
    }
  };
  // Per head sent to the session's need at position `need`: cost[head].
  struct HeadPrice {
    std::uint32_t need = 0;
    Table<model::HeadIndex, std::int64_t> cost;
  };
  std::variant<StartPrice, LatePrice, VenuePrice, TeamPrice, HomePrice, HeadPrice> price;
};

// Price of two neighbouring sessions on one head's timeline. Both must be in `sessions`, the head
// in `heads`; neighbours are neighbours among all the head's sessions, ordered by (start, session).
// The day of a session is the local day of its start.
struct SequenceTerm {
  RuleIndex rule;
  LevelIndex level;
  SessionSet sessions;
  Table<model::HeadIndex, char> heads;

  // Per leg: weight × max(0, minutes of travel − free). The same day: from place to place.
  // Different days: first session's place → head's base and base → second's place. A head's first
  // session also pays base → place, the last one place → base (each only when that session is in
  // `sessions`). Days and legs with none places are free.
  struct TravelPrice {
    std::int64_t weight = 0;
    Duration free;
  };
  // `weight` when second.start − first.end < min_gap; with `nights_only` just for neighbours on
  // different days.
  struct GapPrice {
    std::int64_t weight = 0;
    Duration min_gap;
    bool nights_only = false;
  };
  std::variant<TravelPrice, GapPrice> price;
};

// The sequence on a venue's timeline: price of a session that finds no room ready.
//
// Every session at one of `venues` holds a room there: [start − set_up, end + clean_up) when it is
// in `sessions`, else [start, end). `weight` for each session that, as its hold begins, finds as
// many rooms as the venue has held by others, whose holds began before (at the same instant: by
// session) and have not ended. So no session costs exactly when all can be given rooms of their own
// for as long as they hold them.
struct RoomTerm {
  RuleIndex rule;
  LevelIndex level;
  SessionSet sessions;
  Table<model::VenueIndex, char> venues;  // 1: the term applies there
  std::int64_t weight = 0;
  Duration set_up, clean_up;

  Interval hold(model::SessionIndex session, Interval taken) const {
    if (!sessions[session]) return taken;
    return {taken.from - set_up, taken.until + clean_up};
  }
};

// What one session adds to an owner's amount when `heads` of its own are sent:
// session + minute × its minutes + household × its task's households
// + heads × (head + head_minute × its minutes). Standing sessions have no minutes.
struct Measure {
  std::int64_t session = 0, minute = 0, household = 0, head = 0, head_minute = 0;  // none negative

  // The part that does not grow with the heads, and what each of them adds.
  std::int64_t once(std::int64_t minutes, std::int64_t households) const {
    return session + minute * minutes + household * households;
  }
  std::int64_t each(std::int64_t minutes) const { return head + head_minute * minutes; }
  bool by_heads() const { return head != 0 || head_minute != 0; }
  friend bool operator==(const Measure&, const Measure&) = default;
};
inline constexpr Measure kSessions{.session = 1}, kMinutes{.minute = 1},
    kHouseholds{.household = 1}, kHeads{.head = 1}, kHeadMinutes{.head_minute = 1};

// Price of an amount kept under a key: owner × period of the session's start, or × slices of time.
struct LedgerTerm {
  RuleIndex rule;
  LevelIndex level;
  SessionSet sessions;

  enum class Owner {
    zone,     // slot 0
    team,     // every team that sends a crew, once a session
    head,     // every head that is sent; no two heads share a slot
    group,    // the same, where heads may share slots: each of them is entered
    grid,     // the grid that is served: Problem::served_grid; none: no entry
    session,  // the session itself: see `team_value`
  };
  Owner owner = Owner::zone;
  Measure measure = kSessions;  // heads: all that are sent; owner team: by that team; owner head: 1
  model::Period period = model::Period::horizon;
  int periods = 1;  // Calendar::periods(period); standing sessions count to period 0
  // More than zero (with owner group only): what counts as periods are slices of the horizon, each
  // so long, the first from its begin; a session is entered whole into each slice that it overlaps,
  // one without time into none.
  Duration slice;

  // Owner's index → slot, −1: not kept. Grids: the slot of the nearest kept ancestor or itself.
  // zone: {0}. session: by session.
  std::vector<std::int32_t> slot_of;
  // Per slot. cost(x) =
  // weight × (ceil(max(0, at_least − x) / unit) + ceil(max(0, x − at_most) / unit)).
  struct Bounds {
    std::int64_t at_least = 0;
    std::int64_t at_most = INT64_MAX;
    std::int64_t unit = 1;
    std::int64_t weight = 1;
  };
  std::vector<Bounds> bounds;  // by slot
  // Amounts before any session is served (history), by cell = slot × periods + period; empty: zero.
  std::vector<std::int64_t> initial;

  // What was planned of a session before; empty: the measure says what is entered. Else (owner
  // head, period horizon) a head that is sent enters 1 where it was sent before and start and venue
  // are the same, nothing where they are not, and kNew where it was not sent. So a head's amount is
  // what it had before if and only if nothing changed for it: kNew is more than any head has.
  struct Before {
    TimePoint start;  // standing sessions: the horizon's begin
    model::VenueIndex venue;
    std::vector<model::HeadIndex> heads;  // sorted; empty: it was not served
  };
  static constexpr std::int64_t kNew = std::int64_t{1} << 20;
  Table<model::SessionIndex, Before> before;
  bool keeps_before() const { return !before.empty(); }
  std::int64_t as_before(model::SessionIndex session, TimePoint start, model::VenueIndex venue,
                         model::HeadIndex head) const {
    const Before& old = before[session];
    if (!std::binary_search(old.heads.begin(), old.heads.end(), head)) return kNew;
    return old.start == start && old.venue == venue ? 1 : 0;
  }

  // Every cell costs, also those where nothing was entered. Except with owner session: its amount
  // is the sum, over the heads sent, of the values below (of either sign; an empty table: zero), it
  // has no periods, measure or history, and costs only while the session is served.
  Table<model::TeamIndex, std::int64_t> team_value;  // of the team that sends the head
  Table<model::HeadIndex, std::int64_t> head_value;

  std::int64_t value(model::TeamIndex team, model::HeadIndex head) const {
    return (team_value.empty() ? 0 : team_value[team]) +
           (head_value.empty() ? 0 : head_value[head]);
  }
  // The slices, from `first` to before `last`, that a session overlaps; none outside the horizon.
  struct Slices {
    int first = 0, last = 0;
  };
  Slices slices(Interval taken, Interval horizon) const {
    if (!taken.overlaps(horizon)) return {};
    const auto at = [&](TimePoint t, int up) {
      const std::int32_t minutes = (t - horizon.from).minutes;
      return minutes <= 0 ? 0 : std::min(periods, (minutes + up) / slice.minutes);
    };
    return {at(taken.from, 0), at(taken.until, slice.minutes - 1)};
  }

  static std::int64_t cost(const Bounds& b, std::int64_t amount) {
    const auto up = [&](std::int64_t x) { return x <= 0 ? 0 : (x + b.unit - 1) / b.unit; };
    return b.weight *
           (up(b.at_least - amount) + (b.at_most == INT64_MAX ? 0 : up(amount - b.at_most)));
  }
};

// Price of two named sessions.
struct RelationTerm {
  RuleIndex rule;  // none: the law of precedence
  LevelIndex level;
  model::SessionIndex first, second;

  // cost 1 (level hard) when `second` is served and `first` is not, or
  // second.start < first.end + lag.
  struct Precedence {
    Duration lag;
  };
  // Both served: `weight` when no team sends a crew to both.
  struct SameTeam {
    std::int64_t weight = 0;
  };
  // Both served: weight × (min(heads of first, heads of second) − heads in common).
  struct SamePeople {
    std::int64_t weight = 0;
  };
  // Both served (and serving the same grid, Problem::served_grid, where `same_grid`): `weight` when
  // they are too close. days = 0: first.start < second.end + gap and second.start < first.end +
  // gap. Else: the local days of their starts differ by less than `days`.
  struct Apart {
    std::int64_t weight = 0;
    Duration gap{};
    std::int32_t days = 0;
    bool same_grid = false;
  };
  // Both served, each at a venue: `weight` when these differ.
  struct SameVenue {
    std::int64_t weight = 0;
  };
  std::variant<Precedence, SameTeam, SamePeople, Apart, SameVenue> price;

  // Whether the price depends on who serves the sessions.
  bool by_crew() const {
    return std::holds_alternative<SameTeam>(price) || std::holds_alternative<SamePeople>(price);
  }
};

// Whom one rule holds apart: any session of `one` and any of `other`. Its Apart relations are made
// only for pairs that some lawful plan brings too close; who asks of a start outside of windows, or
// of a venue that does not suit, looks here.
struct Distance {
  RuleIndex rule;
  LevelIndex level;
  SessionSet one, other;
  RelationTerm::Apart price;

  bool holds_apart(model::SessionIndex a, model::SessionIndex b) const {
    return a != b && ((one[a] && other[b]) || (other[a] && one[b]));
  }
};

struct CompiledRule {
  std::string id, kind, why;
  LevelIndex level;
  bool hard = false;
};

// What compile makes of all rules, laws' precedences included.
// Laws beyond the terms hold in every plan: eligibility, availability, windows, opening hours,
// rooms, seats, facilities, head counts, no head in two places, travel time between a head's
// neighbours.
struct RuleSet {
  Levels levels;
  Table<RuleIndex, CompiledRule> rules;
  std::vector<ChoiceTerm> choices;
  std::vector<SequenceTerm> sequences;
  std::vector<RoomTerm> rooms;
  std::vector<LedgerTerm> ledgers;
  std::vector<RelationTerm> relations;  // the precedences of the problem come first
  std::vector<Distance> distances;

  LevelIndex level_of(int priority) const {
    return priority_levels[static_cast<std::size_t>(priority)];
  }
  std::vector<LevelIndex> priority_levels;  // by model::Priority: task weight per unserved session
  LevelIndex staffing;  // Σ over needs: max(0, want − heads) where served, want − min where not
};

}  // namespace muster::rule
