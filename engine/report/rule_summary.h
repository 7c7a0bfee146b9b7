// Score, rules and reasons of a plan as rows to print.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/phrases.h"
#include "report/report.h"

namespace muster::report {

struct LevelRow {
  std::string name;                           // in the reader's language
  std::string means;                          // one sentence
  std::int64_t cost = 0, bound = 0, gap = 0;  // zero or more; less is better
  bool proved = false;                        // the bound says something about this cost
};
// Most important first; "hard" only where something is broken.
std::vector<LevelRow> level_rows(const Input&, const Phrases&);

struct RuleSummary {
  std::string id, kind, level, why;
  std::int64_t matches = 0, cost = 0;
  std::vector<const plan::Match*> worst;  // dearest first, at most kWorstMatches
};
inline constexpr std::size_t kWorstMatches = 5;
// Soft rules that cost something, by level, then dearest first.
std::vector<RuleSummary> summarise_rules(const Input&);

// What is left out, most important priority first, else in session order.
std::vector<const plan::Unserved*> by_priority(const Input&);

std::string sentence(const plan::Match&, Language);
// The reason with what is in the way.
std::string sentence(const plan::Reason&, Language);

}  // namespace muster::report
