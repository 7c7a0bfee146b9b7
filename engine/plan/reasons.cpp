#include "plan/reasons.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "plan/ways.h"

namespace muster::plan {

namespace {

using Ids = std::vector<std::string>;

// What stands in the way: ids for programs, words for people.
struct Blockers {
  Blockers() = default;
  Blockers(Ids same) : ids(std::move(same)), words(ids) {}  // no names: words, rules
  Blockers(Ids for_programs, Ids for_people)
      : ids(std::move(for_programs)), words(std::move(for_people)) {}
  Ids ids, words;
};

const std::string& name_or_id(const std::string& name, const std::string& id) {
  return name.empty() ? id : name;
}

// "Lecture 2017-09-04": the task's name, and what tells its sessions apart.
std::string name_of(const Problem& problem, SessionIndex s) {
  const std::string& id = id_of(problem, s);
  const std::size_t at = id.find('@');
  const std::string& name = problem.task_of(s).name;
  if (name.empty()) return id;
  return at == std::string::npos ? name : name + " " + id.substr(at + 1);
}

// Names by id; looked up only, never walked.
class Names {
 public:
  explicit Names(const Problem& problem) {
    for (auto s : indices(problem.sessions())) {
      sessions_.emplace(id_of(problem, s), name_of(problem, s));
    }
    for (const model::Team& team : problem.teams()) {
      teams_.emplace(team.id, name_or_id(team.name, team.id));
    }
    for (const model::Venue& venue : problem.venues()) {
      venues_.emplace(venue.id, name_or_id(venue.name, venue.id));
    }
  }
  // Of a blocker that stands in the way as this obstacle.
  std::string of(const std::string& id, Obstacle obstacle) const {
    const auto& names = obstacle == Obstacle::times    ? teams_
                        : obstacle == Obstacle::closed ? venues_
                                                       : sessions_;
    const auto found = obstacle == Obstacle::rule ? names.end() : names.find(id);
    return found == names.end() ? id : found->second;
  }

