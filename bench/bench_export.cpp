// bench_export WORKSPACE > FILE.json
// What a workspace means, for the solvers of others: recurrences expanded, selectors resolved,
// travel as a matrix. bench/peers/instance.py reads it; rows refer to each other by position.
#include <filesystem>
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "base/zone_time.h"
#include "load/workspace.h"

namespace {

using namespace muster;
namespace json = boost::json;

json::array intervals(const IntervalSet& set) {
  json::array out;
  for (const Interval& part : set.parts()) {
    out.push_back({part.from.minutes, part.until.minutes});
  }
  return out;
}

template <class I>
json::array numbers(const std::vector<I>& list) {
  json::array out;
  for (I i : list) out.push_back(i.value);
  return out;
}

template <class I>
json::value number(I index) {
  return index.exists() ? json::value(index.value) : json::value(nullptr);
}

json::array teams(const model::Problem& problem) {
  json::array out;
  for (const model::Team& team : problem.teams()) {
    out.push_back({{"id", team.id},
                   {"base", number(team.base)},
                   {"lines", numbers(team.lines)},
                   {"available", intervals(team.available)}});
  }
  return out;
}

json::array heads(const model::Problem& problem) {
  json::array out;
  for (const model::Head& head : problem.heads()) {
    out.push_back({{"id", head.id},
                   {"teams", numbers(head.teams)},
                   {"skills", numbers(head.skills)},
                   {"base", number(head.base)},
                   {"available", head.available ? json::value(intervals(*head.available))
                                                : json::value(nullptr)}});
  }
  return out;
}

json::array venues(const model::Problem& problem) {
  json::array out;
  for (auto v : indices(problem.venues())) {
    const model::Venue& venue = problem.venues()[v];
    out.push_back({{"id", venue.id},
                   {"place", problem.place_of(v).value},
                   {"grid", number(venue.grid)},
                   {"rooms", venue.rooms},
                   {"open", intervals(venue.open)}});
  }
  return out;
}

json::object need_of(const model::Problem& problem, const model::Need& need) {
  json::array may_send;
  for (auto t : indices(problem.teams())) {
    if (matches(need.from, problem, t)) may_send.push_back(t.value);
  }
  return {{"min", need.people.min},       {"want", need.people.want},
          {"max", need.people.max},       {"skills", numbers(need.skills)},
          {"teams", std::move(may_send)}, {"one_team", need.one_team}};
}

json::array tasks(const model::Problem& problem) {
  json::array out;
  for (const model::Task& task : problem.tasks()) {
    json::array needs;
    for (const model::Need& need : task.needs) needs.push_back(need_of(problem, need));
    json::value suiting = nullptr;
    if (task.venue) {
      json::array list;
      for (auto v : indices(problem.venues())) {
        if (suits(problem, *task.venue, v)) list.push_back(v.value);
      }
      suiting = std::move(list);
    }
    out.push_back({{"priority", model::word(task.priority)},
                   {"weight", task.weight},
                   {"grid", number(task.grid)},
                   {"place", number(model::Problem::place_of(task.grid))},
                   {"standing", task.standing},
                   {"venues", std::move(suiting)},
                   {"needs", std::move(needs)}});
  }
  return out;
}

json::array sessions(const model::Problem& problem) {
  json::array out;
  for (const model::Session& session : problem.sessions()) {
    json::array windows;
    for (const Interval& w : session.windows) {
      windows.push_back({w.from.minutes, w.until.minutes});
    }
    out.push_back({{"id", session.id},
                   {"task", session.task.value},
                   {"duration", session.duration.minutes},
                   {"windows", std::move(windows)},
                   {"pinned", session.pin.has_value()}});
  }
  return out;
}

json::array precedences(const model::Problem& problem) {
  json::array out;
  for (const model::Precedence& p : problem.precedences()) {
    out.push_back({p.before.value, p.after.value, p.lag.minutes});
  }
  return out;
}

std::string_view word(rule::LedgerTerm::Owner owner) {
  using Owner = rule::LedgerTerm::Owner;
  switch (owner) {
    case Owner::zone: return "zone";
    case Owner::team: return "team";
    case Owner::head: return "head";
    case Owner::grid: return "grid";
    case Owner::group: return "group";
    case Owner::session: return "session";
  }
  return "";
}

std::string_view word(const rule::Measure& measure) {
  if (measure == rule::kSessions) return "sessions";
  if (measure == rule::kMinutes) return "minutes";
  if (measure == rule::kHeads) return "heads";
  if (measure == rule::kHeadMinutes) return "head-minutes";
  return "mixed";
}

// Amounts that are kept under keys: of all rules the ones that other solvers can state best.
json::array ledgers(const model::Problem& problem, const rule::RuleSet& rules) {
  json::array out;
  for (const rule::LedgerTerm& term : rules.ledgers) {
    json::array of, slots, bounds, period_of_day;
    for (auto s : indices(problem.sessions())) {
      if (term.sessions[s] != 0) of.push_back(s.value);
    }
    for (std::int32_t slot : term.slot_of) slots.push_back(slot);
    for (const auto& b : term.bounds) {
      bounds.push_back({b.at_least,
                        b.at_most == INT64_MAX ? json::value(nullptr) : json::value(b.at_most),
                        b.unit, b.weight});
    }
    for (int d = 0; d < problem.calendar().days(); ++d) {
      period_of_day.push_back(problem.calendar().period_of_day(term.period, d));
    }
    json::array values;
    for (std::int64_t value : term.team_value) values.push_back(value);
    out.push_back({{"rule", rules.rules[term.rule].id},
                   {"level", rules.levels.name(term.level)},
                   {"owner", word(term.owner)},
                   {"measure", word(term.measure)},
                   {"period_of_day", std::move(period_of_day)},
                   {"sessions", std::move(of)},
                   {"slot_of", std::move(slots)},
                   {"team_value", std::move(values)},
                   {"by_head", !term.head_value.empty()},
                   {"bounds", std::move(bounds)}});
  }
  return out;
}

// Each kind once, with its level: for what a peer leaves out.
json::array rule_kinds(const rule::RuleSet& rules) {
  json::array out;
  for (const auto& rule : rules.rules) {
    out.push_back({{"id", rule.id},
                   {"kind", rule.kind},
                   {"level", rules.levels.name(rule.level)},
                   {"hard", rule.hard}});
  }
  return out;
}

json::array travel(const model::Problem& problem) {
  const std::size_t n = problem.grids().size() + problem.venues().size();
  json::array out;
  for (std::size_t i = 0; i < n; ++i) {
    json::array row;
    for (std::size_t j = 0; j < n; ++j) {
      row.push_back(problem.travel().between(model::PlaceIndex(i), model::PlaceIndex(j)).minutes);
    }
    out.push_back(std::move(row));
  }
  return out;
}

json::array day_starts(const model::Problem& problem) {
  json::array out;
  for (int d = 0; d < problem.calendar().days(); ++d) {
    out.push_back(problem.calendar().day(d).from.minutes);
  }
  out.push_back(problem.calendar().horizon().until.minutes);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Writes what a workspace means as JSON, for the solvers of others"};
  std::string folder;
  app.add_option("WORKSPACE", folder)->required();
  CLI11_PARSE(app, argc, argv);
  load::Options how;
  how.pack_folders = {std::filesystem::path(MUSTER_SOURCE_DIR) / "rules" / "packs"};
  auto loaded = load::load_workspace(folder, how);
  if (!loaded) {
    fmt::print(stderr, "{}: {}\n", folder, loaded.failure().english);
    return 3;
  }
  if (!loaded.value().workspace) {
    const auto& bad = loaded.value();
    fmt::print(stderr, "{}", to_text(bad.diagnostics, bad.sources, Language::english));
    return 2;
  }
  const load::Workspace& workspace = *loaded.value().workspace;
  const model::Problem& problem = workspace.problem;
  json::array levels;
  for (const std::string& name : workspace.rules.levels.names()) levels.emplace_back(name);
  const json::object out{{"zone", problem.zone().id},
                         {"step", problem.zone().step.minutes},
                         {"levels", std::move(levels)},
                         {"lines", problem.lines().size()},
                         {"day_starts", day_starts(problem)},
                         {"teams", teams(problem)},
                         {"heads", heads(problem)},
                         {"venues", venues(problem)},
                         {"tasks", tasks(problem)},
                         {"sessions", sessions(problem)},
                         {"precedences", precedences(problem)},
                         {"rules", rule_kinds(workspace.rules)},
                         {"ledgers", ledgers(problem, workspace.rules)},
                         {"travel", travel(problem)}};
  std::cout << out << '\n';
  return std::cout.good() ? 0 : 3;
}
