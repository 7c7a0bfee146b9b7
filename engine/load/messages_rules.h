// What is wrong with rules, levels and packs.
#pragma once

#include "base/diagnostic.h"

namespace muster::load::messages {

inline constexpr MessageText kUnknownKind{
    "unknown-rule-kind",
    Severity::error,
    {"there is no rule kind \"{}\"", "没有名为“{}”的规则种类"},
    {"one of: {1}", "可用：{1}"}};
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
    {"\"hard\" is always first and is not listed", "“hard”总在最前，不必列出"},
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
    {"\"{2}\", or add \"{0}\" to `levels:`", "“{2}”，或把“{0}”加进 `levels:`"}};
inline constexpr MessageText kLevelsTwice{"levels-twice",
                                          Severity::error,
                                          {"`levels:` is written twice", "`levels:` 写了两次"},
                                          {"keep one order", "只保留一个顺序"}};
inline constexpr MessageText kTooManyLevels{
    "too-many-levels",
    Severity::error,
    {"{} levels; the most is {}", "共 {} 个层级，最多 {} 个"},
    {"let rules share levels", "让规则共用层级"}};
inline constexpr MessageText kUnknownPack{"unknown-pack",
                                          Severity::error,
                                          {"there is no rule pack \"{}\"", "没有规则包“{}”"},
                                          {"one of: {1}", "可用：{1}"}};
inline constexpr MessageText kNoPacks{
    "unknown-pack",
    Severity::error,
    {"there is no rule pack \"{0}\", nor any other", "没有规则包“{0}”，也没有别的规则包"},
    {"write its rules to rules/packs/{0}.yaml, or leave `use` away",
     "把规则写进 rules/packs/{0}.yaml，或去掉 `use`"}};
inline constexpr MessageText kUnknownPackNear{"unknown-pack",
                                              Severity::error,
                                              {"there is no rule pack \"{}\"", "没有规则包“{}”"},
                                              {"\"{1}\"", "“{1}”"}};
inline constexpr MessageText kCantReadPack{"pack-unreadable",
                                           Severity::error,
                                           {"{}", "{}"},
                                           {"look at the file's permissions", "检查文件权限"}};
inline constexpr MessageText kTwoPacks{
    "rule-in-two-packs",
    Severity::warning,
    {"two packs have a rule \"{}\"; the first one counts", "两个规则包都有规则“{}”，以先者为准"},
    {"write {{id: {0}, ..}} in the workspace to say what holds",
     "在工作区写 {{id: {0}, ..}} 说明以何为准"}};
inline constexpr MessageText kNoPackRule{
    "no-such-pack-rule",
    Severity::error,
    {"no pack in use has a rule \"{}\" to change or switch off",
     "所用规则包中没有规则“{}”可供更改或停用"},
    {"look at `use:`, or write the whole rule with its `kind`",
     "检查 `use:`，或写出整条规则及其 `kind`"}};
inline constexpr MessageText kNoPackRuleNear{
    "no-such-pack-rule",
    Severity::error,
    {"no pack in use has a rule \"{}\" to change or switch off",
     "所用规则包中没有规则“{}”可供更改或停用"},
    {"\"{1}\"", "“{1}”"}};
inline constexpr MessageText kPackHolds{"pack-holds",
                                        Severity::error,
                                        {"the rule pack {} holds more than rules and levels",
                                         "规则包 {} 含有 rules 和 levels 以外的内容"},
                                        {"move it to the workspace", "把它移到工作区"}};

}  // namespace muster::load::messages
