// What is wrong with tasks and what no plan can place.
#pragma once

#include "base/diagnostic.h"

namespace muster::load::messages {

inline constexpr MessageText kHeadCounts{
    "head-counts",
    Severity::error,
    {"min {}, want {}, max {}: they must not fall", "min {}、want {}、max {}：应依次不减"},
    {"{{min: 2, want: 3, max: 4}}", "{{min: 2, want: 3, max: 4}}"}};
inline constexpr MessageText kNoNeeds{"no-needs",
                                      Severity::error,
                                      {"this task needs nobody", "此任务不需要人"},
                                      {"needs: [{{people: 2}}]", "needs: [{{people: 2}}]"}};
inline constexpr MessageText kStandingHas{"standing-has",
                                          Severity::error,
                                          {"a standing task has no \"{}\"", "长期任务没有“{}”"},
                                          {"leave one of the two away", "两者去掉一个"}};
inline constexpr MessageText kNoDuration{"no-duration",
                                         Severity::error,
                                         {"a session takes at least a minute", "每场至少一分钟"},
                                         {"duration: 90min", "duration: 90min"}};
inline constexpr MessageText kRepeatMalformed{
    "repeat-malformed",
    Severity::error,
    {"\"{}\" is not a recurrence rule (RFC 5545)", "“{}”不是重复规则（RFC 5545）"},
    {"FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=MO,WE"}};
inline constexpr MessageText kRepeatTooMany{
    "repeat-too-many",
    Severity::error,
    {"this rule repeats more than {} times", "此规则重复超过 {} 次"},
    {"a smaller frequency, or COUNT or UNTIL", "降低频率，或加 COUNT、UNTIL"}};
inline constexpr MessageText kRepeatUnsupported{
    "repeat-unsupported",
    Severity::error,
    {"\"{}\" is not supported in a recurrence rule", "重复规则不支持“{}”"},
    {"FREQ=DAILY, WEEKLY, MONTHLY or YEARLY", "FREQ=DAILY、WEEKLY、MONTHLY 或 YEARLY"}};
inline constexpr MessageText kNeverOccurs{
    "never-occurs",
    Severity::warning,
    {"the task \"{}\" never occurs in the horizon", "任务“{}”在计划期内一次也没有"},
    {"look at its repeat, start, except and window dates",
     "检查 repeat、start、except 和窗口日期"}};
inline constexpr MessageText kPinNeedsDate{
    "pin-needs-date",
    Severity::error,
    {"\"{}\" does not say on which day", "“{}”没有说明哪一天"},
    {"2017-09-04T08:00", "2017-09-04T08:00"}};
inline constexpr MessageText kEachAndGrid{
    "each-and-grid",
    Severity::error,
    {"a task for each grid has no grid of its own", "按网格展开的任务不能再写 grid"},
    {"leave `grid` or `each` away", "去掉 `grid` 或 `each`"}};
inline constexpr MessageText kEachNone{
    "each-none",
    Severity::warning,
    {"no grid matches the `each` of \"{}\"", "没有网格符合“{}”的 `each`"},
    {"look at the kinds of the grids", "检查网格的 kind"}};
inline constexpr MessageText kTooManySessions{
    "too-many-sessions",
    Severity::error,
    {"more than {} sessions", "超过 {} 场"},
    {"a shorter horizon, or fewer repetitions", "缩短计划期，或减少重复"}};
inline constexpr MessageText kTooManyPrecedences{
    "too-many-precedences",
    Severity::error,
    {"`after` makes more than {} pairs of sessions", "`after` 产生超过 {} 对场次"},
    {"let both tasks repeat on the same days", "让两个任务在同样的日子重复"}};
inline constexpr MessageText kAfterStanding{
    "after-standing",
    Severity::error,
    {"\"{}\" is a standing task; it has no end to wait for", "“{}”是长期任务，没有结束可等"},
    {"leave it away", "删去"}};
inline constexpr MessageText kAfterCycle{
    "after-cycle",
    Severity::error,
    {"these wait for each other: {}", "互相等待：{}"},
    {"take one `after` out of the circle", "从圈中去掉一个 `after`"}};
inline constexpr MessageText kNoTeam{
    "no-team",
    Severity::warning,
    {"\"{}\" can never be staffed: no team may serve it", "“{}”永远派不出人：没有队伍可以承担"},
    {"look at its `from`", "检查它的 `from`"}};
inline constexpr MessageText kNoTeamSkill{
    "no-team-has-skill",
    Severity::warning,
    {"\"{}\" can never be staffed: it needs {} people with {}, the teams that may serve it have {}",
     "“{}”永远派不出人：需要 {} 名具备 {} 的人，可承担的队伍只有 {} 名"},
    {"fewer people, other skills, or more teams", "减少人数、改技能或增加队伍"}};
inline constexpr MessageText kNoTeamHeads{
    "too-few-people",
    Severity::warning,
    {"\"{}\" can never be staffed: it needs {} people, the teams that may serve it have {}",
     "“{}”永远派不出人：需要 {} 人，可承担的队伍只有 {} 人"},
    {"fewer people, or more teams", "减少人数或增加队伍"}};
inline constexpr MessageText kNoVenue{
    "no-venue-fits",
    Severity::warning,
    {"\"{}\" has nowhere to be: no venue fits its seats, facilities and selector",
     "“{}”无处可办：没有阵地符合座位、设施和选择"},
    {"look at its `venue`", "检查它的 `venue`"}};
inline constexpr MessageText kWindowShort{
    "window-too-short",
    Severity::warning,
    {"the windows of \"{}\" are shorter than its duration", "“{}”的窗口短于时长"},
    {"a longer window, or a shorter duration", "加长窗口或缩短时长"}};
inline constexpr MessageText kVenueClosed{
    "venue-closed",
    Severity::warning,
    {"no venue that fits \"{}\" is open long enough in its windows",
     "符合“{}”的阵地在其窗口内都开放得不够久"},
    {"look at the opening hours, or move the window", "检查开放时间，或移动窗口"}};
inline constexpr MessageText kTeamAway{
    "team-away",
    Severity::warning,
    {"no team that may serve \"{}\" is available long enough in its windows",
     "可承担“{}”的队伍在其窗口内都没有足够时间"},
    {"look at `available` of the teams, or move the window", "检查队伍的 `available`，或移动窗口"}};

}  // namespace muster::load::messages
