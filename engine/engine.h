// muster as a library: everything an embedding program needs, in the order it is used.
//
//   auto loaded = muster::load::load_workspace("examples/first", {});   // files → values
//   if (!loaded) …                        // the disk failed: loaded.failure()
//   if (!loaded.value().workspace) …      // bad input: loaded.value().diagnostics, to_text(…)
//   auto& workspace = *loaded.value().workspace;
//   auto outcome = muster::solve::solve(workspace.problem, workspace.rules, {});
//   auto verdict = muster::plan::verify(workspace.problem, workspace.specs,
//                                       workspace.rules.levels, outcome.solution);
//
// States: a Problem never changes once built; a change makes a new one from its parts. A Solution
// and a Plan are plain values. Threads: everything here may be called from any thread at once as
// long as no two calls share a mutable argument; solve() starts and joins its own threads.
// Ownership: results own what they hold and refer to nothing; indices in them are positions in the
// tables of the Problem they were made from. Units: minutes for time, whole numbers for cost.
// Errors: bad input is a value (Diagnostics), environment trouble is a Result's Failure, a broken
// invariant ends the program with exit code 4. Nothing throws but std::bad_alloc.
//
// examples/embed is this page as a program; the tests build it against an installed muster.
#pragma once

#include "load/workspace.h"
#include "plan/assemble.h"
#include "plan/change.h"
#include "plan/difference.h"
#include "plan/explain.h"
#include "plan/plan.h"
#include "plan/plan_json.h"
#include "plan/reasons.h"
#include "plan/rebase.h"
#include "plan/relax.h"
#include "plan/score_sheet.h"
#include "plan/verify.h"
#include "plan/what_if.h"
#include "plan/why_not.h"
#include "report/report.h"
#include "rule/catalog.h"
#include "solve/desk.h"
#include "solve/solve.h"
