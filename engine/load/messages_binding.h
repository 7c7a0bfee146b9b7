// What is wrong with what records mean together.
#pragma once

#include "base/diagnostic.h"

namespace muster::load::messages {

inline constexpr MessageText kNoFiles{"workspace-empty",
                                      Severity::error,
                                      {"{} has no *.yaml file", "{} 中没有 *.yaml 文件"},
                                      {"begin with a file that has `zone:`, `teams:` and `tasks:`",
                                       "先写一个含 `zone:`、`teams:`、`tasks:` 的文件"}};
inline constexpr MessageText kNoZone{"zone-missing",
                                     Severity::error,
                                     {"no file has a `zone:`", "没有文件含 `zone:`"},
                                     {"zone: {{id, timezone, horizon: {{from, until}}}}",
                                      "zone: {{id, timezone, horizon: {{from, until}}}}"}};
inline constexpr MessageText kSecondZone{
    "zone-twice",
    Severity::error,
    {"there is a second zone", "有第二个片区"},
    {"plan one zone in one workspace", "一个工作区只规划一个片区"}};
inline constexpr MessageText kUnknownTimezone{"unknown-timezone",
                                              Severity::error,
                                              {"there is no time zone \"{}\"", "没有时区“{}”"},
                                              {"Asia/Shanghai", "Asia/Shanghai"}};
inline constexpr MessageText kStep{"step",
                                   Severity::error,
                                   {"a step is from 1min to 24h", "步长应为 1min 到 24h"},
                                   {"15min", "15min"}};
inline constexpr MessageText kHorizonTooLong{
    "horizon-too-long",
    Severity::error,
    {"the horizon has {} days; the most is {}", "计划期有 {} 天,最多 {} 天"},
    {"plan it in parts", "请分段规划"}};
inline constexpr MessageText kGridCycle{
    "grid-cycle",
    Severity::error,
    {"the parents of the grid \"{}\" come back to it", "网格“{}”的上级又回到它自己"},
    {"leave one parent away", "去掉其中一个上级"}};
inline constexpr MessageText kNotPoint{
    "not-a-point",
    Severity::error,
    {"a point is [latitude, longitude]", "坐标应写成 [纬度, 经度]"},
    {"[28.931, 120.064]", "[28.931, 120.064]"}};
inline constexpr MessageText kMatrixHeader{
    "matrix-header",
    Severity::error,
    {"the first row of a travel matrix is from,to,minutes", "路程表首行应为 from,to,minutes"},
    {"from,to,minutes", "from,to,minutes"}};
inline constexpr MessageText kMatrixTooBig{
    "matrix-too-big",
    Severity::error,
    {"a travel matrix for {} grids and venues; the most is {}",
     "路程表涉及 {} 个网格和阵地,最多 {} 个"},
    {"write speed and points instead", "改用 speed 和坐标"}};
inline constexpr MessageText kMatrixAndSpeed{
    "matrix-and-speed",
    Severity::error,
    {"travel has a matrix and a speed", "路程同时有矩阵和速度"},
    {"keep one of them", "只保留一个"}};
inline constexpr MessageText kNoFile{
    "no-file",
    Severity::error,
    {"there is no file \"{}\" in the workspace", "工作区中没有文件“{}”"},
    {"write its name relative to the workspace folder", "写相对于工作区文件夹的文件名"}};
inline constexpr MessageText kSizeBelowPeople{
    "size-below-people",
    Severity::error,
    {"team \"{}\" has size {}, but {} people by name", "队伍“{}”人数为 {},实名队员却有 {} 人"},
    {"size: {2} or more, or leave it away", "size: {2} 或更多,或不写"}};
inline constexpr MessageText kEmptyTeam{
    "empty-team",
    Severity::error,
    {"team \"{}\" has nobody", "队伍“{}”没有人"},
    {"`size: 8`, or people with `teams: [{0}]`", "`size: 8`,或在队员上写 `teams: [{0}]`"}};
inline constexpr MessageText kSkillAboveSize{"skill-above-size",
                                             Severity::error,
                                             {"{1} with \"{0}\", but team \"{3}\" has {2} people",
                                              "有“{0}”的 {1} 人,队伍“{3}”却只有 {2} 人"},
                                             {"{2} or fewer", "{2} 或更少"}};
inline constexpr MessageText kSkillAbovePeople{
    "skill-above-people",
    Severity::error,
    {"{1} with \"{0}\", but in team \"{3}\" at most {2} can have it: the other people are named "
     "without it",
     "有“{0}”的 {1} 人,但队伍“{3}”最多 {2} 人: 其余是没有此技能的实名队员"},
    {"give it to more people by name, or write {2}", "给更多实名队员加上,或写 {2}"}};
inline constexpr MessageText kTooManyHeads{
    "too-many-people",
    Severity::error,
    {"{} people in all teams; the most is {}", "所有队伍共 {} 人,最多 {} 人"},
    {"plan smaller zones", "请规划较小的片区"}};
inline constexpr MessageText kHeadCounts{
    "head-counts",
    Severity::error,
    {"min {}, want {}, max {}: they must not fall", "min {}、want {}、max {}: 应依次不减"},
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
    {"\"{}\" is not a recurrence rule (RFC 5545)", "“{}”不是重复规则(RFC 5545)"},
    {"FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=MO,WE"}};
inline constexpr MessageText kRepeatTooMany{
    "repeat-too-many",
    Severity::error,
    {"this rule repeats more than {} times", "此规则重复超过 {} 次"},
    {"a smaller frequency, or COUNT or UNTIL", "降低频率,或加 COUNT、UNTIL"}};
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
    {"a shorter horizon, or fewer repetitions", "缩短计划期,或减少重复"}};
