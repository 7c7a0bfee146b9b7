// working-time, fair-share, coverage and activation: amounts by owner and period.
#include <map>
#include <optional>
#include <set>

#include "plan/account.h"
#include "plan/scope.h"
#include "plan/verify_past.h"

namespace muster::plan {

namespace {

using model::Period;

std::int64_t units_over(std::int64_t amount, std::int64_t unit) {
  return amount <= 0 ? 0 : (amount + unit - 1) / unit;
}

std::int64_t period_of(const Facts& facts, Period period, SessionIndex s) {
  return facts.problem.calendar().period_of_day(period, facts.day(s));
}

std::string when(const Facts& facts, Period period, std::int64_t index) {
  return facts.problem.calendar().name(period, static_cast<int>(index));
}

enum class Measure { minutes, count };

// What matched sessions add to their teams or people: heads of each team, or one for each head.
Account work_of(const Facts& facts, const Scope& scope, bool by_team, Measure measure,
                Period period) {
  Account account;
  const std::int64_t periods = facts.problem.calendar().periods(period);
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(facts.problem, s)) continue;
    const std::int64_t minutes = facts.problem.sessions()[s].duration.minutes;
    const std::int64_t each = measure == Measure::minutes ? minutes : 1;
    const std::int64_t p = period_of(facts, period, s);
    std::set<HeadIndex> heads;  // one who is counted twice works once
    for (const Crew& crew : facts.placement(s).crews) {
      const auto n = static_cast<std::int64_t>(crew.heads.size());
      if (!by_team) heads.insert(crew.heads.begin(), crew.heads.end());
      if (by_team && scope.teams[crew.team])
        account.add(crew.team.value * periods + p, n * each, s);
    }
    for (HeadIndex head : heads) {
      if (scope.heads[head]) account.add(head.value * periods + p, each, s);
    }
  }
  return account;
}

// What was done before, into the cells of the first period. Returns the sum of what the rule's own
// teams or people did.
std::int64_t add_past(const Facts& facts, const Scope& scope, bool by_team, Measure measure,
                      Period period, Account& account) {
  const std::int64_t periods = facts.problem.calendar().periods(period);
  std::int64_t sum = 0;
  for (const model::PastSession* session : past_of(facts, scope, period)) {
    for (const model::PastTurn& turn : session->turns) {
      if (turn.turnout == model::Turnout::absent) continue;
      const bool counts = by_team ? turn.team.exists() && scope.teams[turn.team]
                                  : turn.who.exists() && scope.heads[turn.who];
      if (!counts) continue;
      const std::int64_t owner = by_team ? turn.team.value : turn.who.value;
      const std::int64_t amount = measure == Measure::minutes ? turn.minutes : 1;
      account.add(owner * periods, amount, {});
      sum += amount;
    }
  }
  return sum;
}

std::string owner_name(const Facts& facts, bool by_team, std::int64_t owner) {
  const auto at = static_cast<std::size_t>(owner);
  return by_team ? name_of(facts.problem, TeamIndex(at)) : name_of(facts.problem, HeadIndex(at));
}

bool owner_in_scope(const Scope& scope, bool by_team, std::int64_t owner) {
  const auto at = static_cast<std::size_t>(owner);
  return by_team ? scope.teams[TeamIndex(at)] != 0 : scope.heads[HeadIndex(at)] != 0;
}

void working_time(const Facts& facts, const Scope& scope, Findings& findings) {
  const bool by_team = scope.spec.get<std::string>("per", "person") == "team";
  const Period period = scope.spec.get<Period>("every", Period::horizon);
  const std::int64_t periods = facts.problem.calendar().periods(period);
  std::optional<std::int64_t> most;
  if (scope.spec.has("at-most")) most = scope.spec.get<Duration>("at-most", {}).minutes;
  const std::int64_t least = scope.spec.get<Duration>("at-least", {}).minutes;
  const auto owners = static_cast<std::int64_t>(by_team ? scope.teams.size() : scope.heads.size());
  Account account = work_of(facts, scope, by_team, Measure::minutes, period);
  add_past(facts, scope, by_team, Measure::minutes, period, account);
  account.each(least > 0 ? owners * periods : 0, [&](std::int64_t cell, std::int64_t amount,
                                                     std::vector<SessionIndex> sessions) {
    const std::int64_t owner = cell / periods;
    if (!owner_in_scope(scope, by_team, owner)) return;
    const std::int64_t over = most ? units_over(amount - *most, 60) : 0;
    const std::int64_t under = units_over(least - amount, 60);
    if (over == 0 && under == 0) return;
    const std::string name = owner_name(facts, by_team, owner);
    const std::string in = when(facts, period, cell % periods);
    findings.match(
        scope.spec, scope.level, scope.weight * over,
        {"{} works {} minutes in {}, more than {}", "{0} 在 {2} 工作 {1} 分钟，超过 {3} 分钟"},
        sessions, name, amount, in, most.value_or(0));
    findings.match(
        scope.spec, scope.level, scope.weight * under,
        {"{} works {} minutes in {}, less than {}", "{0} 在 {2} 工作 {1} 分钟，少于 {3} 分钟"},
        std::move(sessions), name, amount, in, least);
  });
}

