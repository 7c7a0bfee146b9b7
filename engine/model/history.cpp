#include "model/history.h"

#include <algorithm>

#include "base/check.h"
#include "model/problem.h"

namespace muster::model {

namespace {

using Clause = Selector::Clause;

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool holds(const Clause& clause, const Problem& problem, const PastTask& task) {
  switch (clause.attribute) {
    case Attribute::id: return contains(clause.any_of, task.id);
    case Attribute::kind: return contains(clause.any_of, task.kind);
    case Attribute::line:
      return std::any_of(task.lines.begin(), task.lines.end(), [&](LineIndex line) {
        return contains(clause.any_of, problem.lines()[line].id);
      });
    case Attribute::grid:
      for (GridIndex grid = task.grid; grid.exists(); grid = problem.grids()[grid].parent) {
        if (contains(clause.any_of, problem.grids()[grid].id)) return true;
      }
      return false;
    case Attribute::priority:
    case Attribute::skill:
    case Attribute::facility: return false;
  }
  return false;
}

bool matches_past(const Selector& selector, const Problem& problem, const PastTask& task) {
  return std::all_of(selector.all_of.begin(), selector.all_of.end(),
                     [&](const Clause& clause) { return holds(clause, problem, task); }) &&
         std::none_of(selector.none_of.begin(), selector.none_of.end(),
                      [&](const Selector& not_in) { return matches_past(not_in, problem, task); });
}

// Weighted turns: kept ones and all of them.
struct Record {
  std::int64_t came = 0, all = 0;

  std::int32_t share() const {
    constexpr std::int64_t kTrust = std::int64_t{4} * 1024;
    const std::int64_t share = 1000 * (came + kTrust) / (all + kTrust);
    return static_cast<std::int32_t>(std::max<std::int64_t>(share, 1));
  }
};

}  // namespace

bool PastSession::held() const { return heads() > 0; }

std::int64_t PastSession::heads() const {
  return std::count_if(turns.begin(), turns.end(), [](const PastTurn& t) { return t.came(); });
}

std::int32_t PastSession::minutes() const {
  std::int32_t most = 0;
  for (const PastTurn& turn : turns) most = std::max(most, turn.minutes);
  return most;
}

bool matches(const Selector& selector, const Problem& problem, const PastTask& task) {
  return task.known.exists() ? matches(selector, problem, task.known)
                             : matches_past(selector, problem, task);
}

bool in_first_period(const Problem& problem, Period period, TimePoint past) {
  using namespace std::chrono;
  const local_days first = problem.calendar().date(0);
  const local_days day = problem.zone_time().local(past).day;
  if (day >= first || period == Period::day || period == Period::horizon) return false;
  if (period == Period::week) {
    return day >= first - (weekday(first) - Monday);
  }
  const year_month_day a(first);
  const year_month_day b(day);
  return a.year() == b.year() && a.month() == b.month();
}

Reliability::Reliability(const Problem& problem)
    : of_head_(problem.heads().size(), 1000), of_team_(problem.teams().size(), 1000) {
  const History& history = problem.history();
  const std::int64_t half = std::max(1, history.half_life.minutes);
  const TimePoint now = problem.calendar().horizon().from;
  Table<HeadIndex, Record> heads(problem.heads().size());
  Table<TeamIndex, Record> teams(problem.teams().size());
  for (const PastSession& session : history.sessions) {
    const std::int64_t halvings = std::max(0, (now - session.start).minutes) / half;
    const std::int64_t weight = halvings > 10 ? 0 : 1024 >> halvings;
    for (const PastTurn& turn : session.turns) {
      if (turn.turnout == Turnout::planned) continue;
      known_ = true;
      const auto count = [&](Record& record) {
        record.all += weight;
        if (turn.came()) record.came += weight;
      };
      if (turn.who.exists()) count(heads[turn.who]);
      if (turn.team.exists()) count(teams[turn.team]);
    }
  }
  for (auto team : indices(teams)) of_team_[team] = teams[team].share();
  for (auto head : indices(heads)) {
    const Head& row = problem.heads()[head];
    of_head_[head] = row.person.exists() ? heads[head].share() : of_team_[row.teams.front()];
  }
}

}  // namespace muster::model
