#include "report/changes.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "report/phrases.h"

namespace muster::report {

namespace {

namespace json = boost::json;
using model::Placement;
using model::SessionIndex;

// "2017-09-04 Mon 16:30–18:00, hall: Wives 2: Ann, #2".
std::string spot(const Phrases& phrases, SessionIndex s, const Placement& placement) {
  const model::Problem& problem = phrases.problem();
  std::string out;
  if (!problem.task_of(s).standing) {
    const TimePoint end = placement.start + problem.sessions()[s].duration;
    out = phrases.dated({placement.start, end}) + std::string(phrases.separator());
  }
  return out + phrases.place(s, placement.venue);
}

std::string whole(const Phrases& phrases, SessionIndex s, const Placement& placement) {
  return phrases.labelled(spot(phrases, s, placement), phrases.crews(placement));
}

// "normal +1, travel -12": what gets better is above zero, as scores are shown.
std::string changes_of(const Phrases& phrases, const rule::Levels& levels,
                       const rule::Score& cost) {
  std::string out;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    if (cost[level] == 0) continue;
    if (!out.empty()) out += phrases.separator();
    out += fmt::format("{} {:+}", phrases.level(levels.name(level)), -cost[level]);
  }
  return out.empty() ? "±0" : out;
}

json::object scores_json(const rule::Levels& levels, const rule::Score& cost) {
  json::object out;
  for (auto level : all<rule::LevelIndex>(levels.size())) out[levels.name(level)] = -cost[level];
  return out;
}

json::object placement_json(const model::Problem& problem, SessionIndex s,
                            const Placement& placement) {
  json::object out;
  if (!problem.task_of(s).standing) {
    out["start"] = problem.zone_time().iso(placement.start);
    out["end"] = problem.zone_time().iso(placement.start + problem.sessions()[s].duration);
  }
  if (placement.venue.exists()) out["venue"] = problem.venues()[placement.venue].id;
  json::array crews;
  for (const model::Crew& crew : placement.crews) {
    json::array heads;
    for (model::HeadIndex head : crew.heads) heads.emplace_back(problem.heads()[head].id);
    crews.push_back({{"need", crew.need},
                     {"team", problem.teams()[crew.team].id},
                     {"heads", std::move(heads)}});
  }
  out["crews"] = std::move(crews);
  return out;
}

json::array ids_of(const model::Problem& problem, const std::vector<SessionIndex>& sessions) {
  json::array out;
  for (SessionIndex s : sessions) out.emplace_back(problem.sessions()[s].id);
  return out;
}

json::object change_json(const model::Problem& problem, SessionIndex s, const Placement* before,
                         const Placement* after) {
  json::object out{{"session", problem.sessions()[s].id}};
  if (before != nullptr) out["before"] = placement_json(problem, s, *before);
  if (after != nullptr) out["after"] = placement_json(problem, s, *after);
  return out;
}

const Placement* of(const model::Solution& solution, SessionIndex s) {
  return solution.serves(s) ? &*solution.placements[s] : nullptr;
}

json::array changes_json(const model::Problem& problem, const std::vector<SessionIndex>& sessions,
                         const Versions& versions) {
  json::array out;
  for (SessionIndex s : sessions) {
    out.push_back(change_json(problem, s, of(versions.before, s), of(versions.after, s)));
  }
  return out;
}

json::object difference_object(const model::Problem& problem, const plan::Difference& difference,
                               const Versions& versions) {
  json::array people;
  for (const plan::Affected& one : difference.people) {
    people.push_back({{"person", problem.heads()[one.head].id},
                      {"added", ids_of(problem, one.added)},
                      {"removed", ids_of(problem, one.removed)},
                      {"moved", ids_of(problem, one.moved)}});
  }
  return {{"sessions",
           {{"added", changes_json(problem, difference.added, versions)},
            {"removed", changes_json(problem, difference.removed, versions)},
            {"moved", changes_json(problem, difference.moved, versions)},
            {"recrewed", changes_json(problem, difference.recrewed, versions)}}},
          {"people", std::move(people)}};
}

void add_people(const Phrases& phrases, const plan::Difference& difference, std::string& out) {
  const model::Problem& problem = phrases.problem();
  const bool zh = phrases.language() == Language::chinese;
  for (const plan::Affected& one : difference.people) {
    std::string what;
    const auto add = [&](Bilingual label, const std::vector<SessionIndex>& sessions) {
      for (SessionIndex s : sessions) {
        what += fmt::format("{}{}{}", what.empty() ? "" : phrases.separator(),
                            label.in(phrases.language()), problem.sessions()[s].id);
      }
    };
    add({"+", "增加 "}, one.added);
    add({"-", "取消 "}, one.removed);
    add({"moved ", "改动 "}, one.moved);
    out +=
        fmt::format(fmt::runtime(zh ? "  {}：{}\n" : "  {}: {}\n"), phrases.head(one.head), what);
  }
}

}  // namespace

std::string difference_text(const model::Problem& problem, const plan::Difference& difference,
                            const Versions& versions, Language language) {
  const Phrases phrases(problem, language);
  const bool zh = language == Language::chinese;
  std::string out = fmt::format(
      fmt::runtime(zh ? "新增 {} 场，取消 {} 场，改期改地 {} 场，换人 {} 场；影响 {} 人\n"
                      : "{} sessions added, {} removed, {} moved, {} with other people; {} people "
                        "affected\n"),
      difference.added.size(), difference.removed.size(), difference.moved.size(),
      difference.recrewed.size(), difference.people.size());
  for (SessionIndex s : difference.added) {
    out += fmt::format("+ {}  {}\n", problem.sessions()[s].id,
                       whole(phrases, s, *versions.after.placements[s]));
  }
  for (SessionIndex s : difference.removed) {
    out += fmt::format("- {}  {}\n", problem.sessions()[s].id,
                       whole(phrases, s, *versions.before.placements[s]));
  }
  const auto changed = [&](const std::vector<SessionIndex>& sessions) {
    for (SessionIndex s : sessions) {
      out += fmt::format("~ {}  {}\n  → {}\n", problem.sessions()[s].id,
                         whole(phrases, s, *versions.before.placements[s]),
                         whole(phrases, s, *versions.after.placements[s]));
    }
  };
  changed(difference.moved);
  changed(difference.recrewed);
  if (!difference.people.empty()) out += zh ? "受影响的人：\n" : "people affected:\n";
  add_people(phrases, difference, out);
  return out;
}

