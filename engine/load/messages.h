// What the reading of a workspace has to say: code, what is wrong, what to do; in both languages.
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
    {"save the file as UTF-8 (it may be GBK)", "把文件另存为 UTF-8 编码(可能原是 GBK)"}};
inline constexpr MessageText kNulByte{"nul-byte",
                                      Severity::error,
                                      {"there is a zero byte in the text", "文本中有零字节"},
                                      {"is this a text file?", "这是文本文件吗?"}};
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
     "以下列之一开头: zone, venues, teams, people, tasks, rules, levels, use"}};
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
    {"write its fields below it, without dashes", "在下面直接写字段,不加短横线"}};
inline constexpr MessageText kYamlSyntax{
    "yaml-syntax",
    Severity::error,
    {"this is not YAML: {}", "不是合格的 YAML: {}"},
    {"look at the indentation, quotes and brackets before this place",
     "检查此处之前的缩进、引号和括号"}};
inline constexpr MessageText kYamlAlias{"yaml-alias",
                                        Severity::error,
                                        {"aliases (*name) are not read", "不支持别名(*name)"},
                                        {"write the value out", "请把值写全"}};
inline constexpr MessageText kYamlAnchor{
    "yaml-anchor",
    Severity::error,
    {"anchors (&name) are not read", "不支持锚点(&name)"},
    {"write the value out where it is needed", "请在用到的地方把值写全"}};
inline constexpr MessageText kYamlTag{"yaml-tag",
                                      Severity::error,
                                      {"tags (\"{}\") are not read", "不支持标签(“{}”)"},
                                      {"leave it away", "去掉标签"}};
inline constexpr MessageText kJsonSyntax{
    "json-syntax",
    Severity::error,
    {"this line is not a JSON object: {}", "这一行不是 JSON 对象: {}"},
    {"write one object a line, keys in double quotes", "每行一个对象,键用双引号"}};
inline constexpr MessageText kCsvSyntax{
    "csv-syntax",
    Severity::error,
    {"this is not CSV: {}", "不是合格的 CSV: {}"},
    {"put fields with quotes or commas in double quotes, and double the quotes within",
     "含引号或逗号的字段用双引号括起,其中的引号写两次"}};
inline constexpr MessageText kCsvCells{
    "csv-cells",
    Severity::error,
    {"this row has {} fields, the header has {}", "这一行有 {} 个字段,表头有 {} 个"},
    {"put fields that have commas in double quotes", "含逗号的字段用双引号括起"}};
inline constexpr MessageText kUnknownKey{"unknown-key",
                                         Severity::error,
                                         {"unknown key \"{}\"", "未知的键“{}”"},
                                         {"one of: {1}", "可用: {1}"}};
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
    {"write one value, in quotes if it has special characters", "写一个值,含特殊字符时加引号"}};
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
    {"\"{}\" has an offset; times are local to the zone", "“{}”带有时差;时间一律用片区当地时间"},
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
    {"{1} is before {0}, where it should be after", "{1} 早于 {0},应在其后"},
    {"exchange them", "请对调"}};
inline constexpr MessageText kVariableHere{
    "variable-here",
    Severity::error,
    {"\"{}\": variables are read in contacts only", "“{}”: 变量只能用在联系方式中"},
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
