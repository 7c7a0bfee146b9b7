// muster attend WORKSPACE FILE.csv [--verify]: an attendance list, whole or not at all.
#include <fmt/format.h>

#include "cli/dispatch_inputs.h"
#include "dispatch/attendance_list.h"
#include "load/characters.h"

namespace muster::cli {

int attend_list(const AttendOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  load::Loaded& loaded = std::get<load::Loaded>(read);
  const model::Problem& problem = loaded.workspace->problem;
  auto clock = clock_of(options, problem.zone_time(), console);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  const Instant now = std::get<GivenClock>(clock).now();
  auto list = read_rows<load::AttendanceRow>(options.session, loaded.sources, console);
  if (auto* code = std::get_if<int>(&list)) return *code;
  const auto& rows_read = std::get<std::vector<load::AttendanceRow>>(list);
  auto opened = open_published(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  Diagnostics findings;
  dispatch::ListCount count;
  const auto done =
      std::get<std::unique_ptr<store::Store>>(opened)->transact([&](store::Transaction& rows) {
        findings = {};
        count = options.verify
                    ? dispatch::confirm_list(rows, rows_read, problem, options.who, now, findings)
                    : dispatch::record_list(rows, rows_read, problem, options.who, now, findings);
      });
  if (!done) return console.fail(done.failure());
  console.err << to_text(load::with_characters(findings, loaded.sources), loaded.sources,
                         console.language);
  if (findings.any_error()) return kBadInput;
  console.out << fmt::format(
      fmt::runtime(console.say(options.verify ? Bilingual{"{}: {} verified, {} verified before\n",
                                                          "{}：核实 {} 人次，此前已核实 {}\n"}
                                              : Bilingual{"{}: {} recorded, {} as they were\n",
                                                          "{}：登记 {} 人次，未变 {}\n"})),
      options.session, count.noted, count.known);
  return kDone;
}

}  // namespace muster::cli
