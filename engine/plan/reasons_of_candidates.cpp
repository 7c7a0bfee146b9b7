// Reasons that no plan could mend: what the session asks for is nowhere to be had.
#include <algorithm>

#include "plan/reason_sentences.h"

namespace muster::plan {

namespace {

// No window at all, or none as long as the session.
void explain_windows(const Problem& problem, SessionIndex s, const Candidates& candidates,
                     std::vector<Reason>& out) {
  if (!candidates.starts.empty()) return;
  const model::Session& session = problem.sessions()[s];
  std::int32_t longest = 0;
  for (Interval window : session.windows) longest = std::max(longest, window.length().minutes);
  if (session.windows.empty()) {
    out.push_back(make_reason(
        "no-window-fits",
        {"no window of its task lies within the horizon", "任务没有落在计划期内的时段"}, {}));
    return;
  }
  out.push_back(make_reason("window-too-short",
                            {"it takes {1} minutes, its longest window has {2}",
                             "需要 {1} 分钟，最长的时段只有 {2} 分钟"},
                            {}, session.duration.minutes, longest));
}

void explain_need(const Problem& problem, const Need& need, std::size_t at,
                  const NeedCandidates& candidates, std::vector<Reason>& out) {
  if (need.people.min == 0) return;
  if (candidates.teams.empty()) {
    out.push_back(make_reason(
        "no-team-matches",
        {"no team matches what need {1} asks for", "没有队伍符合第 {1} 项需求的要求"}, {}, at + 1));
    return;
  }
  const std::int64_t most = most_heads(candidates.heads, need.one_team);
  if (most >= need.people.min) return;
  std::vector<std::string> skills = skill_texts(problem, need);
  if (most == 0 && !skills.empty()) {
    out.push_back(make_reason("no-team-has-skill",
                              {"nobody in the teams that match need {1} has all of: {0}",
                               "符合第 {1} 项需求的队伍中没有人具备：{0}"},
                              Blockers(std::move(skills)), at + 1));
    return;
  }
  const PeopleWords people(problem, need);
  out.push_back(make_reason("not-enough-people",
                            {"need {1} wants at least {2} {4}, {3} can be found{6} in {0}",
                             "第 {1} 项需求至少要 {2} {5}，{0} {7} {3} 人符合"},
                            teams_named(problem, candidates.teams), at + 1, need.people.min, most,
                            people.english, people.chinese, need.one_team ? " at most" : "",
                            need.one_team ? "每队最多" : "只有"));
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
    out.push_back(make_reason(
        "no-venue-fits",
        {"it needs {1} seats, the largest venue has {2}", "需要 {1} 个座位，最大的阵地只有 {2} 个"},
        {}, required.seats, most));
    return;
  }
  out.push_back(make_reason("no-venue-fits",
                            {"no venue has what it asks for: {1} seats, the place and: {0}",
                             "没有阵地同时满足 {1} 个座位、地点和设施：{0}"},
                            Blockers(required.facilities), required.seats));
}

}  // namespace

void explain_candidates(const Problem& problem, SessionIndex s, const Candidates& candidates,
                        std::vector<Reason>& out) {
  explain_windows(problem, s, candidates, out);
  const auto& needs = problem.task_of(s).needs;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    explain_need(problem, needs[i], i, candidates.needs[i], out);
  }
  explain_venues(problem, s, candidates, out);
}

}  // namespace muster::plan
