// budget and rotation: what sessions cost by zone, line or team, and whose turn it is how often.
#include <map>
#include <set>

#include "plan/account.h"
#include "plan/scope.h"

namespace muster::plan {

namespace {

using model::Period;

std::int64_t period_of(const Facts& facts, Period period, SessionIndex s) {
  return facts.problem.calendar().period_of_day(period, facts.day(s));
}

std::string when(const Facts& facts, Period period, std::int64_t index) {
  return facts.problem.calendar().name(period, static_cast<int>(index));
}

// Sixtieths of money, for one payer whose `heads` go.
std::int64_t money(const Facts& facts, const Scope& scope, SessionIndex s, std::int64_t heads) {
  const auto price = [&](std::string_view name) { return scope.spec.get<std::int64_t>(name, 0); };
  const std::int64_t minutes = facts.problem.sessions()[s].duration.minutes;
  const std::int64_t households = facts.problem.task_of(s).households;
  const std::int64_t whole =
      price("per-session") + price("per-head") * heads + price("per-household") * households;
  return whole * 60 + (price("per-hour") + price("per-head-hour") * heads) * minutes;
}

// Who pays for a session, and what: nobody, the zone (0), a line, or each team that is sent.
std::map<std::int64_t, std::int64_t> bills(const Facts& facts, const Scope& scope, SessionIndex s) {
  const auto per = scope.spec.get<std::string>("per", "zone");
  std::map<std::int64_t, std::int64_t> out;
  if (per == "team") {
    std::map<TeamIndex, std::int64_t> heads;
    for (const Crew& crew : facts.placement(s).crews) {
      if (scope.teams[crew.team]) heads[crew.team] += static_cast<std::int64_t>(crew.heads.size());
    }
    for (const auto& [team, n] : heads) out[team.value] = money(facts, scope, s, n);
    return out;
  }
  const auto& lines = facts.problem.task_of(s).lines;
  if (per == "line" && lines.empty()) return out;
  const std::int64_t payer = per == "line" ? lines.front().value : 0;
  out[payer] = money(facts, scope, s, facts.heads_sent(s));
  return out;
}

std::string payer_name(const Facts& facts, const Scope& scope, std::int64_t payer) {
  const auto per = scope.spec.get<std::string>("per", "zone");
  const auto at = static_cast<std::size_t>(payer);
  if (per == "team") return name_of(facts.problem, TeamIndex(at));
  if (per == "line") return name_of(facts.problem, LineIndex(at));
  const model::Zone& zone = facts.problem.zone();
  return zone.name.empty() ? zone.id : zone.name;
}

void budget(const Facts& facts, const Scope& scope, Findings& findings) {
  const Period period = scope.spec.get<Period>("every", Period::horizon);
  const std::int64_t periods = facts.problem.calendar().periods(period);
  Account account;
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(facts.problem, s)) continue;
    for (const auto& [payer, amount] : bills(facts, scope, s)) {
      account.add(payer * periods + period_of(facts, period, s), amount, s);
    }
  }
  const auto most = scope.spec.get<std::int64_t>("at-most", 0);
  const std::int64_t unit = scope.spec.get<std::int64_t>("unit", 1) * 60;
  account.each(0, [&](std::int64_t cell, std::int64_t amount, std::vector<SessionIndex> sessions) {
    const std::int64_t over = amount - most * 60;
    if (over <= 0) return;
    findings.match(scope.spec, scope.level, scope.weight * ((over + unit - 1) / unit),
                   {"{} spends {:.2f} in {}, more than {}", "{0} 在 {2} 花费 {1:.2f}，超过 {3}"},
                   std::move(sessions), payer_name(facts, scope, cell / periods),
                   static_cast<double>(amount) / 60, when(facts, period, cell % periods), most);
  });
}

// Turns of one owner after the other, by period.
template <class Owner>
using Turns = std::map<std::pair<Owner, std::int64_t>, std::vector<SessionIndex>>;

template <class Owner>
void too_many_turns(const Facts& facts, const Scope& scope, Period period,
                    const Turns<Owner>& turns, Findings& findings) {
  const auto most = scope.spec.get<std::int64_t>("at-most", 1);
  for (const auto& [key, sessions] : turns) {
    const auto n = static_cast<std::int64_t>(sessions.size());
    if (n <= most) continue;
    findings.match(scope.spec, scope.level, scope.weight * (n - most),
                   {"it is the turn of {} {} times in {}, more than {}",
                    "{0} 在 {2} 轮到 {1} 次，超过 {3} 次"},
                   sessions, name_of(facts.problem, key.first), n, when(facts, period, key.second),
                   most);
  }
}

void rotation(const Facts& facts, const Scope& scope, Findings& findings) {
  const Period period = scope.spec.get<Period>("every", Period::horizon);
  Turns<TeamIndex> of_teams;
  Turns<HeadIndex> of_heads;
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(facts.problem, s)) continue;
    std::set<TeamIndex> teams;
    std::set<HeadIndex> heads;
    for (const Crew& crew : facts.placement(s).crews) {
      teams.insert(crew.team);
      heads.insert(crew.heads.begin(), crew.heads.end());
    }
    const std::int64_t p = period_of(facts, period, s);
    for (TeamIndex team : teams) {
      if (scope.teams[team]) of_teams[{team, p}].push_back(s);
    }
    for (HeadIndex head : heads) {
      if (scope.heads[head]) of_heads[{head, p}].push_back(s);
    }
  }
  if (scope.spec.get<std::string>("per", "person") == "team") {
    too_many_turns(facts, scope, period, of_teams, findings);
  } else {
    too_many_turns(facts, scope, period, of_heads, findings);
  }
}

}  // namespace

bool check_people(const Facts& facts, const Scope& scope, Findings& findings) {
  if (scope.spec.kind == "budget") {
    budget(facts, scope, findings);
  } else if (scope.spec.kind == "rotation") {
    rotation(facts, scope, findings);
  } else {
    return false;
  }
  return true;
}

}  // namespace muster::plan
