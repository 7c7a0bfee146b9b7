// The tables of a plan, each a file.
#include "base/csv_writer.h"
#include "report/agenda.h"
#include "report/report.h"
#include "report/rule_summary.h"

namespace muster::report {

namespace {

class CsvReport {
 public:
  explicit CsvReport(const Input& in)
      : in_(in),
        phrases_(in.problem, in.language),
        agenda_(make_agenda(in.problem, in.plan.solution)) {}

  std::map<std::string, std::string> write() {
    return {{"by-day.csv", by_day()},          {"by-team.csv", by_team()},
            {"by-venue.csv", by_venue()},      {"by-grid.csv", by_grid()},
            {"people.csv", people()},          {"duty-roster.csv", duty()},
            {"grid-division.csv", division()}, {"unserved.csv", unserved()}};
  }

 private:
  std::string_view word(Word w) const { return phrases_.say(w); }
  const std::string& id_of(const Entry& entry) const {
    return in_.problem.sessions()[entry.session].id;
  }

  // Date, weekday, start, end.
  void add_time(const Entry& entry, CsvWriter& file) const {
    const LocalTime until = in_.problem.zone_time().local(entry.time.until);
    const bool same_day = until.day == in_.problem.calendar().date(entry.day);
    const std::string end = phrases_.clock(entry.time.until);
    file.add(phrases_.date(entry.day)).add(phrases_.weekday(entry.day));
    file.add(phrases_.clock(entry.time.from));
    file.add(same_day ? end : iso_date(until.day) + " " + end);
  }

  std::string by_day() const {
    CsvWriter file{word(Word::date),   word(Word::weekday),    word(Word::start),
                   word(Word::end),    word(Word::task),       word(Word::kind),
                   word(Word::lines),  word(Word::priority),   word(Word::grid),
                   word(Word::place),  word(Word::head_count), word(Word::crews),
                   word(Word::session)};
    for (const Entry& entry : agenda_.timed) {
      const model::Task& task = in_.problem.task_of(entry.session);
      add_time(entry, file);
      file.add(phrases_.task(entry.session)).add(task.kind).add(phrases_.lines(entry.session));
      file.add(phrases_.priority(task.priority));
      file.add(grid_of(entry)).add(phrases_.place(entry.session, entry.placement->venue));
      file.add(heads_in(*entry.placement)).add(phrases_.crews(*entry.placement));
      file.add(id_of(entry)).end_row();
    }
    return file.take();
  }

  std::string grid_of(const Entry& entry) const {
    return phrases_.grid(in_.problem.served_grid(entry.session, entry.placement->venue));
  }

  std::string by_team() const {
    CsvWriter file{word(Word::team),   word(Word::date),       word(Word::weekday),
                   word(Word::start),  word(Word::end),        word(Word::task),
                   word(Word::place),  word(Word::head_count), word(Word::people),
                   word(Word::session)};
    for (auto team : indices(in_.problem.teams())) {
      for (std::uint32_t position : agenda_.of_team[team]) {
        const Entry& entry = agenda_.timed[position];
        file.add(phrases_.team(team));
        add_time(entry, file);
        file.add(phrases_.task(entry.session));
        file.add(phrases_.place(entry.session, entry.placement->venue));
        std::int64_t heads = 0;
        for (const model::Crew& crew : entry.placement->crews) {
          if (crew.team == team) heads += static_cast<std::int64_t>(crew.heads.size());
        }
        file.add(heads).add(phrases_.heads_of(*entry.placement, team));
        file.add(id_of(entry)).end_row();
      }
    }
    return file.take();
  }

  void add_rows(const std::string& first, const Positions& positions, CsvWriter& file) const {
    for (std::uint32_t position : positions) {
      const Entry& entry = agenda_.timed[position];
      file.add(first);
      add_time(entry, file);
      file.add(phrases_.task(entry.session));
      file.add(phrases_.place(entry.session, entry.placement->venue));
      file.add(heads_in(*entry.placement)).add(phrases_.teams(*entry.placement));
      file.add(id_of(entry)).end_row();
    }
  }

  CsvWriter places_file(Word first) const {
    return CsvWriter{word(first),        word(Word::date),       word(Word::weekday),
                     word(Word::start),  word(Word::end),        word(Word::task),
                     word(Word::place),  word(Word::head_count), word(Word::team),
                     word(Word::session)};
  }

