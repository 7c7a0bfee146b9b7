// A fortnight of a village by hand: two teams, a duty that repeats, a night watch over midnight, a
// lecture with a hostile name, a standing assignment, and two sessions left out.
#pragma once

#include "model/problem.h"
#include "plan/plan.h"
#include "plan/verify.h"
#include "report/report.h"

namespace muster::report {

inline constexpr std::string_view kSecret = "13800000000";  // the contact of everybody
inline constexpr std::string_view kHostile = "<script>alert(\"1\")</script> & '兰街'";
inline constexpr std::string_view kFormula = "=SUM(A1:A9), \"讲座\"";

struct SamplePlan {
  model::Problem problem;
  std::vector<rule::RuleSpec> specs;
  plan::Plan plan;
  plan::Verdict verdict;

  Input input(Language language) const { return {problem, specs, plan, verdict, language}; }
};

SamplePlan make_sample_plan();
// `n` sessions on 28 days, 29 villages, 40 teams, 30 venues.
SamplePlan make_large_plan(std::size_t n);

}  // namespace muster::report
