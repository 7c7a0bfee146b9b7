// What is wrong with a file, a record or a value by itself.
#pragma once

#include "base/diagnostic.h"

namespace muster::load::messages {

inline constexpr Bilingual kFirstHere{"first written here", "第一次写在这里"};
inline constexpr Bilingual kInTheCircle{"this one is in the circle", "这个也在圈中"};

inline constexpr MessageText kUtf16{"not-utf8",
                                    Severity::error,
                                    {"this file is UTF-16", "此文件是 UTF-16 编码"},
                                    {"save it as UTF-8", "另存为 UTF-8 编码"}};
inline constexpr MessageText kNotUtf8{
    "not-utf8",
    Severity::error,
    {"from here on the text is not UTF-8", "从这里起文本不是 UTF-8 编码"},
    {"save the file as UTF-8 (it may be GBK)", "把文件另存为 UTF-8 编码（可能原是 GBK）"}};
inline constexpr MessageText kNulByte{"nul-byte",
                                      Severity::error,
                                      {"there is a zero byte in the text", "文本中有零字节"},
                                      {"is this a text file?", "这是文本文件吗？"}};
inline constexpr MessageText kLineTooLong{
    "line-too-long",
    Severity::error,
    {"this line is longer than {} bytes", "这一行超过 {} 字节"},
    {"break it into several lines", "把它分成几行"}};
inline constexpr MessageText kTooDeep{
    "too-deep",
    Severity::error,
    {"more than {} levels of nesting", "嵌套超过 {} 层"},
    {"a workspace needs no more than ten", "工作区用不到十层以上"}};
inline constexpr MessageText kTooLong{"value-too-long",
                                      Severity::error,
                                      {"this value is longer than {} bytes", "这个值超过 {} 字节"},
                                      {"shorten it", "请缩短"}};
inline constexpr MessageText kKeyNotText{"key-not-text",
                                         Severity::error,
                                         {"a key must be a plain word", "键必须是普通词"},
                                         {"write `key: value`", "写成 `键: 值`"}};
inline constexpr MessageText kDuplicateKey{"duplicate-key",
                                           Severity::error,
                                           {"the key \"{}\" is written twice", "键“{}”写了两次"},
                                           {"keep one of them", "只保留一个"}};
inline constexpr MessageText kFileNotMap{
    "file-not-map",
    Severity::error,
    {"a file holds sections, such as `tasks:`", "文件应由 `tasks:` 等部分组成"},
    {"begin with one of: zone, venues, teams, people, tasks, rules, levels, use",
     "以下列之一开头：zone, venues, teams, people, tasks, rules, levels, use"}};
inline constexpr MessageText kUnknownSection{"unknown-section",
                                             Severity::error,
                                             {"unknown section \"{}\"", "未知的部分“{}”"},
                                             {"{1}", "{1}"}};
inline constexpr MessageText kSectionNotList{"section-not-list",
                                             Severity::error,
                                             {"\"{}\" must be a list", "“{}”应是列表"},
                                             {"begin each item with a dash", "每一项以短横线开头"}};
inline constexpr MessageText kSectionNotMap{
    "section-not-map",
    Severity::error,
    {"\"{}\" must not be a list", "“{}”不应是列表"},
    {"write its fields below it, without dashes", "在下面直接写字段，不加短横线"}};
inline constexpr MessageText kYamlSyntax{
    "yaml-syntax",
    Severity::error,
    {"this is not YAML: {}", "不是合格的 YAML: {}"},
    {"look at the indentation, quotes and brackets before this place",
     "检查此处之前的缩进、引号和括号"}};
inline constexpr MessageText kYamlTab{
    "yaml-tab",
    Severity::error,
    {"this line is indented by a tab", "这一行用制表符缩进"},
    {"indent by spaces: two for each step", "请用空格缩进，每层两个"}};
inline constexpr MessageText kYamlAlias{"yaml-alias",
                                        Severity::error,
                                        {"aliases (*name) are not read", "不支持别名（*name）"},
                                        {"write the value out", "请把值写全"}};
inline constexpr MessageText kYamlAnchor{
    "yaml-anchor",
    Severity::error,
    {"anchors (&name) are not read", "不支持锚点（&name）"},
    {"write the value out where it is needed", "请在用到的地方把值写全"}};
inline constexpr MessageText kYamlTag{"yaml-tag",
                                      Severity::error,
                                      {"tags (\"{}\") are not read", "不支持标签（“{}”）"},
                                      {"leave it away", "去掉标签"}};
inline constexpr MessageText kJsonSyntax{
    "json-syntax",
    Severity::error,
    {"this line is not a JSON object: {}", "这一行不是 JSON 对象：{}"},
    {"write one object a line, keys in double quotes", "每行一个对象，键用双引号"}};
inline constexpr MessageText kCsvSyntax{
    "csv-syntax",
    Severity::error,
    {"this is not CSV: {}", "不是合格的 CSV: {}"},
    {"put fields with quotes or commas in double quotes, and double the quotes within",
     "含引号或逗号的字段用双引号括起，其中的引号写两次"}};
inline constexpr MessageText kCsvSeparator{
    "csv-separator",
    Severity::error,
    {"the columns of this file are separated by {}, not by commas",
     "此文件的列以 {} 分隔，应以逗号分隔"},
    {"save it as CSV with commas, in UTF-8", "另存为逗号分隔的 UTF-8 CSV"}};
inline constexpr MessageText kUnknownColumn{"unknown-column",
                                            Severity::error,
                                            {"unknown column \"{}\"", "未知的列“{}”"},
                                            {"one of: {1}", "可用：{1}"}};
inline constexpr MessageText kUnknownColumnNear{"unknown-column",
                                                Severity::error,
                                                {"unknown column \"{}\"", "未知的列“{}”"},
                                                {"\"{1}\"", "“{1}”"}};
inline constexpr MessageText kCsvCells{
    "csv-cells",
    Severity::error,
    {"this row has {} fields, the header has {}", "这一行有 {} 个字段，表头有 {} 个"},
    {"put fields that have commas in double quotes", "含逗号的字段用双引号括起"}};
inline constexpr MessageText kUnknownKey{"unknown-key",
                                         Severity::error,
                                         {"unknown key \"{}\"", "未知的键“{}”"},
                                         {"one of: {1}", "可用：{1}"}};
inline constexpr MessageText kUnknownKeyNear{
    "unknown-key", Severity::error, {"unknown key \"{}\"", "未知的键“{}”"}, {"\"{1}\"", "“{1}”"}};
inline constexpr MessageText kMissingKey{
    "missing-key", Severity::error, {"\"{}\" is missing", "缺少“{}”"}, {"`{0}: …`", "`{0}: …`"}};
inline constexpr MessageText kNotMap{
    "not-a-map",
    Severity::error,
    {"a {} is written as `key: value` pairs", "这里应写成若干 `键: 值`"},
    {"for example `id: …`", "例如 `id: …`"}};
inline constexpr MessageText kNotText{
    "not-text",
    Severity::error,
    {"a text is expected here", "这里应是文本"},
    {"write one value, in quotes if it has special characters", "写一个值，含特殊字符时加引号"}};
inline constexpr MessageText kNotCount{"not-a-number",
                                       Severity::error,
                                       {"a whole number is expected here", "这里应是整数"},
                                       {"for example 3", "例如 3"}};
inline constexpr MessageText kNotNumber{"not-a-number",
                                        Severity::error,
                                        {"a number is expected here", "这里应是数字"},
                                        {"for example 1.3", "例如 1.3"}};
inline constexpr MessageText kOutOfRange{"out-of-range",
                                         Severity::error,
                                         {"{} is not between {} and {}", "{} 不在 {} 到 {} 之间"},
                                         {"a number from {1} to {2}", "{1} 到 {2} 之间的数"}};
inline constexpr MessageText kNotFlag{"not-a-flag",
                                      Severity::error,
                                      {"true or false is expected here", "这里应是 true 或 false"},
                                      {"true", "true"}};
inline constexpr MessageText kNotDuration{"not-a-duration",
                                          Severity::error,
                                          {"\"{}\" is not a duration", "“{}”不是时长"},
                                          {"90min, 2h, 1d or 1h30min", "90min、2h、1d 或 1h30min"}};
inline constexpr MessageText kNotDate{"not-a-date",
                                      Severity::error,
                                      {"\"{}\" is not a date", "“{}”不是日期"},
                                      {"2017-09-04", "2017-09-04"}};
inline constexpr MessageText kNotDateTime{"not-a-time",
                                          Severity::error,
                                          {"\"{}\" is not a date and time", "“{}”不是日期时间"},
                                          {"2017-09-04T08:00", "2017-09-04T08:00"}};
inline constexpr MessageText kOffset{
    "offset",
    Severity::error,
    {"\"{}\" has an offset; times are local to the zone", "“{}”带有时差；时间一律用片区当地时间"},
    {"2017-09-04T08:00", "2017-09-04T08:00"}};
inline constexpr MessageText kNotClock{"not-a-time",
                                       Severity::error,
                                       {"\"{}\" is not a time of day", "“{}”不是时刻"},
                                       {"08:00", "08:00"}};
inline constexpr MessageText kNotDays{
    "not-days",
    Severity::error,
    {"\"{}\" is not a weekday", "“{}”不是星期"},
    {"mon, mon-fri, [mon, wed] or all", "mon、mon-fri、[mon, wed] 或 all"}};
inline constexpr MessageText kNotAWord{"not-a-choice",
                                       Severity::error,
                                       {"\"{}\" is not possible here", "这里不能写“{}”"},
                                       {"{1}", "{1}"}};
inline constexpr MessageText kReversed{
    "reversed",
    Severity::error,
    {"{1} is before {0}, where it should be after", "{1} 早于 {0}，应在其后"},
    {"exchange them", "请对调"}};
inline constexpr MessageText kVariableHere{
    "variable-here",
    Severity::error,
    {"\"{}\": variables are read in contacts only", "“{}”：变量只能用在联系方式中"},
    {"write the text itself", "直接写文字"}};
inline constexpr MessageText kNoVariable{
    "no-variable",
    Severity::error,
    {"the environment has no variable {}", "环境中没有变量 {}"},
    {"export {0}=…", "export {0}=…"}};
inline constexpr MessageText kBadId{
    "bad-id",
    Severity::error,
    {"\"{}\" can't be an id", "“{}”不能作编号"},
    {"lower-case letters, digits and dashes", "小写字母、数字和短横线"}};
inline constexpr MessageText kDuplicateId{"duplicate-id",
                                          Severity::error,
                                          {"the id \"{}\" is used twice", "编号“{}”用了两次"},
                                          {"rename one of them", "改其中一个"}};
inline constexpr MessageText kBadGrade{
    "bad-grade",
    Severity::error,
    {"\"{}\" is no skill with a grade: grades are 1 to {}", "“{}”不是带等级的技能：等级为 1 到 {}"},
    {"first-aid≥2, or {{first-aid: 2}}", "first-aid≥2，或 {{first-aid: 2}}"}};
inline constexpr MessageText kNoSkill{"no-such-skill",
                                      Severity::warning,
                                      {"nobody has the skill \"{}\"", "没有人有技能“{}”"},
                                      {"give it to a team or person", "给某支队伍或队员加上"}};
inline constexpr MessageText kNoSkillNear{"no-such-skill",
                                          Severity::warning,
                                          {"nobody has the skill \"{}\"", "没有人有技能“{}”"},
                                          {"\"{1}\"", "“{1}”"}};
inline constexpr MessageText kNoFacility{"no-such-facility",
                                         Severity::warning,
                                         {"no venue has the facility \"{}\"", "没有阵地有设施“{}”"},
                                         {"give it to a venue", "给某个阵地加上"}};
inline constexpr MessageText kNoFacilityNear{
    "no-such-facility",
    Severity::warning,
    {"no venue has the facility \"{}\"", "没有阵地有设施“{}”"},
    {"\"{1}\"", "“{1}”"}};

}  // namespace muster::load::messages
