#include "report/rule_summary.h"

#include <algorithm>
#include <map>

#include "model/problem.h"

namespace muster::report {

namespace {

void keep_worst(RuleSummary& row, const plan::Match& match) {
  const auto dearer = [](const plan::Match* a, const plan::Match* b) { return a->cost > b->cost; };
  row.worst.insert(std::upper_bound(row.worst.begin(), row.worst.end(), &match, dearer), &match);
  if (row.worst.size() > kWorstMatches) row.worst.pop_back();
}

}  // namespace

std::vector<LevelRow> level_rows(const Input& in, const Phrases& phrases) {
  std::vector<LevelRow> rows;
  const rule::Levels& levels = in.plan.levels;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    LevelRow row;
    row.name = phrases.level(levels.name(level));
    row.means = phrases.level_means(levels.name(level));
    row.cost = in.verdict.score[level];
    row.bound = in.plan.bound[level];
    row.gap = row.cost - row.bound;
    row.proved = row.gap >= 0;
    if (level == rule::Levels::hard() && row.cost == 0) continue;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<RuleSummary> summarise_rules(const Input& in) {
  std::map<std::string, RuleSummary> by_id;
  std::map<std::string, rule::LevelIndex> level_of;
  for (const plan::Match& match : in.verdict.priced) {
    RuleSummary& row = by_id[match.rule.empty() ? match.code : match.rule];
    if (row.matches == 0) {
      row.id = match.rule.empty() ? match.code : match.rule;
      row.kind = match.code;
      row.level = in.plan.levels.name(match.level);
      level_of[row.id] = match.level;
    }
    ++row.matches;
    row.cost += match.cost;
    keep_worst(row, match);
  }
  for (const rule::RuleSpec& spec : in.specs) {
    const auto found = by_id.find(spec.id);
    if (found != by_id.end()) found->second.why = spec.why;
  }
  std::vector<RuleSummary> rows;
  for (auto& [id, row] : by_id) rows.push_back(std::move(row));
  std::stable_sort(rows.begin(), rows.end(), [&](const RuleSummary& a, const RuleSummary& b) {
    const rule::LevelIndex level_a = level_of[a.id], level_b = level_of[b.id];
    return level_a != level_b ? level_a < level_b : a.cost > b.cost;
  });
  return rows;
}

std::vector<const plan::Unserved*> by_priority(const Input& in) {
  std::vector<const plan::Unserved*> rows;
  for (const plan::Unserved& row : in.plan.unserved) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
    return in.problem.task_of(a->session).priority < in.problem.task_of(b->session).priority;
  });
  return rows;
}

std::string sentence(const plan::Match& match, Language language) {
  const std::string& text = language == Language::chinese ? match.chinese : match.english;
  return text.empty() ? match.code : text;
}

std::string sentence(const plan::Reason& reason, Language language) {
  const std::string& text = language == Language::chinese ? reason.chinese : reason.english;
  return text.empty() ? reason.code : text;
}

}  // namespace muster::report
