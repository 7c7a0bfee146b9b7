// An assignment as an invitation of a calendar: RFC 5545, scheduled as RFC 5546 says.
#pragma once

#include <string>

#include "store/rows.h"

namespace muster::dispatch {

struct Invitation {
  std::string zone;                            // id
  std::string summary, location, description;  // plain text; the latter may be empty
};

// What the message does to the team's calendar: a REQUEST for an offer (tentative) and a reminder
// (confirmed), a CANCEL for what was superseded or cancelled; empty for other kinds.
//
// A session keeps its UID for a team whatever plan it comes from; SEQUENCE grows with the plans,
// and a cancellation follows its own plan's request. Nothing depends on when it is sent, so that a
// repeated message is the same. ORGANIZER and ATTENDEE are addresses, which are added by who sends.
std::string write_calendar(const store::Message&, const store::Assignment&, const Invitation&);

}  // namespace muster::dispatch
