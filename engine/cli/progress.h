// One line on a terminal that is rewritten while the search runs.
#pragma once

#include <string>

#include "cli/console.h"
#include "rule/score.h"
#include "solve/solve.h"

namespace muster::cli {

class ProgressLine {
 public:
  // Silent unless somebody watches.
  ProgressLine(Console& console, const rule::Levels& levels, bool quiet);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  bool active() const { return active_; }
  void show(const solve::Progress&);
  void clear();

 private:
  Console& console_;
  const rule::Levels& levels_;
  bool active_;
  bool shown_ = false;
};

// "must 0, normal -2 (bound -1)": the levels where bound and score differ show both; "(optimal)"
// where none does.
std::string with_gap(const rule::Levels&, const rule::Score& score, const rule::Score& bound,
                     Language);

}  // namespace muster::cli
