// The lists that people take along: by day, by team, by venue. Each opens on its own; the rows of
// the days are what the bars of the timelines lead to.
#include "report/page.h"

namespace muster::report {

namespace {

void begin_rosters(Page& page, std::string_view anchor, Word title) {
  page.begin_section(anchor, title)
      .raw("<p class=\"tools\" hidden><button type=\"button\" data-open=\"1\">")
      .say(Word::open_all)
      .raw("</button><button type=\"button\" data-open=\"0\">")
      .say(Word::close_all)
      .raw("</button></p><div class=\"rosters\">");
}

void begin_roster(Page& page, std::string_view name, std::string_view detail) {
  page.raw("<details class=\"roster\"><summary><b>").text(name).raw("</b> <small>").text(detail);
  page.raw("</small></summary><div class=\"scroll\"><table class=\"stack\"><tbody>\n");
}

void end_roster(Page& page) { page.raw("</tbody></table></div></details>\n"); }

std::string sessions(const Page& page, std::size_t n) {
  return page.phrases.sessions(static_cast<std::int64_t>(n));
}

void write_day_row(Page& page, const Entry& entry) {
  const model::Priority priority = page.in.problem.task_of(entry.session).priority;
  page.raw(fmt::format("<tr id=\"s{}\">", entry.session.value));
  page.cell(page.phrases.clocks(entry.time), "when").raw("<td class=\"name\">");
  page.raw("<i class=\"dot ").raw(page.colour(entry.session)).raw("\"></i>");
  page.text(page.phrases.task(entry.session));
  if (priority == model::Priority::must) {
    page.raw(" <span class=\"tag must\">").text(page.phrases.priority(priority)).raw("</span>");
  }
  page.raw("</td>").cell(page.phrases.place(entry.session, entry.placement->venue));
  page.cell(page.phrases.crews(*entry.placement)).raw("</tr>\n");
}

void write_row(Page& page, const Entry& entry, std::string_view place, std::string_view who) {
  page.raw("<tr>").cell(
      fmt::format("{} {}", page.phrases.short_date(entry.day), page.phrases.weekday(entry.day)),
      "when");
  page.cell(page.phrases.clocks(entry.time), "when");
  page.cell(page.phrases.task(entry.session), "name");
  if (!place.empty()) page.cell(place);
  page.cell(who).raw("</tr>\n");
}

}  // namespace

void write_days(Page& page) {
  begin_rosters(page, "days", Word::by_day);
  const std::vector<Entry>& timed = page.agenda.timed;
  for (std::size_t i = 0, j = 0; i < timed.size(); i = j) {
    for (j = i; j < timed.size() && timed[j].day == timed[i].day;) ++j;
    begin_roster(
        page,
        fmt::format("{} {}", page.phrases.date(timed[i].day), page.phrases.weekday(timed[i].day)),
        sessions(page, j - i));
    for (std::size_t k = i; k < j; ++k) write_day_row(page, timed[k]);
    end_roster(page);
  }
  page.raw("</div>").end_section();
}

void write_team_rosters(Page& page) {
  begin_rosters(page, "team-rosters", Word::by_team);
  for (auto team : indices(page.in.problem.teams())) {
    const Positions& positions = page.agenda.of_team[team];
    if (positions.empty()) continue;
    begin_roster(page, page.phrases.team(team), sessions(page, positions.size()));
    for (std::uint32_t position : positions) {
      const Entry& entry = page.agenda.timed[position];
      write_row(page, entry, page.phrases.place(entry.session, entry.placement->venue),
                page.phrases.heads_of(*entry.placement, team));
    }
    end_roster(page);
  }
  page.raw("</div>").end_section();
}

void write_venue_rosters(Page& page) {
  begin_rosters(page, "venue-rosters", Word::by_venue);
  for (auto venue : indices(page.in.problem.venues())) {
    const Positions& positions = page.agenda.of_venue[venue];
    if (positions.empty()) continue;
    const model::Venue& row = page.in.problem.venues()[venue];
    begin_roster(page, shown(row.name, row.id), sessions(page, positions.size()));
    for (std::uint32_t position : positions) {
      const Entry& entry = page.agenda.timed[position];
      write_row(page, entry, {}, page.phrases.teams(*entry.placement));
    }
    end_roster(page);
  }
  page.raw("</div>").end_section();
}

}  // namespace muster::report
