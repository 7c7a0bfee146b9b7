// Calendars by team and by venue: RFC 5545. Times are in UTC, so no calendar needs a VTIMEZONE and
// every program shows them in its reader's zone. Nothing depends on the clock: DTSTAMP is the
// horizon's begin, and a session keeps its UID from run to run.
#include "base/markup.h"
#include "report/agenda.h"
#include "report/report.h"

namespace muster::report {

namespace {

// An id as a file name on every system.
std::string file_safe(std::string_view id) {
  std::string out;
  for (char c : id) {
    const bool unsafe = static_cast<unsigned char>(c) < 0x20 ||
                        std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
    out += unsafe ? '-' : c;
  }
  return out;
}

class Calendars {
 public:
  explicit Calendars(const Input& in)
      : in_(in),
        phrases_(in.problem, in.language),
        agenda_(make_agenda(in.problem, in.plan.solution)) {}

  std::map<std::string, std::string> write() {
    std::vector<std::string> events;
    for (const Entry& entry : agenda_.timed) events.push_back(event(entry));
    for (auto team : indices(in_.problem.teams())) {
      add("team-" + file_safe(in_.problem.teams()[team].id), phrases_.team(team),
          agenda_.of_team[team], events);
    }
    for (auto venue : indices(in_.problem.venues())) {
      const model::Venue& row = in_.problem.venues()[venue];
      add("venue-" + file_safe(row.id), shown(row.name, row.id), agenda_.of_venue[venue], events);
    }
    return std::move(files_);
  }

 private:
  // A calendar must hold something (section 3.6): none is written for who has no session.
  void add(std::string name, std::string_view title, const Positions& positions,
           const std::vector<std::string>& events) {
    if (positions.empty()) return;
    while (files_.count(name + ".ics") > 0) name += "-";
    std::string& out = files_[name + ".ics"];
    append_ical_line("BEGIN", "VCALENDAR", out);
    append_ical_line("VERSION", "2.0", out);
    append_ical_line("PRODID", "-//muster//volunteer plan//EN", out);
    append_ical_line("CALSCALE", "GREGORIAN", out);
    append_ical_line("X-WR-CALNAME", ical_escaped(title), out);
    for (std::uint32_t position : positions) out += events[position];
    append_ical_line("END", "VCALENDAR", out);
  }

  std::string event(const Entry& entry) const {
    const model::Task& task = in_.problem.task_of(entry.session);
    const model::Zone& zone = in_.problem.zone();
    std::string out;
    append_ical_line("BEGIN", "VEVENT", out);
    append_ical_line("UID", ical_escaped(in_.problem.sessions()[entry.session].id + "@" + zone.id),
                     out);
    append_ical_line("DTSTAMP", ical_utc(in_.problem.calendar().horizon().from), out);
    append_ical_line("DTSTART", ical_utc(entry.time.from), out);
    append_ical_line("DTEND", ical_utc(entry.time.until), out);
    append_ical_line("SEQUENCE", "0", out);
    append_ical_line("STATUS", "CONFIRMED", out);
    append_ical_line("SUMMARY", ical_escaped(phrases_.task(entry.session)), out);
    append_ical_line("LOCATION",
                     ical_escaped(phrases_.place(entry.session, entry.placement->venue)), out);
    std::string categories;
    for (model::LineIndex line : task.lines) {
      if (!categories.empty()) categories += ',';
      categories +=
          ical_escaped(shown(in_.problem.lines()[line].name, in_.problem.lines()[line].id));
    }
    if (!categories.empty()) append_ical_line("CATEGORIES", categories, out);
    append_ical_line("DESCRIPTION", ical_escaped(description(entry)), out);
    append_ical_line("END", "VEVENT", out);
    return out;
  }

  // Who goes, a team on each line.
  std::string description(const Entry& entry) const {
    std::string out;
    for (const model::Crew& crew : entry.placement->crews) {
      if (!out.empty()) out += "\n";
      const std::string people = phrases_.people(static_cast<std::int64_t>(crew.heads.size()));
      out += phrases_.labelled(phrases_.bracketed(phrases_.team(crew.team), people),
                               phrases_.heads(crew));
    }
    return out.empty() ? std::string(phrases_.say(Word::nobody)) : out;
  }

  const Input& in_;
  Phrases phrases_;
  Agenda agenda_;
  std::map<std::string, std::string> files_;
};

}  // namespace

std::map<std::string, std::string> to_icalendar(const Input& in) { return Calendars(in).write(); }

}  // namespace muster::report
