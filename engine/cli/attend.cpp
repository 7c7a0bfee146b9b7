// muster attend WORKSPACE SESSION TEAM arrive|leave|absent|rate|confirm: one team or head.
#include <fmt/format.h>

#include "cli/dispatch_inputs.h"
#include "dispatch/attendance.h"

namespace muster::cli {

namespace {

using dispatch::Mark;
using dispatch::Marked;

Bilingual sentence(Marked marked) {
  switch (marked) {
    case Marked::noted: return {"Noted.", "已登记。"};
    case Marked::repeated: return {"That was known already.", "此前已登记。"};
    case Marked::too_early:
      return {"It is too early: it has not begun, or is more than a day away.",
              "时间还早：尚未开始，或距开始还有一天以上。"};
    case Marked::unknown: break;
  }
  return {"There is no such service: look at the session, the team and the head.",
          "没有这次服务：请核对场次、队伍和队员。"};
}

Marked record(store::Transaction& rows, const AttendOptions& options, Instant at, Instant now) {
  if (options.what == "rate") {
    return dispatch::rate(rows, options.session, options.team, options.rating, options.who, now);
  }
  if (options.what == "confirm") {
    return dispatch::confirm(rows, options.session, options.team, options.who, now);
  }
  const Mark mark = options.what == "arrive"  ? Mark::arrive
                    : options.what == "leave" ? Mark::leave
                                              : Mark::absent;
  return dispatch::attend(
      rows, {options.session, options.team, options.head, mark, at, options.who}, now);
}

}  // namespace

int attend(const AttendOptions& options, Console& console) {
  if (options.team.empty()) return attend_list(options, console);
  if (options.what.empty() || options.verify) {
    console.err << console.say({"muster: attend takes a FILE, or SESSION TEAM and what happened\n",
                                "muster：attend 后面写文件，或者写场次、队伍和情况\n"});
    return kBadInput;
  }
  if (options.what == "rate" && options.rating == 0) {
    console.err << console.say(
        {"muster: rate needs --rating 1 to 5\n", "muster：rate 需要 --rating，1 到 5\n"});
    return kBadInput;
  }
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  const ZoneTime zone = std::get<load::Loaded>(read).workspace->problem.zone_time();
  auto clock = clock_of(options, zone, console);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  const Instant now = std::get<GivenClock>(clock).now();
  Instant at = now;
  if (!options.at.empty()) {
    const auto given = parse_now(options.at, zone);
    if (!given) {
      console.err << "muster: --at " << options.at
                  << console.say({" is not a time like 2017-09-04T08:00\n",
                                  " 不是 2017-09-04T08:00 这样的时间\n"});
      return kBadInput;
    }
    at = *given;
  }
  auto opened = open_published(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  Marked marked = Marked::unknown;
  const auto done = std::get<std::unique_ptr<store::Store>>(opened)->transact(
      [&](store::Transaction& rows) { marked = record(rows, options, at, now); });
  if (!done) return console.fail(done.failure());
  console.out << console.say(sentence(marked)) << '\n';
  return marked == Marked::noted || marked == Marked::repeated ? kDone : kBadInput;
}

}  // namespace muster::cli
