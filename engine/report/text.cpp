// The plan as plain text for a terminal or a printer.
#include <algorithm>
#include <map>

#include "base/glyph.h"
#include "report/agenda.h"
#include "report/report.h"
#include "report/rule_summary.h"
#include "report/text_table.h"
#include "report/verdict.h"

namespace muster::report {

using model::SessionIndex;

namespace {

constexpr int kPageColumns = 96;

class TextReport {
 public:
  explicit TextReport(const Input& in)
      : in_(in),
        phrases_(in.problem, in.language),
        agenda_(make_agenda(in.problem, in.plan.solution)) {}

  std::string write() {
    header();
    score();
    broken();
    unserved();
    rules();
    duty();
    division();
    days();
    teams();
    venues();
    grids();
    return std::move(out_);
  }

 private:
  std::string word(Word w) const { return std::string(phrases_.say(w)); }

  std::string labelled(Word w, std::string_view value) const {
    return phrases_.labelled(phrases_.say(w), value);
  }

  void title(Word w) {
    out_ += "\n" + word(w) + "\n";
    out_.append(static_cast<std::size_t>(display_width(phrases_.say(w))), '=');
    out_ += "\n";
  }

  // A title and either the table or one line that says why there is none.
  void section(Word w, const TextTable& table, bool empty, Word instead) {
    title(w);
    out_ += empty ? "  " + word(instead) + "\n" : table.text();
  }

  void header() {
    const model::Calendar& calendar = in_.problem.calendar();
    const model::Zone& zone = in_.problem.zone();
    const std::string name = wrapped(shown(zone.name, zone.id), kPageColumns).front();
    out_ = fmt::format("{} · {}\n", name, word(Word::plan_title));
    const std::string days =
        fmt::format("{} – {}", phrases_.date(0), phrases_.date(calendar.days() - 1));
    const std::string length = fmt::format("{} {}", calendar.days(), word(Word::days));
    out_ += labelled(Word::horizon, phrases_.bracketed(days, length)) + " · " +
            labelled(Word::time_zone, in_.problem.zone_time().name()) + "\n";
    out_ += labelled(Word::seed, std::to_string(in_.plan.seed)) + " · " +
            labelled(Word::inputs, in_.plan.inputs.empty() ? "-" : in_.plan.inputs) + "\n";
  }

  void score() {
    TextTable served({20, 12, 12});
    served.add_header({word(Word::priority), word(Word::served), word(Word::unserved)});
    const auto tallies = tally_by_priority(in_.problem, in_.plan.solution);
    for (std::size_t i = 0; i < tallies.size(); ++i) {
      served.add_row({phrases_.priority(static_cast<model::Priority>(i)),
                      grouped(tallies[i].served), grouped(tallies[i].unserved)});
    }
    section(Word::priority_title, served, false, Word::no_sessions);
    TextTable levels({24, 16, 16, 16, 56});
    levels.add_header({word(Word::level), word(Word::score), word(Word::bound), word(Word::gap),
                       word(Word::meaning)});
    for (const LevelRow& row : level_rows(in_, phrases_)) {
      levels.add_row({row.name, grouped(-row.cost), row.proved ? grouped(-row.bound) : "-",
                      row.proved ? grouped(row.gap) : "-", row.means});
    }
    section(Word::score_title, levels, false, Word::no_sessions);
  }

  void broken() {
    if (in_.verdict.broken.empty()) {
      out_ += "\n" + word(Word::all_kept) + "\n";
      return;
    }
    TextTable table({24, 100});
    for (const plan::Match& match : in_.verdict.broken) {
      table.add_row({match.rule.empty() ? match.code : match.rule,
                     sentence(match, in_.language) + why_text(match.why, in_.language)});
    }
    section(Word::broken_title, table, false, Word::no_sessions);
  }

  void unserved() {
    TextTable table({12, 32, 40, 64});
    table.add_header(
        {word(Word::priority), word(Word::task), word(Word::windows), word(Word::reason)});
    for (const plan::Unserved* left : by_priority(in_)) {
      std::string reasons;
      for (const plan::Reason& reason : left->reasons) {
        if (!reasons.empty()) reasons += "\n";
        reasons += sentence(reason, in_.language);
      }
      table.add_row({phrases_.priority(in_.problem.task_of(left->session).priority),
                     phrases_.task(left->session), phrases_.windows(left->session), reasons});
    }
    section(Word::unserved_title, table, in_.plan.unserved.empty(), Word::none_unserved);
  }

  void rules() {
    TextTable table({28, 16, 12, 12, 60});
    table.add_header({word(Word::rule), word(Word::level), word(Word::matches), word(Word::cost),
                      word(Word::why)});
    const std::vector<RuleSummary> rows = summarise_rules(in_);
    for (const RuleSummary& row : rows) {
      table.add_row(
          {row.id, phrases_.level(row.level), grouped(row.matches), grouped(row.cost), row.why});
    }
    section(Word::rules_title, table, rows.empty(), Word::no_priced);
  }

