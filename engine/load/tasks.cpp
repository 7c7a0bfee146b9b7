// Tasks and their sessions: every record × each grid × each occurrence, in this order.
#include <algorithm>

#include "base/limits.h"
#include "load/binding.h"
#include "load/drafts.h"
#include "load/messages.h"

namespace muster::load {

namespace {

using model::Problem;

class TaskBinder {
 public:
  explicit TaskBinder(Binding& binding)
      : b_(binding), drafter_(binding), grids_only_(grids_of(binding)) {}

  // Leaves of the record what binding the precedences needs.
  void bind(RawTask& raw) {
    if (!b_.raw_tasks.add(raw.id, b_.findings)) {
      raw.id = {};
      return;
    }
    b_.tasks_of_raw.emplace_back();
    if (raw.kind.exists()) b_.task_kinds.insert(raw.kind.text);
    const model::Task task = common(raw);
    const std::vector<Draft> drafts = drafter_.drafts_of(raw);
    const std::optional<model::Pin> pin = pin_of(raw);
    if (raw.extras && raw.extras->each) {
      bind_each(raw, task, drafts, pin);
    } else {
      add(raw, task, drafts, pin);
    }
    raw.windows = {};
    raw.needs = {};
    raw.venue.reset();
    raw.lines = {};
  }

 private:
  static Problem grids_of(const Binding& binding) {
    model::ProblemParts parts;
    parts.grids = binding.parts.grids;
    return Problem(std::move(parts));
  }

  model::Task common(const RawTask& raw) {
    model::Task task;
    task.id = std::string(raw.id.text);
    task.name = std::string(raw.name);
    task.kind = std::string(raw.kind.text);
    task.lines = b_.lines_of(raw.lines);
    task.grid = b_.grid(raw.grid);
    task.priority = raw.priority;
    task.weight = raw.weight;
    task.households = raw.households;
    task.standing = raw.standing;
    if (raw.venue) task.venue = venue_of(*raw.venue);
    for (const RawNeed& need : raw.needs) task.needs.push_back(need_of(need));
    return task;
  }

  model::VenueRequirement venue_of(const RawVenue& raw) {
    model::VenueRequirement venue;
    venue.seats = raw.seats;
    for (const Word& word : raw.facilities) {
      venue.facilities.emplace_back(word.text);
      warn_facility(word);
    }
    std::sort(venue.facilities.begin(), venue.facilities.end());
    venue.where = bind_selector(raw.where, Target::venue, b_);
    return venue;
  }

  void warn_facility(const Word& word) {
    if (b_.facilities.count(word.text) > 0) return;
    if (!b_.warned.insert("facility " + std::string(word.text)).second) return;
    const std::string_view near =
        b_.near.find(word.text, b_.facilities, Severity::warning, b_.findings);
    b_.findings.add(near.empty() ? messages::kNoFacility : messages::kNoFacilityNear, word.place,
                    {std::string(word.text), std::string(near)});
  }

  model::Need need_of(const RawNeed& raw) {
    model::Need need;
    need.people = raw.people;
    need.one_team = raw.one_team;
    for (const Word& word : raw.skills) {
      if (!b_.skills.find(word.text)) warn_skill(word);
      need.skills.push_back(b_.skill(word));
    }
    std::sort(need.skills.begin(), need.skills.end());
    need.skills.erase(std::unique(need.skills.begin(), need.skills.end()), need.skills.end());
    need.from = bind_selector(raw.from, Target::team, b_);
    return need;
  }

  void warn_skill(const Word& word) {
    const std::string_view near =
        b_.near.find(word.text, b_.skills.ids(), Severity::warning, b_.findings);
    b_.findings.add(near.empty() ? messages::kNoSkill : messages::kNoSkillNear, word.place,
                    {std::string(word.text), std::string(near)});
  }

  std::optional<model::Pin> pin_of(const RawTask& raw) {
    if (!raw.extras || !raw.extras->pin) return std::nullopt;
    model::Pin pin;
    pin.venue = b_.venue(raw.extras->pin->venue);
    for (const Word& team : raw.extras->pin->teams) {
      const auto found = b_.teams.require(team, Sort::team, b_.findings);
      if (found) pin.teams.push_back(model::TeamIndex(*found));
    }
    return pin;
  }

  void bind_each(const RawTask& raw, const model::Task& task, const std::vector<Draft>& drafts,
                 const std::optional<model::Pin>& pin) {
    if (raw.grid.exists()) b_.findings.add(messages::kEachAndGrid, raw.grid.place);
    const model::Selector selector = bind_selector(*raw.extras->each, Target::grid, b_);
    bool any = false;
    for (auto grid : indices(b_.parts.grids)) {
      if (!matches(selector, grids_only_, grid)) continue;
      any = true;
      model::Task copy = task;
      copy.grid = grid;
      copy.id += "/" + b_.parts.grids[grid].id;
      const std::size_t at = copy.name.find("{grid}");
      if (at != std::string::npos) copy.name.replace(at, 6, b_.parts.grids[grid].name);
      add(raw, std::move(copy), drafts, pin);
    }
    if (!any) b_.findings.add(messages::kEachNone, raw.id.place, {std::string(raw.id.text)});
  }

  void add(const RawTask& raw, model::Task task, const std::vector<Draft>& drafts,
           const std::optional<model::Pin>& pin) {
    if (full_) return;
    if (b_.parts.sessions.size() + drafts.size() > limits::kSessions) {
      full_ = true;
      b_.findings.add(messages::kTooManySessions, raw.id.place,
                      {std::to_string(limits::kSessions)});
      return;
    }
    const std::string_view id = b_.texts.keep(task.id);
    if (!b_.tasks.add({id, raw.id.place}, b_.findings)) return;
    const Duration duration = task.standing ? Duration{} : raw.duration;
    const model::TaskIndex index = b_.parts.tasks.push_back(std::move(task));
    b_.tasks_of_raw.back().push_back(index);
    b_.task_places.push_back(raw.id.place);
    for (const Draft& draft : drafts) {
      model::Session session;
      session.id = std::string(id) + draft.suffix;
      session.task = index;
      session.duration = duration;
      session.windows = draft.windows;
      session.pin = pin;
      if (pin) session.pin->start = draft.pinned_start;
      b_.parts.sessions.push_back(std::move(session));
      b_.session_dates.push_back(draft.date);
    }
  }

  Binding& b_;
  Drafter drafter_;
  Problem grids_only_;
  bool full_ = false;
};

}  // namespace

void bind_tasks(std::vector<RawTask>& tasks, Binding& binding) {
  TaskBinder binder(binding);
  for (RawTask& raw : tasks) binder.bind(raw);
}

}  // namespace muster::load
