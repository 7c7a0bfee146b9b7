// The steps of making a Market. Each appends to it.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "solve/bound_market.h"

namespace muster::solve {

// What serving a session costs by its start and venue, and which cells it feeds.
class OptionBuilder {
 public:
  // Makes the cells.
  explicit OptionBuilder(Market& out);

  // A row of options for the session, shared with those like it. `most_heads`: that it can be sent.
  // Where its starts and venues are of too many kinds it feeds in any case, by rows of its own.
  std::uint32_t add(SessionIndex s, std::int64_t most_heads);
  // Rows that are served in every plan and feed whatever the session might feed, one cell a ledger.
  void feed_anyway(SessionIndex s, std::int64_t most_heads);

 private:
  struct Made {
    std::uint32_t set = 0;
    bool feeds_anyway = false;
  };
  // Starts or venues that differ: the price on each level, then the period or slot by ledger.
  using Kinds = std::map<std::vector<std::int64_t>, char>;
  using Ledgers = std::vector<std::uint32_t>;

  Ledgers feeding_ledgers(SessionIndex) const;
  std::int64_t entered(SessionIndex, const rule::LedgerTerm&, std::int64_t most_heads) const;
  Made make(SessionIndex, std::int64_t most_heads, const Ledgers&);
  Kinds start_kinds(SessionIndex, const Ledgers&) const;
  Kinds venue_kinds(SessionIndex, const Ledgers&) const;
  void combine(SessionIndex, std::int64_t most_heads, const Ledgers&, const Kinds&, const Kinds&);
  void feed(std::uint32_t cell, std::int64_t amount);
  std::uint32_t cell_at(std::uint32_t ledger, std::int64_t slot, std::int64_t period) const;

  Market& out_;
  const Instance& in_;
  std::vector<std::uint32_t> first_cell_;  // by ledger, into cell_of_
  std::vector<std::uint32_t> cell_of_;     // of Market::cells; none where nothing is asked
  std::vector<char> feeds_;                // by ledger: some cell asks
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::int32_t,
                         std::int64_t>;
  std::map<Key, Made> made_;
};

// Appends what is not zero.
Market::Range keep_prices(const Market::LevelCosts& costs, Market& out);
// Heads and rooms; demands and rows are complete.
void build_resources(Market& out);

}  // namespace muster::solve