// What all matched sessions want, from those needs that a matched team may serve.
std::int64_t demand(const Facts& facts, const Scope& scope, Measure measure) {
  const Problem& problem = facts.problem;
  std::int64_t sum = 0;
  for (auto task : indices(problem.tasks())) {
    if (!scope.tasks[task]) continue;
    std::int64_t wanted = 0;
    for (const Need& need : problem.tasks()[task].needs) {
      bool any = false;
      for (auto team : indices(problem.teams())) {
        any = any || (scope.teams[team] && matches(need.from, problem, team));
      }
      if (any) wanted += need.people.want;
    }
    for (SessionIndex s : problem.sessions_of(task)) {
      sum += wanted * (measure == Measure::minutes ? problem.sessions()[s].duration.minutes : 1);
    }
  }
  return sum;
}

// floor(demand × size × (100 + tolerance) / (100 × all × periods)), without overflow.
std::int64_t share(std::int64_t demand, std::int64_t size, std::int64_t tolerance, std::int64_t all,
                   std::int64_t periods) {
  if (all == 0) return 0;
  __extension__ typedef __int128 Wide;
  const Wide whole = Wide(demand) * size * (100 + tolerance);
  return static_cast<std::int64_t>(whole / (Wide(100) * all * periods));
}

void fair_share(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  const bool by_team = scope.spec.get<std::string>("per", "team") == "team";
  const bool hours = scope.spec.get<std::string>("measure", "hours") == "hours";
  const Measure measure = hours ? Measure::minutes : Measure::count;
  const Period period = scope.spec.get<Period>("every", Period::horizon);
  const std::int64_t periods = problem.calendar().periods(period);
  const auto tolerance = scope.spec.get<std::int64_t>("tolerance", 10);
  const auto size_of = [&](std::int64_t owner) {
    return by_team ? problem.teams()[TeamIndex(static_cast<std::size_t>(owner))].size : 1;
  };
  std::int64_t all = 0;
  const auto owners = static_cast<std::int64_t>(by_team ? scope.teams.size() : scope.heads.size());
  for (std::int64_t owner = 0; owner < owners; ++owner) {
    if (owner_in_scope(scope, by_team, owner)) all += size_of(owner);
  }
  std::int64_t wanted = demand(facts, scope, measure);
  Account account = work_of(facts, scope, by_team, measure, period);
  std::map<std::int64_t, std::int64_t> before;  // by owner
  if (scope.spec.has("over")) {
    wanted += add_past(facts, scope, by_team, measure, period, account);
    Account past;
    add_past(facts, scope, by_team, measure, period, past);
    past.each(0, [&](std::int64_t cell, std::int64_t amount, const std::vector<SessionIndex>&) {
      before[cell / periods] = amount;
    });
  }
  account.each(0, [&](std::int64_t cell, std::int64_t amount, std::vector<SessionIndex> sessions) {
    const std::int64_t owner = cell / periods;
    const std::int64_t fair = share(wanted, size_of(owner), tolerance, all, periods);
    const auto done = before.find(owner);
    const std::int64_t most = done == before.end() ? fair : std::max(fair, done->second);
    const std::int64_t over = units_over(amount - most, hours ? 60 : 1);
    if (over == 0) return;
    findings.match(scope.spec, scope.level, scope.weight * over,
                   {"{0} carries {1} {4} in {2}, its fair share is at most {3}",
                    "{0} 在 {2} 承担 {1} {5}，公平份额至多 {3}"},
                   std::move(sessions), owner_name(facts, by_team, owner), amount,
                   when(facts, period, cell % periods), most, hours ? "minutes" : "turns",
                   hours ? "分钟" : "人次");
  });
}

