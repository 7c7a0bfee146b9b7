#include "plan/change.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "plan/facts.h"
#include "rule/catalog.h"

namespace muster::plan {

namespace {

using model::PersonIndex;
using model::ProblemParts;
using rule::RuleSpec;

// Rows of another problem by id.
template <class I, class T>
Table<I, I> same_ids(const Table<I, T>& from, const Table<I, T>& to) {
  std::unordered_map<std::string_view, I> by_id;
  by_id.reserve(to.size());
  for (auto i : indices(to)) by_id.emplace(to[i].id, i);
  Table<I, I> out(from.size());
  for (auto i : indices(from)) {
    const auto found = by_id.find(from[i].id);
    if (found != by_id.end()) out[i] = found->second;
  }
  return out;
}

// A team's anonymous heads, in order.
std::vector<HeadIndex> anonymous(const Problem& problem, TeamIndex team) {
  std::vector<HeadIndex> out;
  for (HeadIndex head : problem.heads_of(team)) {
    if (!problem.heads()[head].person.exists()) out.push_back(head);
  }
  return out;
}

bool in_team(const Problem& problem, HeadIndex head, TeamIndex team) {
  if (!head.exists() || !team.exists()) return false;
  const auto& teams = problem.heads()[head].teams;
  return std::find(teams.begin(), teams.end(), team) != teams.end();
}

// What names heads by number, put right: the plan that is changed and pinned crews.
Problem with_heads_of(const Problem& before, Problem problem) {
  const bool crews = std::any_of(
      problem.sessions().begin(), problem.sessions().end(),
      [](const model::Session& session) { return session.pin && !session.pin->crews.empty(); });
  if (!crews && !problem.base()) return problem;
  ProblemParts parts = problem.parts();
  if (before.base()) parts.base = carry_over(before, *before.base(), problem);
  const auto heads = same_heads(before, problem);
  for (model::Session& session : parts.sessions) {
    if (!session.pin) continue;
    for (Crew& crew : session.pin->crews) {
      std::vector<HeadIndex> kept;
      for (HeadIndex head : crew.heads) {
        if (in_team(problem, heads[head], crew.team)) kept.push_back(heads[head]);
      }
      std::sort(kept.begin(), kept.end());
      crew.heads = std::move(kept);
    }
    std::erase_if(session.pin->crews, [](const Crew& crew) { return crew.heads.empty(); });
  }
  return Problem(std::move(parts));
}

// Applies one change after the other to parts and specs.
class Changer {
 public:
  Changer(ProblemParts parts, std::vector<RuleSpec> specs)
      : parts_(std::move(parts)), specs_(std::move(specs)) {}

