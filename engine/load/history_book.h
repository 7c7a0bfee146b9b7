// The rows of a history, and what adding a plan or an attendance list makes of them. A turn is told
// by session, day and head: adding the same again changes nothing.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "load/history_file.h"
#include "model/problem.h"

namespace muster::load {

class HistoryBook {
 public:
  struct Change {
    std::size_t added = 0, changed = 0, removed = 0;
    bool any() const { return added + changed + removed > 0; }
  };

  // Sorts the rows: by start, session, team and head.
  explicit HistoryBook(std::vector<HistoryRow> rows);

  // The turns that a plan for `problem` foresees. Its planned turns of before, of all sessions in
  // `sessions` (served or not) within the horizon, give way to them; what attendance says stays.
  Change add_plan(const std::vector<HistoryRow>& turns, const std::set<std::string>& sessions,
                  const model::Problem& problem);
  // What attendance lists say of turns, foreseen or not. A row takes what it does not say from the
  // session's other rows, else from `problem`; one that then has no start or minutes is reported,
  // as is a team or head that neither the problem nor the history knows.
  Change add_attendance(const std::vector<HistoryRow>& turns, const model::Problem& problem,
                        Findings&);

  const std::vector<HistoryRow>& rows() const { return rows_; }

 private:
  void sort();

  std::vector<HistoryRow> rows_;
};

// The rows of a file as the model holds them; those without start are reported. `problem` parts
// name teams, tasks, lines and grids; what they do not name is no more.
model::History bind_history(const std::vector<HistoryRow>&, const model::ProblemParts&, Findings&);

}  // namespace muster::load
