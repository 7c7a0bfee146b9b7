// Changes in words.
#include <fmt/format.h>

#include "plan/change.h"
#include "plan/facts.h"

namespace muster::plan {

namespace {

template <class... Args>
Reason say(std::string_view code, std::vector<std::string> ids, Bilingual text,
           const Args&... args) {
  return {std::string(code), fmt::format(fmt::runtime(text.english), args...),
          fmt::format(fmt::runtime(text.chinese), args...), std::move(ids)};
}

struct Describer {
  const Problem& problem;

  Reason operator()(const TeamAway& c) const {
    const std::string& name = name_of(problem, c.team);
    if (!c.when) return say("team-away", ids(c.team), {"{} is gone", "{} 不在"}, name);
    return say("team-away", ids(c.team), {"{} is away at {}", "{} 在 {} 不在"}, name,
               span_text(problem, *c.when));
  }
  Reason operator()(const TeamAvailable& c) const {
    return say("team-available", ids(c.team), {"{} is available at {} too", "{} 在 {} 也有空"},
               name_of(problem, c.team), span_text(problem, c.when));
  }
  Reason operator()(const PersonAdded& c) const {
    std::vector<std::string> skills;
    for (model::SkillIndex skill : c.skills) skills.push_back(problem.skills()[skill]);
    if (skills.empty()) {
      return say("person-added", ids(c.team), {"{} has one more person", "{} 增加 1 人"},
                 name_of(problem, c.team));
    }
    Reason out = say("person-added", ids(c.team),
                     {"{} has one more person with {}", "{} 增加 1 名具备 {} 的人"},
                     name_of(problem, c.team), fmt::join(skills, ", "));
    out.blockers.insert(out.blockers.end(), skills.begin(), skills.end());
    return out;
  }
  Reason operator()(const PersonAvailable& c) const {
    const model::Person& person = problem.people()[c.person];
    return say("person-available", {person.id}, {"{} is available at {} too", "{} 在 {} 也有空"},
               person.name.empty() ? person.id : person.name, span_text(problem, c.when));
  }
  Reason operator()(const NeedLowered& c) const {
    const Task& task = problem.tasks()[c.task];
    return say("need-lowered", {task.id},
               {"need {1} of {0} makes do with {2} people instead of {3}",
                "{0} 的第 {1} 项需求至少 {2} 人即可，原为 {3} 人"},
               task_name(c.task), c.need + 1, c.least, task.needs[c.need].people.min);
  }
  Reason operator()(const SkillWaived& c) const {
    const std::string& skill = problem.skills()[c.skill];
    return say("skill-waived", {problem.tasks()[c.task].id, skill},
               {"need {1} of {0} does not ask for {2}", "{0} 的第 {1} 项需求不再要求 {2}"},
               task_name(c.task), c.need + 1, skill);
  }
  Reason operator()(const AnyTeam& c) const {
    return say("any-team", {problem.tasks()[c.task].id},
               {"any team may serve need {1} of {0}", "{0} 的第 {1} 项需求任何队伍都可承担"},
               task_name(c.task), c.need + 1);
  }
  Reason operator()(const AnyVenue& c) const {
    return say("any-venue", {problem.tasks()[c.task].id},
               {"any venue with the seats and facilities will do for {}",
                "{} 可在任何座位和设施符合的阵地进行"},
               task_name(c.task));
  }
  Reason operator()(const SeatsLowered& c) const {
    const Task& task = problem.tasks()[c.task];
    return say("seats-lowered", {task.id},
               {"{} makes do with {} seats instead of {}", "{} 有 {} 个座位即可，原为 {} 个"},
               task_name(c.task), c.seats, task.venue->seats);
  }
  Reason operator()(const FacilitiesAdded& c) const {
    Reason out = say("facilities-added", ids(c.venue), {"{0} gets: {1}", "{0} 增加设施：{2}"},
                     name_of(problem, c.venue), list_text(c.facilities, false),
                     list_text(c.facilities, true));
    out.blockers.insert(out.blockers.end(), c.facilities.begin(), c.facilities.end());
    return out;
  }
  Reason operator()(const VenueClosed& c) const {
    const std::string& name = name_of(problem, c.venue);
    if (!c.when) return say("venue-closed", ids(c.venue), {"{} is closed", "{} 关闭"}, name);
    return say("venue-closed", ids(c.venue), {"{} is closed at {}", "{} 在 {} 关闭"}, name,
               span_text(problem, *c.when));
  }
  Reason operator()(const VenueOpen& c) const {
    return say("venue-open", ids(c.venue), {"{} is open at {} too", "{} 在 {} 也开放"},
               name_of(problem, c.venue), span_text(problem, c.when));
  }
  Reason operator()(const RoomAdded& c) const {
    return say("room-added", ids(c.venue), {"{} has one more room", "{} 增加一间房"},
               name_of(problem, c.venue));
  }
  Reason operator()(const WindowAdded& c) const {
    return say("window-longer", {id_of(problem, c.session)},
               {"{} may also take place at {}", "{} 也可以在 {} 进行"}, name_of(problem, c.session),
               span_text(problem, c.window));
  }
  Reason operator()(const PinSet& c) const {
    const std::string name = name_of(problem, c.session);
    const std::vector<std::string> id{id_of(problem, c.session)};
    if (!c.pin) return say("pin-removed", id, {"{} is not pinned", "{} 不再指定"}, name);
    const std::string start = c.pin->start ? clock_text(problem, *c.pin->start) : "-";
    const std::string venue = c.pin->venue.exists() ? name_of(problem, c.pin->venue) : "-";
    std::vector<std::string> teams;
    for (TeamIndex team : c.pin->teams) teams.push_back(name_of(problem, team));
    return say("session-pinned", id,
               {"{0} is pinned: start {1}, venue {2}, teams {3}",
                "{0} 指定为：开始 {1}，阵地 {2}，队伍 {4}"},
               name, start, venue, teams.empty() ? "-" : list_text(teams, false),
               teams.empty() ? "-" : list_text(teams, true));
  }
  Reason operator()(const PrioritySet& c) const {
    return say("priority-set", {problem.tasks()[c.task].id},
               {"{} has the priority {}", "{} 的优先级为 {}"}, task_name(c.task),
               model::word(c.priority));
  }
  Reason operator()(const RuleSoftened& c) const {
    return say("rule-softened", {c.rule},
               {"the rule {} costs {} on level {} instead of being kept always",
                "规则 {0} 不再必须遵守，违反一次在层级 {2} 计 {1}"},
               c.rule, c.weight, c.level);
  }
  Reason operator()(const RuleDropped& c) const {
    return say("rule-dropped", {c.rule}, {"the rule {} does not apply", "规则 {} 不适用"}, c.rule);
  }

  const std::string& task_name(model::TaskIndex index) const {
    const Task& task = problem.tasks()[index];
    return task.name.empty() ? task.id : task.name;
  }
  std::vector<std::string> ids(TeamIndex team) const { return {id_of(problem, team)}; }
  std::vector<std::string> ids(VenueIndex venue) const { return {problem.venues()[venue].id}; }
};

}  // namespace

Reason describe(const model::Problem& problem, const Change& change) {
  return std::visit(Describer{problem}, change);
}

}  // namespace muster::plan
