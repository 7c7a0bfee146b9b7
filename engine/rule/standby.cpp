// A reserve for emergencies, as a ledger of groups: who is sent takes one from the group's free
// heads in each slice of time that the session overlaps, and who is not available then is counted
// as taken from the start.
#include <algorithm>
#include <map>
#include <utility>

#include "rule/kinds.h"
#include "rule/matching.h"

namespace muster::rule {

using model::GridIndex;
using model::Head;
using model::HeadIndex;
using model::Problem;
using model::TeamIndex;

namespace {

constexpr std::size_t kMostCells = 50'000'000;

constexpr MessageText kNoSlot{"rule-slot-is-zero",
                              Severity::error,
                              {"rule \"{}\" looks at slots of no time", "规则“{}”的时段长度为零"},
                              {"write slot: 1h", "请写 slot: 1h"}};
constexpr MessageText kManySlots{"rule-too-many-slots",
                                 Severity::error,
                                 {"rule \"{}\" would look at {} slots of time, grids taken apart",
                                  "规则“{}”要看的时段（按网格分开）共 {} 个"},
                                 {"write a longer slot", "请写更长的 slot"}};

// The slot of each head that is kept: all one, or by the grid of the first of its matching teams.
std::vector<std::int32_t> groups_of(const RuleSpec& spec, const Problem& problem,
                                    const Table<TeamIndex, char>& teams) {
  const auto people = spec.get("people", model::Selector{});
  const bool by_grid = spec.get("per", std::string("zone")) == "grid";
  std::map<GridIndex, std::int32_t> known;
  std::vector<std::int32_t> slots;
  for (HeadIndex index : indices(problem.heads())) {
    const Head& head = problem.heads()[index];
    const auto team = std::find_if(head.teams.begin(), head.teams.end(),
                                   [&](TeamIndex of) { return teams[of] != 0; });
    slots.push_back(-1);
    if (team == head.teams.end() || !matches(people, problem, index)) continue;
    const GridIndex grid = by_grid ? problem.teams()[*team].grid : GridIndex();
    if (by_grid && !grid.exists()) continue;
    const auto next = static_cast<std::int32_t>(known.size());
    slots.back() = known.try_emplace(grid, next).first->second;
  }
  return slots;
}

// When a head can be called at all: with one of its teams, within its own times.
IntervalSet available(const Problem& problem, const Head& head) {
  std::vector<Interval> times;
  for (TeamIndex team : head.teams) {
    const auto& of_team = problem.teams()[team].available.parts();
    times.insert(times.end(), of_team.begin(), of_team.end());
  }
  const IntervalSet all(std::move(times));
  return head.available ? all.intersected(*head.available) : all;
}

// Heads available in some part of each slice, by cell. Equal heads are counted together.
std::vector<std::int64_t> heads_available(const LedgerTerm& term, const Problem& problem) {
  std::map<std::pair<std::int32_t, std::vector<TeamIndex>>, std::int64_t> alike;
  std::vector<std::int64_t> counts(term.bounds.size() * static_cast<std::size_t>(term.periods), 0);
  const Interval horizon = problem.calendar().horizon();
  const auto add = [&](std::int32_t slot, const IntervalSet& times, std::int64_t n) {
    const auto first = static_cast<std::size_t>(slot) * static_cast<std::size_t>(term.periods);
    int next = 0;
    for (const Interval& part : times.parts()) {
      const auto slices = term.slices(part, horizon);
      for (int k = std::max(next, slices.first); k < slices.last; ++k) {
        counts[first + static_cast<std::size_t>(k)] += n;
      }
      next = std::max(next, slices.last);
    }
  };
  for (HeadIndex index : indices(problem.heads())) {
    const Head& head = problem.heads()[index];
    const std::int32_t slot = term.slot_of[index.value];
    if (slot < 0) continue;
    if (head.available) {
      add(slot, available(problem, head), 1);
    } else {
      ++alike[{slot, head.teams}];
    }
  }
  for (const auto& [key, n] : alike) {
    Head head;
    head.teams = key.second;
    add(key.first, available(problem, head), n);
  }
  return counts;
}

void compile_standby(const RuleSpec& spec, RuleIndex index, const Problem& problem, RuleSet& out,
                     Diagnostics& diagnostics) {
  LedgerTerm term = ledger_term(spec, index, problem, out);
  term.owner = LedgerTerm::Owner::group;
  term.measure = kHeads;
  term.slice = spec.get("slot", Duration{60});
  if (term.slice <= Duration{0}) return void(diagnostics.add(kNoSlot, spec.place, {spec.id}));
  const Interval horizon = problem.calendar().horizon();
  term.periods =
      ((horizon.until - horizon.from).minutes + term.slice.minutes - 1) / term.slice.minutes;
  term.slot_of = groups_of(spec, problem, teams_matched(spec, problem));
  const std::size_t n_groups = count_slots(term.slot_of);
  const std::size_t cells = n_groups * static_cast<std::size_t>(term.periods);
  if (cells > kMostCells) {
    return void(diagnostics.add(kManySlots, spec.place, {spec.id, std::to_string(cells)}));
  }
  const std::int64_t reserve = spec.get("at-least", std::int64_t{1});
  std::vector<std::int64_t> sizes(n_groups, 0);
  for (std::int32_t slot : term.slot_of) {
    if (slot >= 0) ++sizes[static_cast<std::size_t>(slot)];
  }
  for (std::int64_t size : sizes) {
    term.bounds.push_back(
        {.at_most = std::max<std::int64_t>(0, size - reserve), .weight = unit_cost(spec)});
  }
  // Where fewer are available than are to stay free, those few are.
  term.initial = heads_available(term, problem);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::size_t group = cell / static_cast<std::size_t>(term.periods);
    term.initial[cell] = std::min(sizes[group] - term.initial[cell], term.bounds[group].at_most);
  }
  out.ledgers.push_back(std::move(term));
}

}  // namespace

