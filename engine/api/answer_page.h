// The phone page of an assignment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/language.h"
#include "base/zone_time.h"
#include "dispatch/attendance.h"
#include "dispatch/steps.h"
#include "store/rows.h"

namespace muster::api {

// Before the start: from then on whoever is asked may check in from afar.
inline constexpr std::chrono::hours kCheckInBefore{2};

struct AssignmentView {
  store::Assignment assignment;
  std::vector<store::Service> services;  // of its team
  std::string zone_name, team_name;
  ZoneTime time;
  Instant now;
  std::optional<Bilingual> notice;  // what came of the answer that was just given
};

// The whole page: what is asked, who goes, and what can be said now: accept or decline while an
// answer is open, check in and out around the service, a rating once it is done. `nonce` is of the
// page's style (CSP). All text is escaped; there is no script.
std::string assignment_page(const AssignmentView&, Language, const std::string& nonce);
// One sentence and nothing else.
std::string notice_page(Bilingual text, Language, const std::string& nonce);

// What is said to whoever answered, for JSON as well.
Bilingual sentence(dispatch::Heard, bool accepted);
Bilingual sentence(dispatch::Marked);

}  // namespace muster::api
