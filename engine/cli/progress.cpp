#include "cli/progress.h"

#include <fmt/format.h>

namespace muster::cli {

ProgressLine::ProgressLine(Console& console, const rule::Levels& levels, bool quiet)
    : console_(console), levels_(levels), active_(console.watched && !quiet) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::show(const solve::Progress& progress) {
  if (!active_) return;
  const double seconds = std::chrono::duration<double>(progress.elapsed).count();
  const double rate = seconds > 0 ? static_cast<double>(progress.moves) / seconds : 0;
  console_.err << fmt::format("\r\x1b[2K{:6.1f} s  {}  {:.0f} {}", seconds,
                              with_gap(levels_, progress.score, progress.bound, console_.language),
                              rate, console_.say({"moves/s", "步/秒"}))
               << std::flush;
  shown_ = true;
}

void ProgressLine::clear() {
  if (shown_) console_.err << "\r\x1b[2K" << std::flush;
  shown_ = false;
}

std::string with_gap(const rule::Levels& levels, const rule::Score& score, const rule::Score& bound,
                     Language language) {
  const bool zh = language == Language::chinese;
  std::string line;
  for (auto level : all<rule::LevelIndex>(levels.size())) {
    if (level == rule::Levels::hard() && score[level] == 0) continue;
    if (!line.empty()) line += zh ? "，" : ", ";
    line += fmt::format("{} {}", levels.name(level), -score[level]);
    if (bound[level] < score[level] && bound[level] > 0) {
      line += fmt::format(fmt::runtime(zh ? "（上界 {}）" : " (bound {})"), -bound[level]);
    }
  }
  if (score == bound) line += language == Language::chinese ? "（已证明最优）" : " (optimal)";
  return line;
}

}  // namespace muster::cli