inline constexpr MessageText kTooManyPrecedences{
    "too-many-precedences",
    Severity::error,
    {"`after` makes more than {} pairs of sessions", "`after` 产生超过 {} 对场次"},
    {"let both tasks repeat on the same days", "让两个任务在同样的日子重复"}};
inline constexpr MessageText kAfterStanding{
    "after-standing",
    Severity::error,
    {"\"{}\" is a standing task; it has no end to wait for", "“{}”是长期任务,没有结束可等"},
    {"leave it away", "删去"}};
inline constexpr MessageText kAfterCycle{
    "after-cycle",
    Severity::error,
    {"these wait for each other: {}", "互相等待: {}"},
    {"take one `after` out of the circle", "从圈中去掉一个 `after`"}};
inline constexpr MessageText kUnknownKind{
    "unknown-rule-kind",
    Severity::error,
    {"there is no rule kind \"{}\"", "没有名为“{}”的规则种类"},
    {"one of: {1}", "可用: {1}"}};
inline constexpr MessageText kUnknownKindNear{
    "unknown-rule-kind",
    Severity::error,
    {"there is no rule kind \"{}\"", "没有名为“{}”的规则种类"},
    {"\"{1}\"", "“{1}”"}};
inline constexpr MessageText kLevelHard{"level-hard",
                                        Severity::error,
                                        {"\"hard\" is no level to write", "“hard”不能作为层级来写"},
                                        {"hard: true", "hard: true"}};
inline constexpr MessageText kHardInLevels{
    "level-hard",
    Severity::error,
    {"\"hard\" is always first and is not listed", "“hard”总在最前,不必列出"},
    {"leave it away", "删去"}};
inline constexpr MessageText kUnknownLevel{
    "level-not-listed",
    Severity::error,
    {"rule \"{1}\" is priced on the level \"{0}\", which `levels:` does not list",
     "规则“{1}”的层级“{0}”没有列在 `levels:` 中"},
    {"add \"{0}\" to `levels:`", "把“{0}”加进 `levels:`"}};
inline constexpr MessageText kUnknownLevelNear{
    "level-not-listed",
    Severity::error,
    {"rule \"{1}\" is priced on the level \"{0}\", which `levels:` does not list",
     "规则“{1}”的层级“{0}”没有列在 `levels:` 中"},
    {"\"{2}\", or add \"{0}\" to `levels:`", "“{2}”,或把“{0}”加进 `levels:`"}};
inline constexpr MessageText kLevelsTwice{"levels-twice",
                                          Severity::error,
                                          {"`levels:` is written twice", "`levels:` 写了两次"},
                                          {"keep one order", "只保留一个顺序"}};
inline constexpr MessageText kTooManyLevels{
    "too-many-levels",
    Severity::error,
    {"{} levels; the most is {}", "共 {} 个层级,最多 {} 个"},
    {"let rules share levels", "让规则共用层级"}};
inline constexpr MessageText kUnknownPack{"unknown-pack",
                                          Severity::error,
                                          {"there is no rule pack \"{}\"", "没有规则包“{}”"},
                                          {"one of: {1}", "可用: {1}"}};
inline constexpr MessageText kUnknownPackNear{"unknown-pack",
                                              Severity::error,
                                              {"there is no rule pack \"{}\"", "没有规则包“{}”"},
                                              {"\"{1}\"", "“{1}”"}};
inline constexpr MessageText kCantReadPack{"pack-unreadable",
                                           Severity::error,
                                           {"{}", "{}"},
                                           {"look at the file's permissions", "检查文件权限"}};
inline constexpr MessageText kPackHolds{"pack-holds",
                                        Severity::error,
                                        {"the rule pack {} holds more than rules and levels",
                                         "规则包 {} 含有 rules 和 levels 以外的内容"},
                                        {"move it to the workspace", "把它移到工作区"}};
