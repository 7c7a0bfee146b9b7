// What the history has already entered into a ledger when planning begins.
#pragma once

#include "model/problem.h"
#include "rule/spec.h"
#include "rule/terms.h"

namespace muster::rule {

// Whether a past session counts for a rule: its task is one of the rule's, and it began in the week
// or month that the horizon begins in; with `over`, within that time before the horizon instead.
bool counts_past(const RuleSpec&, const model::Problem&, model::Period, const model::PastSession&);

// Sets term.initial, by the term's owner, measure, period and slots: what was held and who came.
// Left empty where nothing counts. Not for session_line, whose sessions have no past.
void enter_past(const RuleSpec&, const model::Problem&, LedgerTerm& term);

// False, with a diagnostic, where the rule says both `over` and a period that `every` cuts.
bool check_over(const RuleSpec&, Diagnostics&);
ParamSpec over_param();

}  // namespace muster::rule