  std::string by_venue() const {
    CsvWriter file = places_file(Word::venue);
    for (auto venue : indices(in_.problem.venues())) {
      const model::Venue& row = in_.problem.venues()[venue];
      add_rows(std::string(shown(row.name, row.id)), agenda_.of_venue[venue], file);
    }
    return file.take();
  }

  std::string by_grid() const {
    CsvWriter file = places_file(Word::grid);
    for (auto grid : indices(in_.problem.grids())) {
      add_rows(phrases_.grid(grid), agenda_.of_grid[grid], file);
    }
    add_rows(phrases_.grid({}), agenda_.of_no_grid, file);
    return file.take();
  }

  // Who, when and where: one row a head and session, by head.
  std::string people() const {
    CsvWriter file{word(Word::person),  word(Word::head_id), word(Word::team), word(Word::date),
                   word(Word::weekday), word(Word::start),   word(Word::end),  word(Word::task),
                   word(Word::place),   word(Word::session)};
    struct Duty {
      std::uint32_t position;
      model::TeamIndex team;
    };
    Table<model::HeadIndex, std::vector<Duty>> duties(in_.problem.heads().size());
    for (std::uint32_t i = 0; i < agenda_.timed.size(); ++i) {
      for (const model::Crew& crew : agenda_.timed[i].placement->crews) {
        for (model::HeadIndex head : crew.heads) duties[head].push_back({i, crew.team});
      }
    }
    for (auto head : indices(duties)) {
      for (const Duty& duty : duties[head]) {
        const Entry& entry = agenda_.timed[duty.position];
        file.add(phrases_.head(head)).add(in_.problem.heads()[head].id);
        file.add(phrases_.team(duty.team));
        add_time(entry, file);
        file.add(phrases_.task(entry.session));
        file.add(phrases_.place(entry.session, entry.placement->venue));
        file.add(id_of(entry)).end_row();
      }
    }
    return file.take();
  }

  std::string duty() const {
    CsvWriter file{word(Word::task),     word(Word::time),    word(Word::week),
                   word(Word::monday),   word(Word::tuesday), word(Word::wednesday),
                   word(Word::thursday), word(Word::friday),  word(Word::saturday),
                   word(Word::sunday)};
    for (const DutyRow& row : duty_roster(in_.plan.solution, phrases_)) {
      const model::Task& task = in_.problem.tasks()[row.task];
      file.add(shown(task.name, task.id)).add(row.slot).add(row.weeks);
      for (const std::string& cell : row.cells) file.add(cell);
      file.end_row();
    }
    return file.take();
  }

  std::string division() const {
    CsvWriter file{word(Word::task),   word(Word::grid), word(Word::household_count),
                   word(Word::people), word(Word::team), word(Word::session)};
    for (const DivisionRow& row : grid_division(in_.problem, in_.plan.solution, phrases_)) {
      file.add(phrases_.task(row.session));
      file.add(phrases_.grid(in_.problem.task_of(row.session).grid)).add(row.households);
      file.add(row.people.empty() ? word(Word::open_shift) : std::string_view(row.people));
      file.add(row.teams).add(in_.problem.sessions()[row.session].id).end_row();
    }
    return file.take();
  }

  // One row a reason.
  std::string unserved() const {
    CsvWriter file{word(Word::priority), word(Word::task),        word(Word::windows),
                   word(Word::reason),   word(Word::reason_code), word(Word::blockers),
                   word(Word::session)};
    for (const plan::Unserved* left : by_priority(in_)) {
      for (const plan::Reason& reason : left->reasons) {
        std::string blockers;
        for (const std::string& blocker : reason.blockers) {
          if (!blockers.empty()) blockers += ';';
          blockers += blocker;
        }
        file.add(phrases_.priority(in_.problem.task_of(left->session).priority));
        file.add(phrases_.task(left->session)).add(phrases_.windows(left->session));
        file.add(sentence(reason, in_.language)).add(reason.code).add(blockers);
        file.add(in_.problem.sessions()[left->session].id).end_row();
      }
    }
    return file.take();
  }

  const Input& in_;
  Phrases phrases_;
  Agenda agenda_;
};

}  // namespace

std::map<std::string, std::string> to_csv(const Input& in) { return CsvReport(in).write(); }

}  // namespace muster::report
