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
    Run<Word> words;
  };
  Run<Clause> all_of;
  Run<RawSelector> none_of;
};

// What a selector chooses from; not every attribute exists for each. A task's venue has `seats` and
// `facilities` besides, which are left to the caller.
enum class Target { task, team, venue, grid, venue_of_task, people };

// Reads `{is, kind, lines, …}`; a bare word or list of words is `is`. Its lists are kept in the
// arena.
RawSelector read_selector(const Node&, Target, Findings&, Arena&);

// Checks ids (errors) and free words (a warning where nothing has them).
model::Selector bind_selector(const RawSelector&, Target, Binding&);

}  // namespace muster::load
