// Which teams or venues a selector means, looked up by id, kind or grid instead of asked one by
// one: with ten thousand teams and as many tasks that is what compiling a problem would spend its
// time on. Immutable once made; any thread may read.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/problem.h"

namespace muster::model {

class Finder {
 public:
  // Keeps views of the problem's words.
  explicit Finder(const Problem& problem);

  // In order. The same as asking matches() for each.
  std::vector<TeamIndex> teams(const Selector& selector) const;
  std::vector<VenueIndex> venues(const Selector& selector) const;

 private:
  template <class I>
  using Lists = std::unordered_map<std::string_view, std::vector<I>>;
  template <class I>
  struct Catalogue {
    Lists<I> by_id, by_kind, by_grid;  // a grid lists what lies in the grids below it too
    std::vector<I> all;
  };
  template <class I, class Row>
  void list(const Table<I, Row>& rows, Catalogue<I>& out) const;
  template <class I>
  std::vector<I> find(const Selector& selector, const Catalogue<I>& catalogue) const;

  const Problem& problem_;
  Catalogue<TeamIndex> teams_;
  Catalogue<VenueIndex> venues_;
};

}  // namespace muster::model
