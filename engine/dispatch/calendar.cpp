#include "dispatch/calendar.h"

#include <string_view>

#include "base/markup.h"

namespace muster::dispatch {

namespace {

using store::MessageKind;

struct Method {
  std::string_view method, status;  // empty: none
};

Method method_of(MessageKind kind) {
  switch (kind) {
    case MessageKind::offer: return {"REQUEST", "TENTATIVE"};
    case MessageKind::reminder: return {"REQUEST", "CONFIRMED"};
    case MessageKind::superseded:
    case MessageKind::cancelled: return {"CANCEL", "CANCELLED"};
    case MessageKind::nudge:
    case MessageKind::escalation: break;
  }
  return {};
}

}  // namespace

std::string write_calendar(const store::Message& message, const store::Assignment& about,
                           const Invitation& invitation) {
  const Method method = method_of(message.kind);
  std::string out;
  if (method.method.empty() || about.id == 0) return out;
  const auto line = [&out](std::string_view name, std::string_view value) {
    append_ical_line(name, value, out);
  };
  const auto text = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) line(name, ical_escaped(value));
  };
  const bool cancels = method.method == "CANCEL";
  line("BEGIN", "VCALENDAR");
  line("VERSION", "2.0");
  line("PRODID", "-//muster//volunteer plan//EN");
  line("CALSCALE", "GREGORIAN");
  line("METHOD", method.method);
  line("BEGIN", "VEVENT");
  text("UID", about.session + '/' + about.team + '@' + invitation.zone);
  line("DTSTAMP", ical_utc(time_point(message.created)));
  line("DTSTART", ical_utc(time_point(about.start)));
  line("DTEND", ical_utc(time_point(about.end)));
  line("SEQUENCE", std::to_string(2 * about.plan + (cancels ? 1 : 0)));
  line("STATUS", method.status);
  text("SUMMARY", invitation.summary);
  text("LOCATION", invitation.location);
  text("DESCRIPTION", invitation.description);
  line("END", "VEVENT");
  line("END", "VCALENDAR");
  return out;
}

}  // namespace muster::dispatch
