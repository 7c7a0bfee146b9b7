// Sessions with their candidates: starts, venues and pools, each made once for all that share it.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "model/finder.h"
#include "solve/instance_builder.h"

namespace muster::solve {

using model::Need;
using model::Selector;
using model::Session;
using model::Task;

namespace {

class SessionBuilder {
 public:
  explicit SessionBuilder(Instance& out) : out_(out), problem_(out.problem), finder_(out.problem) {
    out_.venue_fits.resize(problem_.venues().size());
  }
  void build(SessionIndex);

 private:
  std::uint32_t fit_of(const IntervalSet& set, std::int32_t duration);
  const std::vector<TeamIndex>& teams_of(const Selector& from);
  std::uint32_t pool_of(const Need&, const Session&, bool standing);
  void add_team(TeamIndex, const Need&, std::int32_t duration, bool standing, Pool&);
  void set_needs(SessionIndex);
  void set_venues(SessionIndex);
  void set_starts(SessionIndex);
  bool staffed(const SessionView&, std::int32_t minute) const;

  Instance& out_;
  const model::Problem& problem_;
  const model::Finder finder_;
  std::map<std::string, std::vector<TeamIndex>> teams_;  // by selector
  std::map<IntervalSet, std::uint32_t> sets_;
  std::map<std::pair<std::uint32_t, std::int32_t>, std::uint32_t> fits_;
  std::map<std::string, std::uint32_t> pools_, venue_lists_;
  std::map<std::tuple<std::vector<std::int32_t>, std::uint32_t, std::uint32_t>, std::uint32_t>
      starts_;
};

std::uint32_t SessionBuilder::fit_of(const IntervalSet& set, std::int32_t duration) {
  const auto id = sets_.try_emplace(set, static_cast<std::uint32_t>(sets_.size())).first->second;
  const auto [found, is_new] =
      fits_.try_emplace({id, duration}, static_cast<std::uint32_t>(out_.fits.size()));
  if (is_new) {
    Bits bits(out_.quanta);
    for (Interval part : set.parts()) {
      const std::int32_t from = std::max(0, part.from.minutes - out_.origin);
      const std::int32_t last = part.until.minutes - duration - out_.origin;
      if (last < from) continue;
      const auto first = static_cast<std::size_t>((from + out_.quantum - 1) / out_.quantum);
      const auto end = static_cast<std::size_t>(last / out_.quantum) + 1;
      bits.set_range(first, std::min(end, out_.quanta));
    }
    out_.fits.push_back(std::move(bits));
  }
  return found->second;
}

void SessionBuilder::add_team(TeamIndex team, const Need& need, std::int32_t duration,
                              bool standing, Pool& pool) {
  std::map<std::uint32_t, std::vector<HeadIndex>> by_fit;
  const IntervalSet& available = problem_.teams()[team].available;
  for (HeadIndex head : problem_.heads_of(team)) {
    const auto& row = problem_.heads()[head];
    if (!model::may_fill(row.skills, need)) continue;
    std::uint32_t fit = Group::kAlways;
    if (!standing) {
      fit = row.available ? fit_of(available.intersected(*row.available), duration)
                          : fit_of(available, duration);
    }
    by_fit[fit].push_back(head);
  }
  if (by_fit.empty()) return;
  PoolTeam entry{team, static_cast<std::uint32_t>(pool.groups.size()), 0};
  for (const auto& [fit, heads] : by_fit) {
    const auto first = static_cast<std::uint32_t>(pool.heads.size());
    pool.heads.insert(pool.heads.end(), heads.begin(), heads.end());
    pool.groups.push_back({fit, first, static_cast<std::uint32_t>(pool.heads.size())});
  }
  entry.last_group = static_cast<std::uint32_t>(pool.groups.size());
  pool.teams.push_back(entry);
}

// Needs of different durations and skills name the same teams.
const std::vector<TeamIndex>& SessionBuilder::teams_of(const Selector& from) {
  std::string key;
  model::append_key(from, key);
  const auto [found, is_new] = teams_.try_emplace(std::move(key));
  if (is_new) found->second = finder_.teams(from);
  return found->second;
}

std::uint32_t SessionBuilder::pool_of(const Need& need, const Session& session, bool standing) {
  static const std::vector<TeamIndex> kNone;
  const auto& pinned = session.pin ? session.pin->teams : kNone;
  const auto& refused = session.refused;
  const std::int32_t duration = session.duration.minutes;
  const auto refuses = [&](TeamIndex team) {
    return std::binary_search(refused.begin(), refused.end(), team);
  };
  std::vector<TeamIndex> allowed;
  for (TeamIndex team : pinned) {
    if (!refuses(team) && model::matches(need.from, problem_, team)) allowed.push_back(team);
  }
  std::sort(allowed.begin(), allowed.end());
  allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
  std::string key = std::to_string(standing ? -1 : duration);
  for (auto skill : need.skills) key += "," + std::to_string(skill.value);
  for (auto skill : need.any_skills) key += "?" + std::to_string(skill.value);
  for (auto skill : need.no_skills) key += "!" + std::to_string(skill.value);
  for (auto team : allowed) key += "|" + std::to_string(team.value);
  for (auto team : refused) key += "-" + std::to_string(team.value);
  model::append_key(need.from, key += ' ');
  const auto [found, is_new] =
      pools_.try_emplace(std::move(key), static_cast<std::uint32_t>(out_.pools.size()));
  if (is_new) {
    Pool pool;
    if (allowed.empty()) {
      for (TeamIndex team : teams_of(need.from)) {
        if (!refuses(team)) add_team(team, need, duration, standing, pool);
      }
    } else {
      for (TeamIndex team : allowed) add_team(team, need, duration, standing, pool);
    }
    out_.pools.push_back(std::move(pool));
  }
  return found->second;
}

// Sessions of one task with the same duration, no pinned teams and no refusals share their needs.
void SessionBuilder::set_needs(SessionIndex s) {
  const Session& session = problem_.sessions()[s];
  SessionView& view = out_.sessions[s];
  const auto usual = [](const Session& one) {
    return one.refused.empty() && (!one.pin || one.pin->teams.empty());
  };
  if (s.value > 0) {
    const SessionIndex before(s.value - 1);
    const Session& other = problem_.sessions()[before];
    if (other.task == session.task && other.duration == session.duration && usual(session) &&
        usual(other)) {
      view.first_need = out_.sessions[before].first_need;
      view.last_need = out_.sessions[before].last_need;
      return;
    }
  }
  view.first_need = static_cast<std::uint32_t>(out_.needs.size());
  for (const Need& need : problem_.task_of(s).needs) {
    out_.needs.push_back({need.people.min, need.people.want, need.people.max, need.one_team,
                          pool_of(need, session, view.standing)});
  }
  view.last_need = static_cast<std::uint32_t>(out_.needs.size());
}

void SessionBuilder::set_venues(SessionIndex s) {
  const auto& task = problem_.task_of(s);
  SessionView& view = out_.sessions[s];
  view.needs_venue = task.venue.has_value() && !task.standing;
  const auto& pin = problem_.sessions()[s].pin;
  // A venue pinned to a task that wants none can only be forced.
  const bool odd_pin = !view.needs_venue && pin && pin->venue.exists() && !task.standing;
  std::string key = odd_pin ? "!" : "-";
  if (view.needs_venue) {
    key = std::to_string(task.venue->seats) + ":";
    for (const auto& facility : task.venue->facilities) (key += facility) += '\n';
    model::append_key(task.venue->where, key += ' ');
    if (pin && pin->venue.exists()) key += "@" + std::to_string(pin->venue.value);
  }
  const auto [found, is_new] =
      venue_lists_.try_emplace(std::move(key), static_cast<std::uint32_t>(out_.venues.size()));
  if (is_new) {
    std::vector<VenueIndex> list;
    std::vector<VenueIndex> asked;
    if (view.needs_venue) asked = finder_.venues(task.venue->where);
    for (VenueIndex venue : asked) {
      const bool fixed_elsewhere = pin && pin->venue.exists() && pin->venue != venue;
      if (fixed_elsewhere) continue;
      if (model::suits(problem_, *task.venue, venue)) list.push_back(venue);
    }
    if (!view.needs_venue && !odd_pin) list.push_back(VenueIndex());
    out_.venues.push_back(std::move(list));
  }
  view.venues = found->second;
  for (VenueIndex venue : out_.venues[view.venues]) {
    if (!venue.exists()) continue;
    auto& rows = out_.venue_fits[venue];
    const bool known = std::any_of(rows.begin(), rows.end(),
                                   [&](const auto& row) { return row.first == view.duration; });
    if (!known) {
      rows.emplace_back(view.duration, fit_of(problem_.venues()[venue].open, view.duration));
    }
  }
}

// Whether each need could find its heads were everybody idle.
bool SessionBuilder::staffed(const SessionView& view, std::int32_t minute) const {
  for (const NeedView& need : out_.needs_of(view)) {
    std::int32_t sum = 0;
    std::int32_t most = 0;
    const Pool& pool = out_.pools[need.pool];
    for (const PoolTeam& team : pool.teams) {
      std::int32_t here = 0;
      for (auto g = team.first_group; g < team.last_group; ++g) {
        const Group& group = pool.groups[g];
        if (group.fit == Group::kAlways || out_.fits[group.fit].test(out_.quantum_of(minute))) {
          here += static_cast<std::int32_t>(group.last - group.first);
        }
      }
      sum += here;
      most = std::max(most, here);
    }
    if ((need.one_team ? most : sum) < need.min) return false;
  }
  return true;
}

void SessionBuilder::set_starts(SessionIndex s) {
  const Session& session = problem_.sessions()[s];
  SessionView& view = out_.sessions[s];
  std::vector<std::int32_t> minutes;
  if (session.pin && session.pin->start && !view.standing) {
    minutes.push_back(session.pin->start->minutes);
  } else {
    for (TimePoint t : model::starts_of(problem_, s)) minutes.push_back(t.minutes);
  }
  const auto [found, is_new] =
      starts_.try_emplace({std::move(minutes), view.first_need, view.venues},
                          static_cast<std::uint32_t>(out_.starts.size()));
  if (is_new) {
    Starts list;
    for (std::int32_t minute : std::get<0>(found->first)) {
      const bool open = std::any_of(
          out_.venues[view.venues].begin(), out_.venues[view.venues].end(), [&](VenueIndex venue) {
            return !venue.exists() || out_.open(venue, view.duration, minute);
          });
      if (open && staffed(view, minute)) list.push_back({minute, out_.day_of(minute)});
    }
    out_.starts.push_back(std::move(list));
  }
  view.starts = found->second;
}

void SessionBuilder::build(SessionIndex s) {
  const Task& task = problem_.task_of(s);
  const Session& session = problem_.sessions()[s];
  SessionView& view = out_.sessions[s];
  view.duration = session.duration.minutes;
  view.households = task.households;
  view.standing = task.standing;
  view.pinned = session.pin.has_value();
  view.level = out_.rules.level_of(static_cast<int>(task.priority));
  view.weight = task.weight;
  view.place = model::Problem::place_of(task.grid);
  for (const Need& need : task.needs) view.unserved_staffing += need.people.want - need.people.min;
  set_needs(s);
  set_venues(s);
  set_starts(s);
  view.possible = !out_.starts[view.starts].empty();
}

}  // namespace

void build_sessions(Instance& out) {
  SessionBuilder builder(out);
  for (auto s : indices(out.problem.sessions())) builder.build(s);
}

}  // namespace muster::solve
