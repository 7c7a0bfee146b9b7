// The seven-day duty roster: a repeating task's slots as rows, weekdays as columns. Weeks with the
// same people share a row, as they do on a village's wall.
#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "report/agenda.h"

namespace muster::report {

using model::Calendar;
using model::Period;
using model::SessionIndex;
using model::Solution;

namespace {

using Cells = std::array<std::string, 7>;
// Slots in order of their clock times; each has its cells by week.
using Slots = std::map<std::pair<std::int32_t, std::string>, std::map<int, Cells>>;

int monday_first(const Calendar& calendar, int day) {
  const std::chrono::sys_days date{calendar.date(day).time_since_epoch()};
  return static_cast<int>(std::chrono::weekday(date).iso_encoding()) - 1;
}

// The window that the session lies in, or its first.
const Interval* window_of(const model::Session& session, const model::Placement* placement) {
  if (session.windows.empty()) return nullptr;
  if (placement != nullptr) {
    const Interval time{placement->start, placement->start + session.duration};
    for (const Interval& window : session.windows) {
      if (window.contains(time)) return &window;
    }
  }
  return &session.windows.front();
}

void append_line(std::string& cell, std::string_view line) {
  if (!cell.empty()) cell += "\n";
  cell += line;
}

void enter(SessionIndex index, const Solution& solution, const Phrases& phrases, Slots& slots) {
  const model::Problem& problem = phrases.problem();
  const Calendar& calendar = problem.calendar();
  const model::Session& session = problem.sessions()[index];
  const auto& placed = solution.placements[index];
  const model::Placement* placement = placed ? &*placed : nullptr;
  const Interval* window = window_of(session, placement);
  if (window == nullptr) return;
  const int day = calendar.day_of(placement ? placement->start : window->from);
  const bool all_day = window->length() >= Duration{24 * 60};
  const std::int32_t begin = all_day ? -1 : problem.zone_time().local(window->from).minute;
  const std::string slot =
      all_day ? std::string(phrases.say(Word::any_time)) : phrases.clocks(*window);
  Cells& cells = slots[{begin, slot}][calendar.period_of_day(Period::week, day)];
  std::string& cell = cells[static_cast<std::size_t>(monday_first(calendar, day))];
  if (placement == nullptr) {
    append_line(cell, phrases.say(Word::open_shift));
    return;
  }
  const Interval time{placement->start, placement->start + session.duration};
  if (time != *window) append_line(cell, phrases.clocks(time));
  append_line(cell, phrases.on_duty(*placement));
}

// The first or last day of a week that lies in the horizon.
std::pair<int, int> days_of_week(const Calendar& calendar, int week) {
  const int first = std::max(0, week * 7 - monday_first(calendar, 0));
  const int last = std::min(calendar.days() - 1, week * 7 - monday_first(calendar, 0) + 6);
  return {first, last};
}

// Ascending weeks as runs of dates.
std::string name_weeks(const std::vector<int>& weeks, const Phrases& phrases) {
  const Calendar& calendar = phrases.problem().calendar();
  if (static_cast<int>(weeks.size()) == calendar.periods(Period::week)) {
    return std::string(phrases.say(Word::every_week));
  }
  std::string out;
  for (std::size_t i = 0, j = 0; i < weeks.size(); i = j) {
    for (j = i + 1; j < weeks.size() && weeks[j] == weeks[j - 1] + 1;) ++j;
    if (!out.empty()) out += phrases.separator();
    out += phrases.short_date(days_of_week(calendar, weeks[i]).first) + "–" +
           phrases.short_date(days_of_week(calendar, weeks[j - 1]).second);
  }
  return out;
}

// On duty on two days of one week at least: what happens less often is no weekday's duty.
bool is_duty(const Slots& slots) {
  std::map<int, int> filled;  // cells by week
  for (const auto& [slot, by_week] : slots) {
    for (const auto& [week, cells] : by_week) {
      for (const std::string& cell : cells) filled[week] += cell.empty() ? 0 : 1;
    }
  }
  return std::any_of(filled.begin(), filled.end(), [](const auto& row) { return row.second > 1; });
}

void add_rows(model::TaskIndex task, const Slots& slots, const Phrases& phrases,
              std::vector<DutyRow>& rows) {
  for (const auto& [slot, by_week] : slots) {
    std::vector<std::pair<const Cells*, std::vector<int>>> groups;  // by first week
    std::map<Cells, std::size_t> group_of;
    for (const auto& [week, cells] : by_week) {
      const auto [found, added] = group_of.try_emplace(cells, groups.size());
      if (added) groups.push_back({&cells, {}});
      groups[found->second].second.push_back(week);
    }
    for (const auto& [cells, weeks] : groups) {
      rows.push_back({task, slot.second, name_weeks(weeks, phrases), *cells});
    }
  }
}

}  // namespace

std::vector<DutyRow> duty_roster(const Solution& solution, const Phrases& phrases) {
  const model::Problem& problem = phrases.problem();
  std::vector<DutyRow> rows;
  for (model::TaskIndex task : indices(problem.tasks())) {
    const auto sessions = problem.sessions_of(task);
    if (problem.tasks()[task].standing || sessions.size() < 2) continue;
    Slots slots;
    for (SessionIndex session : sessions) enter(session, solution, phrases, slots);
    if (is_duty(slots)) add_rows(task, slots, phrases, rows);
  }
  return rows;
}

}  // namespace muster::report
