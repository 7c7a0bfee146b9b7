#include "rule/close_pairs.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "model/finder.h"

namespace muster::rule {

using model::GridIndex;
using model::Problem;
using model::Session;
using model::SessionIndex;
using model::TaskIndex;
using model::VenueIndex;

namespace {

using Pair = std::pair<SessionIndex, SessionIndex>;
using Grids = std::vector<GridIndex>;

constexpr MessageText kTooManyPairs{
    "rule-relates-too-many",
    Severity::error,
    {"rule \"{}\" would watch more than {} pairs of sessions", "规则“{}”涉及的场次对超过 {} 对"},
    {"name fewer tasks, hold apart per: grid, or give the tasks shorter windows",
     "请减少所管的任务，改为 per: grid，或缩短任务的时段"}};

// Two spans of sessions overlap exactly when some starts in them are too close.
struct Span {
  GridIndex grid;  // none where grids do not matter
  std::int32_t from = 0, until = 0;
  SessionIndex session;
  friend bool operator<(const Span& a, const Span& b) {
    return std::tie(a.grid, a.from, a.session) < std::tie(b.grid, b.from, b.session);
  }
};

class Sweep {
 public:
  Sweep(const Problem& problem, const Distance& distance)
      : problem_(problem), distance_(distance), finder_(problem) {}

  // None: too many.
  std::optional<std::vector<Pair>> run() {
    for (TaskIndex task : indices(problem_.tasks())) list_spans(task);
    std::sort(spans_.begin(), spans_.end());
    GridIndex grid;
    for (const Span& span : spans_) {
      if (span.grid != grid) {
        open_one_.clear();
        open_other_.clear();
      }
      grid = span.grid;
      if (distance_.one[span.session] && !meet(span, open_other_)) return std::nullopt;
      if (distance_.other[span.session] && !meet(span, open_one_)) return std::nullopt;
      if (distance_.one[span.session]) open_one_.push_back(span);
      if (distance_.other[span.session]) open_other_.push_back(span);
    }
    if (!settle()) return std::nullopt;
    return std::move(pairs_);
  }

 private:
  // Whom the task's sessions may serve; one that is none where grids do not matter.
  Grids grids_of(TaskIndex task) const {
    if (!distance_.price.same_grid) return {GridIndex()};
    const model::Task& row = problem_.tasks()[task];
    if (row.grid.exists()) return {row.grid};
    Grids grids;
    const auto add = [&](VenueIndex venue) {
      if (problem_.venues()[venue].grid.exists()) grids.push_back(problem_.venues()[venue].grid);
    };
    if (row.venue) {
      for (VenueIndex venue : finder_.venues(row.venue->where)) {
        if (suits(problem_, *row.venue, venue)) add(venue);
      }
    }
    for (SessionIndex session : problem_.sessions_of(task)) {
      const auto& pin = problem_.sessions()[session].pin;
      if (pin && pin->venue.exists()) add(pin->venue);
    }
    std::sort(grids.begin(), grids.end());
    grids.erase(std::unique(grids.begin(), grids.end()), grids.end());
    return grids;
  }

  void list_spans(TaskIndex task) {
    if (problem_.tasks()[task].standing) return;
    std::optional<Grids> grids;
    for (SessionIndex session : problem_.sessions_of(task)) {
      if (!distance_.one[session] && !distance_.other[session]) continue;
      if (!grids) grids = grids_of(task);
      const Session& row = problem_.sessions()[session];
      for (GridIndex grid : *grids) {
        for (Interval window : row.windows) add_span(grid, session, window);
        if (row.pin && row.pin->start) add_span(grid, session, {*row.pin->start, *row.pin->start});
      }
    }
  }

  // A window that is too short still holds what is pinned.
  void add_span(GridIndex grid, SessionIndex session, Interval window) {
    const Duration duration = problem_.sessions()[session].duration;
    const TimePoint last = std::max(window.from, window.until - duration);
    Span span{grid, 0, 0, session};
    if (distance_.price.days > 0) {
      span.from = problem_.calendar().day_of(window.from);
      span.until = problem_.calendar().day_of(last) + distance_.price.days;
    } else {
      span.from = window.from.minutes;
      span.until = (last + duration + distance_.price.gap).minutes;
    }
    spans_.push_back(span);
  }

  // Pairs the span's session with those that are still open; false where that is too much.
  bool meet(const Span& span, std::vector<Span>& open) {
    std::erase_if(open, [&](const Span& before) { return before.until <= span.from; });
    for (const Span& before : open) {
      if (before.session == span.session) continue;
      pairs_.push_back(std::minmax(before.session, span.session));
    }
    return pairs_.size() < 2 * limits::kRelatedPairs || settle();
  }

  // Each pair once; false where there are too many.
  bool settle() {
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    return pairs_.size() <= limits::kRelatedPairs;
  }

  const Problem& problem_;
  const Distance& distance_;
  const model::Finder finder_;
  std::vector<Span> spans_, open_one_, open_other_;
  std::vector<Pair> pairs_;
};

}  // namespace

void relate_close_pairs(const RuleSpec& spec, Distance distance, const Problem& problem,
                        RuleSet& out, Diagnostics& diagnostics) {
  const auto pairs = Sweep(problem, distance).run();
  if (!pairs) {
    diagnostics.add(kTooManyPairs, spec.place, {spec.id, std::to_string(limits::kRelatedPairs)});
    return;
  }
  RelationTerm term{.rule = distance.rule,
                    .level = distance.level,
                    .first = {},
                    .second = {},
                    .price = distance.price};
  for (const auto& [first, second] : *pairs) {
    term.first = first;
    term.second = second;
    RelationTerm::Apart price = distance.price;
    // Two whose tasks name a grid are here because it is the same one.
    price.same_grid = price.same_grid && !(problem.task_of(first).grid.exists() &&
                                           problem.task_of(second).grid.exists());
    term.price = price;
    out.relations.push_back(term);
  }
  out.distances.push_back(std::move(distance));
}

ParamSpec apart_per_param(std::string_view fallback) {
  return {.name = "per",
          .type = ParamType::word,
          .words = {"grid", "zone"},
          .fallback = fallback,
          .meaning = {"hold apart only what serves the same grid, or everything in the zone",
                      "只管服务同一网格的场次，或全片区的场次"}};
}

bool same_grid_only(const RuleSpec& spec, std::string_view fallback) {
  return spec.get("per", std::string(fallback)) == "grid";
}

}  // namespace muster::rule
