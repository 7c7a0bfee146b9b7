// What is wrong with a history or an attendance list.
#pragma once

#include "base/diagnostic.h"

namespace muster::load::messages {

inline constexpr MessageText kHistoryColumn{
    "history-column",
    Severity::error,
    {"there is no column \"{}\"", "没有“{}”列"},
    {"session,team,head,status, and more where they are known",
     "session,team,head,status，其余列知道就写"}};
inline constexpr MessageText kHistoryCell{"history-cell",
                                          Severity::error,
                                          {"this row does not say its {}", "此行没有写 {}"},
                                          {"write it, or delete the row", "补上，或删去此行"}};
inline constexpr MessageText kHistoryStart{"history-start",
                                           Severity::error,
                                           {"\"{}\" is no date with a time", "“{}”不是日期加时间"},
                                           {"2017-09-04T16:30", "2017-09-04T16:30"}};
inline constexpr MessageText kHistoryNoStart{
    "history-no-start",
    Severity::error,
    {"nothing says when \"{}\" began", "不知道“{}”何时开始"},
    {"add its plan first, or write a column `start`", "先加入它的计划，或写 `start` 列"}};
inline constexpr MessageText kHistoryNoMinutes{
    "history-no-minutes",
    Severity::error,
    {"nothing says how long \"{}\" took", "不知道“{}”用时多久"},
    {"write a column `minutes`", "写 `minutes` 列"}};
inline constexpr MessageText kHalfLife{"half-life",
                                       Severity::error,
                                       {"a half-life is a day or more", "半衰期至少一天"},
                                       {"half-life: 90d", "half-life: 90d"}};
inline constexpr MessageText kHistoryTwice{
    "history-twice",
    Severity::error,
    {"\"{}\" is written twice for \"{}\"", "“{}”在“{}”中写了两次"},
    {"keep one of the rows", "只保留一行"}};
inline constexpr MessageText kHistoryWhich{
    "history-which-day",
    Severity::error,
    {"\"{}\" is in the history on several days", "历史中有几天都有“{}”"},
    {"write a column `start`", "写 `start` 列"}};
inline constexpr MessageText kUnknownTeamRow{"unknown-id",
                                             Severity::error,
                                             {"there is no team \"{}\"", "没有队伍“{}”"},
                                             {"define it in the workspace", "在工作区中定义它"}};
inline constexpr MessageText kUnknownTeamRowNear{"unknown-id",
                                                 Severity::error,
                                                 {"there is no team \"{}\"", "没有队伍“{}”"},
                                                 {"\"{1}\"", "“{1}”"}};
inline constexpr MessageText kUnknownHead{
    "unknown-head",
    Severity::error,
    {"nobody is called \"{}\"", "没有“{}”这个人"},
    {"the id of a person, or team#7", "写队员编号，或 队伍#7"}};
inline constexpr MessageText kUnknownHeadNear{"unknown-head",
                                              Severity::error,
                                              {"nobody is called \"{}\"", "没有“{}”这个人"},
                                              {"\"{1}\"", "“{1}”"}};

}  // namespace muster::load::messages
