#include "plan/conflict.h"

#include <algorithm>
#include <utility>

namespace muster::plan {

namespace {

using Parts = std::vector<std::size_t>;

constexpr int kConflicts = 40;      // found before the smallest way out is given up
constexpr std::size_t kWayOut = 6;  // parts of a way out that is looked for
constexpr long kHittingSteps = 200'000;
constexpr long kSmaller = 600;  // sets that are asked to prove that none smaller will do

class Finder {
 public:
  Finder(std::size_t n, const Fits& fits) : n_(n), fits_(fits) {}

  // A minimal conflict among `parts`, which are one together.
  Parts conflict(const Parts& parts) const {
    const Parts found = explain({}, false, parts);
    return spared(stands(found) ? found : parts);
  }
  bool fits_without(const Parts& parts) const {
    std::vector<char> dropped(n_, 0);
    for (std::size_t part : parts) dropped[part] = 1;
    return fits_(dropped);
  }
  // Whether these alone, all others dropped, stand in the way.
  bool stands(const Parts& parts) const {
    std::vector<char> dropped(n_, 1);
    for (std::size_t part : parts) dropped[part] = 0;
    return !fits_(dropped);
  }

 private:
  // Some of `parts` that stand in the way together with `behind`. `grown`: it has got more parts
  // since it was last asked.
  Parts explain(const Parts& behind, bool grown, const Parts& parts) const {
    if (grown && stands(behind)) return {};
    if (parts.size() <= 1) return parts;
    const auto middle = parts.begin() + static_cast<std::ptrdiff_t>(parts.size() / 2);
    const Parts first(parts.begin(), middle);
    const Parts second(middle, parts.end());
    const Parts of_second = explain(united(behind, first), true, second);
    Parts out = explain(united(behind, of_second), !of_second.empty(), first);
    out.insert(out.end(), of_second.begin(), of_second.end());
    return out;
  }
  // Without what it can do without.
  Parts spared(Parts conflict) const {
    for (bool smaller = true; smaller;) {
      smaller = false;
      for (std::size_t i = 0; i < conflict.size() && !smaller; ++i) {
        Parts fewer = conflict;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        smaller = stands(fewer);
        if (smaller) conflict = std::move(fewer);
      }
    }
    return conflict;
  }
  static Parts united(Parts a, const Parts& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  }

  std::size_t n_;
  const Fits& fits_;
};

// Fewest parts that hit every conflict, by deepening; parts that stand later are tried first.
class Hitter {
 public:
  explicit Hitter(const std::vector<Parts>& conflicts) : conflicts_(conflicts) {}

  // False when more than kWayOut are needed, or that could not be told.
  bool hit(Parts& out) {
    for (std::size_t most = 1; most <= kWayOut; ++most) {
      chosen_.clear();
      if (deepen(most)) {
        out = chosen_;
        return true;
      }
      if (steps_ > kHittingSteps) return false;
    }
    return false;
  }

 private:
  bool deepen(std::size_t most) {
    if (++steps_ > kHittingSteps) return false;
    const auto missed =
        std::find_if(conflicts_.begin(), conflicts_.end(), [&](const Parts& conflict) {
          return std::none_of(conflict.begin(), conflict.end(), [&](std::size_t part) {
            return std::find(chosen_.begin(), chosen_.end(), part) != chosen_.end();
          });
        });
    if (missed == conflicts_.end()) return true;
    if (most == 0) return false;
    for (auto part = missed->rbegin(); part != missed->rend(); ++part) {
      chosen_.push_back(*part);
      if (deepen(most - 1)) return true;
      chosen_.pop_back();
    }
    return false;
  }

  const std::vector<Parts>& conflicts_;
  Parts chosen_;
  long steps_ = 0;
};

Parts all_but(std::size_t n, const Parts& without) {
  Parts out;
  for (std::size_t part = 0; part < n; ++part) {
    if (std::find(without.begin(), without.end(), part) == without.end()) out.push_back(part);
  }
  return out;
}

// Takes back what a way out does not need, one by one.
Parts thinned(const Finder& finder, Parts parts) {
  for (std::size_t i = 0; i < parts.size();) {
    Parts fewer = parts;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (finder.fits_without(fewer)) {
      parts = std::move(fewer);
    } else {
      ++i;
    }
  }
  return parts;
}

// Asks all sets of fewer parts than the way out has; takes the first that is enough.
bool smaller_asked(std::size_t n, const Finder& finder, Parts& way_out, long& left) {
  for (std::size_t size = 1; size < way_out.size(); ++size) {
    Parts set(size);
    for (std::size_t i = 0; i < size; ++i) set[i] = i;
    while (size <= n) {
      if (--left < 0) return false;
      if (finder.fits_without(set)) {
        way_out = set;
        return true;
      }
      std::size_t at = size;  // the last that can move on
      while (at > 0 && set[at - 1] == n - size + at - 1) --at;
      if (at == 0) break;
      ++set[at - 1];
      for (std::size_t i = at; i < size; ++i) set[i] = set[i - 1] + 1;
    }
  }
  return true;
}

void find_way_out(std::size_t n, const Finder& finder, Conflict& out) {
  for (std::size_t i = out.parts.size(); i-- > 0;) {
    out.drop_one[i] = finder.fits_without({out.parts[i]}) ? 1 : 0;
    if (out.drop_one[i]) out.way_out = {out.parts[i]};
  }
  std::vector<Parts> conflicts{out.parts};
  while (out.way_out.empty() && conflicts.size() < kConflicts) {
    Parts hit;
    if (!Hitter(conflicts).hit(hit)) break;
    if (finder.fits_without(hit)) {
      out.way_out = std::move(hit);
      break;
    }
    conflicts.push_back(finder.conflict(all_but(n, hit)));
  }
  if (out.way_out.empty()) out.way_out = thinned(finder, all_but(n, {}));
  long left = kSmaller;
  out.smallest = smaller_asked(n, finder, out.way_out, left);
  std::sort(out.way_out.begin(), out.way_out.end());
}

}  // namespace

Conflict find_conflict(std::size_t n, const Fits& fits) {
  Conflict out;
  const Finder finder(n, fits);
  if (!fits(std::vector<char>(n, 1))) return out;
  out.any = true;
  out.parts = finder.conflict(all_but(n, {}));
  std::sort(out.parts.begin(), out.parts.end());
  out.drop_one.resize(out.parts.size(), 0);
  find_way_out(n, finder, out);
  return out;
}

}  // namespace muster::plan