const Kind& standby_kind() {
  static const ParamSpec params[] = {
      {.name = "at-least",
       .type = ParamType::count,
       .required = true,
       .words = {},
       .fallback = "",
       .meaning = {"people who stay free at any time", "任何时候至少留几人待命"}},
      {.name = "people",
       .type = ParamType::people_selector,
       .words = {},
       .fallback = "all",
       .meaning = {"who counts, such as those with a skill", "哪些人算数，如具备某项技能的人"}},
      {.name = "per",
       .type = ParamType::word,
       .words = {"zone", "grid"},
       .fallback = "zone",
       .meaning = {"one reserve for all, or one in each grid: that of the base of a person's first "
                   "matching team",
                   "全片区一支预备力量，或每个网格一支：按每人第一支符合条件的队伍的驻地网格"}},
      {.name = "slot",
       .type = ParamType::duration,
       .words = {},
       .fallback = "1h",
       .meaning =
           {"how long the stretches of time are that are looked at, from the horizon's begin",
            "逐段检查的时段长度，从计划期开始算起"}},
      {.name = "tasks",
       .type = ParamType::task_selector,
       .words = {},
       .fallback = "all",
       .meaning = {"the tasks that people are not free for others in", "哪些任务占用人手"}},
      teams_param(),
  };
  static const Kind kind{
      .name = "standby",
      .shape = Shape::ledger,
      .default_level = "coverage",
      .summary = {"A reserve stays free for emergencies: in each stretch of time each person who "
                  "is missing from it costs.",
                  "应急待命：任何时段都留有预备人手，每少一人计一次费。"},
      .params = params,
      .example =
          "rules:\n"
          "  - id: two-on-call\n"
          "    kind: standby\n"
          "    at-least: 2\n"
          "    people: {kind: brigade}\n"
          "    per: grid\n"
          "    slot: 2h\n"
          "    why: 应急留守\n",
      .compile = compile_standby};
  return kind;
}

}  // namespace muster::rule
