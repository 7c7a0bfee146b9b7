// A set of instants kept as sorted, disjoint, non-touching half-open intervals.
#pragma once

#include <vector>

#include "base/time.h"

namespace muster {

class IntervalSet {
 public:
  IntervalSet() = default;
  // Any order, overlaps allowed; empty intervals are dropped, touching ones joined. O(n log n).
  explicit IntervalSet(std::vector<Interval> parts);

  const std::vector<Interval>& parts() const { return parts_; }
  bool empty() const { return parts_.empty(); }
  // Whether one part contains all of `inner`. O(log n).
  bool contains(Interval inner) const;
  bool contains(TimePoint t) const { return contains(Interval{t, t + Duration{1}}); }
  Duration length() const;

  IntervalSet united(const IntervalSet& other) const;
  IntervalSet intersected(const IntervalSet& other) const;
  IntervalSet without(const IntervalSet& other) const;

  friend auto operator<=>(const IntervalSet&, const IntervalSet&) = default;

 private:
  std::vector<Interval> parts_;
};

}  // namespace muster
