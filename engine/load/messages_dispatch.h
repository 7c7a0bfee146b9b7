// What the reading of the dispatch section has to say.
#pragma once

#include "base/diagnostic.h"

namespace muster::load::messages {

inline constexpr MessageText kSecondDispatch{
    "second-dispatch",
    Severity::error,
    {"there are two dispatch sections", "有两个 dispatch 部分"},
    {"keep one", "只保留一个"}};
inline constexpr MessageText kNudgeTooLate{
    "nudge-too-late",
    Severity::error,
    {"a nudge after {} comes too late for an answer within {}", "{} 后催办，晚于 {} 的接单时限"},
    {"make nudge shorter than within", "nudge 应短于 within"}};
inline constexpr MessageText kKeepTooShort{"keep-too-short",
                                           Severity::error,
                                           {"names are kept for a day or more", "姓名至少保留一天"},
                                           {"keep: 30d", "keep: 30d"}};
inline constexpr MessageText kOneSecret{
    "one-secret",
    Severity::error,
    {"a secret comes from one place", "密钥应来自一处"},
    {"write {{variable: NAME}} or {{file: path}}", "请写 {{variable: NAME}} 或 {{file: path}}"}};
inline constexpr MessageText kChannelLacks{
    "channel-lacks",
    Severity::error,
    {"the channel \"{}\" of kind {} needs `{}`", "通道“{}”（{}）缺少 `{}`"},
    {"add {2}: …", "请补上 {2}: …"}};
inline constexpr MessageText kListen{
    "listen-address",
    Severity::error,
    {"\"{}\" is no address to listen at", "“{}”不是可以监听的地址"},
    {"write it like 127.0.0.1:8471, [::1]:8471 or localhost:8471; ports go up to 65535",
     "请写成 127.0.0.1:8471、[::1]:8471 或 localhost:8471 的样子；端口不超过 65535"}};
inline constexpr MessageText kLink{
    "link",
    Severity::error,
    {"links can't begin with \"{}\"", "链接不能以“{}”开头"},
    {"write it like https://muster.example", "请写成 https://muster.example 的样子"}};
inline constexpr MessageText kLocalLink{
    "local-link",
    Severity::warning,
    {"messages by the channel \"{}\" carry links to http://{}, which only this machine can open",
     "通道“{}”的消息将带有 http://{} 开头的链接，只有本机能打开"},
    {"add api: {{link: https://…}}, the address by which people reach the answer page",
     "请补上 api: {{link: https://…}}，即人们打开接单页面的地址"}};
inline constexpr MessageText kQuietClock{"quiet-clock",
                                         Severity::error,
                                         {"\"{}\" is not a time of day", "“{}”不是一天中的时刻"},
                                         {"write it like 22:00", "请写成 22:00 的样子"}};
inline constexpr MessageText kAlwaysQuiet{
    "always-quiet",
    Severity::error,
    {"quiet hours leave \"{}\" no time of the day", "免打扰时段占满了“{}”的一整天"},
    {"make one of them shorter", "请缩短其中一段"}};

}  // namespace muster::load::messages