 private:
  std::unordered_map<std::string_view, std::string> sessions_, teams_, venues_;
};

template <class... Args>
Reason reason(std::string_view code, Bilingual text, Blockers blockers, const Args&... args) {
  const std::string english = list_text(blockers.words, false);
  const std::string chinese = list_text(blockers.words, true);
  return {std::string(code), fmt::format(fmt::runtime(text.english), english, args...),
          fmt::format(fmt::runtime(text.chinese), chinese, args...), std::move(blockers.ids)};
}

Blockers teams_named(const Problem& problem, const std::vector<TeamIndex>& teams) {
  Blockers named;
  for (TeamIndex team : teams) {
    named.ids.push_back(id_of(problem, team));
    named.words.push_back(name_or_id(problem.teams()[team].name, id_of(problem, team)));
  }
  return named;
}

// No window at all, or none as long as the session.
void explain_windows(const Problem& problem, SessionIndex s, const Candidates& candidates,
                     std::vector<Reason>& out) {
  if (!candidates.starts.empty()) return;
  const model::Session& session = problem.sessions()[s];
  std::int32_t longest = 0;
  for (Interval window : session.windows) longest = std::max(longest, window.length().minutes);
  if (session.windows.empty()) {
    out.push_back(reason(
        "no-window-fits",
        {"no window of its task lies within the horizon", "任务没有落在计划期内的时段"}, {}));
    return;
  }
  out.push_back(reason("window-too-short",
                       {"it takes {1} minutes, its longest window has {2}",
                        "需要 {1} 分钟，最长的时段只有 {2} 分钟"},
                       {}, session.duration.minutes, longest));
}

void explain_need(const Problem& problem, const Need& need, std::size_t at,
                  const NeedCandidates& candidates, std::vector<Reason>& out) {
  if (need.people.min == 0) return;
  if (candidates.teams.empty()) {
    out.push_back(reason(
        "no-team-matches",
        {"no team matches what need {1} asks for", "没有队伍符合第 {1} 项需求的要求"}, {}, at + 1));
    return;
  }
  const std::int64_t most = most_heads(candidates.heads, need.one_team);
  if (most >= need.people.min) return;
  Ids skills;
  for (model::SkillIndex skill : need.skills) skills.push_back(problem.skills()[skill]);
  if (most == 0 && !skills.empty()) {
    out.push_back(reason("no-team-has-skill",
                         {"nobody in the teams that match need {1} has all of: {0}",
                          "符合第 {1} 项需求的队伍中没有人具备：{0}"},
                         std::move(skills), at + 1));
    return;
  }
  out.push_back(reason("not-enough-people",
                       {"need {1} wants at least {2} people, {3} can be found{4} in {0}",
                        "第 {1} 项需求至少要 {2} 人，{0} {5}只有 {3} 人符合"},
                       teams_named(problem, candidates.teams), at + 1, need.people.min, most,
                       need.one_team ? " at most in one team" : "",
                       need.one_team ? "每队最多" : ""));
}

void explain_venues(const Problem& problem, SessionIndex s, const Candidates& candidates,
                    std::vector<Reason>& out) {
  if (!candidates.venues.empty()) return;
  const model::VenueRequirement& required = *problem.task_of(s).venue;
  std::int32_t most = 0;
  bool unlimited = false;
  for (const model::Venue& venue : problem.venues()) {
    most = std::max(most, venue.capacity);
    unlimited = unlimited || venue.capacity == 0;
  }
  if (required.seats > most && !unlimited) {
    out.push_back(reason(
        "no-venue-fits",
        {"it needs {1} seats, the largest venue has {2}", "需要 {1} 个座位，最大的阵地只有 {2} 个"},
        {}, required.seats, most));
    return;
  }
  out.push_back(reason("no-venue-fits",
                       {"no venue has what it asks for: {1} seats, the place and: {0}",
                        "没有阵地同时满足 {1} 个座位、地点和设施：{0}"},
                       required.facilities, required.seats));
}

void explain_before(const Facts& facts, const std::vector<SessionIndex>& before,
                    std::vector<Reason>& out) {
  Blockers missing;
  for (SessionIndex s : before) {
    if (facts.solution.serves(s)) continue;
    missing.ids.push_back(id_of(facts.problem, s));
    missing.words.push_back(name_of(facts.problem, s));
  }
  if (missing.ids.empty()) return;
  out.push_back(reason("after-unserved",
                       {"it comes after {0}, which is not served", "须在“{0}”之后，而后者没有安排"},
                       std::move(missing)));
}

struct ObstacleText {
  Obstacle obstacle;
  std::string_view code;
  Bilingual text;  // {0} blockers, {1} and {2} which ways, {3} need, {4} free heads, {5} minimum
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
     {"at {1} need {3} finds {4} available people of {5}; teams: "
      "{0}",
      "{2}第 {3} 项需求要 {5} 人，有空的只有 {4} 人；队伍：{0}"}},
    {Obstacle::busy,
     "teams-busy",
     {"at {1} need {3} finds {4} idle people of {5}; they are at "
      "{0}",
      "{2}第 {3} 项需求要 {5} 人，没有别的事的只有 {4} 人；其余的人在：{0}"}},
    {Obstacle::travel,
     "travel-too-long",
     {"at {1} need {3} finds {4} people of {5} who can come in time "
      "from or to {0}",
      "{2}第 {3} 项需求要 {5} 人，来得及往返 {0} 的只有 {4} 人"}},
    {Obstacle::rule,
     "rule-forbids",
     {"at {1} the rule {0} leaves need {3} {4} people of {5}",
      "{2}规则 {0} 使第 {3} 项需求要的 {5} 人只剩 {4} 人"}},
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

Reason not_found(const Problem& problem, SessionIndex s, const WaysTried& tried) {
  const Placement& way = tried.open_way;
  const std::string at =
      problem.task_of(s).standing ? std::string("-") : clock_text(problem, way.start);
  const std::string place = place_text(problem, problem.place_of(s, way.venue));
  const std::int64_t ways = tried.at(Obstacle::none).ways;
  if (!tried.rules_against.empty()) {
    return reason(
        "not-found",
        {"{1} of {2} starts and venues tried keep the laws, as {3} at {4}, but with the "
         "people tried there the rule {0} would break; the search ended before finding others",
         "试过的 {2} 种时间和阵地中有 {1} 种不违反基本规则（如 {3} 在 {4}），但所试人员会违反规则 "
         "{0}；"
         "搜索结束前没有找到别的人选"},
        tried.rules_against, ways, tried.tried, at, place);
  }
  if (!tried.rules_asked) {
    return reason(
        "not-found",
        {"{1} of {2} starts and venues tried keep the laws, as {3} at {4}; hard rules may "
         "stand against them, or the search ended before using one",
         "试过的 {2} 种时间和阵地中有 {1} 种不违反基本规则（如 {3} 在 {4}）；可能受硬规则限制，"
         "或搜索结束前没有用上"},
        {}, ways, tried.tried, at, place);
  }
  return reason("not-found",
                {"{1} of {2} starts and venues tried are open now, as {3} at {4}; the search ended "
                 "before using one: give it more effort",
                 "试过的 {2} 种时间和阵地中有 {1} 种现在可用（如 {3} 在 "
                 "{4}）；搜索结束前没有用上，请增加搜索量"},
                {}, ways, tried.tried, at, place);
}

void explain_ways(const Problem& problem, SessionIndex s, const WaysTried& tried,
                  const Names& names, std::vector<Reason>& out) {
  if (tried.at(Obstacle::none).ways > 0) {
    out.push_back(not_found(problem, s, tried));
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
    const auto [english, chinese] = which_ways(count.ways, tried.tried);
    out.push_back(reason(text.code, text.text, ranked(count, text.obstacle, names), english,
                         chinese, count.need + 1, count.free_heads, needs[count.need].people.min));
  }
}

// What the pin leaves, where something stands against the session besides.
void explain_pin(const Problem& problem, SessionIndex s, std::vector<Reason>& out) {
  const auto& pin = problem.sessions()[s].pin;
  if (!pin) return;
  Blockers kept = teams_named(problem, pin->teams);
  if (pin->venue.exists()) {
    const model::Venue& venue = problem.venues()[pin->venue];
    kept.ids.insert(kept.ids.begin(), venue.id);
    kept.words.insert(kept.words.begin(), name_or_id(venue.name, venue.id));
  }
  const std::string start = pin->start ? clock_text(problem, *pin->start) : "-";
  out.push_back(reason(
      "pinned",
      {"its pin leaves no other choice: start {1}, {0}", "已被指定，没有其他选择：开始 {1}，{0}"},
      std::move(kept), start));
}

}  // namespace

std::vector<Unserved> reasons(const Problem& problem, const std::vector<rule::RuleSpec>& specs,
                              const rule::Levels& levels, const model::Solution& solution) {
  const Facts facts(problem, solution);
  const VenueDays venues(facts);
  HardRules rules(facts, specs, levels);
  Ways ways(facts, venues, rules);
  const Names names(problem);
  Table<SessionIndex, std::vector<SessionIndex>> before(problem.sessions().size());
  for (const model::Precedence& p : problem.precedences()) {
    if (problem.task_of(p.before).standing || problem.task_of(p.after).standing) continue;
    before[p.after].push_back(p.before);
  }
  std::vector<Unserved> out;
  for (auto s : indices(problem.sessions())) {
    if (solution.serves(s)) continue;
    Unserved one{s, {}};
    const Candidates candidates = candidates_of(problem, s);
    explain_windows(problem, s, candidates, one.reasons);
    const auto& needs = problem.task_of(s).needs;
    for (std::size_t i = 0; i < needs.size(); ++i) {
      explain_need(problem, needs[i], i, candidates.needs[i], one.reasons);
    }
    explain_venues(problem, s, candidates, one.reasons);
    explain_before(facts, before[s], one.reasons);
    if (one.reasons.empty()) {
      explain_ways(problem, s, ways.try_all(s, candidates), names, one.reasons);
    }
    explain_pin(problem, s, one.reasons);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace muster::plan
