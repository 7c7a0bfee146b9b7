// A rule as a coordinator wrote it, read against its kind's parameter table: typed, ids checked,
// nothing compiled yet. The verifier reads rules from here and never from terms.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/interval_set.h"
#include "base/time.h"
#include "model/calendar.h"
#include "model/selector.h"

namespace muster::rule {

// What a parameter's value may be in a file.
enum class ParamType {
  count,            // 1                       → std::int64_t, zero or more
  duration,         // 90min                   → Duration
  word,             // one of ParamSpec::words → std::string
  period,           // day | week | month | horizon → model::Period
  task_selector,    // {kind: lecture}         → model::Selector
  team_selector,    // {lines: [youth]}        → model::Selector
  venue_selector,   //                         → model::Selector
  grid_selector,    // {kind: village}         → model::Selector
  people_selector,  // {skills: [trainee]}     → model::Selector, of heads
  line_list,        // [youth, women]          → std::vector<std::string>, ids of lines
  times,            // [{days: mon-fri, from: 08:00, to: 18:00}] as `available` → IntervalSet
};

struct ParamSpec {
  std::string_view name;  // as in the file: "at-least"
  ParamType type;
  bool required = false;
  std::vector<std::string_view> words;  // of ParamType::word
  std::string_view fallback;            // shown in the docs; the kind's code applies it
  Bilingual meaning;                    // one line
};

using ParamValue = std::variant<std::int64_t, Duration, std::string, model::Period, model::Selector,
                                std::vector<std::string>, IntervalSet>;

struct RuleSpec {
  std::string id;
  std::string kind;   // a name in the catalog
  bool hard = false;  // `hard: true`; then level is "hard"
  std::string level;  // `level:`, else the kind's default
  std::int64_t weight = 1;
  std::string why;
  std::map<std::string, ParamValue, std::less<>> params;  // only what was written
  Place place;                                            // of the rule in its file

  bool has(std::string_view name) const { return params.find(name) != params.end(); }
  // The value written for `name`, else `fallback`. T must be the parameter's type.
  template <class T>
  T get(std::string_view name, T fallback) const {
    const auto found = params.find(name);
    return found == params.end() ? fallback : std::get<T>(found->second);
  }
};

}  // namespace muster::rule
