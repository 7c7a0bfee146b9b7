#include "load/history_book.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/limits.h"
#include "load/messages.h"
#include "load/near_words.h"

namespace muster::load {

namespace {

using model::Turnout;
using Key = std::tuple<std::string, std::chrono::local_days, std::string>;

// Rows in the book have a start.
Key key_of(const HistoryRow& row) { return {row.session, row.start->day, row.head}; }

auto order_of(const HistoryRow& row) {
  return std::tie(row.start, row.session, row.team, row.head);
}

bool same(const HistoryRow& a, const HistoryRow& b) {
  return order_of(a) == order_of(b) && a.minutes == b.minutes && a.task == b.task &&
         a.kind == b.kind && a.lines == b.lines && a.grid == b.grid && a.turnout == b.turnout;
}

std::string task_of(const std::string& session) { return session.substr(0, session.find('@')); }

// Fills what attendance leaves out.
class Completer {
 public:
  Completer(const std::vector<HistoryRow>& book, const model::Problem& problem, Findings& findings)
      : problem_(problem), findings_(findings) {
    for (const HistoryRow& row : book) {
      known_[row.session].push_back(&row);
      heads_.insert(row.head);
      teams_.insert(row.team);
    }
    for (const model::Head& head : problem.heads()) heads_.insert(head.id);
    for (const model::Team& team : problem.teams()) teams_.insert(team.id);
    for (auto task : indices(problem.tasks())) tasks_.emplace(problem.tasks()[task].id, task);
  }

  // None, reported, where something stays unknown.
  std::optional<HistoryRow> complete(HistoryRow row) {
    if (!is_known(teams_, row.team, messages::kUnknownTeamRow, messages::kUnknownTeamRowNear,
                  row) ||
        !is_known_head(row)) {
      return std::nullopt;
    }
    const HistoryRow* other = like(row);
    if (ambiguous_) {
      findings_.add(messages::kHistoryWhich, row.place, {row.session});
      return std::nullopt;
    }
    if (other != nullptr) fill(row, *other);
    if (!row.start) {
      findings_.add(messages::kHistoryNoStart, row.place, {row.session});
      return std::nullopt;
    }
    if (!row.came()) row.minutes = 0;
    if (!row.minutes) row.minutes = longest(row);
    if (!row.minutes) {
      findings_.add(messages::kHistoryNoMinutes, row.place, {row.session});
      return std::nullopt;
    }
    if (row.task.empty()) row.task = task_of(row.session);
    fill_from_task(row);
    return row;
  }

 private:
  bool is_known(const std::unordered_set<std::string>& ids, const std::string& id,
                const MessageText& text, const MessageText& near_text, const HistoryRow& row) {
    if (ids.count(id) > 0) return true;
    const std::string_view near = near_.find(id, ids, Severity::error, findings_);
    findings_.add(near.empty() ? text : near_text, row.place, {id, std::string(near)});
    return false;
  }
  bool is_known_head(const HistoryRow& row) {
    if (row.head.starts_with(std::string(kForgotten) + '#')) return true;
    return is_known(heads_, row.head, messages::kUnknownHead, messages::kUnknownHeadNear, row);
  }
  // A row of the same session and, where several days have it, of the same day.
  const HistoryRow* like(const HistoryRow& row) {
    ambiguous_ = false;
    const auto found = known_.find(row.session);
    if (found == known_.end()) return nullptr;
    const HistoryRow* match = nullptr;
    for (const HistoryRow* each : found->second) {
      if (row.start && row.start->day != each->start->day) continue;
      if (match != nullptr && match->start->day != each->start->day) ambiguous_ = true;
      match = each;
    }
    return match;
  }
  static void fill(HistoryRow& row, const HistoryRow& other) {
    if (!row.start) row.start = other.start;
    if (row.task.empty()) row.task = other.task;
    if (row.kind.empty()) row.kind = other.kind;
    if (row.lines.empty()) row.lines = other.lines;
    if (row.grid.empty()) row.grid = other.grid;
  }
  void fill_from_task(HistoryRow& row) const {
    const auto found = tasks_.find(row.task);
    if (found == tasks_.end()) return;
    const model::Task& task = problem_.tasks()[found->second];
    if (row.kind.empty()) row.kind = task.kind;
    if (row.grid.empty() && task.grid.exists()) row.grid = problem_.grids()[task.grid].id;
    if (!row.lines.empty()) return;
    for (model::LineIndex line : task.lines) row.lines.push_back(problem_.lines()[line].id);
  }
  // What others serve or were to serve there; else what the session takes in the problem.
  std::optional<std::int32_t> longest(const HistoryRow& row) const {
    std::optional<std::int32_t> most;
    if (const auto found = known_.find(row.session); found != known_.end()) {
      for (const HistoryRow* each : found->second) {
        if (each->start->day != row.start->day || !each->came()) continue;
        most = std::max(most.value_or(0), each->minutes.value_or(0));
      }
    }
    const auto task = tasks_.find(row.task.empty() ? task_of(row.session) : row.task);
    if (most || task == tasks_.end()) return most;
    for (model::SessionIndex s : problem_.sessions_of(task->second)) {
      return problem_.sessions()[s].duration.minutes;
    }
    return most;
  }

