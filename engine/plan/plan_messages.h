// What can be wrong with a plan file.
#pragma once

#include "base/diagnostic.h"

namespace muster::plan::messages {

inline constexpr MessageText kTooLarge{
    "plan-too-large",
    Severity::error,
    {"the plan is larger than {0} bytes", "计划文件超过 {0} 字节"},
    {}};
inline constexpr MessageText kMalformed{"malformed-json",
                                        Severity::error,
                                        {"this is not JSON: {0}", "不是合法的 JSON：{0}"},
                                        {"correct the text here", "请改正此处"}};
inline constexpr MessageText kWrongType{
    "wrong-type", Severity::error, {"\"{0}\" must be {1}", "“{0}”应为{2}"}, {}};
inline constexpr MessageText kMissing{"missing-key",
                                      Severity::error,
                                      {"\"{0}\" is missing", "缺少“{0}”"},
                                      {"add \"{0}\"", "请添加“{0}”"}};
inline constexpr MessageText kUnknownKey{"unknown-key",
                                         Severity::warning,
                                         {"unknown key \"{0}\"", "未知的键“{0}”"},
                                         {"\"{1}\"", "是否为“{1}”"}};
inline constexpr MessageText kUnknownKeyAlone{
    "unknown-key", Severity::warning, {"unknown key \"{0}\"", "未知的键“{0}”"}, {}};
inline constexpr MessageText kFormat{
    "unknown-format",
    Severity::error,
    {"plans of format {0} can't be read", "无法读取格式 {0} 的计划"},
    {"use format 1", "请用格式 1"}};
inline constexpr MessageText kOtherZone{
    "other-zone",
    Severity::warning,
    {"the plan is for the zone \"{0}\", the workspace is \"{1}\"",
     "计划属于片区“{0}”，工作区是“{1}”"},
    {}};
inline constexpr MessageText kOtherScore{
    "other-score",
    Severity::warning,
    {"the file says \"{0}\" is {1}; counted from this workspace's rules it is {2}",
     "文件中“{0}”为 {1}，按本工作区的规则重新计算为 {2}"},
    {"plan again if the workspace has changed since", "如果工作区此后有改动，请重新计划"}};
// {0} what in English, {1} what in Chinese, {2} the id, {3} the nearest.
inline constexpr MessageText kUnknownId{"unknown-id",
                                        Severity::error,
                                        {"there is no {0} \"{2}\"", "没有{1}“{2}”"},
                                        {"\"{3}\"", "是否为“{3}”"}};
inline constexpr MessageText kUnknownIdAlone{
    "unknown-id", Severity::error, {"there is no {0} \"{2}\"", "没有{1}“{2}”"}, {}};
inline constexpr MessageText kTwice{"duplicate-session",
                                    Severity::error,
                                    {"the session \"{0}\" is placed twice", "场次“{0}”被安排两次"},
                                    {"remove one of the two", "请删去其中一个"}};
inline constexpr MessageText kBadTime{"bad-time",
                                      Severity::error,
                                      {"\"{0}\" is not a time", "“{0}”不是时间"},
                                      {"write it as 2017-09-04T16:30", "请写成 2017-09-04T16:30"}};
inline constexpr MessageText kBadNeed{
    "bad-need",
    Severity::error,
    {"the task \"{0}\" has {1} needs, counted from 0", "任务“{0}”有 {1} 项需求，从 0 数起"},
    {}};
inline constexpr MessageText kBadPeople{
    "bad-people",
    Severity::error,
    {"\"people\" must be from 1 to {0}", "“people”应为 1 至 {0}"},
    {}};
inline constexpr MessageText kTooFew{
    "too-few-people",
    Severity::warning,
    {"only {0} of {1} people of \"{2}\" are free for \"{3}\"",
     "“{2}”要求的 {1} 人中只有 {0} 人能参加“{3}”"},
    {"ask for fewer, another team or another time", "请减少人数、换队伍或换时间"}};

}  // namespace muster::plan::messages
