#include <algorithm>
#include <array>
#include <map>

#include "rule/catalog.h"

namespace muster::rule {

namespace {

using model::Priority;
using model::Problem;

constexpr std::array<std::string_view, 5> kFixedLevels{"must", "high", "normal", "low", "staffing"};
constexpr std::int64_t kMaxWeight = 1'000'000;

constexpr MessageText kUnknownKind{
    "unknown-rule-kind",
    Severity::error,
    {"there is no rule kind \"{}\"", "没有名为“{}”的规则种类"},
    {"{1}; `muster rules` lists them all", "{1};`muster rules` 列出全部种类"}};
constexpr MessageText kDuplicateRule{
    "duplicate-rule",
    Severity::error,
    {"the rule id \"{}\" is used twice", "规则编号“{}”用了两次"},
    {"give each rule an id of its own", "请给每条规则一个不同的编号"}};
constexpr MessageText kReservedLevel{
    "level-reserved",
    Severity::error,
    {"the level \"hard\" can't be written", "层级“hard”不能直接写"},
    {"write `hard: true` on the rule", "请在规则上写 `hard: true`"}};
constexpr MessageText kLevelNotListed{
    "level-not-listed",
    Severity::error,
    {"rule \"{}\" is priced on the level \"{}\", which `levels:` does not list",
     "规则“{}”的层级“{}”没有列在 `levels:` 中"},
    {"{2}, or add \"{1}\" to `levels:`", "{2}，或把“{1}”加进 `levels:`"}};
constexpr MessageText kDuplicateLevel{"duplicate-level",
                                      Severity::error,
                                      {"`levels:` lists \"{}\" twice", "`levels:` 中“{}”写了两次"},
                                      {"keep the place where it belongs", "只保留一处"}};
constexpr MessageText kUnusedLevel{
    "level-unused",
    Severity::warning,
    {"no rule is priced on the level \"{}\" of `levels:`", "没有规则使用 `levels:` 中的层级“{}”"},
    {"{1}", "{1}"}};
constexpr MessageText kTooManyLevels{"too-many-levels",
                                     Severity::error,
                                     {"there are {} levels; {} fit", "共有 {} 个层级，最多 {} 个"},
                                     {"let some rules share a level", "请让一些规则共用层级"}};
constexpr MessageText kWeightOutOfRange{
    "weight-out-of-range",
    Severity::error,
    {"rule \"{}\" has the weight {}; it must be from 0 to {}",
     "规则“{}”的权重是 {}，应在 0 到 {} 之间"},
    {"order of importance is told by levels, not by great weights",
     "先后轻重由层级决定，不靠很大的权重"}};

bool listed(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// All levels that are asked for, in order, however many.
std::vector<std::string> wanted_levels(const std::vector<RuleSpec>& specs,
                                       const std::vector<std::string>& written) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view name) {
    if (name != "hard" && !name.empty() && !listed(names, name)) names.emplace_back(name);
  };
  for (const std::string& name : written) add(name);
  for (std::string_view name : kFixedLevels) add(name);
  if (!written.empty()) return names;
  for (const RuleSpec& spec : specs) {
    if (!spec.hard) add(spec.level);
  }
  return names;
}

// Cut to what a score holds; the fixed levels always stay.
std::vector<std::string> cut_levels(std::vector<std::string> names) {
  while (names.size() + 1 > limits::kLevels) {
    const auto last_free = std::find_if(names.rbegin(), names.rend(), [](const std::string& name) {
      return std::find(kFixedLevels.begin(), kFixedLevels.end(), name) == kFixedLevels.end();
    });
    names.erase(std::prev(last_free.base()));
  }
  return names;
}

// The nearest of the known words in quotes, or all of them where none is near.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view near = nearest_word(word, known);
  if (!near.empty()) return '"' + std::string(near) + '"';
  std::string list;
  for (auto each = known.begin(); each != known.end(); ++each) {
    if (std::find(known.begin(), each, *each) != each) continue;
    list += (list.empty() ? "\"" : ", \"") + std::string(*each) + '"';
  }
  return list;
}

bool used_or_known(std::string_view level, const std::vector<RuleSpec>& specs) {
  const auto of_rule = [&](const RuleSpec& spec) { return spec.level == level; };
  const auto of_kind = [&](const Kind& kind) { return kind.default_level == level; };
  return std::find(kFixedLevels.begin(), kFixedLevels.end(), level) != kFixedLevels.end() ||
         std::any_of(specs.begin(), specs.end(), of_rule) ||
         std::any_of(catalog().begin(), catalog().end(), of_kind);
}

