#include "model/problem.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "base/check.h"

namespace muster::model {

namespace {

// Anonymous heads of one team, numbered on after its named people.
void add_anonymous_heads(const Table<HeadIndex, Head>& named, const Team& team, TeamIndex index,
                         const std::vector<HeadIndex>& members, Table<HeadIndex, Head>& out) {
  const auto n_named = static_cast<std::int32_t>(members.size());
  MUSTER_CHECK(n_named <= team.size, "a team is smaller than its named people");
  std::vector<std::pair<SkillIndex, std::int32_t>> left = team.skills;
  for (auto& [skill, count] : left) {
    for (HeadIndex member : members) {
      count -= std::binary_search(named[member].skills.begin(), named[member].skills.end(), skill);
    }
  }
  for (std::int32_t number = n_named + 1; number <= team.size; ++number) {
    Head head;
    head.id = team.id + "#" + std::to_string(number);
    head.teams = {index};
    head.base = team.base;
    for (auto& [skill, count] : left) {
      if (count-- > 0) head.skills.push_back(skill);
    }
    std::sort(head.skills.begin(), head.skills.end());
    out.push_back(std::move(head));
  }
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool any_line(const Problem& problem, std::span<const LineIndex> lines,
              const std::vector<std::string>& ids) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](LineIndex line) { return contains(ids, problem.lines()[line].id); });
}

bool any_skill(const Problem& problem, const std::vector<SkillIndex>& skills,
               const std::vector<std::string>& words) {
  return std::any_of(skills.begin(), skills.end(), [&](SkillIndex skill) {
    const std::string& name = problem.skills()[skill];
    return contains(words, name) || contains(words, ungraded(name));
  });
}

bool within_grid(const Problem& problem, GridIndex grid, const std::vector<std::string>& ids) {
  for (; grid.exists(); grid = problem.grids()[grid].parent) {
    if (contains(ids, problem.grids()[grid].id)) return true;
  }
  return false;
}

using Clause = Selector::Clause;

bool holds(const Clause& clause, const Problem& problem, TaskIndex index) {
  const Task& task = problem.tasks()[index];
  switch (clause.attribute) {
    case Attribute::id: return contains(clause.any_of, task.id);
    case Attribute::kind: return contains(clause.any_of, task.kind);
    case Attribute::line: return any_line(problem, task.lines, clause.any_of);
    case Attribute::grid: return within_grid(problem, task.grid, clause.any_of);
    case Attribute::priority: return contains(clause.any_of, word(task.priority));
    case Attribute::skill:
      return std::any_of(task.needs.begin(), task.needs.end(), [&](const Need& need) {
        return any_skill(problem, need.skills, clause.any_of) ||
               any_skill(problem, need.any_skills, clause.any_of);
      });
    case Attribute::facility:
      return task.venue &&
             std::any_of(clause.any_of.begin(), clause.any_of.end(), [&](const std::string& word) {
               return contains(task.venue->facilities, word);
             });
  }
  return false;
}

bool holds(const Clause& clause, const Problem& problem, TeamIndex index) {
  const Team& team = problem.teams()[index];
  switch (clause.attribute) {
    case Attribute::id: return contains(clause.any_of, team.id);
    case Attribute::kind: return contains(clause.any_of, team.kind);
    case Attribute::line: return any_line(problem, team.lines, clause.any_of);
    case Attribute::grid: return within_grid(problem, team.grid, clause.any_of);
    case Attribute::skill: return any_skill(problem, problem.skills_of(index), clause.any_of);
    case Attribute::priority:
    case Attribute::facility: return false;
  }
  return false;
}

bool holds(const Clause& clause, const Problem& problem, HeadIndex index) {
  const Head& head = problem.heads()[index];
  if (clause.attribute == Attribute::id) return contains(clause.any_of, head.id);
  if (clause.attribute == Attribute::skill) return any_skill(problem, head.skills, clause.any_of);
  return std::any_of(head.teams.begin(), head.teams.end(),
                     [&](TeamIndex team) { return holds(clause, problem, team); });
}

bool holds(const Clause& clause, const Problem& problem, VenueIndex index) {
  const Venue& venue = problem.venues()[index];
  switch (clause.attribute) {
    case Attribute::id: return contains(clause.any_of, venue.id);
    case Attribute::kind: return contains(clause.any_of, venue.kind);
    case Attribute::line:
      return venue.line.exists() && any_line(problem, {&venue.line, 1}, clause.any_of);
    case Attribute::grid: return within_grid(problem, venue.grid, clause.any_of);
    case Attribute::facility:
      return std::any_of(clause.any_of.begin(), clause.any_of.end(),
                         [&](const std::string& word) { return contains(venue.facilities, word); });
    case Attribute::priority:
    case Attribute::skill: return false;
  }
  return false;
}

