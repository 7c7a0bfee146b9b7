#include "plan/reasons.h"

#include "plan/reason_sentences.h"

namespace muster::plan {

namespace {

void explain_before(const Facts& facts, const std::vector<SessionIndex>& before,
                    std::vector<Reason>& out) {
  Blockers missing;
  for (SessionIndex s : before) {
    if (facts.solution.serves(s)) continue;
    missing.add(id_of(facts.problem, s), name_of(facts.problem, s));
  }
  if (missing.ids.empty()) return;
  out.push_back(
      make_reason("after-unserved",
                  {"it comes after {0}, which is not served", "须在“{0}”之后，而后者没有安排"},
                  std::move(missing)));
}

// What the pin leaves, where something stands against the session besides.
void explain_pin(const Problem& problem, SessionIndex s, std::vector<Reason>& out) {
  const auto& pin = problem.sessions()[s].pin;
  if (!pin) return;
  Blockers kept = teams_named(problem, pin->teams);
  if (pin->venue.exists()) {
    kept.ids.insert(kept.ids.begin(), problem.venues()[pin->venue].id);
    kept.words.insert(kept.words.begin(), name_of(problem, pin->venue));
  }
  const std::string start = pin->start ? clock_text(problem, *pin->start) : "-";
  out.push_back(make_reason(
      "pinned",
      {"its pin leaves no other choice: start {1}, {0}", "已被指定，没有其他选择：开始 {1}，{0}"},
      std::move(kept), start));
}

}  // namespace

std::vector<Unserved> reasons(const Problem& problem, const std::vector<rule::RuleSpec>& specs,
                              const rule::Levels& levels, const model::Solution& solution) {
  const Facts facts(problem, solution);
  const VenueDays venues(facts);
  HardRules rules(facts, specs, levels);
  Ways ways(facts, venues, rules);
  const Names names(problem, specs);
  Table<SessionIndex, std::vector<SessionIndex>> before(problem.sessions().size());
  for (const model::Precedence& p : problem.precedences()) {
    if (problem.task_of(p.before).standing || problem.task_of(p.after).standing) continue;
    before[p.after].push_back(p.before);
  }
  std::vector<Unserved> out;
  for (auto s : indices(problem.sessions())) {
    if (solution.serves(s)) continue;
    Unserved one{s, {}};
    const Candidates candidates = candidates_of(problem, s);
    explain_candidates(problem, s, candidates, one.reasons);
    explain_before(facts, before[s], one.reasons);
    if (one.reasons.empty()) {
      explain_ways(problem, s, ways.try_all(s, candidates), names, one.reasons);
    }
    explain_pin(problem, s, one.reasons);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace muster::plan