void coverage(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  const bool by_zone = scope.spec.get<std::string>("per", "grid") == "zone";
  const Period period = scope.spec.get<Period>("every", Period::horizon);
  const std::int64_t periods = problem.calendar().periods(period);
  const auto least = scope.spec.get<std::int64_t>("at-least", 0);
  const auto selector = scope.spec.get<model::Selector>("grids", {});
  Table<GridIndex, char> kept(problem.grids().size());
  for (auto grid : indices(kept)) kept[grid] = matches(selector, problem, grid);
  Account account;
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(problem, s)) continue;
    std::int64_t owner = 0;
    if (!by_zone) {
      const GridIndex grid =
          kept_grid(problem, kept, problem.served_grid(s, facts.placement(s).venue));
      if (!grid.exists()) continue;
      owner = grid.value;
    }
    account.add(owner * periods + period_of(facts, period, s), 1, s);
  }
  for (const model::PastSession* session : past_of(facts, scope, period)) {
    const GridIndex grid = by_zone ? GridIndex() : kept_grid(problem, kept, session->grid);
    if (!session->held() || (!by_zone && !grid.exists())) continue;
    account.add(by_zone ? 0 : grid.value * periods, 1, {});
  }
  const auto owners = static_cast<std::int64_t>(by_zone ? 1 : problem.grids().size());
  const model::Zone& zone = problem.zone();
  const std::string& zone_name = zone.name.empty() ? zone.id : zone.name;
  account.each(owners * periods,
               [&](std::int64_t cell, std::int64_t amount, std::vector<SessionIndex> sessions) {
                 const GridIndex grid(static_cast<std::size_t>(cell / periods));
                 const std::int64_t missing = units_over(least - amount, 1);
                 if (missing == 0 || (!by_zone && !kept[grid])) return;
                 findings.match(scope.spec, scope.level, scope.weight * missing,
                                {"{} gets {} sessions in {}, at least {} are due",
                                 "{0} 在 {2} 有 {1} 场，至少应有 {3} 场"},
                                std::move(sessions), by_zone ? zone_name : name_of(problem, grid),
                                amount, when(facts, period, cell % periods), least);
               });
}

// Every team that sends a crew in a period, once.
void activation(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  const Period period = scope.spec.get<Period>("every", Period::horizon);
  std::map<std::pair<TeamIndex, std::int64_t>, std::set<SessionIndex>> used;
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(problem, s)) continue;
    for (const Crew& crew : facts.placement(s).crews) {
      if (scope.teams[crew.team]) used[{crew.team, period_of(facts, period, s)}].insert(s);
    }
  }
  for (const auto& [key, sessions] : used) {
    findings.match(scope.spec, scope.level, scope.weight,
                   {"{} is called out in {}, for {} sessions", "{0} 在 {1} 出动，共 {2} 场"},
                   {sessions.begin(), sessions.end()}, name_of(problem, key.first),
                   when(facts, period, key.second), sessions.size());
  }
}

struct Assignment {
  TimePoint start;
  VenueIndex venue;
  friend bool operator==(const Assignment&, const Assignment&) = default;
};
using Assignments = std::map<HeadIndex, std::map<SessionIndex, Assignment>>;

// Who is sent where, of those that the rule concerns.
Assignments assignments_of(const Facts& facts, const Scope& scope, const model::Solution& plan) {
  Assignments out;
  for (auto s : indices(plan.placements)) {
    if (!plan.serves(s) || !scope.concerns(facts.problem, s)) continue;
    const Placement& placement = *plan.placements[s];
    for (const Crew& crew : placement.crews) {
      for (HeadIndex head : crew.heads) {
        if (!scope.heads[head]) continue;
        const TimePoint start = facts.standing(s) ? TimePoint{} : placement.start;
        out[head][s] = {start, placement.venue};
      }
    }
  }
  return out;
}

// Every head whose assignments are not those of the base, once.
void stability(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  if (!problem.base()) return;
  const Assignments before = assignments_of(facts, scope, *problem.base());
  const Assignments after = assignments_of(facts, scope, facts.solution);
  std::set<HeadIndex> heads;
  for (const auto& [head, sessions] : before) heads.insert(head);
  for (const auto& [head, sessions] : after) heads.insert(head);
  static const std::map<SessionIndex, Assignment> kNothing;
  for (HeadIndex head : heads) {
    const auto old = before.find(head);
    const auto now = after.find(head);
    const auto& had = old == before.end() ? kNothing : old->second;
    const auto& has = now == after.end() ? kNothing : now->second;
    std::vector<SessionIndex> changed;
    for (const auto& [s, assignment] : had) {
      const auto same = has.find(s);
      if (same == has.end() || same->second != assignment) changed.push_back(s);
    }
    for (const auto& [s, assignment] : has) {
      if (had.count(s) == 0) changed.push_back(s);
    }
    if (changed.empty()) continue;
    const std::size_t n = changed.size();
    findings.match(scope.spec, scope.level, scope.weight,
                   {"{} is disturbed: {} assignments are not as they were",
                    "{} 受到影响：{} 项安排与原计划不同"},
                   std::move(changed), name_of(problem, head), n);
  }
}

}  // namespace

bool check_ledger(const Facts& facts, const Scope& scope, Findings& findings) {
  if (scope.spec.kind == "working-time") {
    working_time(facts, scope, findings);
  } else if (scope.spec.kind == "fair-share") {
    fair_share(facts, scope, findings);
  } else if (scope.spec.kind == "coverage") {
    coverage(facts, scope, findings);
  } else if (scope.spec.kind == "activation") {
    activation(facts, scope, findings);
  } else if (scope.spec.kind == "stability") {
    stability(facts, scope, findings);
  } else {
    return false;
  }
  return true;
}

}  // namespace muster::plan