  const model::Problem& problem_;
  Findings& findings_;
  NearWords near_;
  std::unordered_map<std::string, std::vector<const HistoryRow*>> known_;
  std::unordered_set<std::string> heads_, teams_;
  std::unordered_map<std::string, model::TaskIndex> tasks_;
  bool ambiguous_ = false;
};

template <class I, class T>
std::unordered_map<std::string_view, I> by_id(const Table<I, T>& table) {
  std::unordered_map<std::string_view, I> ids;
  for (auto i : indices(table)) ids.emplace(table[i].id, i);
  return ids;
}

template <class I>
I find(const std::unordered_map<std::string_view, I>& ids, const std::string& id) {
  const auto found = ids.find(id);
  return found == ids.end() ? I() : found->second;
}

}  // namespace

HistoryBook::HistoryBook(std::vector<HistoryRow> rows) : rows_(std::move(rows)) {
  std::erase_if(rows_, [](const HistoryRow& row) { return !row.start; });
  sort();
}

void HistoryBook::sort() {
  std::stable_sort(rows_.begin(), rows_.end(), [](const HistoryRow& a, const HistoryRow& b) {
    return order_of(a) < order_of(b);
  });
}

HistoryBook::Change HistoryBook::add_plan(const std::vector<HistoryRow>& turns,
                                          const std::set<std::string>& sessions,
                                          const model::Problem& problem) {
  const auto first = problem.calendar().date(0);
  const auto last = problem.calendar().date(problem.calendar().days() - 1);
  const auto gives_way = [&](const HistoryRow& row) {
    return row.turnout == Turnout::planned && first <= row.start->day && row.start->day <= last &&
           sessions.count(row.session) > 0;
  };
  std::map<Key, HistoryRow> before;
  for (const HistoryRow& row : rows_) {
    if (gives_way(row)) before.emplace(key_of(row), row);
  }
  std::erase_if(rows_, gives_way);
  std::set<Key> attended;
  for (const HistoryRow& row : rows_) attended.insert(key_of(row));
  Change change;
  for (const HistoryRow& turn : turns) {
    if (attended.count(key_of(turn)) > 0) continue;
    const auto old = before.find(key_of(turn));
    if (old == before.end()) {
      ++change.added;
    } else {
      change.changed += !same(old->second, turn);
      before.erase(old);
    }
    rows_.push_back(turn);
  }
  change.removed = before.size();
  sort();
  return change;
}

HistoryBook::Change HistoryBook::add_attendance(const std::vector<HistoryRow>& turns,
                                                const model::Problem& problem, Findings& findings) {
  std::vector<HistoryRow> complete;
  Completer completer(rows_, problem, findings);
  for (const HistoryRow& turn : turns) {
    if (auto row = completer.complete(turn)) complete.push_back(std::move(*row));
  }
  std::map<Key, std::size_t> at;
  for (std::size_t i = 0; i < rows_.size(); ++i) at.emplace(key_of(rows_[i]), i);
  Change change;
  for (const HistoryRow& row : complete) {
    const auto [found, is_new] = at.emplace(key_of(row), rows_.size());
    if (is_new) {
      rows_.push_back(row);
      ++change.added;
      continue;
    }
    HistoryRow& old = rows_[found->second];
    if (row.turnout == Turnout::planned && old.turnout != Turnout::planned) continue;
    change.changed += !same(old, row);
    old = row;
  }
  sort();
  return change;
}

model::History bind_history(const std::vector<HistoryRow>& rows, const model::ProblemParts& parts,
                            Findings& findings) {
  const auto teams = by_id(parts.teams);
  const auto tasks = by_id(parts.tasks);
  const auto grids = by_id(parts.grids);
  const auto lines = by_id(parts.lines);
  model::History history;
  std::map<std::tuple<std::string, std::string, std::vector<std::string>, std::string>,
           std::uint32_t>
      known_tasks;
  std::map<std::pair<TimePoint, std::string>, model::PastSession> sessions;
  for (const HistoryRow& row : rows) {
    if (!row.start) {
      findings.add(messages::kHistoryNoStart, row.place, {row.session});
      continue;
    }
    const std::string& id = row.task.empty() ? task_of(row.session) : row.task;
    const auto [task, is_new] = known_tasks.try_emplace(
        {id, row.kind, row.lines, row.grid}, static_cast<std::uint32_t>(history.tasks.size()));
    if (is_new) {
      model::PastTask past{find(tasks, id), id, row.kind, {}, find(grids, row.grid)};
      for (const std::string& line : row.lines) {
        if (const auto index = find(lines, line); index.exists()) past.lines.push_back(index);
      }
      history.tasks.push_back(std::move(past));
    }
    const TimePoint start = parts.zone_time.instant(*row.start);
    model::PastSession& session = sessions[{start, row.session}];
    if (session.turns.empty()) {
      session = {row.session, task->second, start, find(grids, row.grid), {}};
    }
    const bool twice = std::any_of(session.turns.begin(), session.turns.end(),
                                   [&](const auto& turn) { return turn.head == row.head; });
    if (twice) {
      findings.add(messages::kHistoryTwice, row.place, {row.head, row.session});
      continue;
    }
    session.turns.push_back({find(teams, row.team),
                             row.head,
                             {},
                             row.came() ? row.minutes.value_or(0) : 0,
                             row.turnout});
  }
  for (auto& [key, session] : sessions) history.sessions.push_back(std::move(session));
  return history;
}

}  // namespace muster::load