inline constexpr MessageText kNoTeam{
    "no-team",
    Severity::warning,
    {"\"{}\" can never be staffed: no team may serve it", "“{}”永远派不出人: 没有队伍可以承担"},
    {"look at its `from`", "检查它的 `from`"}};
inline constexpr MessageText kNoTeamSkill{
    "no-team-has-skill",
    Severity::warning,
    {"\"{}\" can never be staffed: it needs {} people with {}, the teams that may serve it have {}",
     "“{}”永远派不出人: 需要 {} 名具备 {} 的人,可承担的队伍只有 {} 名"},
    {"fewer people, other skills, or more teams", "减少人数、改技能或增加队伍"}};
inline constexpr MessageText kNoTeamHeads{
    "too-few-people",
    Severity::warning,
    {"\"{}\" can never be staffed: it needs {} people, the teams that may serve it have {}",
     "“{}”永远派不出人: 需要 {} 人,可承担的队伍只有 {} 人"},
    {"fewer people, or more teams", "减少人数或增加队伍"}};
inline constexpr MessageText kNoVenue{
    "no-venue-fits",
    Severity::warning,
    {"\"{}\" has nowhere to be: no venue fits its seats, facilities and selector",
     "“{}”无处可办: 没有阵地符合座位、设施和选择"},
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
    {"look at the opening hours, or move the window", "检查开放时间,或移动窗口"}};
inline constexpr MessageText kTeamAway{
    "team-away",
    Severity::warning,
    {"no team that may serve \"{}\" is available long enough in its windows",
     "可承担“{}”的队伍在其窗口内都没有足够时间"},
    {"look at `available` of the teams, or move the window", "检查队伍的 `available`,或移动窗口"}};

// By Sort.
inline constexpr MessageText kUnknownId[] = {
    {"unknown-id",
     Severity::error,
     {"there is no line \"{}\"", "没有条线“{}”"},
     {"define it, or leave it away", "请定义它,或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no grid \"{}\"", "没有网格“{}”"},
     {"define it, or leave it away", "请定义它,或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no venue \"{}\"", "没有阵地“{}”"},
     {"define it, or leave it away", "请定义它,或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no team \"{}\"", "没有队伍“{}”"},
     {"define it, or leave it away", "请定义它,或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no task \"{}\"", "没有任务“{}”"},
     {"define it, or leave it away", "请定义它,或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no grid or venue \"{}\"", "没有网格或阵地“{}”"},
     {"define it, or leave it away", "请定义它,或删去"}},
};
inline constexpr MessageText kUnknownIdNear[] = {
    {"unknown-id",
     Severity::error,
     {"there is no line \"{}\"", "没有条线“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"unknown-id",
     Severity::error,
     {"there is no grid \"{}\"", "没有网格“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"unknown-id",
     Severity::error,
     {"there is no venue \"{}\"", "没有阵地“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"unknown-id",
     Severity::error,
     {"there is no team \"{}\"", "没有队伍“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"unknown-id",
     Severity::error,
     {"there is no task \"{}\"", "没有任务“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"unknown-id",
     Severity::error,
     {"there is no grid or venue \"{}\"", "没有网格或阵地“{}”"},
     {"\"{1}\"", "“{1}”"}},
};
inline constexpr MessageText kMatchesNothing[] = {
    {"matches-nothing",
     Severity::warning,
     {"no line has \"{}\"", "没有条线符合“{}”"},
     {"is the word right?", "这个词对吗?"}},
    {"matches-nothing",
     Severity::warning,
     {"no grid has \"{}\"", "没有网格符合“{}”"},
     {"is the word right?", "这个词对吗?"}},
    {"matches-nothing",
     Severity::warning,
     {"no venue has \"{}\"", "没有阵地符合“{}”"},
     {"is the word right?", "这个词对吗?"}},
    {"matches-nothing",
     Severity::warning,
     {"no team has \"{}\"", "没有队伍符合“{}”"},
     {"is the word right?", "这个词对吗?"}},
    {"matches-nothing",
     Severity::warning,
     {"no task has \"{}\"", "没有任务符合“{}”"},
     {"is the word right?", "这个词对吗?"}},
};
inline constexpr MessageText kMatchesNothingNear[] = {
    {"matches-nothing",
     Severity::warning,
     {"no line has \"{}\"", "没有条线符合“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"matches-nothing",
     Severity::warning,
     {"no grid has \"{}\"", "没有网格符合“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"matches-nothing",
     Severity::warning,
     {"no venue has \"{}\"", "没有阵地符合“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"matches-nothing",
     Severity::warning,
     {"no team has \"{}\"", "没有队伍符合“{}”"},
     {"\"{1}\"", "“{1}”"}},
    {"matches-nothing",
     Severity::warning,
     {"no task has \"{}\"", "没有任务符合“{}”"},
     {"\"{1}\"", "“{1}”"}},
};

}  // namespace muster::load::messages
