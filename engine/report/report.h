// A plan for people: text, CSV, iCalendar, one HTML page.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/problem.h"
#include "plan/explain.h"
#include "plan/plan.h"
#include "plan/verify.h"
#include "rule/spec.h"

namespace muster::report {

struct Input {
  const model::Problem& problem;
  const std::vector<rule::RuleSpec>& specs;
  const plan::Plan& plan;
  const plan::Verdict& verdict;
  Language language = Language::english;
  // Of sessions that are not served, where the page should have more than their first reasons.
  std::vector<plan::SessionAccount> accounts = {};
};

// Rosters by team, venue, grid and day; the weekday duty roster and the grid division; unserved
// sessions with reasons; score, bound and gap by level.
std::string to_text(const Input&);
// File name → UTF-8 with BOM, CRLF, RFC 4180; cells that a spreadsheet would run as formulas are
// defused.
std::map<std::string, std::string> to_csv(const Input&);
// File name → RFC 5545 calendar; one per team ("team-ID.ics") and per venue
// ("venue-ID.ics") that has a session with a time: a calendar without events is not valid.
std::map<std::string, std::string> to_icalendar(const Input&);
// One self-contained page, no network.
std::string to_html(const Input&);

}  // namespace muster::report
