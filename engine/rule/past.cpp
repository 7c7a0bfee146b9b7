#include "rule/past.h"

#include <map>

#include "base/check.h"

namespace muster::rule {

using model::PastSession;
using model::PastTurn;
using model::Period;
using model::Problem;
using Owner = LedgerTerm::Owner;

namespace {

constexpr MessageText kOverAndEvery{
    "rule-over-and-every",
    Severity::error,
    {"rule \"{}\" counts over a time before the horizon and by its parts",
     "规则“{}”既写了 over，又按计划期的一部分统计"},
    {"leave out every, or over", "去掉 every 或 over"}};

// What some turns of one session are, by the term's measure.
std::int64_t amount(const Problem& problem, const LedgerTerm& term, const PastSession& session,
                    const std::vector<const PastTurn*>& turns) {
  const model::TaskIndex task = problem.history().tasks[session.task].known;
  const std::int64_t households = task.exists() ? problem.tasks()[task].households : 0;
  const bool own = term.owner == Owner::head;
  std::int64_t sum =
      term.measure.once(own ? turns.front()->minutes : session.minutes(), households);
  for (const PastTurn* turn : turns) sum += term.measure.each(turn->minutes);
  return sum;
}

// Turns that were kept, by the index of who owns them in the ledger.
std::map<std::uint32_t, std::vector<const PastTurn*>> owned(const LedgerTerm& term,
                                                            const PastSession& session) {
  std::map<std::uint32_t, std::vector<const PastTurn*>> by;
  for (const PastTurn& turn : session.turns) {
    if (!turn.came()) continue;
    switch (term.owner) {
      case Owner::zone: by[0].push_back(&turn); break;
      case Owner::grid:
        if (session.grid.exists()) by[session.grid.value].push_back(&turn);
        break;
      case Owner::team:
        if (turn.team.exists()) by[turn.team.value].push_back(&turn);
        break;
      case Owner::head:
      case Owner::group:
        if (turn.who.exists()) by[turn.who.value].push_back(&turn);
        break;
      case Owner::session: break;
    }
  }
  return by;
}

}  // namespace

bool counts_past(const RuleSpec& spec, const Problem& problem, Period period,
                 const PastSession& session) {
  if (spec.has("over")) {
    const TimePoint begin = problem.calendar().horizon().from;
    if (session.start < begin - spec.get("over", Duration{})) return false;
  } else if (!in_first_period(problem, period, session.start)) {
    return false;
  }
  return matches(spec.get("tasks", model::Selector{}), problem,
                 problem.history().tasks[session.task]);
}

void enter_past(const RuleSpec& spec, const Problem& problem, LedgerTerm& term) {
  MUSTER_ASSERT(term.owner != Owner::session, "a session has no past");
  for (const PastSession& session : problem.past()) {
    if (!counts_past(spec, problem, term.period, session)) continue;
    for (const auto& [owner, turns] : owned(term, session)) {
      const std::int32_t slot = term.slot_of[owner];
      if (slot < 0) continue;
      if (term.initial.empty()) {
        term.initial.assign(term.bounds.size() * static_cast<std::size_t>(term.periods), 0);
      }
      const auto cell = static_cast<std::size_t>(slot) * static_cast<std::size_t>(term.periods);
      term.initial[cell] += amount(problem, term, session, turns);
    }
  }
}

bool check_over(const RuleSpec& spec, Diagnostics& diagnostics) {
  if (!spec.has("over") || spec.get("every", Period::horizon) == Period::horizon) return true;
  diagnostics.add(kOverAndEvery, spec.place, {spec.id});
  return false;
}

ParamSpec over_param() {
  return {
      .name = "over",
      .type = ParamType::duration,
      .words = {},
      .fallback = "",
      .meaning = {"so long before the horizon, what the history tells counts too; not with every",
                  "计划期之前这么久的历史也计入；不与 every 同写"}};
}

}  // namespace muster::rule
