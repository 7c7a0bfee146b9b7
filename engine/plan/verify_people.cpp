// budget, rotation and proximity: what sessions cost by zone, line or team, whose turn it is how
// often, and who looks after how many households how far from home.
#include <algorithm>
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

// Whether one who lives in `home` lives in the grid that is served, or in a part of it.
bool lives_in(const Problem& problem, GridIndex home, GridIndex served) {
  for (GridIndex grid = home; grid.exists(); grid = problem.grids()[grid].parent) {
    if (grid == served) return true;
  }
  return false;
}

void far_from_home(const Facts& facts, const Scope& scope, SessionIndex s, const Crew& crew,
                   HeadIndex head, Findings& findings) {
  const Problem& problem = facts.problem;
  const model::Head& who = problem.heads()[head];
  const int free = scope.spec.get<Duration>("free", {}).minutes;
  const int unit = scope.spec.get<Duration>("unit", {10}).minutes;
  const PlaceIndex from =
      who.home.exists() ? Problem::place_of(who.home) : problem.teams()[crew.team].base;
  const int minutes = problem.travel().between(from, facts.place(s)).minutes;
  const std::int64_t over = std::max(0, minutes - free);
  std::int64_t cost = scope.weight * ((over + unit - 1) / unit);
  const auto& related = problem.task_of(s).related;
  const bool kin =
      who.person.exists() && std::find(related.begin(), related.end(), who.person) != related.end();
  if (kin || lives_in(problem, who.home, problem.served_grid(s, facts.placement(s).venue))) {
    const std::int64_t percent = 100 - scope.spec.get<std::int64_t>("discount", 100);
    cost = (cost * percent + 99) / 100;
  }
  findings.match(scope.spec, scope.level, cost,
                 {"{1} has {2} minutes from home to {0}; {3} are free",
                  "{1} 从家到 {0} 需 {2} 分钟，免计 {3} 分钟"},
                 {s}, named(problem, s), name_of(problem, head), minutes, free);
}

void proximity(const Facts& facts, const Scope& scope, Findings& findings) {
  const Problem& problem = facts.problem;
  std::map<HeadIndex, std::pair<std::int64_t, std::vector<SessionIndex>>> households;
  for (auto head : indices(scope.heads)) {
    if (scope.heads[head]) households[head];
  }
  for (SessionIndex s : facts.served) {
    if (!scope.concerns(problem, s)) continue;
    std::set<HeadIndex> heads;
    for (const Crew& crew : facts.placement(s).crews) {
      for (HeadIndex head : crew.heads) {
        heads.insert(head);
        if (scope.teams[crew.team]) far_from_home(facts, scope, s, crew, head, findings);
      }
    }
    for (HeadIndex head : heads) {
      if (!scope.heads[head]) continue;
      households[head].first += problem.task_of(s).households;
      households[head].second.push_back(s);
    }
  }
  const auto least = scope.spec.get<std::int64_t>("at-least", 0);
  const auto most = scope.spec.get<std::int64_t>("at-most", INT64_MAX);
  for (const auto& [head, kept] : households) {
    const std::int64_t off = std::max({std::int64_t{0}, least - kept.first, kept.first - most});
    findings.match(scope.spec, scope.level, scope.weight * off,
                   {"{0} looks after {1} households, {2} to {3} are due",
                    "{0} 联系 {1} 户，应为 {2} 至 {3} 户"},
                   kept.second, name_of(problem, head), kept.first, least,
                   most == INT64_MAX ? std::string("…") : std::to_string(most));
  }
}

}  // namespace

bool check_people(const Facts& facts, const Scope& scope, Findings& findings) {
  if (scope.spec.kind == "budget") {
    budget(facts, scope, findings);
  } else if (scope.spec.kind == "rotation") {
    rotation(facts, scope, findings);
  } else if (scope.spec.kind == "proximity") {
    proximity(facts, scope, findings);
  } else {
    return false;
  }
  return true;
}

}  // namespace muster::plan
