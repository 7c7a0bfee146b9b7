// Rules and levels, read against the catalog's parameter tables.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/limits.h"
#include "load/binding.h"
#include "load/messages.h"
#include "load/rule_overrides.h"
#include "rule/catalog.h"

namespace muster::load {

namespace {

using rule::ParamSpec;
using rule::ParamType;
using rule::ParamValue;

constexpr Bilingual kRule{"rule", "规则"};
constexpr std::array<std::string_view, 5> kFixedLevels{"must", "high", "normal", "low", "staffing"};
constexpr std::int64_t kMost = 1'000'000'000;

std::optional<ParamValue> selector(const Node& node, Target target, Binding& binding) {
  const RawSelector raw = read_selector(node, target, binding.findings, binding.arena);
  return ParamValue(bind_selector(raw, target, binding));
}

std::optional<ParamValue> as_line_list(const Node& node, Binding& binding) {
  std::vector<std::string> ids;
  for (const Word& word : as_words(node, binding.findings)) {
    if (binding.line(word).exists()) ids.emplace_back(word.text);
  }
  return ParamValue(std::move(ids));
}

template <class T>
std::optional<ParamValue> value_of(const std::optional<T>& parsed) {
  if (!parsed) return std::nullopt;
  return ParamValue(*parsed);
}

std::optional<ParamValue> as_param(const ParamSpec& param, const Node& node, Binding& binding) {
  Findings& findings = binding.findings;
  switch (param.type) {
    case ParamType::count: return value_of(as_count(node, 0, kMost, findings));
    case ParamType::duration: return value_of(as_duration(node, findings));
    case ParamType::word: {
      const auto choice = as_choice(node, param.words, findings);
      if (!choice) return std::nullopt;
      return ParamValue(std::string(param.words[*choice]));
    }
    case ParamType::period: {
      const auto choice = as_choice(node, {"day", "week", "month", "horizon"}, findings);
      if (!choice) return std::nullopt;
      return ParamValue(static_cast<model::Period>(*choice));
    }
    case ParamType::task_selector: return selector(node, Target::task, binding);
    case ParamType::team_selector: return selector(node, Target::team, binding);
    case ParamType::venue_selector: return selector(node, Target::venue, binding);
    case ParamType::grid_selector: return selector(node, Target::grid, binding);
    case ParamType::people_selector: return selector(node, Target::people, binding);
    case ParamType::line_list: return as_line_list(node, binding);
    case ParamType::times:
      return ParamValue(expand_times(as_times(node, findings), binding.parts.zone_time,
                                     binding.first, binding.last));
  }
  return std::nullopt;
}

const rule::Kind* kind_of(const Fields& any, Binding& binding) {
  const Word word = any.require_word("kind");
  if (!word.exists()) return nullptr;
  if (const rule::Kind* kind = rule::find_kind(word.text)) return kind;
  std::vector<std::string_view> known;
  for (const rule::Kind& kind : rule::catalog()) known.push_back(kind.name);
  const std::string_view near = nearest_word(word.text, known);
  binding.findings.add(
      near.empty() ? messages::kUnknownKind : messages::kUnknownKindNear, word.place,
      {std::string(word.text),
       near.empty() ? fmt::format("{}", fmt::join(known, ", ")) : std::string(near)});
  return nullptr;
}

// The fields that every rule has, and those of its kind.
std::vector<std::string_view> keys_of(const Node& node, const rule::Kind* kind) {
  std::vector<std::string_view> keys{"id", "kind", "level", "hard", "weight", "why"};
  if (kind != nullptr) {
    for (const ParamSpec& param : kind->params) keys.push_back(param.name);
  } else {
    for (const Word& key : node.keys) keys.push_back(key.text);
  }
  return keys;
}

void bind_level(const Fields& fields, const rule::Kind& kind, rule::RuleSpec& spec,
                Binding& binding) {
  spec.hard = fields.flag("hard");
  const Word level = fields.word("level");
  spec.level = spec.hard ? "hard" : std::string(level.exists() ? level.text : kind.default_level);
  if (level.exists() && level.text == "hard" && !spec.hard) {
    binding.findings.add(messages::kLevelHard, level.place);
  }
}

std::optional<rule::RuleSpec> bind_rule(const Node& node, Binding& binding) {
  if (!node.is_map()) {
    binding.findings.add(messages::kNotMap, node.place, {"rule"});
    return std::nullopt;
  }
  const Fields any(node, kRule, keys_of(node, nullptr), binding.findings);
  const rule::Kind* kind = kind_of(any, binding);
  const Fields fields(node, kRule, keys_of(node, kind), binding.findings);
  rule::RuleSpec spec;
  const Word id = fields.require_id();
  spec.id = std::string(id.text);
  spec.why = fields.text("why");
  spec.weight = fields.count("weight", 1, 1, 1'000'000);
  spec.place = id.exists() ? id.place : node.place;
  if (kind == nullptr) return std::nullopt;
  spec.kind = std::string(kind->name);
  bind_level(fields, *kind, spec, binding);
  bool complete = id.exists();
  for (const ParamSpec& param : kind->params) {
    const Node* value = param.required ? fields.require(param.name) : fields.find(param.name);
    complete &= value != nullptr || !param.required;
    if (value == nullptr) continue;
    if (auto bound = as_param(param, *value, binding)) {
      spec.params.emplace(param.name, std::move(*bound));
    }
  }
  return complete ? std::optional(std::move(spec)) : std::nullopt;
}

void check_rule_levels(const std::vector<Word>& levels, const std::vector<rule::RuleSpec>& specs,
                       Binding& binding) {
  std::vector<std::string_view> known;
  for (const Word& level : levels) known.push_back(level.text);
  for (const rule::RuleSpec& spec : specs) {
    if (spec.hard || std::find(known.begin(), known.end(), spec.level) != known.end()) continue;
    const std::string_view near =
        binding.near.find(spec.level, known, Severity::error, binding.findings);
    binding.findings.add(near.empty() ? messages::kUnknownLevel : messages::kUnknownLevelNear,
                         spec.place, {spec.level, spec.id, std::string(near)});
  }
}

void check_levels(const std::vector<Word>& levels, Findings& findings) {
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto first =
        std::find_if(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(i),
                     [&](const Word& other) { return other.text == levels[i].text; });
    if (first != levels.begin() + static_cast<std::ptrdiff_t>(i)) {
      findings.add(messages::kDuplicateId, levels[i].place, {std::string(levels[i].text)})
          .related.push_back({first->place, messages::kFirstHere});
    }
    if (levels[i].text == "hard") findings.add(messages::kHardInLevels, levels[i].place);
  }
}

}  // namespace

