// muster hours WORKSPACE: service hours with who recorded and who verified them.
#include <fmt/format.h>

#include "cli/dispatch_inputs.h"
#include "dispatch/attendance.h"
#include "dispatch/service_hours.h"

namespace muster::cli {

namespace {

// False, and told, where it is no date.
bool read_day(std::string_view option, const std::string& text,
              std::optional<std::chrono::local_days>& day, Console& console) {
  if (text.empty()) return true;
  day = parse_date(text);
  if (day) return true;
  console.err << fmt::format(
      fmt::runtime(console.say({"muster: {} {} is not a date like 2017-09-04\n",
                                "muster：{} {} 不是 2017-09-04 这样的日期\n"})),
      option, text);
  return false;
}

std::string summary(const std::vector<load::AttendanceRow>& rows, Console& console) {
  std::int64_t minutes = 0, unverified = 0, closed = 0, late = 0;
  for (const load::AttendanceRow& row : rows) {
    minutes += row.minutes.value_or(0);
    unverified += row.verifier.empty();
    closed += row.closed_by_clock;
    late += row.left_late;
  }
  return fmt::format(
      fmt::runtime(console.say(
          {"{} services, {}h{:02}min; {} not verified, {} closed by the clock, {} left late\n",
           "{} 人次，{} 小时 {:02} 分；未核实 {}，到点自动签退 {}，签退过晚 {}\n"})),
      rows.size(), minutes / 60, minutes % 60, unverified, closed, late);
}

}  // namespace

int hours(const HoursOptions& options, Console& console) {
  std::optional<std::chrono::local_days> from, to;
  if (!read_day("--from", options.from, from, console) ||
      !read_day("--to", options.to, to, console)) {
    return kBadInput;
  }
  auto opened = open_site(options, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  const Site& site = std::get<Site>(opened);
  std::vector<load::AttendanceRow> list;
  const auto done = site.store->transact([&](store::Transaction& rows) {
    // As the dispatcher does, which may not be running.
    dispatch::close_forgotten(rows, site.clock.now());
    list = dispatch::service_hours(rows, site.workspace().problem, from, to);
  });
  if (!done) return console.fail(done.failure());
  if (auto written = deliver(console, options.output, load::attendance_csv(list)); !written) {
    return console.fail(written.failure());
  }
  console.err << summary(list, console);
  return kDone;
}

}  // namespace muster::cli
