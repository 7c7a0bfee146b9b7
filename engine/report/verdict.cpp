#include "report/verdict.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

namespace muster::report {

namespace {

const std::string& text_of(const plan::Match& match, Language language) {
  return language == Language::chinese ? match.chinese : match.english;
}

// ": lecture@2017-09-04, patrol": where to look in the plan.
std::string ids_of(const model::Problem& problem, const plan::Match& match) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(match.sessions.size(), kShown); ++i) {
    text += (i == 0 ? ": " : ", ") + problem.sessions()[match.sessions[i]].id;
  }
  return match.sessions.size() > kShown ? text + ", …" : text;
}

boost::json::array as_json(const model::Problem& problem, const rule::Levels& levels,
                           const std::vector<plan::Match>& matches, Language language) {
  boost::json::array list;
  for (const plan::Match& match : matches) {
    boost::json::array sessions;
    for (model::SessionIndex session : match.sessions) {
      sessions.emplace_back(problem.sessions()[session].id);
    }
    list.push_back({{"code", match.code},
                    {"rule", match.rule},
                    {"hard", match.hard},
                    {"level", levels.name(match.level)},
                    {"cost", match.cost},
                    {"text", text_of(match, language)},
                    {"sessions", std::move(sessions)},
                    {"why", match.why}});
  }
  return list;
}

}  // namespace

std::string why_text(const std::string& why, Language language) {
  if (why.empty()) return {};
  return language == Language::chinese ? "（" + why + "）" : " (" + why + ")";
}

std::string score_line(const rule::Levels& levels, const rule::Score& score) {
  std::string line;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    if (level == rule::Levels::hard() && score[level] == 0) continue;
    line += fmt::format("{}{} {}", line.empty() ? "" : "  ", levels.name(level), -score[level]);
  }
  return line;
}

std::string verdict_text(const model::Problem& problem, const rule::Levels& levels,
                         const plan::Verdict& verdict, Language language) {
  const bool zh = language == Language::chinese;
  std::string text;
  for (const plan::Match& match : verdict.broken) {
    text += fmt::format("  ! {} [{}{}]{}\n", text_of(match, language),
                        match.rule.empty() ? match.code : match.rule, ids_of(problem, match),
                        why_text(match.why, language));
  }
  text += verdict.broken.empty() ? (zh ? "没有违反任何规则\n" : "nothing is broken\n")
                                 : fmt::format(fmt::runtime(zh ? "违反 {} 处\n" : "{} broken\n"),
                                               verdict.broken.size());
  return text + score_line(levels, verdict.score) + '\n';
}

std::string verdict_json(const model::Problem& problem, const rule::Levels& levels,
                         const plan::Verdict& verdict, Language language) {
  boost::json::object score;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    score[levels.name(level)] = -verdict.score[level];
  }
  const boost::json::object whole{{"score", std::move(score)},
                                  {"broken", as_json(problem, levels, verdict.broken, language)},
                                  {"priced", as_json(problem, levels, verdict.priced, language)}};
  return boost::json::serialize(whole) + '\n';
}

}  // namespace muster::report
