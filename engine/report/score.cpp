#include "report/score.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "report/phrases.h"

namespace muster::report {

namespace {

const std::string& text_of(const plan::Match& match, Language language) {
  return language == Language::chinese ? match.chinese : match.english;
}

boost::json::array ids_of(const model::Problem& problem, const plan::Match& match) {
  boost::json::array ids;
  for (model::SessionIndex s : match.sessions) ids.emplace_back(problem.sessions()[s].id);
  return ids;
}

std::string row_title(const plan::ScoreRow& row, Language language) {
  const bool zh = language == Language::chinese;
  std::string title = row.code;
  if (!row.rule.empty() && row.rule != row.code) {
    title = fmt::format(fmt::runtime(zh ? "{}（{}）" : "{} ({})"), row.rule, row.code);
  }
  if (!row.why.empty()) title += (zh ? "：" : ": ") + row.why;
  return title;
}

}  // namespace

std::string score_text(const model::Problem& problem, const rule::Levels& levels,
                       const plan::ScoreSheet& sheet, std::size_t most, Language language) {
  const bool zh = language == Language::chinese;
  const Phrases phrases(problem, language);
  std::string out;
  for (const plan::ScoreSheet::Level& level : sheet.levels) {
    if (level.cost == 0 && level.level == rule::Levels::hard()) continue;
    out += fmt::format("{}  {}\n", phrases.level(levels.name(level.level)), grouped(-level.cost));
    for (const plan::ScoreRow& row : level.rows) {
      out += fmt::format("  {:>8}  {}\n", grouped(-row.cost), row_title(row, language));
      for (std::size_t i = 0; i < std::min(most, row.matches.size()); ++i) {
        const plan::Match& match = row.matches[i];
        out += fmt::format("  {:>8}    {}\n", grouped(-match.cost), text_of(match, language));
      }
      if (row.matches.size() > most) {
        out +=
            fmt::format(fmt::runtime(zh ? "  {:>8}    另有 {} 处\n" : "  {:>8}    and {} more\n"),
                        "", grouped(static_cast<std::int64_t>(row.matches.size() - most)));
      }
    }
  }
  return out;
}

std::string score_json(const model::Problem& problem, const rule::Levels& levels,
                       const plan::ScoreSheet& sheet, Language language) {
  boost::json::array all;
  for (const plan::ScoreSheet::Level& level : sheet.levels) {
    boost::json::array rules;
    for (const plan::ScoreRow& row : level.rows) {
      boost::json::array matches;
      for (const plan::Match& match : row.matches) {
        matches.push_back({{"cost", match.cost},
                           {"text", text_of(match, language)},
                           {"sessions", ids_of(problem, match)}});
      }
      rules.push_back({{"code", row.code},
                       {"rule", row.rule},
                       {"why", row.why},
                       {"cost", row.cost},
                       {"matches", std::move(matches)}});
    }
    all.push_back(
        {{"level", levels.name(level.level)}, {"score", -level.cost}, {"rules", std::move(rules)}});
  }
  return boost::json::serialize(boost::json::object{{"levels", std::move(all)}}) + '\n';
}

}  // namespace muster::report
