#include "report/agenda.h"

#include <algorithm>

namespace muster::report {

using model::GridIndex;
using model::Placement;
using model::Problem;
using model::SessionIndex;
using model::Solution;
using model::TeamIndex;

namespace {

// Each entry at the teams, venue and grid that it concerns, once each.
void file_entry(const Problem& problem, std::uint32_t position, Agenda& agenda) {
  const Entry& entry = agenda.timed[position];
  for (const model::Crew& crew : entry.placement->crews) {
    Positions& of_team = agenda.of_team[crew.team];
    if (of_team.empty() || of_team.back() != position) of_team.push_back(position);
  }
  if (entry.placement->venue.exists()) agenda.of_venue[entry.placement->venue].push_back(position);
  const GridIndex grid = problem.served_grid(entry.session, entry.placement->venue);
  (grid.exists() ? agenda.of_grid[grid] : agenda.of_no_grid).push_back(position);
}

// Grids with every parent before its children; children in the zone's order.
std::vector<GridIndex> in_tree_order(const Problem& problem) {
  const std::size_t n = problem.grids().size();
  Table<GridIndex, std::vector<GridIndex>> children(n);
  std::vector<GridIndex> stack, out;
  for (std::size_t i = n; i-- > 0;) {  // backwards: a stack turns them round
    const GridIndex parent = problem.grids()[GridIndex(i)].parent;
    (parent.exists() ? children[parent] : stack).push_back(GridIndex(i));
  }
  while (!stack.empty()) {
    const GridIndex grid = stack.back();
    stack.pop_back();
    out.push_back(grid);
    stack.insert(stack.end(), children[grid].begin(), children[grid].end());
  }
  return out;
}

}  // namespace

Agenda make_agenda(const Problem& problem, const Solution& solution) {
  Agenda agenda;
  agenda.of_team.resize(problem.teams().size());
  agenda.of_venue.resize(problem.venues().size());
  agenda.of_grid.resize(problem.grids().size());
  for (SessionIndex session : indices(solution.placements)) {
    if (!solution.serves(session)) continue;
    const Placement& placement = *solution.placements[session];
    const Duration length = problem.sessions()[session].duration;
    const Entry entry{session,
                      &placement,
                      {placement.start, placement.start + length},
                      problem.calendar().day_of(placement.start)};
    (problem.task_of(session).standing ? agenda.standing : agenda.timed).push_back(entry);
  }
  std::stable_sort(agenda.timed.begin(), agenda.timed.end(),
                   [](const Entry& a, const Entry& b) { return a.time.from < b.time.from; });
  for (std::uint32_t i = 0; i < agenda.timed.size(); ++i) file_entry(problem, i, agenda);
  return agenda;
}

Load load_of(const Agenda& agenda, TeamIndex team) {
  Load load;
  for (std::uint32_t position : agenda.of_team[team]) {
    const Entry& entry = agenda.timed[position];
    ++load.sessions;
    for (const model::Crew& crew : entry.placement->crews) {
      if (crew.team != team) continue;
      load.head_minutes +=
          static_cast<std::int64_t>(crew.heads.size()) * entry.time.length().minutes;
    }
  }
  return load;
}

std::array<Tally, 4> tally_by_priority(const Problem& problem, const Solution& solution) {
  std::array<Tally, 4> tallies{};
  for (SessionIndex session : indices(solution.placements)) {
    Tally& tally = tallies[static_cast<std::size_t>(problem.task_of(session).priority)];
    ++(solution.serves(session) ? tally.served : tally.unserved);
  }
  return tallies;
}

std::vector<DivisionRow> grid_division(const Problem& problem, const Solution& solution,
                                       const Phrases& phrases) {
  std::vector<DivisionRow> rows;
  for (SessionIndex session : indices(solution.placements)) {
    const model::Task& task = problem.task_of(session);
    if (!task.standing) continue;
    DivisionRow row{session, task.households, "", ""};
    if (row.households == 0 && task.grid.exists()) {
      row.households = problem.grids()[task.grid].households;
    }
    if (const auto& placement = solution.placements[session]) {
      row.people = phrases.on_duty(*placement);
      row.teams = phrases.teams(*placement);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Coverage> coverage(const Problem& problem, const Agenda& agenda) {
  const auto weeks = static_cast<std::size_t>(problem.calendar().periods(model::Period::week));
  const std::vector<GridIndex> order = in_tree_order(problem);
  Table<GridIndex, std::uint32_t> row_of(problem.grids().size());
  std::vector<Coverage> rows;
  for (GridIndex grid : order) {
    const GridIndex parent = problem.grids()[grid].parent;
    row_of[grid] = static_cast<std::uint32_t>(rows.size());
    const int depth = parent.exists() ? rows[row_of[parent]].depth + 1 : 0;
    rows.push_back({grid, depth, 0, 0, std::vector<std::int64_t>(weeks)});
    for (std::uint32_t position : agenda.of_grid[grid]) {
      const int day = agenda.timed[position].day;
      ++rows.back().total;
      const int week = problem.calendar().period_of_day(model::Period::week, day);
      ++rows.back().by_week[static_cast<std::size_t>(week)];
    }
  }
  for (const Entry& entry : agenda.standing) {
    const GridIndex grid = problem.task_of(entry.session).grid;
    if (grid.exists()) ++rows[row_of[grid]].standing;
  }
  for (std::size_t i = rows.size(); i-- > 0;) {  // children come behind: sums flow up
    const GridIndex parent = problem.grids()[rows[i].grid].parent;
    if (!parent.exists()) continue;
    Coverage& above = rows[row_of[parent]];
    above.total += rows[i].total;
    above.standing += rows[i].standing;
    for (std::size_t week = 0; week < weeks; ++week) above.by_week[week] += rows[i].by_week[week];
  }
  return rows;
}

}  // namespace muster::report
