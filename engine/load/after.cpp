// `after:` to precedences between sessions, and the search for circles among them.
#include <algorithm>

#include <fmt/format.h>

#include "base/limits.h"
#include "load/binding.h"
#include "load/messages.h"
#include "load/precedence.h"

namespace muster::load {

namespace {

using model::SessionIndex;
using model::TaskIndex;

using RawTrace = Binding::RawTrace;

class PrecedenceBinder {
 public:
  explicit PrecedenceBinder(Binding& binding) : b_(binding) {
    sessions_.resize(b_.parts.tasks.size());
    for (auto session : indices(b_.parts.sessions)) {
      sessions_[b_.parts.sessions[session].task.value].push_back(session);
    }
  }

  void bind(const Word& id, const std::vector<RawAfter>& afters) {
    const RawTrace& later = b_.raw_traces[*b_.raw_tasks.find(id.text)];
    for (const RawAfter& after : afters) {
      const auto earlier = b_.tasks_of(after.task.text);
      if (!earlier) {
        b_.raw_tasks.require(after.task, Sort::task, b_.findings);
        continue;
      }
      if (earlier->standing) {
        b_.findings.add(messages::kAfterStanding, after.task.place, {std::string(after.task.text)});
        continue;
      }
      for (TaskIndex before : earlier->tasks()) {
        for (TaskIndex then : later.tasks()) pair_tasks(*earlier, before, later, then, after);
      }
    }
  }

 private:
  void pair_tasks(const RawTrace& earlier, TaskIndex before, const RawTrace& later, TaskIndex then,
                  const RawAfter& after) {
    const auto& tasks = b_.parts.tasks;
    const bool by_grid = earlier.for_each && later.for_each;
    if (by_grid && tasks[before].grid != tasks[then].grid) return;
    const bool by_date = earlier.repeats && later.repeats;
    const auto& firsts = sessions_[before.value];
    for (SessionIndex second : sessions_[then.value]) {
      const local_days date = b_.session_dates[second.value];
      auto at = firsts.begin();
      if (by_date) {
        at = std::lower_bound(firsts.begin(), firsts.end(), date, [&](SessionIndex s, auto day) {
          return b_.session_dates[s.value] < day;
        });
      }
      for (; at != firsts.end(); ++at) {
        if (by_date && b_.session_dates[at->value] != date) break;
        if (!add(*at, second, after)) return;
      }
    }
  }

  bool add(SessionIndex before, SessionIndex then, const RawAfter& after) {
    auto& all = b_.parts.precedences;
    if (all.size() >= limits::kSessions) {
      if (!full_) {
        b_.findings.add(messages::kTooManyPrecedences, after.task.place,
                        {std::to_string(limits::kSessions)});
      }
      full_ = true;
      return false;
    }
    all.push_back({before, then, after.lag});
    return true;
  }

  Binding& b_;
  std::vector<std::vector<SessionIndex>> sessions_;
  bool full_ = false;
};

void report_cycle(const std::vector<SessionIndex>& cycle, Binding& binding) {
  constexpr std::size_t kShown = 8;
  std::string names;
  for (std::size_t i = 0; i < cycle.size() && i < kShown; ++i) {
    names += binding.parts.sessions[cycle[i]].id + " → ";
  }
  if (cycle.size() > kShown) names += "… → ";
  names += binding.parts.sessions[cycle.front()].id;
  const auto task = binding.parts.sessions[cycle.front()].task;
  Diagnostic& diagnostic =
      binding.findings.add(messages::kAfterCycle, binding.task_places[task.value], {names});
  for (std::size_t i = 1; i < cycle.size() && i < kShown; ++i) {
    const auto other = binding.parts.sessions[cycle[i]].task;
    diagnostic.related.push_back({binding.task_places[other.value], messages::kInTheCircle});
  }
}

}  // namespace

void bind_precedences(const Waiting& waiting, Binding& binding) {
  if (waiting.empty()) return;
  PrecedenceBinder binder(binding);
  for (const auto& [id, afters] : waiting) binder.bind(id, afters);
  if (const auto cycle = find_cycle(binding.parts.sessions.size(), binding.parts.precedences)) {
    report_cycle(*cycle, binding);
  }
}

}  // namespace muster::load