bool holds(const Clause& clause, const Problem& problem, GridIndex index) {
  switch (clause.attribute) {
    case Attribute::id:
    case Attribute::grid: return within_grid(problem, index, clause.any_of);
    case Attribute::kind: return contains(clause.any_of, problem.grids()[index].kind);
    default: return false;
  }
}

template <class I>
bool matches_any_kind(const Selector& selector, const Problem& problem, I index) {
  return std::all_of(selector.all_of.begin(), selector.all_of.end(),
                     [&](const Clause& clause) { return holds(clause, problem, index); }) &&
         std::none_of(
             selector.none_of.begin(), selector.none_of.end(),
             [&](const Selector& not_in) { return matches_any_kind(not_in, problem, index); });
}

// Grids that reach the top are marked, so that every grid is walked once.
void check_grids(const Table<GridIndex, Grid>& grids) {
  std::vector<char> reaches_top(grids.size(), 0);
  std::vector<GridIndex> path;
  for (GridIndex start : indices(grids)) {
    path.clear();
    for (GridIndex at = start; at.exists() && !reaches_top[at.value]; at = grids[at].parent) {
      MUSTER_CHECK(path.size() < grids.size(), "a grid lies within itself");
      path.push_back(at);
    }
    for (GridIndex grid : path) reaches_top[grid.value] = 1;
  }
}

void check_task(const Task& task) {
  MUSTER_CHECK(!task.needs.empty(), "a task needs nobody");
  MUSTER_CHECK(task.weight > 0, "a task's weight is not positive");
  for (const Need& need : task.needs) {
    MUSTER_CHECK(0 <= need.people.min && need.people.min <= need.people.want &&
                     need.people.want <= need.people.max && need.people.max > 0,
                 "a need's head counts are out of order");
  }
}

}  // namespace

Problem::Problem(ProblemParts parts) : parts_(std::move(parts)) {
  MUSTER_CHECK(parts_.zone.step > Duration{0}, "a zone's step is not positive");
  check_grids(parts_.grids);
  for (const Task& task : parts_.tasks) check_task(task);
  derive_heads();
  derive_sessions();
  match_history();
}

void Problem::derive_heads() {
  heads_of_team_.resize(parts_.teams.size());
  skills_of_team_.resize(parts_.teams.size());
  for (auto index : indices(parts_.people)) {
    const Person& person = parts_.people[index];
    MUSTER_CHECK(!person.teams.empty(), "a person is in no team");
    const HeadIndex head =
        heads_.push_back({person.id, index, person.teams, person.skills, person.available,
                          parts_.teams[person.teams.front()].base, person.home});
    for (TeamIndex team : person.teams) {
      auto& members = heads_of_team_[team];
      if (members.empty() || members.back() != head) members.push_back(head);
    }
  }
  for (auto index : indices(parts_.teams)) {
    const std::size_t first = heads_.size();
    add_anonymous_heads(heads_, parts_.teams[index], index, heads_of_team_[index], heads_);
    for (std::size_t i = first; i < heads_.size(); ++i) {
      heads_of_team_[index].push_back(HeadIndex(i));
    }
    std::vector<SkillIndex>& skills = skills_of_team_[index];
    for (HeadIndex head : heads_of_team_[index]) {
      skills.insert(skills.end(), heads_[head].skills.begin(), heads_[head].skills.end());
    }
    std::sort(skills.begin(), skills.end());
    skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
  }
}

void Problem::derive_sessions() {
  std::vector<std::uint32_t>& first = first_session_of_task_;
  first.resize(parts_.tasks.size() + 1);
  for (auto index : indices(parts_.sessions)) {
    const Session& session = parts_.sessions[index];
    MUSTER_CHECK(task_of(index).standing || session.duration > Duration{0},
                 "a session takes no time");
    MUSTER_CHECK(std::is_sorted(session.windows.begin(), session.windows.end()),
                 "a session's windows are out of order");
    ++first[session.task.value];
  }
  std::exclusive_scan(first.begin(), first.end(), first.begin(), std::uint32_t{0});
  sessions_by_task_.resize(parts_.sessions.size());
  for (auto index : indices(parts_.sessions)) {
    sessions_by_task_[first[parts_.sessions[index].task.value]++] = index;
  }
  std::rotate(first.begin(), first.end() - 1, first.end());
  first.front() = 0;
}

void Problem::match_history() {
  auto& sessions = parts_.history.sessions;
  if (sessions.empty()) return;
  MUSTER_CHECK(std::is_sorted(sessions.begin(), sessions.end(),
                              [](const PastSession& a, const PastSession& b) {
                                return std::tie(a.start, a.id) < std::tie(b.start, b.id);
                              }),
               "the history is out of order");
  std::unordered_map<std::string_view, HeadIndex> by_id;
  for (auto head : indices(heads_)) by_id.emplace(heads_[head].id, head);
  for (PastSession& session : sessions) {
    for (PastTurn& turn : session.turns) {
      const auto found = by_id.find(turn.head);
      turn.who = found == by_id.end() ? HeadIndex() : found->second;
    }
  }
}