std::vector<rule::RuleSpec> bind_rules(const std::vector<Records::Rule>& rules, Binding& binding) {
  std::vector<rule::RuleSpec> specs;
  for (const Records::Rule& rule : rules_that_count(rules, binding)) {
    binding.quiet_words = rule.from_pack;
    if (auto spec = bind_rule(rule.node, binding)) specs.push_back(std::move(*spec));
  }
  binding.quiet_words = false;
  return specs;
}

std::vector<std::string> bind_levels(const Records& records,
                                     const std::vector<rule::RuleSpec>& specs, Binding& binding) {
  std::set<std::string_view> all(kFixedLevels.begin(), kFixedLevels.end());
  std::vector<std::string> written;
  Place place;
  if (!records.levels.empty()) {
    const auto& [key, levels] = records.levels.front();
    place = key.place;
    if (levels.size() <= limits::kDiagnostics) {
      check_levels(levels, binding.findings);
      check_rule_levels(levels, specs, binding);
    }
    for (const Word& level : levels) {
      written.emplace_back(level.text);
      all.insert(level.text);
    }
  }
  for (const rule::RuleSpec& spec : specs) {
    if (spec.hard) continue;
    if (!place.line) place = spec.place;
    all.insert(spec.level);
  }
  if (all.size() + 1 > limits::kLevels) {
    binding.findings.add(messages::kTooManyLevels, place,
                         {std::to_string(all.size()), std::to_string(limits::kLevels - 1)});
  }
  return written;
}

}  // namespace muster::load
