// Selectors choose tasks, teams, venues, grids and heads by attribute: a list means any of, several
// attributes mean all of, `none` inverts. Ids in them are known to exist (load has checked).
#pragma once

#include <string>
#include <vector>

namespace muster::model {

enum class Attribute { id, kind, line, grid, priority, skill, facility };

struct Selector {
  struct Clause {
    Attribute attribute = Attribute::id;
    std::vector<std::string> any_of;  // ids or words; a grid also matches every grid below it
    friend auto operator<=>(const Clause&, const Clause&) = default;
  };
  std::vector<Clause> all_of;
  std::vector<Selector> none_of;  // from `not:`

  bool matches_everything() const { return all_of.empty() && none_of.empty(); }
  friend bool operator==(const Selector&, const Selector&) = default;
};

// Appends what tells selectors apart: different ones have different keys, as lists and words stand
// behind their lengths.
void append_key(const Selector& selector, std::string& key);

}  // namespace muster::model
