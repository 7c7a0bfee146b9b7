#include "base/interval_set.h"

#include <algorithm>

namespace muster {

IntervalSet::IntervalSet(std::vector<Interval> parts) {
  std::erase_if(parts, [](Interval i) { return i.empty(); });
  std::sort(parts.begin(), parts.end());
  for (Interval next : parts) {
    if (!parts_.empty() && next.from <= parts_.back().until) {
      parts_.back().until = std::max(parts_.back().until, next.until);
    } else {
      parts_.push_back(next);
    }
  }
}

bool IntervalSet::contains(Interval inner) const {
  auto after = std::upper_bound(parts_.begin(), parts_.end(), inner.from,
                                [](TimePoint t, const Interval& i) { return t < i.from; });
  return after != parts_.begin() && std::prev(after)->contains(inner);
}

Duration IntervalSet::length() const {
  Duration sum;
  for (Interval i : parts_) sum = sum + i.length();
  return sum;
}

IntervalSet IntervalSet::united(const IntervalSet& other) const {
  std::vector<Interval> both = parts_;
  both.insert(both.end(), other.parts_.begin(), other.parts_.end());
  return IntervalSet(std::move(both));
}

IntervalSet IntervalSet::intersected(const IntervalSet& other) const {
  IntervalSet out;
  auto a = parts_.begin();
  auto b = other.parts_.begin();
  while (a != parts_.end() && b != other.parts_.end()) {
    Interval both{std::max(a->from, b->from), std::min(a->until, b->until)};
    if (!both.empty()) out.parts_.push_back(both);
    if (a->until < b->until) {
      ++a;
    } else {
      ++b;
    }
  }
  return out;
}

IntervalSet IntervalSet::without(const IntervalSet& other) const {
  IntervalSet out;
  auto hole = other.parts_.begin();
  for (Interval part : parts_) {
    while (hole != other.parts_.end() && hole->until <= part.from) ++hole;
    for (auto h = hole; h != other.parts_.end() && h->from < part.until; ++h) {
      if (part.from < h->from) out.parts_.push_back({part.from, h->from});
      part.from = std::max(part.from, h->until);
    }
    if (!part.empty()) out.parts_.push_back(part);
  }
  return out;
}

}  // namespace muster
