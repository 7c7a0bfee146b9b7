// What the verifier and the reasons look at: the served sessions and each head's day, straight from
// a Problem and a Solution. Nothing here knows how a plan was found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/ids.h"
#include "base/time.h"
#include "model/problem.h"
#include "model/solution.h"

namespace muster::plan {

using model::Crew;
using model::GridIndex;
using model::HeadIndex;
using model::LineIndex;
using model::Need;
using model::PlaceIndex;
using model::Placement;
using model::Problem;
using model::SessionIndex;
using model::Task;
using model::TaskIndex;
using model::TeamIndex;
using model::VenueIndex;

// Refers to the problem and the solution it is made from; both must outlive it.
struct Facts {
  Facts(const Problem& problem, const model::Solution& solution);
  // The same over some sessions only; unserved ones among them are left out.
  Facts(const Problem& problem, const model::Solution& solution,
        const std::vector<SessionIndex>& only);

  const Problem& problem;
  const model::Solution& solution;
  std::vector<SessionIndex> served;  // in session order
  // Each head's sessions that take time, by (start, session), each once.
  Table<HeadIndex, std::vector<SessionIndex>> days;
  std::vector<HeadIndex> busy;  // heads that have a day, in order

  const Placement& placement(SessionIndex s) const { return *solution.placements[s]; }
  bool standing(SessionIndex s) const { return problem.task_of(s).standing; }
  Interval span(SessionIndex s) const {
    const TimePoint start = placement(s).start;
    return {start, start + problem.sessions()[s].duration};
  }
  PlaceIndex place(SessionIndex s) const { return problem.place_of(s, placement(s).venue); }
  // The local day a session starts on; standing ones count to the first.
  int day(SessionIndex s) const {
    return standing(s) ? 0 : problem.calendar().day_of(placement(s).start);
  }
  std::int64_t heads_sent(SessionIndex s) const;
};

// What the files call it.
const std::string& id_of(const Problem& problem, SessionIndex session);
const std::string& id_of(const Problem& problem, HeadIndex head);
const std::string& id_of(const Problem& problem, TeamIndex team);

// What people call it; the id where it has no name.
const std::string& name_of(const Problem& problem, TeamIndex team);
const std::string& name_of(const Problem& problem, VenueIndex venue);
const std::string& name_of(const Problem& problem, GridIndex grid);
const std::string& name_of(const Problem& problem, LineIndex line);
std::string name_of(const Problem& problem, HeadIndex head);  // "Ann", "Guards #3"
// The task's name, and what tells its sessions apart: "Lecture 2017-09-04".
std::string name_of(const Problem& problem, SessionIndex session);
// The venue's name, or the grid's, or "-".
std::string name_of(const Problem& problem, PlaceIndex place);

// A name that is made only where a sentence is: most of what is looked at needs none.
template <class I>
struct Named {
  const Problem& problem;
  I index;
};
template <class I>
Named<I> named(const Problem& problem, I index) {
  return {problem, index};
}

// "2017-09-04 16:30", local.
std::string clock_text(const Problem& problem, TimePoint time);
// "2017-09-04 16:30-18:00"
std::string span_text(const Problem& problem, Interval span);
// "a, b, c and 4 more"
std::string list_text(const std::vector<std::string>& words, bool chinese);

}  // namespace muster::plan

template <class I>
struct fmt::formatter<muster::plan::Named<I>> : fmt::formatter<std::string_view> {
  template <class Context>
  auto format(const muster::plan::Named<I>& named, Context& context) const {
    const auto& name = muster::plan::name_of(named.problem, named.index);
    return fmt::formatter<std::string_view>::format(name, context);
  }
};
