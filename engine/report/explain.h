// Accounts of a plan for people (text) and for programs (JSON, with stable codes: README.md lists
// them). One function for each account; texts end in a newline, JSON is one line.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "model/problem.h"
#include "plan/explain.h"
#include "rule/score.h"
#include "rule/spec.h"

namespace muster::report {

// What all of them speak about.
struct Subject {
  const model::Problem& problem;
  const std::vector<rule::RuleSpec>& specs;
  const rule::Levels& levels;
  const model::Solution& solution;
  Language language = Language::english;
};

// All unserved sessions, shortly: what is in each one's way and the smallest way out.
std::string overview_text(const Subject&, const std::vector<plan::SessionAccount>&);
std::string overview_json(const Subject&, const std::vector<plan::SessionAccount>&);
std::string account_text(const Subject&, const plan::SessionAccount&);
std::string account_json(const Subject&, const plan::SessionAccount&);
std::string account_text(const Subject&, const plan::PlacementAccount&);
std::string account_json(const Subject&, const plan::PlacementAccount&);
std::string account_text(const Subject&, const plan::TeamAccount&);
std::string account_json(const Subject&, const plan::TeamAccount&);
std::string account_text(const Subject&, const plan::VenueAccount&);
std::string account_json(const Subject&, const plan::VenueAccount&);
std::string account_text(const Subject&, const plan::RuleAccount&);
std::string account_json(const Subject&, const plan::RuleAccount&);

// "normal +1, travel −12": levels where it differs; better is plus. "no difference" where none
// does.
std::string change_text(const rule::Levels&, const rule::Score& change, Language);
// What a sieve says: "its people are at other sessions".
std::string_view sieve_text(plan::Sieve, Language);
// What each rule accounts for, a line each.
std::string costs_text(const Subject&, const std::vector<plan::RuleCost>&);
// The counts of candidates, and what stands against them.
std::vector<std::string> funnel_lines(const Subject&, const std::vector<plan::Funnel>&,
                                      model::SessionIndex);
// The paragraphs of an unserved session's account, for text and HTML alike.
std::vector<std::string> account_lines(const Subject&, const plan::SessionAccount&);

}  // namespace muster::report
