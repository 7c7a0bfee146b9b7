// Timelines: a board of weeks, a row for each team or venue, a column for each weekday, a bar for
// each session. Bars stand on a quarter-hour raster that the style sheet has classes for, so that
// no style attribute is needed. The same bars serve the week and the day view.
#include <algorithm>
#include <vector>

#include "report/page.h"

namespace muster::report {

namespace {

constexpr int kQuarter = 15, kQuarters = 96, kLanes = 6, kDayMinutes = 24 * 60;

// A session's part on one local day, in minutes since midnight.
struct Bar {
  std::uint32_t position;  // in Agenda::timed
  int from, until;
};

// Bars of one row by the horizon's day; a session over midnight has one on each day.
using DayBars = std::vector<std::vector<Bar>>;

DayBars bars_of(const Page& page, const Positions& positions) {
  const model::Calendar& calendar = page.in.problem.calendar();
  const ZoneTime& zone = page.in.problem.zone_time();
  DayBars days(static_cast<std::size_t>(calendar.days()));
  for (std::uint32_t position : positions) {
    const Entry& entry = page.agenda.timed[position];
    const LocalTime begin = zone.local(entry.time.from), end = zone.local(entry.time.until);
    const int length_days = static_cast<int>((end.day - begin.day).count());
    for (int i = 0; i <= length_days && entry.day + i < calendar.days(); ++i) {
      const int from = i == 0 ? begin.minute : 0;
      const int until = i == length_days ? end.minute : kDayMinutes;
      if (until > from)
        days[static_cast<std::size_t>(entry.day + i)].push_back({position, from, until});
    }
  }
  return days;
}

// The first lane that is free at each bar's start; the last lane takes what no lane is free for.
std::vector<int> lanes_of(const std::vector<Bar>& bars) {
  std::vector<int> lanes, free_at;
  for (const Bar& bar : bars) {
    std::size_t lane = 0;
    while (lane < free_at.size() && free_at[lane] > bar.from) ++lane;
    if (lane == kLanes) lane = kLanes - 1;
    if (lane == free_at.size()) free_at.push_back(0);
    free_at[lane] = std::max(free_at[lane], bar.until);
    lanes.push_back(static_cast<int>(lane));
  }
  return lanes;
}

void write_bars(Page& page, const std::vector<Bar>& bars) {
  const std::vector<int> lanes = lanes_of(bars);
  const int height = bars.empty() ? 1 : 1 + *std::max_element(lanes.begin(), lanes.end());
  page.raw(fmt::format("<div class=\"d h{}\">", height));
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Entry& entry = page.agenda.timed[bars[i].position];
    const int left = bars[i].from / kQuarter;
    const int right = std::min(kQuarters, (bars[i].until + kQuarter - 1) / kQuarter);
    const bool must = page.in.problem.task_of(entry.session).priority == model::Priority::must;
    page.raw(fmt::format("<a class=\"b l{} w{} t{} {}{}\" href=\"#s{}\">", left, right - left,
                         lanes[i], page.colour(entry.session), must ? " m" : "",
                         entry.session.value));
    page.text(page.phrases.task(entry.session)).raw("</a>");
  }
  page.raw("</div>");
}

struct BoardRow {
  std::string name, detail;
  DayBars days;
};

// The horizon's day of a week's Monday; before the horizon: negative.
int monday_of(const model::Calendar& calendar, int week) {
  const std::chrono::sys_days date{calendar.date(0).time_since_epoch()};
  return week * 7 - static_cast<int>(std::chrono::weekday(date).iso_encoding()) + 1;
}

void write_week_head(Page& page, int monday) {
  const int days = page.in.problem.calendar().days();
  page.raw("<div class=\"r hd\"><span class=\"who\"></span>");
  for (int day = monday; day < monday + 7; ++day) {
    if (day < 0 || day >= days) {
      page.raw("<span class=\"d out\"></span>");
      continue;
    }
    page.raw("<span class=\"d\"><span>").text(page.phrases.weekday(day)).raw(" <b>");
    page.text(page.phrases.short_date(day)).raw("</b></span><i class=\"ticks\">");
    page.raw("<s>00</s><s>06</s><s>12</s><s>18</s></i></span>");
  }
  page.raw("</div>");
}

void write_week(Page& page, const std::vector<BoardRow>& rows, int week) {
  const model::Calendar& calendar = page.in.problem.calendar();
  const int monday = monday_of(calendar, week);
  const int first = std::max(0, monday), last = std::min(calendar.days() - 1, monday + 6);
  const std::string name =
      fmt::format("{} – {}", page.phrases.short_date(first), page.phrases.short_date(last));
  page.raw("<div class=\"wk\"><h3>").text(name).raw("</h3><div class=\"scroll\"><div class=\"g\">");
  write_week_head(page, monday);
  for (const BoardRow& row : rows) {
    const auto begin = row.days.begin() + first, end = row.days.begin() + last + 1;
    if (std::all_of(begin, end, [](const std::vector<Bar>& bars) { return bars.empty(); }))
      continue;
    page.raw("<div class=\"r\"><span class=\"who\">").text(row.name).raw("<small>");
    page.text(row.detail).raw("</small></span>");
    for (int day = monday; day < monday + 7; ++day) {
      const bool inside = day >= first && day <= last;
      if (inside) write_bars(page, row.days[static_cast<std::size_t>(day)]);
      if (!inside) page.raw("<div class=\"d out\"></div>");
    }
    page.raw("</div>\n");
  }
  page.raw("<p class=\"none\" hidden>").say(Word::no_sessions).raw("</p></div></div></div>\n");
}

void write_legend(Page& page) {
  page.raw("<p class=\"legend\"><span>").say(Word::legend).raw("</span>");
  for (auto line : indices(page.in.problem.lines())) {
    const model::Line& row = page.in.problem.lines()[line];
    page.raw(fmt::format("<span><i class=\"c{}\"></i>", line.value % 7));
    page.text(shown(row.name, row.id)).raw("</span>");
  }
  page.raw("<span><i class=\"c7 m\"></i>");
  page.text(page.phrases.priority(model::Priority::must)).raw("</span></p>");
}

void write_board(Page& page, std::string_view anchor, Word title,
                 const std::vector<BoardRow>& rows) {
  page.begin_section(anchor, title, page.phrases.say(Word::tap_hint));
  if (rows.empty()) {
    page.raw("<p class=\"empty\">").say(Word::no_sessions).raw("</p>").end_section();
    return;
  }
  write_legend(page);
  page.raw("<div class=\"board\"><div class=\"tools\" hidden><span class=\"seg\">")
      .raw("<button type=\"button\" data-view=\"week\" aria-pressed=\"true\">")
      .say(Word::week_view)
      .raw("</button><button type=\"button\" data-view=\"day\" aria-pressed=\"false\">")
      .say(Word::day_view)
      .raw("</button></span><button type=\"button\" data-step=\"-1\" aria-label=\"")
      .say(Word::previous)
      .raw("\">‹</button><output></output><button type=\"button\" data-step=\"1\" aria-label=\"")
      .say(Word::next)
      .raw("\">›</button></div>");
  const int weeks = page.in.problem.calendar().periods(model::Period::week);
  for (int week = 0; week < weeks; ++week) write_week(page, rows, week);
  page.raw("</div>").end_section();
}

std::string count_of(const Page& page, const Positions& positions) {
  return page.phrases.sessions(static_cast<std::int64_t>(positions.size()));
}

}  // namespace

void write_team_timeline(Page& page) {
  std::vector<BoardRow> rows;
  for (auto team : indices(page.in.problem.teams())) {
    const Positions& positions = page.agenda.of_team[team];
    rows.push_back({page.phrases.team(team), count_of(page, positions), bars_of(page, positions)});
  }
  write_board(page, "teams", Word::timeline_teams, rows);
}

void write_venue_timeline(Page& page) {
  std::vector<BoardRow> rows;
  for (auto venue : indices(page.in.problem.venues())) {
    const Positions& positions = page.agenda.of_venue[venue];
    const model::Venue& row = page.in.problem.venues()[venue];
    rows.push_back({std::string(shown(row.name, row.id)), count_of(page, positions),
                    bars_of(page, positions)});
  }
  write_board(page, "venues", Word::timeline_venues, rows);
}

}  // namespace muster::report
