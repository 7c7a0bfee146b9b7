// Amounts under keys: what ledger-like rules count, by owner and period.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/ids.h"

namespace muster::plan {

// Entries are added in any order, then visited cell by cell.
class Account {
 public:
  // A session that does not exist: what was done before the plan.
  void add(std::int64_t cell, std::int64_t amount, model::SessionIndex session) {
    entries_.push_back({cell, session, amount});
  }

  // visit(cell, amount, sessions) for each cell with an entry in order, and with `all_below` also
  // for the empty cells from zero to it.
  template <class Visit>
  void each(std::int64_t all_below, Visit visit) {
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.cell, a.session) < std::pair(b.cell, b.session);
    });
    std::int64_t next = 0;
    for (std::size_t i = 0; i < entries_.size();) {
      const std::int64_t cell = entries_[i].cell;
      for (; next < std::min(cell, all_below); ++next) visit(next, std::int64_t{0}, Sessions{});
      next = std::max(next, cell + 1);
      Sessions sessions;
      std::int64_t sum = 0;
      for (; i < entries_.size() && entries_[i].cell == cell; ++i) {
        sum += entries_[i].amount;
        if (!entries_[i].session.exists()) continue;
        if (sessions.empty() || sessions.back() != entries_[i].session) {
          sessions.push_back(entries_[i].session);
        }
      }
      visit(cell, sum, std::move(sessions));
    }
    for (; next < all_below; ++next) visit(next, std::int64_t{0}, Sessions{});
  }

 private:
  using Sessions = std::vector<model::SessionIndex>;
  struct Entry {
    std::int64_t cell;
    model::SessionIndex session;
    std::int64_t amount;
  };
  std::vector<Entry> entries_;
};

}  // namespace muster::plan
