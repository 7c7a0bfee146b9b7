// Selectors as written, and as bound to a problem's ids and words.
#pragma once

#include <vector>

#include "load/fields.h"
#include "model/selector.h"

namespace muster::load {

struct Binding;

struct RawSelector {
  struct Clause {
    model::Attribute attribute = model::Attribute::id;
    std::vector<Word> words;
  };
  std::vector<Clause> all_of;
  std::vector<RawSelector> none_of;
};

// What a selector chooses from; not every attribute exists for each.
enum class Target { task, team, venue, grid };

// Reads `{is, kind, lines, …}`; a bare word or list of words is `is`. Keys in `others` are left to
// the caller.
RawSelector read_selector(const Node&, Target, const std::vector<std::string_view>& others,
                          Findings&);

// Checks ids (errors) and free words (a warning where nothing has them).
model::Selector bind_selector(const RawSelector&, Target, Binding&);

}  // namespace muster::load