  void duty() {
    TextTable table({22, 13, 24, 14, 14, 14, 14, 14, 14, 14});
    std::vector<std::string> head{word(Word::task), word(Word::time), word(Word::week)};
    for (int day = 0; day < 7; ++day) head.push_back(word(weekday_word(day)));
    table.add_header(head);
    const std::vector<DutyRow> rows = duty_roster(in_.plan.solution, phrases_);
    for (const DutyRow& row : rows) {
      const model::Task& task = in_.problem.tasks()[row.task];
      std::vector<std::string> cells{std::string(shown(task.name, task.id)), row.slot, row.weeks};
      cells.insert(cells.end(), row.cells.begin(), row.cells.end());
      table.add_row(cells);
    }
    section(Word::duty_roster, table, rows.empty(), Word::no_duty);
  }

  void division() {
    TextTable table({36, 24, 10, 48, 36});
    table.add_header({word(Word::task), word(Word::grid), word(Word::household_count),
                      word(Word::people), word(Word::team)});
    const auto rows = grid_division(in_.problem, in_.plan.solution, phrases_);
    std::int64_t households = 0;
    for (const DivisionRow& row : rows) {
      households += row.households;
      table.add_row({phrases_.task(row.session),
                     phrases_.grid(in_.problem.task_of(row.session).grid), grouped(row.households),
                     row.people.empty() ? word(Word::open_shift) : row.people, row.teams});
    }
    if (!rows.empty()) table.add_row({word(Word::total), "", grouped(households), "", ""});
    section(Word::grid_division, table, rows.empty(), Word::no_division);
  }

  void days() {
    TextTable table({20, 36, 32, 72});
    int day = -1;
    for (const Entry& entry : agenda_.timed) {
      if (entry.day != day) {
        day = entry.day;
        table.add_heading(fmt::format("{} {}", phrases_.date(day), phrases_.weekday(day)));
      }
      table.add_row({phrases_.clocks(entry.time), phrases_.task(entry.session),
                     phrases_.place(entry.session, entry.placement->venue),
                     phrases_.crews(*entry.placement)});
    }
    section(Word::by_day, table, agenda_.timed.empty(), Word::no_sessions);
  }

  void teams() {
    TextTable table({36, 36, 32, 72});
    for (auto team : indices(in_.problem.teams())) {
      const Load load = load_of(agenda_, team);
      table.add_heading(fmt::format(
          "{} · {} · {}",
          phrases_.bracketed(phrases_.team(team), phrases_.people(in_.problem.teams()[team].size)),
          phrases_.sessions(load.sessions),
          phrases_.say(Word::n_head_hours, hours(load.head_minutes))));
      for (std::uint32_t position : agenda_.of_team[team]) {
        const Entry& entry = agenda_.timed[position];
        table.add_row({phrases_.dated(entry.time), phrases_.task(entry.session),
                       phrases_.place(entry.session, entry.placement->venue),
                       phrases_.heads_of(*entry.placement, team)});
      }
    }
    section(Word::by_team, table, in_.problem.teams().empty(), Word::no_sessions);
  }

  std::string count(const Positions& positions) const {
    return phrases_.sessions(static_cast<std::int64_t>(positions.size()));
  }

  void list(TextTable& table, const Positions& positions) {
    for (std::uint32_t position : positions) {
      const Entry& entry = agenda_.timed[position];
      table.add_row({phrases_.dated(entry.time), phrases_.task(entry.session),
                     phrases_.teams(*entry.placement),
                     phrases_.people(heads_in(*entry.placement))});
    }
  }

  void venues() {
    TextTable table({36, 36, 56, 12});
    for (auto venue : indices(in_.problem.venues())) {
      if (agenda_.of_venue[venue].empty()) continue;
      const model::Venue& row = in_.problem.venues()[venue];
      table.add_heading(
          fmt::format("{} · {}", shown(row.name, row.id), count(agenda_.of_venue[venue])));
      list(table, agenda_.of_venue[venue]);
    }
    section(Word::by_venue, table, in_.problem.venues().empty(), Word::no_sessions);
  }

  void grids() {
    TextTable table({36, 36, 56, 12});
    for (const Coverage& row : coverage(in_.problem, agenda_)) {
      table.add_heading(
          fmt::format("{} · {}", phrases_.grid(row.grid), count(agenda_.of_grid[row.grid])));
      list(table, agenda_.of_grid[row.grid]);
    }
    if (!agenda_.of_no_grid.empty()) {
      table.add_heading(phrases_.grid({}));
      list(table, agenda_.of_no_grid);
    }
    section(Word::by_grid, table, in_.problem.grids().empty() && agenda_.of_no_grid.empty(),
            Word::no_coverage);
  }

  const Input& in_;
  Phrases phrases_;
  Agenda agenda_;
  std::string out_;
};

}  // namespace

std::string to_text(const Input& in) { return TextReport(in).write(); }

}  // namespace muster::report
