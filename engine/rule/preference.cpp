#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::HeadIndex;
using model::SessionIndex;
using model::SkillIndex;
using model::TaskIndex;
using model::TeamIndex;
using model::VenueIndex;

namespace {

constexpr MessageText kNotOneObject{
    "rule-prefers-not-one-thing",
    Severity::error,
    {"rule \"{}\" must say exactly one of times, venues, of-teams, skills; it says {}",
     "规则“{}”应在 times、venues、of-teams、skills 中恰好写一个，现在写了 {} 个"},
    {"write one rule for each", "请分写成几条规则"}};

ChoiceTerm::StartPrice start_price(const RuleSpec& spec, const model::Problem& problem,
                                   bool avoid) {
  IntervalSet preferred = spec.get("times", IntervalSet{});
  if (avoid) preferred = IntervalSet({problem.calendar().horizon()}).without(preferred);
  return {std::move(preferred), unit_cost(spec)};
}

ChoiceTerm::VenuePrice venue_price(const RuleSpec& spec, const model::Problem& problem,
                                   bool avoid) {
  const auto selector = spec.get("venues", model::Selector{});
  ChoiceTerm::VenuePrice price;
  price.cost = Table<VenueIndex, std::int64_t>(problem.venues().size(), 0);
  for (VenueIndex venue : indices(problem.venues())) {
    if (matches(selector, problem, venue) == avoid) price.cost[venue] = unit_cost(spec);
  }
  return price;
}

ChoiceTerm::TeamPrice team_price(const RuleSpec& spec, const model::Problem& problem, bool avoid) {
  const auto matched = teams_matched(spec, problem, "of-teams");
  ChoiceTerm::TeamPrice price;
  price.cost = Table<TeamIndex, std::int64_t>(problem.teams().size(), 0);
  for (TeamIndex team : indices(problem.teams())) {
    if ((matched[team] != 0) == avoid) price.cost[team] = unit_cost(spec);
  }
  return price;
}

ChoiceTerm::HeadPrice skill_price(std::uint32_t need, const std::vector<SkillIndex>& preferred,
                                  const RuleSpec& spec, const model::Problem& problem, bool avoid) {
  ChoiceTerm::HeadPrice price{need, {}};
  for (const model::Head& head : problem.heads()) {
    const auto n = std::count_if(preferred.begin(), preferred.end(), [&](SkillIndex skill) {
      return std::binary_search(head.skills.begin(), head.skills.end(), skill) == avoid;
    });
    price.cost.push_back(unit_cost(spec) * n);
  }
  return price;
}

// One term for all needs that stand at the same position and prefer the same.
void add_skill_terms(const RuleSpec& spec, const ChoiceTerm& plain, const model::Problem& problem,
                     bool avoid, RuleSet& out) {
  std::map<std::pair<std::uint32_t, std::vector<SkillIndex>>, SessionSet> sets;
  for (TaskIndex task : indices(problem.tasks())) {
    std::uint32_t position = 0;
    for (const model::Need& need : problem.tasks()[task].needs) {
      const std::uint32_t at = position++;
      if (need.preferred.empty()) continue;
      for (SessionIndex session : problem.sessions_of(task)) {
        if (!plain.sessions[session]) continue;
        SessionSet& set = sets[{at, need.preferred}];
        if (set.empty()) set = SessionSet(problem.sessions().size(), false);
        set[session] = true;
      }
    }
  }
  for (auto& [key, sessions] : sets) {
    out.choices.push_back({plain.rule, plain.level, std::move(sessions),
                           skill_price(key.first, key.second, spec, problem, avoid)});
  }
}

void compile_preference(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                        RuleSet& out, Diagnostics& diagnostics) {
  const int objects = int{spec.has("times")} + int{spec.has("venues")} + int{spec.has("of-teams")} +
                      int{spec.has("skills")};
  if (objects != 1) {
    diagnostics.add(kNotOneObject, spec.place, {spec.id, std::to_string(objects)});
    return;
  }
  const bool avoid = spec.get("mode", std::string("prefer")) == "avoid";
  ChoiceTerm term{index, out.rules[index].level, sessions_matched(spec, problem),
                  ChoiceTerm::TeamPrice{}};
  if (spec.has("skills")) return add_skill_terms(spec, term, problem, avoid, out);
  if (spec.has("times")) {
    term.price = start_price(spec, problem, avoid);
    term.sessions = timed_sessions_matched(spec, problem);
  } else if (spec.has("venues")) {
    term.price = venue_price(spec, problem, avoid);
  } else {
    term.price = team_price(spec, problem, avoid);
  }
  out.choices.push_back(std::move(term));
}

}  // namespace

const Kind& preference_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      {.name = "times",
       .type = ParamType::times,
       .words = {},
       .fallback = "",
       .meaning = {"a session that is not wholly within these times costs once",
                   "没有完全落在这些时间内的场次计一次费"}},
      {.name = "venues",
       .type = ParamType::venue_selector,
       .words = {},
       .fallback = "",
       .meaning =
           {"a session at a venue that does not match costs once; one without a venue is free",
            "场地不符的场次计一次费；不用场地的场次不计"}},
      {.name = "of-teams",
       .type = ParamType::team_selector,
       .words = {},
       .fallback = "",
       .meaning = {"each head sent by a team that does not match costs",
                   "由不符的队伍派出的每个人计一次费"}},
      {.name = "skills",
       .type = ParamType::word,
       .words = {"preferred"},
       .fallback = "",
       .meaning = {"each skill that its need says `prefer` and a head lacks costs",
                   "需求中 `prefer` 所列技能，派出的人每缺一项计一次费"}},
      {.name = "mode",
       .type = ParamType::word,
       .words = {"prefer", "avoid"},
       .fallback = "prefer",
       .meaning =
           {"avoid turns it round: what matches costs; for times, a session that touches them",
            "avoid 则相反：符合的才计费；对时间而言，与之重叠的场次计费"}},
  };
  static const Kind kind{
      .name = "preference",
      .shape = Shape::choice,
      .default_level = "care",
      .summary = {"Some times, venues, teams or skills are liked better; exactly one of times, "
                  "venues, of-teams and skills is written.",
                  "更喜欢（或尽量避开）某些时间、阵地、队伍或技能；times、venues、of-teams、skills "
                  "恰好写一个。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: no-noon-visits\n"
          "    kind: preference\n"
          "    tasks: {kind: visit}\n"
          "    times: [{days: all, from: 11:30, to: 13:30}]\n"
          "    mode: avoid\n"
          "    level: care\n"
          "    why: 午休时间不打扰企业员工\n",
      .compile = compile_preference};
  return kind;
}

}  // namespace muster::rule
