// Calendars by team and by venue: RFC 5545. Times are in UTC, so no calendar needs a VTIMEZONE and
// every program shows them in its reader's zone. Nothing depends on the clock: DTSTAMP is the
// horizon's begin, and a session keeps its UID from run to run.
#include <chrono>

#include "report/agenda.h"
#include "report/report.h"

namespace muster::report {

namespace {

constexpr std::size_t kLineOctets = 75;  // RFC 5545 section 3.1, the line break not counted

// TEXT, RFC 5545 section 3.3.11. Control characters have no place there.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      out += c;
    }
  }
  return out;
}

// "NAME:value" folded; a fold never splits a character.
void append_line(std::string_view name, std::string_view value, std::string& out) {
  std::string line = fmt::format("{}:{}", name, value);
  std::string_view rest = line;
  std::size_t room = kLineOctets;
  while (rest.size() > room) {
    std::size_t cut = room;
    while (cut > room - 4 && (static_cast<unsigned char>(rest[cut]) & 0xc0) == 0x80) --cut;
    out += rest.substr(0, cut);
    out += "\r\n ";
    rest.remove_prefix(cut);
    room = kLineOctets - 1;
  }
  out += rest;
  out += "\r\n";
}

// "20170904T083000Z"
std::string utc(TimePoint t) {
  const LocalTime at = ZoneTime().local(t);
  std::string date = iso_date(at.day);
  date.erase(7, 1).erase(4, 1);
  return fmt::format("{}T{:02}{:02}00Z", date, at.minute / 60, at.minute % 60);
}

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
    append_line("BEGIN", "VCALENDAR", out);
    append_line("VERSION", "2.0", out);
    append_line("PRODID", "-//muster//volunteer plan//EN", out);
    append_line("CALSCALE", "GREGORIAN", out);
    append_line("X-WR-CALNAME", escaped(title), out);
    for (std::uint32_t position : positions) out += events[position];
    append_line("END", "VCALENDAR", out);
  }

  std::string event(const Entry& entry) const {
    const model::Task& task = in_.problem.task_of(entry.session);
    const model::Zone& zone = in_.problem.zone();
    std::string out;
    append_line("BEGIN", "VEVENT", out);
    append_line("UID", escaped(in_.problem.sessions()[entry.session].id + "@" + zone.id), out);
    append_line("DTSTAMP", utc(in_.problem.calendar().horizon().from), out);
    append_line("DTSTART", utc(entry.time.from), out);
    append_line("DTEND", utc(entry.time.until), out);
    append_line("SEQUENCE", "0", out);
    append_line("STATUS", "CONFIRMED", out);
    append_line("SUMMARY", escaped(phrases_.task(entry.session)), out);
    append_line("LOCATION", escaped(phrases_.place(entry.session, entry.placement->venue)), out);
    std::string categories;
    for (model::LineIndex line : task.lines) {
      if (!categories.empty()) categories += ',';
      categories += escaped(shown(in_.problem.lines()[line].name, in_.problem.lines()[line].id));
    }
    if (!categories.empty()) append_line("CATEGORIES", categories, out);
    append_line("DESCRIPTION", escaped(description(entry)), out);
    append_line("END", "VEVENT", out);
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
