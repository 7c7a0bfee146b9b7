#include "model/finder.h"

#include <algorithm>

namespace muster::model {

template <class I, class Row>
void Finder::list(const Table<I, Row>& rows, Catalogue<I>& out) const {
  for (auto index : indices(rows)) {
    const Row& row = rows[index];
    out.all.push_back(index);
    out.by_id[row.id].push_back(index);
    out.by_kind[row.kind].push_back(index);
    for (GridIndex g = row.grid; g.exists(); g = problem_.grids()[g].parent) {
      out.by_grid[problem_.grids()[g].id].push_back(index);
    }
  }
}

Finder::Finder(const Problem& problem) : problem_(problem) {
  list(problem.teams(), teams_);
  list(problem.venues(), venues_);
}

template <class I>
std::vector<I> Finder::find(const Selector& selector, const Catalogue<I>& catalogue) const {
  // The clause that leaves the fewest decides whom to ask.
  const Selector::Clause* narrowest = nullptr;
  std::size_t fewest = catalogue.all.size();
  const auto lists_of = [&](Attribute attribute) -> const Lists<I>* {
    if (attribute == Attribute::id) return &catalogue.by_id;
    if (attribute == Attribute::kind) return &catalogue.by_kind;
    return attribute == Attribute::grid ? &catalogue.by_grid : nullptr;
  };
  for (const auto& clause : selector.all_of) {
    const Lists<I>* lists = lists_of(clause.attribute);
    if (lists == nullptr) continue;
    std::size_t count = 0;
    for (const auto& word : clause.any_of) {
      if (const auto at = lists->find(word); at != lists->end()) count += at->second.size();
    }
    if (count >= fewest) continue;
    fewest = count;
    narrowest = &clause;
  }
  std::vector<I> out;
  if (narrowest == nullptr) {
    out = catalogue.all;
  } else {
    const Lists<I>& lists = *lists_of(narrowest->attribute);
    for (const auto& word : narrowest->any_of) {
      const auto at = lists.find(word);
      if (at != lists.end()) out.insert(out.end(), at->second.begin(), at->second.end());
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }
  std::erase_if(out, [&](I index) { return !matches(selector, problem_, index); });
  return out;
}

std::vector<TeamIndex> Finder::teams(const Selector& selector) const {
  return find(selector, teams_);
}

std::vector<VenueIndex> Finder::venues(const Selector& selector) const {
  return find(selector, venues_);
}

}  // namespace muster::model
