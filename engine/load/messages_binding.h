// What is wrong with what records mean together: the zone, teams and names.
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
    {"the horizon has {} days; the most is {}", "计划期有 {} 天，最多 {} 天"},
    {"plan it in parts", "请分段规划"}};
inline constexpr MessageText kGridCycle{
    "grid-cycle",
    Severity::error,
    {"the parents of the grid \"{}\" come back to it", "网格“{}”的上级又回到它自己"},
    {"leave one parent away", "去掉其中一个上级"}};
inline constexpr MessageText kNotPoint{
    "not-a-point",
    Severity::error,
    {"a point is `[latitude, longitude]`", "坐标应写成 `[纬度, 经度]`"},
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
     "路程表涉及 {} 个网格和阵地，最多 {} 个"},
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
    {"team \"{}\" has size {}, but {} people by name", "队伍“{}”人数为 {}，实名队员却有 {} 人"},
    {"size: {2} or more, or leave it away", "size: {2} 或更多，或不写"}};
inline constexpr MessageText kEmptyTeam{
    "empty-team",
    Severity::error,
    {"team \"{}\" has nobody", "队伍“{}”没有人"},
    {"`size: 8`, or people with `teams: [{0}]`", "`size: 8`，或在队员上写 `teams: [{0}]`"}};
inline constexpr MessageText kSkillAboveSize{"skill-above-size",
                                             Severity::error,
                                             {"{1} with \"{0}\", but team \"{3}\" has {2} people",
                                              "有“{0}”的 {1} 人，队伍“{3}”却只有 {2} 人"},
                                             {"{2} or fewer", "{2} 或更少"}};
inline constexpr MessageText kSkillAbovePeople{
    "skill-above-people",
    Severity::error,
    {"{1} with \"{0}\", but in team \"{3}\" at most {2} can have it: the other people are named "
     "without it",
     "有“{0}”的 {1} 人，但队伍“{3}”最多 {2} 人：其余是没有此技能的实名队员"},
    {"give it to more people by name, or write {2}", "给更多实名队员加上，或写 {2}"}};
inline constexpr MessageText kTooManyHeads{
    "too-many-people",
    Severity::error,
    {"{} people in all teams; the most is {}", "所有队伍共 {} 人，最多 {} 人"},
    {"plan smaller zones", "请规划较小的片区"}};
// By Sort.
inline constexpr MessageText kHomeNowhere{
    "home-without-grids",
    Severity::error,
    {"a home is told by a point, but no grid has one", "住址写了坐标，但没有一个网格有坐标"},
    {"write the id of a grid, or `at:` on the grids", "请写网格编号，或给网格写上 `at:`"}};
inline constexpr MessageText kUnknownId[] = {
    {"unknown-id",
     Severity::error,
     {"there is no line \"{}\"", "没有条线“{}”"},
     {"define it, or leave it away", "请定义它，或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no grid \"{}\"", "没有网格“{}”"},
     {"define it, or leave it away", "请定义它，或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no venue \"{}\"", "没有阵地“{}”"},
     {"define it, or leave it away", "请定义它，或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no team \"{}\"", "没有队伍“{}”"},
     {"define it, or leave it away", "请定义它，或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no task \"{}\"", "没有任务“{}”"},
     {"define it, or leave it away", "请定义它，或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no person \"{}\"", "没有队员“{}”"},
     {"define it, or leave it away", "请定义它，或删去"}},
    {"unknown-id",
     Severity::error,
     {"there is no grid or venue \"{}\"", "没有网格或阵地“{}”"},
     {"define it, or leave it away", "请定义它，或删去"}},
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
     {"there is no person \"{}\"", "没有队员“{}”"},
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
     {"is the word right?", "这个词对吗？"}},
    {"matches-nothing",
     Severity::warning,
     {"no grid has \"{}\"", "没有网格符合“{}”"},
     {"is the word right?", "这个词对吗？"}},
    {"matches-nothing",
     Severity::warning,
     {"no venue has \"{}\"", "没有阵地符合“{}”"},
     {"is the word right?", "这个词对吗？"}},
    {"matches-nothing",
     Severity::warning,
     {"no team has \"{}\"", "没有队伍符合“{}”"},
     {"is the word right?", "这个词对吗？"}},
    {"matches-nothing",
     Severity::warning,
     {"no task has \"{}\"", "没有任务符合“{}”"},
     {"is the word right?", "这个词对吗？"}},
    {"matches-nothing",
     Severity::warning,
     {"nobody has \"{}\"", "没有人符合“{}”"},
     {"is the word right?", "这个词对吗？"}},
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
    {"matches-nothing",
     Severity::warning,
     {"nobody has \"{}\"", "没有人符合“{}”"},
     {"\"{1}\"", "“{1}”"}},
};

}  // namespace muster::load::messages
