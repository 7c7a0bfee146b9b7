// Loads, coverage, and the two tables of a village.
#include <algorithm>

#include "report/page.h"

namespace muster::report {

void write_loads(Page& page) {
  page.begin_section("loads", Word::loads, page.phrases.say(Word::load_note));
  std::int64_t most = 1;  // minutes per head
  std::vector<Load> loads;
  std::vector<std::int64_t> per_head;
  for (auto team : indices(page.in.problem.teams())) {
    loads.push_back(load_of(page.agenda, team));
    const std::int64_t size = std::max(1, page.in.problem.teams()[team].size);
    per_head.push_back(loads.back().head_minutes / size);
    most = std::max(most, per_head.back());
  }
  page.raw("<div class=\"scroll tall\"><table class=\"loads\">");
  page.columns(
      {Word::team, Word::team_size, Word::sessions, Word::head_hours, Word::hours_per_head});
  page.raw("<tbody>");
  for (auto team : indices(page.in.problem.teams())) {
    const std::size_t i = team.value;
    page.raw("<tr>").cell(page.phrases.team(team), "name");
    page.number(grouped(page.in.problem.teams()[team].size)).number(grouped(loads[i].sessions));
    page.number(hours(loads[i].head_minutes)).raw("<td class=\"load\"><span class=\"track\">");
    page.raw(fmt::format("<span class=\"fill p{}\"></span></span><span class=\"n\">",
                         per_head[i] * 100 / most));
    page.text(hours(per_head[i])).raw("</span></td></tr>\n");
  }
  page.raw("</tbody></table></div>").end_section();
}

void write_coverage(Page& page) {
  page.begin_section("coverage", Word::coverage, page.phrases.say(Word::coverage_note));
  const std::vector<Coverage> rows = coverage(page.in.problem, page.agenda);
  const model::Calendar& calendar = page.in.problem.calendar();
  const int weeks = calendar.periods(model::Period::week);
  if (rows.empty()) {
    page.raw("<p class=\"empty\">").say(Word::no_coverage).raw("</p>").end_section();
    return;
  }
  std::int64_t most = 1;  // in one week, of grids without parts
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + 1 < rows.size() && rows[i + 1].depth > rows[i].depth) continue;
    most = std::max(most, *std::max_element(rows[i].by_week.begin(), rows[i].by_week.end()));
  }
  page.raw("<div class=\"scroll tall\"><table class=\"heat\"><thead><tr><th scope=\"col\">");
  page.say(Word::grid)
      .raw("</th><th scope=\"col\" class=\"n\">")
      .say(Word::household_count)
      .raw("</th>");
  for (int week = 0, day = 0; week < weeks; ++week) {
    while (calendar.period_of_day(model::Period::week, day) < week) ++day;
    page.raw("<th scope=\"col\" class=\"n\">").text(page.phrases.short_date(day)).raw("</th>");
  }
  page.raw("<th scope=\"col\" class=\"n\">").say(Word::total).raw("</th></tr></thead><tbody>");
  for (const Coverage& row : rows) {
    page.raw(fmt::format("<tr><td class=\"name in{}\">", std::min(row.depth, 4)));
    page.text(page.phrases.grid(row.grid)).raw("</td>");
    const std::int32_t households = page.in.problem.grids()[row.grid].households;
    page.number(households > 0 ? grouped(households) : "");
    for (std::int64_t count : row.by_week) {
      const std::int64_t shade = count == 0 ? 0 : std::min<std::int64_t>(5, 1 + count * 4 / most);
      page.cell(count == 0 ? "·" : grouped(count), fmt::format("n k{}", shade));
    }
    page.raw("<td class=\"n\">");
    if (row.total > 0) page.raw("<b>").text(grouped(row.total)).raw("</b>");
    if (row.total == 0)
      page.raw("<span class=\"tag\">")
          .say(row.standing > 0 ? Word::standing : Word::not_reached)
          .raw("</span>");
    page.raw("</td></tr>\n");
  }
  page.raw("</tbody></table></div>").end_section();
}

void write_duty_roster(Page& page) {
  page.begin_section("duty", Word::duty_roster);
  const std::vector<DutyRow> rows = duty_roster(page.in.plan.solution, page.phrases);
  if (rows.empty()) {
    page.raw("<p class=\"empty\">").say(Word::no_duty).raw("</p>").end_section();
    return;
  }
  page.raw("<div class=\"scroll tall\"><table class=\"duty stack\">");
  page.columns({Word::task, Word::time, Word::monday, Word::tuesday, Word::wednesday,
                Word::thursday, Word::friday, Word::saturday, Word::sunday});
  page.raw("<tbody>");
  for (const DutyRow& row : rows) {
    const model::Task& task = page.in.problem.tasks()[row.task];
    page.raw("<tr>").cell(shown(task.name, task.id), "name");
    page.cell(row.slot + "\n" + row.weeks, "slot");
    for (std::size_t day = 0; day < row.cells.size(); ++day) {
      page.labelled(row.cells[day], weekday_word(static_cast<int>(day)));
    }
    page.raw("</tr>\n");
  }
  page.raw("</tbody></table></div>").end_section();
}

void write_grid_division(Page& page) {
  page.begin_section("division", Word::grid_division);
  const auto rows = grid_division(page.in.problem, page.in.plan.solution, page.phrases);
  if (rows.empty()) {
    page.raw("<p class=\"empty\">").say(Word::no_division).raw("</p>").end_section();
    return;
  }
  std::int64_t households = 0;
  page.raw("<div class=\"scroll tall\"><table class=\"stack\">");
  page.columns({Word::task, Word::grid, Word::household_count, Word::people, Word::team});
  page.raw("<tbody>");
  for (const DivisionRow& row : rows) {
    households += row.households;
    page.raw("<tr>").cell(page.phrases.task(row.session), "name");
    page.cell(page.phrases.grid(page.in.problem.task_of(row.session).grid));
    page.labelled(grouped(row.households), Word::household_count, "n");
    page.cell(row.people.empty() ? page.phrases.say(Word::open_shift)
                                 : std::string_view(row.people));
    page.cell(row.teams).raw("</tr>\n");
  }
  page.raw("</tbody><tfoot><tr>").cell(page.phrases.say(Word::total), "name").cell("");
  page.number(grouped(households)).cell("").cell("").raw("</tr></tfoot></table></div>");
  page.end_section();
}

}  // namespace muster::report
