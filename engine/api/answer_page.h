// The phone page of an assignment.
#pragma once

#include <string>

#include "base/language.h"
#include "base/zone_time.h"
#include "dispatch/steps.h"
#include "store/rows.h"

namespace muster::api {

// The whole page: what is asked, who goes, and two buttons while an answer is open. `nonce` is of
// the page's style (CSP). All text is escaped.
std::string assignment_page(const store::Assignment&, const std::string& zone_name,
                            const std::string& team_name, const ZoneTime&, Language,
                            const std::string& nonce);
// After an answer.
std::string heard_page(dispatch::Heard, bool accepted, Language, const std::string& nonce);
std::string unknown_page(Language, const std::string& nonce);
// What is said to whoever answered, for JSON as well.
Bilingual sentence(dispatch::Heard, bool accepted);

}  // namespace muster::api
