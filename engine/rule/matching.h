// What the selectors of a rule choose, as tables that terms can hold, and parameters that several
// kinds share. Every selector is matched once a task, team, venue or grid, never once a session.
#pragma once

#include <cstdint>
#include <vector>

#include "model/problem.h"
#include "rule/spec.h"
#include "rule/terms.h"

namespace muster::rule {

// Sessions of the tasks that `tasks:` matches; without it all.
SessionSet sessions_matched(const RuleSpec&, const model::Problem&);
// Those of them that take place at a time: no standing assignment.
SessionSet timed_sessions_matched(const RuleSpec&, const model::Problem&);
// Teams that the team selector named `param` matches; without it all.
Table<model::TeamIndex, char> teams_matched(const RuleSpec&, const model::Problem&,
                                            std::string_view param = "teams");
// Heads who are members of at least one of the teams, whoever sends them.
Table<model::HeadIndex, char> heads_of(const Table<model::TeamIndex, char>& teams,
                                       const model::Problem&);

// Numbers the rows that are set from zero on; -1 for the others.
template <class I, class Flag>
std::vector<std::int32_t> slots_of(const Table<I, Flag>& chosen) {
  std::vector<std::int32_t> slots(chosen.size(), -1);
  std::int32_t next = 0;
  for (auto i : indices(chosen)) {
    if (chosen[i]) slots[i.value] = next++;
  }
  return slots;
}

// How many slots there are: one more than the greatest.
inline std::size_t count_slots(const std::vector<std::int32_t>& slot_of) {
  std::int32_t greatest = -1;
  for (std::int32_t slot : slot_of) greatest = slot > greatest ? slot : greatest;
  return static_cast<std::size_t>(greatest + 1);
}

// By grid: the slot of the nearest grid that the selector matches, upwards from itself; -1: none.
std::vector<std::int32_t> grid_slots(const model::Selector&, const model::Problem&);

// What one unit of trouble costs: the rule's weight, and 1 for hard rules.
inline std::int64_t unit_cost(const RuleSpec& spec) { return spec.hard ? 1 : spec.weight; }

// A ledger term of the rule over the sessions it matches, nothing kept yet.
LedgerTerm ledger_term(const RuleSpec&, RuleIndex, const model::Problem&, const RuleSet&);

// Parameters with the same meaning in several kinds.
ParamSpec tasks_param();
ParamSpec teams_param();

}  // namespace muster::rule
