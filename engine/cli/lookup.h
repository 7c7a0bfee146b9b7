// Ids that a user wrote on the command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "cli/console.h"

namespace muster::cli {

// The row with this id; none where there is no such.
template <class I, class T>
I find(const Table<I, T>& table, std::string_view id) {
  for (auto i : indices(table)) {
    if (table[i].id == id) return i;
  }
  return {};
}

// Says that nothing has the id, and which of `known` is nearest; returns kBadInput.
int unknown_id(const std::string& id, Bilingual what, const std::vector<std::string_view>& known,
               Console& console);

// The row, or none after its trouble was said.
template <class I, class T>
I require(const Table<I, T>& table, const std::string& id, Bilingual what, Console& console) {
  const I found = find(table, id);
  if (found.exists()) return found;
  std::vector<std::string_view> known;
  for (const T& row : table) known.push_back(row.id);
  unknown_id(id, what, known, console);
  return found;
}

}  // namespace muster::cli
