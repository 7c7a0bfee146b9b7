// Tries every start and venue that a session could have and tells what stands against each.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "plan/candidates.h"
#include "plan/facts.h"
#include "plan/hard_rules.h"

namespace muster::plan {

// In the order in which they are looked at: a way counts for the first that stands against it.
enum class Obstacle { order, closed, rooms, times, busy, travel, rule, shared, none };
inline constexpr std::size_t kObstacles = static_cast<std::size_t>(Obstacle::none) + 1;

struct WaysTried {
  std::int64_t tried = 0;
  bool all = true;  // else the work allowed was used up first
  struct Count {
    std::int64_t ways = 0;
    std::map<std::string, std::int64_t> blockers;  // ids, by how many ways they stand against
    std::size_t need = 0;                          // of the first such way
    std::int64_t free_heads = 0;                   // of the first such way
  };
  std::array<Count, kObstacles> by;
  Placement open_way;       // an example where `none` was found; its crews may be incomplete
  bool rules_asked = true;  // whether hard rules were asked for it
  std::vector<std::string> rules_against;  // hard rules that the example's own crews would break

  const Count& at(Obstacle o) const { return by[static_cast<std::size_t>(o)]; }
};

// Sessions by venue and start, to find those that fill the rooms.
class VenueDays {
 public:
  explicit VenueDays(const Facts& facts);
  // Sessions that overlap `span` at the venue.
  std::vector<SessionIndex> during(VenueIndex venue, Interval span) const;
  // The most of them at once.
  std::size_t most_at_once(VenueIndex venue, Interval span) const;

 private:
  const Facts& facts_;
  Table<VenueIndex, std::vector<SessionIndex>> at_;  // by start
  Table<VenueIndex, Duration> longest_;
};

// Whether one has time for one more session, besides those of the plan.
class Hours {
 public:
  explicit Hours(const Facts& facts) : facts_(facts) {}
  bool team(TeamIndex team, Interval span) const {
    return facts_.problem.teams()[team].available.contains(span);
  }
  bool person(HeadIndex head, Interval span) const {
    const auto& own = facts_.problem.heads()[head].available;
    return !own || own->contains(span);
  }
  // The session that keeps the head from `span` at `place`; `on_the_way` when only travel does.
  SessionIndex clash(HeadIndex head, Interval span, PlaceIndex place, bool& on_the_way) const;

 private:
  const Facts& facts_;
};

class Ways {
 public:
  Ways(const Facts& facts, const VenueDays& venues, HardRules& rules);
  WaysTried try_all(SessionIndex session, const Candidates& candidates);

 private:
  struct Way;
  Obstacle obstacle(const Way& way, WaysTried::Count& detail);
  Obstacle place_obstacle(const Way& way, WaysTried::Count& detail) const;
  Obstacle need_obstacle(const Way& way, std::size_t need, WaysTried::Count& detail,
                         std::vector<TeamHead>& free);

  const Facts& facts_;
  Hours hours_;
  const VenueDays& venues_;
  HardRules& rules_;
  Table<SessionIndex, std::vector<model::Precedence>> before_;  // by the session that comes after
  WaysTried* out_ = nullptr;
  std::int64_t work_left_ = 0;                 // heads looked at, for one session
  std::int64_t whole_work_left_ = 50'000'000;  // for all of them
};

// Whether different heads can fill every need's minimum at once; `free` by need. Crews out.
bool fill_needs(const Task& task, const std::vector<std::vector<TeamHead>>& free,
                std::vector<Crew>& crews);

}  // namespace muster::plan