std::span<const PastSession> Problem::past() const {
  const auto& all = parts_.history.sessions;
  if (all.empty()) return {};
  const TimePoint from = parts_.calendar.horizon().from;
  const auto end = std::partition_point(all.begin(), all.end(),
                                        [&](const PastSession& s) { return s.start < from; });
  return {all.data(), static_cast<std::size_t>(end - all.begin())};
}

bool matches(const Selector& selector, const Problem& problem, TaskIndex task) {
  return matches_any_kind(selector, problem, task);
}
bool matches(const Selector& selector, const Problem& problem, TeamIndex team) {
  return matches_any_kind(selector, problem, team);
}
bool matches(const Selector& selector, const Problem& problem, VenueIndex venue) {
  return matches_any_kind(selector, problem, venue);
}
bool matches(const Selector& selector, const Problem& problem, GridIndex grid) {
  return matches_any_kind(selector, problem, grid);
}
bool matches(const Selector& selector, const Problem& problem, HeadIndex head) {
  return matches_any_kind(selector, problem, head);
}

bool may_serve(const Problem& problem, SessionIndex session, const Need& need, TeamIndex team) {
  const auto& refused = problem.sessions()[session].refused;
  return !std::binary_search(refused.begin(), refused.end(), team) &&
         matches(need.from, problem, team);
}

std::string_view word(Priority priority) {
  switch (priority) {
    case Priority::must: return "must";
    case Priority::high: return "high";
    case Priority::normal: return "normal";
    case Priority::low: return "low";
  }
  return "normal";
}

bool suits(const Problem& problem, const VenueRequirement& requirement, VenueIndex index) {
  const Venue& venue = problem.venues()[index];
  return (venue.capacity == 0 || requirement.seats <= venue.capacity) &&
         std::includes(venue.facilities.begin(), venue.facilities.end(),
                       requirement.facilities.begin(), requirement.facilities.end()) &&
         matches(requirement.where, problem, index);
}

bool is_near(const Problem& problem, HeadIndex index, SessionIndex session, VenueIndex venue) {
  const Head& head = problem.heads()[index];
  const auto& related = problem.task_of(session).related;
  if (head.person.exists() && std::binary_search(related.begin(), related.end(), head.person)) {
    return true;
  }
  const GridIndex served = problem.served_grid(session, venue);
  if (!served.exists()) return false;
  GridIndex grid = head.home;
  while (grid.exists() && grid != served) grid = problem.grids()[grid].parent;
  return grid.exists();
}

bool has_skills(const std::vector<SkillIndex>& owned, const std::vector<SkillIndex>& required) {
  return std::includes(owned.begin(), owned.end(), required.begin(), required.end());
}

bool may_fill(const std::vector<SkillIndex>& owned, const Need& need) {
  const auto has = [&](SkillIndex skill) {
    return std::binary_search(owned.begin(), owned.end(), skill);
  };
  return has_skills(owned, need.skills) &&
         (need.any_skills.empty() ||
          std::any_of(need.any_skills.begin(), need.any_skills.end(), has)) &&
         std::none_of(need.no_skills.begin(), need.no_skills.end(), has);
}

std::vector<std::string> skill_texts(const Problem& problem, const Need& need) {
  std::vector<std::string> texts;
  for (SkillIndex skill : need.skills) texts.push_back(problem.skills()[skill]);
  std::string any;
  for (SkillIndex skill : need.any_skills) {
    any += (any.empty() ? "" : "|") + problem.skills()[skill];
  }
  if (!any.empty()) texts.push_back(std::move(any));
  for (SkillIndex skill : need.no_skills) texts.push_back("!" + problem.skills()[skill]);
  return texts;
}

std::string graded(std::string_view skill, int grade) {
  return std::string(skill) + (grade > 1 ? "≥" + std::to_string(grade) : "");
}

std::string_view ungraded(std::string_view skill) { return skill.substr(0, skill.find("≥")); }

std::vector<TimePoint> starts_of(const Problem& problem, SessionIndex index) {
  const Session& session = problem.sessions()[index];
  if (problem.task_of(index).standing) return {problem.calendar().horizon().from};
  std::vector<TimePoint> starts;
  for (Interval window : session.windows) {
    for (TimePoint t = window.from; t + session.duration <= window.until;
         t = t + problem.zone().step) {
      starts.push_back(t);
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  return starts;
}

std::optional<TimePoint> earliest_start(const Session& session) {
  for (Interval window : session.windows) {
    if (window.from + session.duration <= window.until) return window.from;
  }
  if (session.windows.empty()) return std::nullopt;
  return session.windows.front().from;
}

}  // namespace muster::model