void check_levels(const std::vector<RuleSpec>& specs, const std::vector<std::string>& written,
                  Diagnostics& diagnostics) {
  const auto wanted = wanted_levels(specs, written);
  if (wanted.size() + 1 > limits::kLevels) {
    diagnostics.add(kTooManyLevels, Place{},
                    {std::to_string(wanted.size()), std::to_string(limits::kLevels - 1)});
  }
  std::vector<std::string_view> known(kFixedLevels.begin(), kFixedLevels.end());
  for (const RuleSpec& spec : specs) {
    if (!spec.hard) known.push_back(spec.level);
  }
  for (const Kind& kind : catalog()) known.push_back(kind.default_level);
  for (auto level = written.begin(); level != written.end(); ++level) {
    if (*level == "hard") {
      diagnostics.add(kReservedLevel, Place{});
    } else if (std::find(written.begin(), level, *level) != level) {
      diagnostics.add(kDuplicateLevel, Place{}, {*level});
    } else if (!used_or_known(*level, specs)) {
      diagnostics.add(kUnusedLevel, Place{}, {*level, suggestion(*level, known)});
    }
  }
}

// The level that the spec's costs go to; none, with a diagnostic, where there is no such level.
std::optional<LevelIndex> level_of(const RuleSpec& spec, const Levels& levels,
                                   Diagnostics& diagnostics) {
  if (spec.hard) return Levels::hard();
  if (spec.level == "hard") {
    diagnostics.add(kReservedLevel, spec.place);
    return std::nullopt;
  }
  if (const auto level = levels.find(spec.level)) return level;
  std::vector<std::string_view> known(levels.names().begin() + 1, levels.names().end());
  diagnostics.add(kLevelNotListed, spec.place,
                  {spec.id, spec.level, suggestion(spec.level, known)});
  return std::nullopt;
}

void compile_rule(const RuleSpec& spec, const Problem& problem, RuleSet& out,
                  Diagnostics& diagnostics) {
  const Kind* kind = find_kind(spec.kind);
  if (kind == nullptr) {
    std::vector<std::string_view> known;
    for (const Kind& each : catalog()) known.push_back(each.name);
    diagnostics.add(kUnknownKind, spec.place, {spec.kind, suggestion(spec.kind, known)});
    return;
  }
  if (spec.weight < 0 || spec.weight > kMaxWeight) {
    diagnostics.add(kWeightOutOfRange, spec.place,
                    {spec.id, std::to_string(spec.weight), std::to_string(kMaxWeight)});
    return;
  }
  const auto level = level_of(spec, out.levels, diagnostics);
  if (!level) return;
  const RuleIndex index = out.rules.push_back({spec.id, spec.kind, spec.why, *level, spec.hard});
  kind->compile(spec, index, problem, out, diagnostics);
}

void add_precedences(const Problem& problem, RuleSet& out) {
  out.relations.reserve(problem.precedences().size());
  for (const model::Precedence& precedence : problem.precedences()) {
    out.relations.push_back({RuleIndex(), Levels::hard(), precedence.before, precedence.after,
                             RelationTerm::Precedence{precedence.lag}});
  }
}

}  // namespace

Levels order_levels(const std::vector<RuleSpec>& specs, const std::vector<std::string>& written) {
  return Levels(cut_levels(wanted_levels(specs, written)));
}

RuleSet compile(const std::vector<RuleSpec>& specs, const std::vector<std::string>& written_levels,
                const Problem& problem, Diagnostics& diagnostics) {
  check_levels(specs, written_levels, diagnostics);
  RuleSet out{order_levels(specs, written_levels), {}, {}, {}, {}, {}, {}, {}, {}, {}};
  for (Priority priority : {Priority::must, Priority::high, Priority::normal, Priority::low}) {
    out.priority_levels.push_back(*out.levels.find(model::word(priority)));
  }
  out.staffing = *out.levels.find("staffing");
  add_precedences(problem, out);
  std::map<std::string_view, const RuleSpec*> by_id;
  for (const RuleSpec& spec : specs) {
    const auto [first, fresh] = by_id.try_emplace(spec.id, &spec);
    if (!fresh) {
      diagnostics.add(kDuplicateRule, spec.place, {spec.id})
          .related.push_back({first->second->place, {"first used here", "首次使用处"}});
      continue;
    }
    compile_rule(spec, problem, out, diagnostics);
  }
  return out;
}

}  // namespace muster::rule
