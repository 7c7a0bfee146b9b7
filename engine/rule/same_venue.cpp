#include <algorithm>

#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::SessionIndex;
using model::TaskIndex;

namespace {

// By the begin of their first windows.
void order_by_time(std::vector<SessionIndex>& series, const model::Problem& problem) {
  std::sort(series.begin(), series.end(), [&](SessionIndex a, SessionIndex b) {
    const auto key = [&](SessionIndex s) {
      const auto& windows = problem.sessions()[s].windows;
      return std::pair(windows.empty() ? TimePoint{} : windows.front().from, s);
    };
    return key(a) < key(b);
  });
}

void compile_same_venue(const RuleSpec& spec, RuleIndex index, const model::Problem& problem,
                        RuleSet& out, Diagnostics&) {
  const auto tasks = spec.get("tasks", model::Selector{});
  const bool together = spec.get("series", std::string("task")) == "all";
  RelationTerm term{.rule = index,
                    .level = out.rules[index].level,
                    .first = {},
                    .second = {},
                    .price = RelationTerm::SameVenue{unit_cost(spec)}};
  std::vector<SessionIndex> series;
  const auto relate = [&] {
    for (std::size_t i = 1; i < series.size(); ++i) {
      term.first = series[i - 1];
      term.second = series[i];
      out.relations.push_back(term);
    }
  };
  for (TaskIndex task : indices(problem.tasks())) {
    const model::Task& row = problem.tasks()[task];
    if (row.standing || !matches(tasks, problem, task)) continue;
    if (!together) series.clear();
    const auto& sessions = problem.sessions_of(task);
    series.insert(series.end(), sessions.begin(), sessions.end());
    if (!together) relate();
  }
  if (!together) return;
  order_by_time(series, problem);
  relate();
}

}  // namespace

const Kind& same_venue_kind() {
  static const ParamSpec params[] = {
      tasks_param(),
      {.name = "series",
       .type = ParamType::word,
       .words = {"task", "all"},
       .fallback = "task",
       .meaning = {"each task's sessions for themselves, or all of these tasks as one series",
                   "每个任务自成系列，或这些任务合为一个系列"}},
  };
  static const Kind kind{
      .name = "same-venue",
      .shape = Shape::relation,
      .default_level = "care",
      .summary = {"A series keeps its place: of two consecutive sessions at different venues each "
                  "change costs.",
                  "系列活动不换场地：前后两场阵地不同，每换一次计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: classes-stay\n"
          "    kind: same-venue\n"
          "    tasks: {kind: class}\n"
          "    level: care\n"
          "    why: 孩子们认得路\n",
      .compile = compile_same_venue};
  return kind;
}

}  // namespace muster::rule
