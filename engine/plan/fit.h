// Whether one session fits into a plan that stays as it is, and what if parts of the problem gave
// way. Exact: every start, venue and choice of people is tried until one fits.
//
// A session fits where it can be served without breaking a law and without any hard rule costing
// more than before. The parts that may give way are the other sessions whose people or rooms it
// could have (then they are not served), hours, windows, pins, precedences and hard rules. Where
// even all of these together would not help, what the session itself asks for may give way too.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/candidates.h"
#include "plan/facts.h"
#include "plan/rule_judge.h"
#include "plan/ways.h"

namespace muster::plan {

struct Part {
  enum class Kind : char {
    window,        // its windows: any time of the days that they touch would do (a rule that
                   // measures from them still does)
    pin,           // its pin
    order,         // what must come before it: `session`
    rule,          // a hard rule
    venue_hours,   // then the venue is always open
    team_hours,    // then the team is always available
    person_hours,  // then that head is, whenever the team is
    session,       // then it is not served
    seats,         // what its venue must have
    facilities,
    place,
    skill,      // of a need: `skill`
    any_skill,  // one of several, of which `skill` is the first
    no_skill,   // nobody with `skill`
    teams,      // that may serve a need
    people      // a need's least number: then nobody need go
  };
  Kind kind = Kind::session;
  SessionIndex session = {};
  rule::RuleIndex rule = {};
  VenueIndex venue = {};
  TeamIndex team = {};
  HeadIndex head = {};
  std::size_t need = 0;
  model::SkillIndex skill = {};
};

class Fit {
 public:
  Fit(const Facts& facts, const VenueDays& venues, RuleJudge& judge);

  // Asks about this session from now on; it must be unserved. `demands`: what it asks for itself
  // can give way too.
  void approach(SessionIndex session, bool demands);
  // Those that should rather be kept first.
  const std::vector<Part>& parts() const { return parts_; }
  // `dropped` by part.
  bool fits(const std::vector<char>& dropped);
  // With all parts in force, at this start and venue.
  bool fits_at(TimePoint start, VenueIndex venue);
  // With all parts in force, if a need made do with fewer.
  bool fits_with(std::size_t need, std::int32_t least);
  // What must come before and is not served or ends too late for this start; none: nothing.
  SessionIndex out_of_order(TimePoint start) const;
  // Whether one more session fits into the venue.
  bool has_room(VenueIndex venue, Interval span) const;
  // Where it fitted last: within the windows, or as little outside as can be.
  const Placement& example() const { return example_; }
  // False once there were too many choices of people under hard rules to try them all.
  bool exact() const { return exact_; }

 private:
  struct Start {
    TimePoint at;
    bool in_window = true;
  };
  struct Venue {
    VenueIndex venue;
    bool seats = true, facilities = true, place = true;
  };
  using AskedSkill = std::pair<Part::Kind, model::SkillIndex>;
  struct Candidate {
    TeamHead who;
    bool from = true;                 // of a team that matches
    std::vector<AskedSkill> lacking;  // what the need asks for
  };
  struct Idle {  // one who has time but for the way
    TeamHead who;
    SessionIndex before, after;
  };

  void list_starts();
  void list_venues();
  void list_candidates(std::size_t need);
  void list_parts();
  void list_sessions(const std::vector<HeadIndex>& heads);
  void add(Part part) { parts_.push_back(part); }
  void add_demands();
  void number_parts();
  bool gave_way(std::int32_t part) const { return part >= 0 && (*dropped_)[part] != 0; }
  bool gone(SessionIndex s) const { return gave_way(part_of_session_[s]); }
  bool may_send(const Candidate& candidate, std::size_t need) const;
  bool available(TeamHead who, Interval span) const;
  bool idle(TeamHead who, Interval span, Idle& out) const;
  bool in_time(const Idle& idle, Interval span, PlaceIndex place) const;
  void begin(const std::vector<char>& dropped);
  bool try_start(const Start& start, const VenueIndex* only);
  bool try_spot(const Venue& venue, Interval span);
  bool staff(TimePoint start, VenueIndex venue, std::vector<std::vector<TeamHead>> free);
  bool enough(const std::vector<TeamHead>& heads, std::size_t need) const;
  bool any_stands(const std::vector<rule::RuleIndex>& against) const;
  bool hopeless(const std::vector<rule::RuleIndex>& against) const;
  void keep_allowed(TimePoint start, VenueIndex venue, std::size_t need,
                    std::vector<TeamHead>& heads);
  class CrewSearch;

  const Facts& facts_;
  const Problem& problem_;
  const VenueDays& venue_days_;
  RuleJudge& judge_;
  Table<SessionIndex, std::vector<model::Precedence>> before_;
  Duration longest_;  // of all sessions
  // Of the session at hand:
  SessionIndex session_;
  Task task_;  // with the least numbers of the question at hand
  bool demands_ = false;
  std::vector<Interval> days_;  // that its windows touch
  std::vector<Start> starts_;
  std::vector<Venue> venues_;
  std::vector<std::vector<Candidate>> candidates_;  // by need
  std::vector<Part> parts_;
  Table<SessionIndex, std::int32_t> part_of_session_, part_of_order_;
  Table<TeamIndex, std::int32_t> part_of_team_;
  Table<HeadIndex, std::int32_t> part_of_head_;
  Table<VenueIndex, std::int32_t> part_of_venue_;
  Table<rule::RuleIndex, std::int32_t> part_of_rule_;
  std::int32_t window_ = -1, pin_ = -1, seats_ = -1, facilities_ = -1, place_ = -1;
  struct Demand {  // parts of one need
    std::int32_t teams = -1, people = -1;
    std::vector<std::pair<AskedSkill, std::int32_t>> skills;
    bool pinned = false;  // a pinned team may serve it
  };
  std::vector<Demand> needs_;
  // Of the question at hand:
  std::vector<char> nothing_;  // dropped
  const std::vector<char>* dropped_ = &nothing_;
  bool judge_ready_ = false;
  std::vector<std::vector<Idle>> idle_;  // by need
  Placement example_;
  bool exact_ = true;
};

}  // namespace muster::plan