  void operator()(const TeamAway& c) {
    model::Team& team = parts_.teams[c.team];
    team.available = c.when ? team.available.without(IntervalSet({*c.when})) : IntervalSet();
    if (c.when) return;
    team.size = 0;
    team.skills.clear();
    dissolve(c.team);
  }
  void operator()(const TeamAvailable& c) { add(parts_.teams[c.team].available, c.when); }
  void operator()(const PersonAdded& c) {
    model::Team& team = parts_.teams[c.team];
    model::Person person;
    person.teams = {c.team};
    person.skills = c.skills;
    std::sort(person.skills.begin(), person.skills.end());
    int number = 0;
    const auto taken = [&](const model::Person& other) { return other.id == person.id; };
    do person.id = team.id + "+" + std::to_string(++number);
    while (std::any_of(parts_.people.begin(), parts_.people.end(), taken));
    person.name = (team.name.empty() ? team.id : team.name) + " +" + std::to_string(number);
    ++team.size;
    for (auto& [skill, heads] : team.skills) {  // nobody else loses one
      heads += std::binary_search(person.skills.begin(), person.skills.end(), skill) ? 1 : 0;
    }
    parts_.people.push_back(std::move(person));
  }
  void operator()(const PersonAvailable& c) {
    if (auto& own = parts_.people[c.person].available) add(*own, c.when);
  }
  void operator()(const NeedLowered& c) {
    parts_.tasks[c.task].needs.edit()[c.need].people.min = c.least;
  }
  void operator()(const SkillWaived& c) {
    Need& need = parts_.tasks[c.task].needs.edit()[c.need];
    std::erase(need.skills, c.skill);
    std::erase(need.no_skills, c.skill);
    const auto& any = need.any_skills;
    if (std::find(any.begin(), any.end(), c.skill) != any.end()) need.any_skills.clear();
  }
  void operator()(const AnyTeam& c) { parts_.tasks[c.task].needs.edit()[c.need].from = {}; }
  void operator()(const AnyVenue& c) { parts_.tasks[c.task].venue.edit().where = {}; }
  void operator()(const SeatsLowered& c) { parts_.tasks[c.task].venue.edit().seats = c.seats; }
  void operator()(const FacilitiesAdded& c) {
    auto& list = parts_.venues[c.venue].facilities;
    list.insert(list.end(), c.facilities.begin(), c.facilities.end());
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  void operator()(const VenueClosed& c) {
    IntervalSet& open = parts_.venues[c.venue].open;
    open = c.when ? open.without(IntervalSet({*c.when})) : IntervalSet();
  }
  void operator()(const VenueOpen& c) { add(parts_.venues[c.venue].open, c.when); }
  void operator()(const RoomAdded& c) { ++parts_.venues[c.venue].rooms; }
  void operator()(const WindowAdded& c) {
    std::vector<Interval>& windows = parts_.sessions[c.session].windows.edit();
    windows.insert(std::lower_bound(windows.begin(), windows.end(), c.window), c.window);
  }
  void operator()(const PinSet& c) { parts_.sessions[c.session].pin = c.pin; }
  void operator()(const PrioritySet& c) { parts_.tasks[c.task].priority = c.priority; }
  void operator()(const RuleSoftened& c) {
    RuleSpec& spec = *find(c.rule);
    spec.hard = false;
    spec.level = c.level;
    spec.weight = c.weight;
  }
  void operator()(const RuleDropped& c) { specs_.erase(find(c.rule)); }

  Changed finish(const Problem& before, const rule::Levels& levels) {
    std::vector<std::string> written(levels.names().begin() + 1, levels.names().end());
    Problem problem = with_heads_of(before, Problem(std::move(parts_)));
    Diagnostics diagnostics;
    rule::RuleSet rules = rule::compile(specs_, written, problem, diagnostics);
    MUSTER_CHECK(!diagnostics.any_error(), "rules that compiled do not compile after a change");
    return {std::move(problem), std::move(specs_), std::move(rules)};
  }

 private:
  static void add(IntervalSet& set, Interval when) {
    std::vector<Interval> parts = set.parts();
    parts.push_back(when);
    set = IntervalSet(std::move(parts));
  }
  std::vector<RuleSpec>::iterator find(std::string_view id) {
    const auto found = std::find_if(specs_.begin(), specs_.end(),
                                    [&](const RuleSpec& spec) { return spec.id == id; });
    MUSTER_CHECK(found != specs_.end(), "a change of a rule that does not exist");
    return found;
  }
  // People of this team only are gone with it, and pins to it.
  void dissolve(model::TeamIndex gone) {
    const auto leave = [&](std::vector<model::TeamIndex>& teams) { std::erase(teams, gone); };
    Table<PersonIndex, PersonIndex> now(parts_.people.size());
    std::size_t kept = 0;
    for (auto index : indices(parts_.people)) {
      leave(parts_.people[index].teams);
      if (!parts_.people[index].teams.empty()) now[index] = PersonIndex(kept++);
    }
    std::erase_if(parts_.people.rows(), [](const model::Person& p) { return p.teams.empty(); });
    for (model::Task& task : parts_.tasks) {
      if (task.related.empty()) continue;
      std::vector<PersonIndex> related;
      for (PersonIndex person : task.related) {
        if (now[person].exists()) related.push_back(now[person]);
      }
      task.related = std::move(related);
    }
    for (model::Session& session : parts_.sessions) {
      auto& pin = session.pin;
      if (!pin) continue;
      leave(pin->teams);
      std::erase_if(pin->crews, [&](const Crew& crew) { return crew.team == gone; });
      if (!pin->start && !pin->venue.exists() && pin->teams.empty() && pin->crews.empty()) {
        pin.reset();
      }
    }
  }

  ProblemParts parts_;
  std::vector<RuleSpec> specs_;
};

}  // namespace

Changed apply(const model::Problem& problem, const std::vector<RuleSpec>& specs,
              const rule::Levels& levels, const std::vector<Change>& changes) {
  Changer changer(problem.parts(), specs);
  for (const Change& change : changes) std::visit(changer, change);
  return changer.finish(problem, levels);
}

Table<HeadIndex, HeadIndex> same_heads(const Problem& from, const Problem& to) {
  Table<HeadIndex, HeadIndex> out = same_ids(from.heads(), to.heads());
  const auto teams = same_ids(from.teams(), to.teams());
  for (auto team : indices(from.teams())) {
    const std::vector<HeadIndex> before = anonymous(from, team);
    const std::vector<HeadIndex> after =
        teams[team].exists() ? anonymous(to, teams[team]) : std::vector<HeadIndex>{};
    for (std::size_t i = 0; i < before.size(); ++i) {
      out[before[i]] = i < after.size() ? after[i] : HeadIndex();
    }
  }
  return out;
}

model::Solution carry_over(const model::Problem& from, const model::Solution& solution,
                           const model::Problem& to) {
  const auto sessions = same_ids(from.sessions(), to.sessions());
  const auto venues = same_ids(from.venues(), to.venues());
  const auto teams = same_ids(from.teams(), to.teams());
  const auto heads = same_heads(from, to);
  model::Solution out;
  out.placements.resize(to.sessions().size());
  for (auto s : indices(from.sessions())) {
    if (!sessions[s].exists() || !solution.serves(s)) continue;
    const Placement& old = *solution.placements[s];
    Placement placement{old.start, {}, {}};
    if (old.venue.exists()) {
      placement.venue = venues[old.venue];
      if (!placement.venue.exists()) continue;
    }
    for (const Crew& crew : old.crews) {
      Crew kept{crew.need, teams[crew.team], {}};
      for (HeadIndex head : crew.heads) {
        if (in_team(to, heads[head], kept.team)) kept.heads.push_back(heads[head]);
      }
      std::sort(kept.heads.begin(), kept.heads.end());
      if (!kept.heads.empty()) placement.crews.push_back(std::move(kept));
    }
    std::sort(placement.crews.begin(), placement.crews.end(), [](const Crew& a, const Crew& b) {
      return std::pair(a.need, a.team) < std::pair(b.need, b.team);
    });
    out.placements[sessions[s]] = std::move(placement);
  }
  return out;
}

}  // namespace muster::plan
