// Reasons from the ways tried: what stands against each start and venue that a session could have.
#include <algorithm>

#include "plan/reason_sentences.h"

namespace muster::plan {

namespace {

// {0} blockers, {1} and {2} which ways, {3} need, {4} free heads, {5} minimum, {6} and {7} whom
// those numbers count.
struct ObstacleText {
  Obstacle obstacle;
  std::string_view code;
  Bilingual text;
};
constexpr ObstacleText kObstacleTexts[] = {
    {Obstacle::order,
     "after-too-late",
     {"{1} are too early: {0} must end before", "{2}太早，须等 {0} 结束"}},
    {Obstacle::closed, "venue-closed", {"at {1} the venue is closed: {0}", "{2}阵地不开放：{0}"}},
    {Obstacle::rooms,
     "venues-full",
     {"at {1} all rooms are taken by {0}", "{2}场地已满，被占用于 {0}"}},
    {Obstacle::times,
     "no-team-available",
     {"at {1} need {3} wants {5} {6} and finds {4} available; teams: {0}",
      "{2}第 {3} 项需求要 {5} {7}，有空的只有 {4} 人；队伍：{0}"}},
    {Obstacle::busy,
     "teams-busy",
     {"at {1} need {3} wants {5} {6} and finds {4} idle; the others are at {0}",
      "{2}第 {3} 项需求要 {5} {7}，没有别的事的只有 {4} 人；其余的人在：{0}"}},
    {Obstacle::travel,
     "travel-too-long",
     {"at {1} need {3} wants {5} {6} and {4} can come in time from or to {0}",
      "{2}第 {3} 项需求要 {5} {7}，来得及往返 {0} 的只有 {4} 人"}},
    {Obstacle::rule,
     "rule-forbids",
     {"at {1} the rule {0} leaves need {3} {4} of the {5} {6} that it wants",
      "{2}规则 {0} 使第 {3} 项需求要的 {5} {7}只剩 {4} 人"}},
    {Obstacle::shared,
     "not-enough-people",
     {"at {1} its needs compete for the same people", "{2}各项需求争用同一批人"}},
};

// Those that stand against most ways first.
Blockers ranked(const WaysTried::Count& count, Obstacle obstacle, const Names& names) {
  constexpr std::size_t kIds = 12;
  std::vector<std::pair<std::int64_t, std::string>> order;
  for (const auto& [id, n] : count.blockers) order.emplace_back(-n, id);
  std::sort(order.begin(), order.end());
  Blockers blockers;
  for (const auto& [n, id] : order) {
    if (blockers.ids.size() < kIds) blockers.ids.push_back(id);
    blockers.words.push_back(names.of(id, obstacle));
  }
  return blockers;
}

// "5 of 13 starts and venues tried"
std::pair<std::string, std::string> which_ways(std::int64_t ways, std::int64_t tried) {
  if (ways == tried) {
    return {fmt::format("all {} starts and venues tried", tried),
            fmt::format("试过的 {} 种时间和阵地都是：", tried)};
  }
  return {fmt::format("{} of {} starts and venues tried", ways, tried),
          fmt::format("试过的 {} 种时间和阵地中有 {} 种：", tried, ways)};
}

Reason not_found(const Problem& problem, SessionIndex s, const WaysTried& tried,
                 const Names& names) {
  const Placement& way = tried.open_way;
  const std::string at =
      problem.task_of(s).standing ? std::string("-") : clock_text(problem, way.start);
  const std::string place = name_of(problem, problem.place_of(s, way.venue));
  const std::int64_t ways = tried.at(Obstacle::none).ways;
  if (!tried.rules_against.empty()) {
    Blockers rules;
    for (const std::string& id : tried.rules_against) {
      rules.add(id, names.of(id, Obstacle::rule));
    }
    return make_reason(
        "not-found",
        {"{1} of {2} starts and venues tried keep the laws, as {3} at {4}, but with the "
         "people tried there the rule {0} would break; the search ended before finding others",
         "试过的 {2} 种时间和阵地中有 {1} 种不违反基本规则（如 {3} 在 {4}），但所试人员会违反规则 "
         "{0}；搜索结束前没有找到别的人选"},
        std::move(rules), ways, tried.tried, at, place);
  }
  if (!tried.rules_asked) {
    return make_reason(
        "not-found",
        {"{1} of {2} starts and venues tried keep the laws, as {3} at {4}; hard rules may "
         "stand against them, or the search ended before using one",
         "试过的 {2} 种时间和阵地中有 {1} 种不违反基本规则（如 {3} 在 {4}）；可能受硬规则限制，"
         "或搜索结束前没有用上"},
        {}, ways, tried.tried, at, place);
  }
  return make_reason(
      "not-found",
      {"{1} of {2} starts and venues tried are open now, as {3} at {4}; the search ended "
       "before using one: give it more effort",
       "试过的 {2} 种时间和阵地中有 {1} 种现在可用（如 {3} 在 "
       "{4}）；搜索结束前没有用上，请增加搜索量"},
      {}, ways, tried.tried, at, place);
}

}  // namespace

void explain_ways(const Problem& problem, SessionIndex s, const WaysTried& tried,
                  const Names& names, std::vector<Reason>& out) {
  if (tried.at(Obstacle::none).ways > 0) {
    out.push_back(not_found(problem, s, tried, names));
    return;
  }
  std::vector<std::pair<std::int64_t, const ObstacleText*>> order;
  for (const ObstacleText& text : kObstacleTexts) {
    const std::int64_t ways = tried.at(text.obstacle).ways;
    if (ways > 0) order.emplace_back(-ways, &text);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  constexpr std::size_t kReasons = 3;
  for (std::size_t i = 0; i < std::min(order.size(), kReasons); ++i) {
    const ObstacleText& text = *order[i].second;
    const WaysTried::Count& count = tried.at(text.obstacle);
    const auto& needs = problem.task_of(s).needs;
    const Need need = needs.empty() ? Need{} : needs[count.need];
    const PeopleWords people(problem, need);
    const auto [english, chinese] = which_ways(count.ways, tried.tried);
    out.push_back(make_reason(text.code, text.text, ranked(count, text.obstacle, names), english,
                              chinese, count.need + 1, count.free_heads, need.people.min,
                              people.english, people.chinese));
  }
}

}  // namespace muster::plan
