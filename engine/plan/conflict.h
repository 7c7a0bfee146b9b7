// Which parts of a problem together stand in the way of something, and how few of them must give
// way. Knows nothing of what the parts are: whoever asks says what happens without some of them.
//
// A conflict is a minimal set of parts that stand in the way even if all others gave way: without
// any one of them, the rest of the set no longer does. It is found by QuickXplain (Junker 2004,
// AAAI-04, 167-172), which asks about k log n questions for k parts out of n. The smallest way out
// is a smallest set of parts without which, all others in force, nothing stands in the way. It must
// hit every conflict; so it is found by hitting all conflicts known so far with as few parts as can
// be, and looking for another conflict among the rest until there is none (Reiter 1987,
// doi:10.1016/0004-3702(87)90062-2).
//
// Both need that dropping more never makes things worse. That is nearly so: a session that gives
// way may leave two others as neighbours that a rule wants apart. So what was found is asked again:
// parts that can be spared are taken out of the conflict, and a way out counts as smallest only
// after all smaller sets were asked, where that is not too many.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace muster::plan {

// By part: whether it gives way. True: nothing stands in the way then.
using Fits = std::function<bool(const std::vector<char>& dropped)>;

struct Conflict {
  bool any = false;                  // false: not even dropping all parts helps
  std::vector<std::size_t> parts;    // minimal; in order
  std::vector<char> drop_one;        // by position in `parts`: dropping it alone is enough
  std::vector<std::size_t> way_out;  // in order; dropping all of them is enough
  bool smallest = false;             // no smaller set is enough; else the work allowed was used up
};

// Parts are 0 … n − 1, those that should rather be kept first. It must not fit with all in force.
Conflict find_conflict(std::size_t n, const Fits& fits);

}  // namespace muster::plan
