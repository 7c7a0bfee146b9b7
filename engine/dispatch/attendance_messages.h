// What is wrong with an attendance list that is to be recorded.
#pragma once

#include "base/diagnostic.h"

namespace muster::dispatch::messages {

inline constexpr MessageText kNoService{
    "no-service",
    Severity::error,
    {"\"{}\" was not asked to \"{}\", or said no", "“{}”没有被派往“{}”，或已拒单"},
    {"look at the session and the team: {2}", "请核对场次和队伍：{2}"}};
inline constexpr MessageText kNoSession{"no-session",
                                        Severity::error,
                                        {"no team was asked to \"{}\"", "没有队伍被派往“{}”"},
                                        {"{1}", "{1}"}};
inline constexpr MessageText kNotToGo{"not-to-go",
                                      Severity::error,
                                      {"\"{}\" was not to go to \"{}\"", "“{}”不在“{}”的人员中"},
                                      {"one of: {2}", "可用：{2}"}};
inline constexpr MessageText kTwiceInList{
    "twice-in-list",
    Severity::error,
    {"\"{}\" is written twice for \"{}\"", "“{}”在“{}”中写了两次"},
    {"keep one of the rows", "只保留一行"}};
inline constexpr MessageText kTooEarly{
    "too-early",
    Severity::error,
    {"\"{}\" has not begun: it starts {}", "“{}”尚未开始：{} 开始"},
    {"record it when it is over", "结束后再登记"}};
inline constexpr MessageText kInFuture{"in-future",
                                       Severity::error,
                                       {"{} is still to come", "{} 尚未到来"},
                                       {"record it then", "到时再登记"}};
inline constexpr MessageText kOtherDay{
    "other-day",
    Severity::error,
    {"{} is more than a day away from what was planned, {}", "{} 与计划的 {} 相差一天以上"},
    {"look at the date", "请核对日期"}};
inline constexpr MessageText kLeftFirst{
    "left-first",
    Severity::error,
    {"left {} is not after arrived {}", "离岗 {} 不晚于到岗 {}"},
    {"look at both times", "请核对两个时间"}};
inline constexpr MessageText kOtherMinutes{
    "other-minutes",
    Severity::error,
    {"from arrived to left are {} minutes, not {}", "到岗至离岗为 {} 分钟，不是 {}"},
    {"correct the times, or delete them", "请改时间，或删去时间"}};
inline constexpr MessageText kAbsentCame{"absent-came",
                                         Severity::error,
                                         {"\"{}\" is absent and yet came", "“{}”缺勤，却又到岗"},
                                         {"delete the times, minutes and rating, or write present",
                                          "请删去时间、分钟和评价，或写 present"}};
inline constexpr MessageText kHowLate{"how-late",
                                      Severity::error,
                                      {"nothing says how late \"{}\" came", "没有写“{}”迟到多久"},
                                      {"write arrived, or minutes", "请写 arrived 或 minutes"}};
inline constexpr MessageText kNotRecorded{
    "not-recorded",
    Severity::error,
    {"nothing is recorded of \"{}\" at \"{}\"", "“{}”在“{}”没有登记"},
    {"record the list first, without --verify", "请先登记（不带 --verify）"}};
inline constexpr MessageText kOtherwise{
    "recorded-otherwise",
    Severity::error,
    {"of \"{}\" it is recorded: {}", "“{}”的登记是：{}"},
    {"record the list anew if it is right", "名单若无误，请重新登记"}};
inline constexpr MessageText kOwnRecord{
    "own-record",
    Severity::error,
    {"\"{}\" has recorded it", "“{}”就是登记人"},
    {"somebody else must verify it: --by NAME", "应由他人核实：--by 姓名"}};

}  // namespace muster::dispatch::messages
