#include "rule/contradictions.h"

#include <charconv>
#include <map>
#include <optional>
#include <string>

#include "base/zone_time.h"
#include "rule/catalog.h"

namespace muster::rule {

namespace {

constexpr MessageText kContradiction{
    "rules-contradict",
    Severity::error,
    {"the hard rule \"{}\" asks for at least {}, but the hard rule \"{}\" allows at most {}",
     "硬规则“{}”要求至少 {}，而硬规则“{}”至多允许 {}"},
    {"change one of the bounds, or make one rule soft", "改其中一个界限，或把一条改为软规则"}};
constexpr Bilingual kTheOther{"the other one", "另一条"};

std::optional<model::Period> period_of(std::string_view word) {
  constexpr std::string_view kWords[] = {"day", "week", "month", "horizon"};
  for (std::size_t i = 0; i < std::size(kWords); ++i) {
    if (kWords[i] == word) return static_cast<model::Period>(i);
  }
  return std::nullopt;
}

// What the parameter says, written or not; none where it says nothing.
std::optional<ParamValue> value_of(const RuleSpec& spec, const ParamSpec& param) {
  const auto written = spec.params.find(param.name);
  if (written != spec.params.end()) {
    const auto* selector = std::get_if<model::Selector>(&written->second);
    if (selector != nullptr && selector->matches_everything()) return std::nullopt;
    return written->second;
  }
  if (param.type == ParamType::word && !param.fallback.empty()) {
    return ParamValue(std::string(param.fallback));
  }
  if (param.type == ParamType::period) {
    if (const auto period = period_of(param.fallback)) return ParamValue(*period);
  }
  return std::nullopt;
}

bool is_bound(std::string_view name) { return name == "at-least" || name == "at-most"; }

// All that a rule says besides its bounds.
std::map<std::string_view, ParamValue> scope_of(const RuleSpec& spec, const Kind& kind) {
  std::map<std::string_view, ParamValue> scope;
  for (const ParamSpec& param : kind.params) {
    if (is_bound(param.name)) continue;
    if (auto value = value_of(spec, param)) scope.emplace(param.name, std::move(*value));
  }
  return scope;
}

std::string_view family_of(std::string_view kind) { return kind == "quota" ? "coverage" : kind; }

std::optional<std::int64_t> amount(const RuleSpec& spec, std::string_view name) {
  const auto found = spec.params.find(name);
  if (found == spec.params.end()) return std::nullopt;
  if (const auto* count = std::get_if<std::int64_t>(&found->second)) return *count;
  if (const auto* time = std::get_if<Duration>(&found->second)) return time->minutes;
  return std::nullopt;
}

std::string shown(const RuleSpec& spec, std::string_view name) {
  const ParamValue& value = spec.params.find(name)->second;
  if (const auto* time = std::get_if<Duration>(&value)) return to_text(*time);
  return std::to_string(std::get<std::int64_t>(value));
}

struct Bounded {
  const RuleSpec* spec;
  std::map<std::string_view, ParamValue> scope;
};

void compare(const Bounded& low, const Bounded& high, Diagnostics& diagnostics) {
  const auto least = amount(*low.spec, "at-least");
  const auto most = amount(*high.spec, "at-most");
  if (!least || !most || *least <= *most || low.spec == high.spec) return;
  if (family_of(low.spec->kind) != family_of(high.spec->kind) || low.scope != high.scope) return;
  diagnostics
      .add(
          kContradiction, low.spec->place,
          {low.spec->id, shown(*low.spec, "at-least"), high.spec->id, shown(*high.spec, "at-most")})
      .related.push_back({high.spec->place, kTheOther});
}

}  // namespace

void check_contradictions(const std::vector<RuleSpec>& specs, Diagnostics& diagnostics) {
  std::vector<Bounded> bounded;
  for (const RuleSpec& spec : specs) {
    const Kind* kind = find_kind(spec.kind);
    if (!spec.hard || kind == nullptr || (!spec.has("at-least") && !spec.has("at-most"))) continue;
    bounded.push_back({&spec, scope_of(spec, *kind)});
  }
  for (const Bounded& low : bounded) {
    for (const Bounded& high : bounded) compare(low, high, diagnostics);
  }
}

}  // namespace muster::rule
