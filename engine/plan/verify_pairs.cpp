// no-clash, separation, spread and same-venue: sessions two by two, in order of time.
#include <algorithm>
#include <functional>
#include <map>

#include "plan/scope.h"

namespace muster::plan {

namespace {

struct Side {
  SessionIndex session;
  bool one = false, other = false;  // of `tasks:`, of `from:`
};

// What serves the same grid side by side, in order of starts; all together where that is asked.
std::map<GridIndex, std::vector<Side>> sides_of(const Facts& facts, const Scope& scope,
                                                bool by_grid) {
  const Problem& problem = facts.problem;
  const auto from = scope.spec.get<model::Selector>("from", {});
  std::map<GridIndex, std::vector<Side>> sides;
  for (SessionIndex s : facts.served) {
    if (facts.standing(s)) continue;
    Side side{s, scope.concerns(problem, s), scope.concerns(problem, s)};
    if (scope.spec.has("from")) side.other = matches(from, problem, problem.sessions()[s].task);
    if (!side.one && !side.other) continue;
    const GridIndex grid = by_grid ? problem.served_grid(s, facts.placement(s).venue) : GridIndex();
    if (!by_grid || grid.exists()) sides[grid].push_back(side);
  }
  for (auto& [grid, list] : sides) {
    std::sort(list.begin(), list.end(), [&](const Side& a, const Side& b) {
      return std::pair(facts.span(a.session).from, a.session) <
             std::pair(facts.span(b.session).from, b.session);
    });
  }
  return sides;
}

// Calls `found(earlier, later)` for every pair that is too close: `close` says so of a pair, and
// once it says no of a later start it says no of all that follow.
void each_close_pair(const std::map<GridIndex, std::vector<Side>>& sides,
                     const std::function<bool(SessionIndex, SessionIndex)>& close,
                     const std::function<void(SessionIndex, SessionIndex)>& found) {
  for (const auto& [grid, list] : sides) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t j = i + 1; j < list.size() && close(list[i].session, list[j].session); ++j) {
        const bool meant = (list[i].one && list[j].other) || (list[i].other && list[j].one);
        if (meant) found(list[i].session, list[j].session);
      }
    }
  }
}

void spread(const Facts& facts, const Scope& scope, Findings& findings) {
  const auto days = scope.spec.get<std::int64_t>("days", 0);
  const bool by_grid = scope.spec.get<std::string>("per", "grid") == "grid";
  const auto apart = [&](SessionIndex a, SessionIndex b) { return facts.day(b) - facts.day(a); };
  each_close_pair(
      sides_of(facts, scope, by_grid),
      [&](SessionIndex a, SessionIndex b) { return apart(a, b) < days; },
      [&](SessionIndex a, SessionIndex b) {
        findings.match(scope.spec, scope.level, scope.weight,
                       {"{0} and {1} are {2} days apart, less than {3}",
                        "{0} 与 {1} 相隔 {2} 天，少于 {3} 天"},
                       {a, b}, named(facts.problem, a), named(facts.problem, b), apart(a, b), days);
      });
}

void keep_apart(const Facts& facts, const Scope& scope, bool by_grid, Findings& findings) {
  const Duration least = scope.spec.get<Duration>("at-least", {});
  each_close_pair(
      sides_of(facts, scope, by_grid),
      [&](SessionIndex a, SessionIndex b) {
        return facts.span(b).from < facts.span(a).until + least;
      },
      [&](SessionIndex a, SessionIndex b) {
        findings.match(scope.spec, scope.level, scope.weight,
                       {"{0} at {1} is too close to {2} at {3}", "{0}（{1}）与 {2}（{3}）相距太近"},
                       {a, b}, named(facts.problem, a), span_text(facts.problem, facts.span(a)),
                       named(facts.problem, b), span_text(facts.problem, facts.span(b)));
      });
}

// Every series in its order, unserved sessions included.
std::vector<std::vector<SessionIndex>> series_of(const Facts& facts, const Scope& scope) {
  const Problem& problem = facts.problem;
  const bool together = scope.spec.get<std::string>("series", "task") == "all";
  std::map<TaskIndex, std::vector<std::pair<TimePoint, SessionIndex>>> found;
  for (SessionIndex s : indices(problem.sessions())) {
    if (!scope.concerns(problem, s) || facts.standing(s)) continue;
    const auto& windows = problem.sessions()[s].windows;
    const bool dated = together && !windows.empty();
    const TimePoint when = dated ? windows.begin()->from : TimePoint{};
    found[together ? TaskIndex() : problem.sessions()[s].task].emplace_back(when, s);
  }
  std::vector<std::vector<SessionIndex>> all;
  for (auto& [task, list] : found) {
    std::sort(list.begin(), list.end());
    all.emplace_back();
    for (const auto& [when, s] : list) all.back().push_back(s);
  }
  return all;
}

void same_venue(const Facts& facts, const Scope& scope, Findings& findings) {
  const auto venue_of = [&](SessionIndex s) {
    const bool served = std::binary_search(facts.served.begin(), facts.served.end(), s);
    return served ? facts.placement(s).venue : VenueIndex();
  };
  for (const std::vector<SessionIndex>& series : series_of(facts, scope)) {
    for (std::size_t i = 1; i < series.size(); ++i) {
      const VenueIndex a = venue_of(series[i - 1]);
      const VenueIndex b = venue_of(series[i]);
      if (!a.exists() || !b.exists() || a == b) continue;
      findings.match(scope.spec, scope.level, scope.weight,
                     {"{0} is at {1}, but {2} at {3}", "{0} 在 {1}，{2} 却在 {3}"},
                     {series[i - 1], series[i]}, named(facts.problem, series[i - 1]),
                     named(facts.problem, a), named(facts.problem, series[i]),
                     named(facts.problem, b));
    }
  }
}

}  // namespace

bool check_pairs(const Facts& facts, const Scope& scope, Findings& findings) {
  const auto by_grid = [&](const char* otherwise) {
    return scope.spec.get<std::string>("per", otherwise) == "grid";
  };
  if (scope.spec.kind == "no-clash") {
    keep_apart(facts, scope, by_grid("grid"), findings);
  } else if (scope.spec.kind == "separation") {
    keep_apart(facts, scope, by_grid("zone"), findings);
  } else if (scope.spec.kind == "spread") {
    spread(facts, scope, findings);
  } else if (scope.spec.kind == "same-venue") {
    same_venue(facts, scope, findings);
  } else {
    return false;
  }
  return true;
}

}  // namespace muster::plan
