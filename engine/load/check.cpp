// Warnings about what no plan can ever place, one a task: the first true one.
#include <algorithm>
#include <map>

#include <boost/unordered/unordered_flat_map.hpp>

#include <fmt/format.h>

#include "load/binding.h"
#include "load/messages.h"
#include "model/finder.h"

namespace muster::load {

namespace {

using model::HeadIndex;
using model::Problem;
using model::TaskIndex;
using model::TeamIndex;
using model::VenueIndex;

class Checker {
 public:
  Checker(const Problem& problem, const std::vector<Place>& places, Findings& findings)
      : p_(problem), finder_(problem), places_(places), findings_(findings) {}

  void check(TaskIndex index) {
    const model::Task& task = p_.tasks()[index];
    for (const model::Need& need : task.needs) {
      if (!check_need(index, need)) return;
    }
    if (task.standing) return;
    const auto& sessions = p_.sessions_of(index);
    if (sessions.empty() || p_.sessions()[sessions.front()].windows.empty()) return;
    const bool short_window =
        std::any_of(sessions.begin(), sessions.end(), [&](auto s) { return too_short(s); });
    if (short_window) return warn(messages::kWindowShort, index);
    if (task.venue && !check_venue(index, *task.venue)) return;
    for (const model::Need& need : task.needs) {
      if (need.people.min > 0 && !check_times(index, need)) return;
    }
  }

 private:
  struct Staff {
    std::vector<TeamIndex> teams;  // that may send and have somebody with the skills
    bool any_team = false;
    std::int64_t able = 0;  // in the largest team, or in all
  };

  void warn(const MessageText& text, TaskIndex task, std::vector<std::string> args = {}) {
    args.insert(args.begin(), p_.tasks()[task].id);
    findings_.add(text, places_[task.value], std::move(args));
  }

  Staff count(const model::Need& need) const {
    Staff staff;
    std::vector<HeadIndex> able;
    for (TeamIndex team : finder_.teams(need.from)) {
      staff.any_team = true;
      std::int64_t here = 0;
      for (HeadIndex head : p_.heads_of(team)) {
        if (!may_fill(p_.heads()[head].skills, need)) continue;
        ++here;
        if (p_.heads()[head].teams.size() > 1) able.push_back(head);
        if (p_.heads()[head].teams.size() == 1) ++staff.able;
      }
      if (here > 0) staff.teams.push_back(team);
      largest_ = std::max(largest_, here);
    }
    std::sort(able.begin(), able.end());
    staff.able += std::unique(able.begin(), able.end()) - able.begin();
    if (need.one_team) staff.able = largest_;
    largest_ = 0;
    return staff;
  }

  // Equal needs of many tasks are mostly one, stored once.
  const Staff& staff_of(const model::Need& need) {
    const Staff*& known = staff_at_[&need];
    if (known == nullptr) known = &equal_staff(need);
    return *known;
  }

  const Staff& equal_staff(const model::Need& need) {
    std::string key = need.one_team ? "1" : "*";
    for (const std::string& skill : skill_texts(p_, need)) key += skill + '\n';
    append_key(need.from, key);
    const auto found = staff_.find(key);
    if (found != staff_.end()) return found->second;
    return staff_.emplace(std::move(key), count(need)).first->second;
  }

  bool check_need(TaskIndex task, const model::Need& need) {
    if (need.people.min == 0) return true;
    const Staff& staff = staff_of(need);
    if (!staff.any_team) {
      warn(messages::kNoTeam, task);
    } else if (staff.able < need.people.min && skill_texts(p_, need).empty()) {
      warn(messages::kNoTeamHeads, task,
           {std::to_string(need.people.min), std::to_string(staff.able)});
    } else if (staff.able < need.people.min) {
      warn(
          messages::kNoTeamSkill, task,
          {std::to_string(need.people.min),
           fmt::format("{}", fmt::join(skill_texts(p_, need), " + ")), std::to_string(staff.able)});
    } else {
      return true;
    }
    return false;
  }

  bool too_short(model::SessionIndex index) const {
    const model::Session& session = p_.sessions()[index];
    return std::none_of(session.windows.begin(), session.windows.end(),
                        [&](Interval window) { return window.length() >= session.duration; });
  }

  // Whether `set` leaves room for the session in one of its windows.
  static bool fits(const model::Session& session, const IntervalSet& set) {
    const auto& parts = set.parts();
    return std::any_of(session.windows.begin(), session.windows.end(), [&](Interval window) {
      auto part = std::upper_bound(
          parts.begin(), parts.end(), window.from,
          [](TimePoint t, const Interval& interval) { return t < interval.until; });
      for (; part != parts.end() && part->from < window.until; ++part) {
        const TimePoint from = std::max(part->from, window.from);
        const TimePoint until = std::min(part->until, window.until);
        if (until - from >= session.duration) return true;
      }
      return false;
    });
  }

  const std::vector<VenueIndex>& venues_of(const model::VenueRequirement& requirement) {
    const std::vector<VenueIndex>*& known = venues_at_[&requirement];
    if (known == nullptr) known = &equal_venues(requirement);
    return *known;
  }

  const std::vector<VenueIndex>& equal_venues(const model::VenueRequirement& requirement) {
    std::string key = std::to_string(requirement.seats) + ":";
    for (const std::string& word : requirement.facilities) key += word + ',';
    append_key(requirement.where, key);
    const auto found = venues_.find(key);
    if (found != venues_.end()) return found->second;
    std::vector<VenueIndex> fitting;
    for (VenueIndex venue : finder_.venues(requirement.where)) {
      if (suits(p_, requirement, venue)) fitting.push_back(venue);
    }
    return venues_.emplace(std::move(key), std::move(fitting)).first->second;
  }

  bool check_venue(TaskIndex task, const model::VenueRequirement& requirement) {
    const std::vector<VenueIndex>& venues = venues_of(requirement);
    if (venues.empty()) {
      warn(messages::kNoVenue, task);
      return false;
    }
    for (auto session : p_.sessions_of(task)) {
      const bool open = std::any_of(venues.begin(), venues.end(), [&](VenueIndex venue) {
        return fits(p_.sessions()[session], p_.venues()[venue].open);
      });
      if (open) continue;
      warn(messages::kVenueClosed, task);
      return false;
    }
    return true;
  }

  bool check_times(TaskIndex task, const model::Need& need) {
    const Staff& staff = staff_of(need);
    for (auto session : p_.sessions_of(task)) {
      const bool free = std::any_of(staff.teams.begin(), staff.teams.end(), [&](TeamIndex team) {
        return fits(p_.sessions()[session], p_.teams()[team].available);
      });
      if (free) continue;
      warn(messages::kTeamAway, task);
      return false;
    }
    return true;
  }

  const Problem& p_;
  const model::Finder finder_;
  const std::vector<Place>& places_;
  Findings& findings_;
  std::map<std::string, Staff> staff_;
  std::map<std::string, std::vector<VenueIndex>> venues_;
  boost::unordered_flat_map<const model::Need*, const Staff*> staff_at_;
  boost::unordered_flat_map<const model::VenueRequirement*, const std::vector<VenueIndex>*>
      venues_at_;
  mutable std::int64_t largest_ = 0;
};

}  // namespace

void check_placeable(const Problem& problem, const std::vector<Place>& task_places,
                     Findings& findings) {
  Checker checker(problem, task_places, findings);
  for (auto task : indices(problem.tasks())) checker.check(task);
}

}  // namespace muster::load
