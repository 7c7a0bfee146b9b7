#include "plan/score_sheet.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "plan/facts.h"
#include "plan/findings.h"

namespace muster::plan {

namespace {

// What the verifier counts without a match: sessions left out, and heads wanted but not sent.
class Service {
 public:
  Service(const Problem& problem, const rule::Levels& levels, const model::Solution& solution)
      : problem_(problem), levels_(levels), solution_(solution) {}

  std::vector<Match> matches() {
    for (auto s : indices(problem_.sessions())) {
      const Task& task = problem_.task_of(s);
      if (!solution_.serves(s)) {
        add("unserved", word(task.priority), task.weight, {"{0} is not served", "{0} 没有安排"}, s,
            0, 0, 0);
      }
      for (std::size_t i = 0; i < task.needs.size(); ++i) {
        const std::int64_t wanted = task.needs[i].people.want;
        const std::int64_t sent = heads(s, i);
        add("staffing", "staffing", std::max<std::int64_t>(0, wanted - sent),
            solution_.serves(s)
                ? Bilingual{"need {1} of {0} has {2} of the {3} people it wants",
                            "{0} 的第 {1} 项需求希望 {3} 人，现有 {2} 人"}
                : Bilingual{"need {1} of {0}, which is not served, wants {3} "
                            "people, {2} at least",
                            "{0} 没有安排，其第 {1} 项需求希望 {3} 人，至少 {2} 人"},
            s, i + 1, sent, wanted);
      }
    }
    return std::move(matches_);
  }

 private:
  // Of an unserved session its level of priority already stands for the minimum.
  std::int64_t heads(SessionIndex s, std::size_t need) const {
    if (!solution_.serves(s)) return problem_.task_of(s).needs[need].people.min;
    std::int64_t sent = 0;
    for (const Crew& crew : solution_.placements[s]->crews) {
      if (crew.need == need) sent += static_cast<std::int64_t>(crew.heads.size());
    }
    return sent;
  }
  template <class... Args>
  void add(std::string_view code, std::string_view level, std::int64_t cost, Bilingual text,
           SessionIndex s, const Args&... args) {
    if (cost == 0) return;
    const auto name = named(problem_, s);
    matches_.push_back({std::string(code),
                        "",
                        false,
                        *levels_.find(level),
                        cost,
                        fmt::format(fmt::runtime(text.english), name, args...),
                        fmt::format(fmt::runtime(text.chinese), name, args...),
                        {s}});
  }

  const Problem& problem_;
  const rule::Levels& levels_;
  const model::Solution& solution_;
  std::vector<Match> matches_;
};

template <class Row>
void dearest_first(std::vector<Row>& rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.cost > b.cost; });
}

}  // namespace

ScoreSheet score_sheet(const model::Problem& problem, const std::vector<rule::RuleSpec>& specs,
                       const rule::Levels& levels, const model::Solution& solution,
                       const Verdict& verdict) {
  std::vector<Match> matches = Service(problem, levels, solution).matches();
  matches.insert(matches.end(), verdict.broken.begin(), verdict.broken.end());
  matches.insert(matches.end(), verdict.priced.begin(), verdict.priced.end());
  std::map<std::string_view, std::string_view> why;
  for (const rule::RuleSpec& spec : specs) why.emplace(spec.id, spec.why);
  std::map<std::tuple<rule::LevelIndex, std::string, std::string>, ScoreRow> rows;
  for (Match& match : matches) {
    ScoreRow& row = rows[{match.level, match.rule, match.code}];
    row.code = match.code;
    row.rule = match.rule;
    if (!row.rule.empty()) row.why = why.at(row.rule);
    row.cost += match.cost;
    row.matches.push_back(std::move(match));
  }
  ScoreSheet sheet;
  for (auto level : all<rule::LevelIndex>(levels.size())) sheet.levels.push_back({level, 0, {}});
  for (auto& [key, row] : rows) {
    dearest_first(row.matches);
    ScoreSheet::Level& level = sheet.levels[std::get<0>(key).value];
    level.cost += row.cost;
    level.rows.push_back(std::move(row));
  }
  for (ScoreSheet::Level& level : sheet.levels) {
    dearest_first(level.rows);
    MUSTER_CHECK(level.cost == verdict.score[level.level], "matches do not add up to the score");
  }
  return sheet;
}

}  // namespace muster::plan