std::string difference_json(const model::Problem& problem, const plan::Difference& difference,
                            const Versions& versions) {
  return json::serialize(difference_object(problem, difference, versions)) + '\n';
}

std::string proposals_text(const model::Problem& problem, const rule::Levels& levels,
                           SessionIndex session, const std::vector<solve::Proposal>& proposals,
                           Language language) {
  const Phrases phrases(problem, language);
  const bool zh = language == Language::chinese;
  std::string out =
      fmt::format(fmt::runtime(zh ? "{}（{}）：{} 个可行的安排\n" : "{} ({}): {} places\n"),
                  problem.sessions()[session].id, phrases.task(session), proposals.size());
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    const solve::Proposal& each = proposals[i];
    out += fmt::format("{}. {}\n   {}\n", i + 1, whole(phrases, session, each.placement),
                       changes_of(phrases, levels, each.change.score));
    for (const solve::Moved& moved : each.moved) {
      out += fmt::format(
          fmt::runtime(zh ? "   需移动 {}：{}\n     → {}\n" : "   moves {}: {}\n     → {}\n"),
          problem.sessions()[moved.session].id, whole(phrases, moved.session, moved.before),
          whole(phrases, moved.session, moved.after));
    }
  }
  return out;
}

std::string proposals_json(const model::Problem& problem, const rule::Levels& levels,
                           SessionIndex session, const std::vector<solve::Proposal>& proposals) {
  json::array places;
  for (const solve::Proposal& each : proposals) {
    json::array moved;
    for (const solve::Moved& one : each.moved) {
      moved.push_back(change_json(problem, one.session, &one.before, &one.after));
    }
    places.push_back({{"placement", placement_json(problem, session, each.placement)},
                      {"score", scores_json(levels, each.change.score)},
                      {"moved", std::move(moved)}});
  }
  return json::serialize(json::object{{"session", problem.sessions()[session].id},
                                      {"places", std::move(places)}}) +
         '\n';
}

std::string what_if_text(const plan::WhatIf& what, const rule::Levels& levels, Language language) {
  const model::Problem& problem = what.changed.problem;
  const Phrases phrases(problem, language);
  const bool zh = language == Language::chinese;
  std::string out = fmt::format(
      fmt::runtime(zh ? "{} 场受影响：救回 {} 场，落空 {} 场；另新排 {} 场；惊动 {} 人\n"
                      : "{} sessions break: {} rescued, {} lost; {} others gained; {} people "
                        "disturbed\n"),
      what.broken.size(), what.rescued.size(), what.lost.size(), what.gained.size(),
      what.difference.people.size());
  out += changes_of(phrases, levels, what.after.score - what.score_before) + '\n';
  for (SessionIndex s : what.rescued) {
    out += fmt::format(fmt::runtime(zh ? "  救回 {}  {}\n" : "  rescued {}  {}\n"),
                       problem.sessions()[s].id,
                       whole(phrases, s, *what.after.solution.placements[s]));
  }
  for (SessionIndex s : what.gained) {
    out += fmt::format(fmt::runtime(zh ? "  新排 {}  {}\n" : "  gained {}  {}\n"),
                       problem.sessions()[s].id,
                       whole(phrases, s, *what.after.solution.placements[s]));
  }
  for (const plan::Unserved& one : what.after.unserved) {
    if (!std::binary_search(what.lost.begin(), what.lost.end(), one.session)) continue;
    const plan::Reason& reason = one.reasons.front();
    out += fmt::format(fmt::runtime(zh ? "  落空 {}：{}\n" : "  lost {}: {}\n"),
                       problem.sessions()[one.session].id, zh ? reason.chinese : reason.english);
  }
  if (!what.difference.people.empty()) out += zh ? "受影响的人：\n" : "people affected:\n";
  add_people(phrases, what.difference, out);
  return out;
}

std::string what_if_json(const plan::WhatIf& what, const rule::Levels& levels, Language language) {
  const model::Problem& problem = what.changed.problem;
  json::array lost;
  for (const plan::Unserved& one : what.after.unserved) {
    if (!std::binary_search(what.lost.begin(), what.lost.end(), one.session)) continue;
    const plan::Reason& reason = one.reasons.front();
    lost.push_back({{"session", problem.sessions()[one.session].id},
                    {"code", reason.code},
                    {"text", language == Language::chinese ? reason.chinese : reason.english}});
  }
  const Versions versions{what.before, what.after.solution};
  return json::serialize(
             json::object{{"broken", ids_of(problem, what.broken)},
                          {"rescued", changes_json(problem, what.rescued, versions)},
                          {"gained", changes_json(problem, what.gained, versions)},
                          {"lost", std::move(lost)},
                          {"disturbed", what.difference.people.size()},
                          {"score", scores_json(levels, what.after.score)},
                          {"score-before", scores_json(levels, what.score_before)},
                          {"difference", difference_object(problem, what.difference, versions)}}) +
         '\n';
}

}  // namespace muster::report
