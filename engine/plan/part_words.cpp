// What is in a session's way, in words.
#include <fmt/format.h>

#include "plan/explain.h"

namespace muster::plan {

namespace {

template <class... Args>
Reason say(std::string_view code, std::vector<std::string> ids, Bilingual text,
           const Args&... args) {
  return {std::string(code), fmt::format(fmt::runtime(text.english), args...),
          fmt::format(fmt::runtime(text.chinese), args...), std::move(ids)};
}

std::string windows_text(const Problem& problem, SessionIndex s, bool chinese) {
  std::vector<std::string> spans;
  for (Interval window : problem.sessions()[s].windows) {
    spans.push_back(span_text(problem, window));
  }
  return spans.empty() ? "-" : list_text(spans, chinese);
}

// Who and what the other session takes: "Wives at Hall".
std::string takes(const Facts& facts, SessionIndex s, bool chinese) {
  std::vector<std::string> names;
  for (const Crew& crew : facts.placement(s).crews) {
    const std::string& name = name_of(facts.problem, crew.team);
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  const VenueIndex venue = facts.placement(s).venue;
  if (venue.exists()) names.push_back(name_of(facts.problem, venue));
  return names.empty() ? "-" : list_text(names, chinese);
}

Reason other_session(const Facts& facts, SessionIndex s) {
  const Problem& problem = facts.problem;
  const auto priority = model::word(problem.task_of(s).priority);
  const std::string when = facts.standing(s) ? std::string("-") : span_text(problem, facts.span(s));
  Reason out = say("other-session", {id_of(problem, s)},
                   {"{0} ({1}) at {2} takes {3}", "{0}（{1}）在 {2} 占用 {4}"}, name_of(problem, s),
                   priority, when, takes(facts, s, false), takes(facts, s, true));
  return out;
}

Reason demand(const Problem& problem, const Task& task, const Part& part) {
  const std::size_t number = part.need + 1;
  switch (part.kind) {
    case Part::Kind::seats:
      return say("seats", {}, {"it needs {} seats", "需要 {} 个座位"}, task.venue->seats);
    case Part::Kind::facilities:
      return say("facilities", task.venue->facilities,
                 {"its venue must have: {0}", "阵地必须具备：{1}"},
                 list_text(task.venue->facilities, false), list_text(task.venue->facilities, true));
    case Part::Kind::place:
      return say("venue-choice", {}, {"only some venues will do for it", "只能在指定的阵地进行"});
    case Part::Kind::skill: {
      const std::string& skill = problem.skills()[part.skill];
      return say("skill", {skill}, {"need {} asks for {}", "第 {} 项需求要求具备 {}"}, number,
                 skill);
    }
    case Part::Kind::any_skill: {
      std::vector<std::string> any;
      for (model::SkillIndex skill : task.needs[part.need].any_skills) {
        any.push_back(problem.skills()[skill]);
      }
      return say("skill", any, {"need {0} asks for one of {1}", "第 {0} 项需求要求具备其一：{2}"},
                 number, list_text(any, false), list_text(any, true));
    }
    case Part::Kind::no_skill: {
      const std::string& skill = problem.skills()[part.skill];
      return say("skill", {skill}, {"need {} wants nobody with {}", "第 {} 项需求不要具备 {} 的人"},
                 number, skill);
    }
    case Part::Kind::teams:
      return say("team-choice", {},
                 {"only some teams may serve need {}", "第 {} 项需求只能由指定的队伍承担"}, number);
    default:
      return say("head-count", {}, {"need {} wants at least {} people", "第 {} 项需求至少要 {} 人"},
                 number, task.needs[part.need].people.min);
  }
}

}  // namespace

Reason name_part(const Problem& problem, const rule::RuleSet& rules, const Facts& facts,
                 SessionIndex s, const Part& part) {
  switch (part.kind) {
    case Part::Kind::window:
      return say("window", {}, {"its windows: {0}", "允许的时段：{1}"},
                 windows_text(problem, s, false), windows_text(problem, s, true));
    case Part::Kind::pin: return say("pin", {}, {"its pin", "对它的指定"});
    case Part::Kind::order:
      return say("order", {id_of(problem, part.session)}, {"it comes after {}", "须在 {} 之后"},
                 name_of(problem, part.session));
    case Part::Kind::rule: {
      const rule::CompiledRule& rule = rules.rules[part.rule];
      const std::string why = rule.why.empty() ? "" : ": " + rule.why;
      const std::string why_zh = rule.why.empty() ? "" : "：" + rule.why;
      return say("hard-rule", {rule.id}, {"the hard rule {0}{1}", "硬规则 {0}{2}"}, rule.id, why,
                 why_zh);
    }
    case Part::Kind::venue_hours:
      return say("venue-hours", {problem.venues()[part.venue].id},
                 {"the opening hours of {}", "{} 的开放时间"}, name_of(problem, part.venue));
    case Part::Kind::team_hours:
      return say("team-hours", {id_of(problem, part.team)}, {"the hours of {}", "{} 的可出勤时间"},
                 name_of(problem, part.team));
    case Part::Kind::person_hours:
      return say("person-hours", {id_of(problem, part.head)}, {"{}'s own hours", "{} 个人的时间"},
                 name_of(problem, part.head));
    case Part::Kind::session: return other_session(facts, part.session);
    default: return demand(problem, problem.task_of(s), part);
  }
}

}  // namespace muster::plan
