// Tasks and their sessions: every record × each grid × each occurrence, in this order.
#include <algorithm>
#include <initializer_list>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/huge_pages.h"
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

  void bind(RawTask& raw) {
    if (!b_.raw_tasks.add(raw.id, b_.findings)) return;
    Binding::RawTrace& trace = b_.raw_traces.emplace_back();
    trace.first_task = model::TaskIndex(b_.parts.tasks.size());
    trace.repeats = raw.extras && raw.extras->repeat.exists();
    trace.for_each = raw.extras && raw.extras->each;
    trace.standing = raw.standing;
    if (raw.kind.exists()) b_.task_kinds.insert(raw.kind.text);
    model::Task task = common(raw);
    const std::vector<Draft> drafts = drafter_.drafts_of(raw);
    const std::optional<model::Pin> pin = pin_of(raw);
    if (trace.for_each) {
      bind_each(raw, task, drafts, pin);
    } else {
      add(raw, std::move(task), drafts, pin);
    }
    if (raw.extras && !raw.extras->after.empty()) {
      waiting_.emplace_back(raw.id, std::move(raw.extras->after));
    }
  }

  Waiting take_waiting() { return std::move(waiting_); }

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
    task.lines = lines_of(raw.lines);
    task.grid = b_.grid(raw.grid);
    task.priority = raw.priority;
    task.weight = raw.weight;
    task.households = raw.households;
    task.standing = raw.standing;
    if (!raw.venue.empty()) task.venue = venue_of(raw.venue.front());
    task.needs = needs_of(raw.needs);
    if (raw.extras) task.related = people_of(raw.extras->related);
    return task;
  }

  std::vector<model::PersonIndex> people_of(const std::vector<Word>& words) {
    std::vector<model::PersonIndex> people;
    for (const Word& word : words) {
      const auto found = b_.people.require(word, Sort::person, b_.findings);
      if (found) people.push_back(model::PersonIndex(*found));
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    return people;
  }

  // What was bound before without a finding is bound to the same again.
  template <class Value>
  using Bound = boost::unordered_flat_map<std::string, Value, std::hash<std::string>>;
  template <class Value, class Bind>
  Value once(Bound<Value>& bound, Bind bind) {
    const auto found = bound.find(key_);
    if (found != bound.end()) return found->second;
    const std::size_t findings = b_.findings.errors() + b_.findings.warnings();
    Value value = bind();
    const bool clean = b_.findings.errors() + b_.findings.warnings() == findings;
    if (clean && bound.size() < kKept) bound.emplace(key_, value);
    return value;
  }

  SharedList<model::LineIndex> lines_of(Run<Word> words) {
    key_.clear();
    put(words);
    return once(lines_, [&] { return SharedList<model::LineIndex>(b_.lines_of(words)); });
  }

  Shared<model::VenueRequirement> venue_of(const RawVenue& raw) {
    key_.clear();
    put({raw.seats});
    put(raw.facilities);
    put(raw.where);
    return once(venues_, [&] { return Shared<model::VenueRequirement>(bind_venue(raw)); });
  }

  SharedList<model::Need> needs_of(Run<RawNeed> raws) {
    key_.clear();
    for (const RawNeed& raw : raws) {
      put({raw.people.min, raw.people.want, raw.people.max, raw.one_team ? 1 : 0});
      put(raw.skills.all);
      put(raw.skills.any);
      put(raw.skills.none);
      put(raw.prefer);
      put(raw.from);
    }
    return once(needs_, [&] {
      std::vector<model::Need> needs;
      for (const RawNeed& raw : raws) needs.push_back(need_of(raw));
      return SharedList<model::Need>(std::move(needs));
    });
  }

  // Each writes its value to the key so that no other value is written alike.
  void put(std::initializer_list<std::int32_t> numbers) {
    key_.append(reinterpret_cast<const char*>(numbers.begin()),
                numbers.size() * sizeof(std::int32_t));
  }
  static std::int32_t count_of(std::size_t n) { return static_cast<std::int32_t>(n); }
  void put(Run<Word> words) {
    put({count_of(words.size())});
    for (const Word& word : words) {
      put({count_of(word.text.size())});
      key_ += word.text;
    }
  }
  void put(Run<RawSkill> skills) {
    put({count_of(skills.size())});
    for (const RawSkill& skill : skills) {
      put({skill.grade, count_of(skill.word.text.size())});
      key_ += skill.word.text;
    }
  }
  void put(const RawSelector& selector) {
    put({count_of(selector.all_of.size()), count_of(selector.none_of.size())});
    for (const RawSelector::Clause& clause : selector.all_of) {
      put({static_cast<std::int32_t>(clause.attribute)});
      put(clause.words);
    }
    for (const RawSelector& none : selector.none_of) put(none);
  }

  model::VenueRequirement bind_venue(const RawVenue& raw) {
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
    need.skills = bind_needed(raw.skills.all, b_);
    need.any_skills = bind_needed(raw.skills.any, b_);
    need.no_skills = bind_needed(raw.skills.none, b_);
    need.preferred = bind_needed(raw.prefer, b_);
    if (!need.preferred.empty() && !b_.preferred_at) b_.preferred_at = raw.prefer_place;
    need.from = bind_selector(raw.from, Target::team, b_);
    return need;
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
    if (task.standing && task.households == 0 && task.grid.exists()) {
      task.households = b_.parts.grids[task.grid].households;
    }
    if (b_.parts.sessions.size() + drafts.size() > limits::kSessions) {
      full_ = true;
      b_.findings.add(messages::kTooManySessions, raw.id.place,
                      {std::to_string(limits::kSessions)});
      return;
    }
    const Duration duration = task.standing ? Duration{} : raw.duration;
    const model::TaskIndex index = b_.parts.tasks.push_back(std::move(task));
    const std::string& id = b_.parts.tasks[index].id;
    ++b_.raw_traces.back().n_tasks;
    b_.task_places.push_back(raw.id.place);
    for (const Draft& draft : drafts) {
      model::Session session;
      session.id.reserve(id.size() + draft.suffix.size());
      session.id.append(id).append(draft.suffix);
      session.task = index;
      session.duration = duration;
      session.windows = draft.windows;
      session.pin = pin;
      if (pin) session.pin->start = draft.pinned_start;
      b_.parts.sessions.push_back(std::move(session));
      b_.session_dates.push_back(draft.date);
    }
  }

  static constexpr std::size_t kKept = 10'000;  // of each sort

  Binding& b_;
  Drafter drafter_;
  Problem grids_only_;
  bool full_ = false;
  Waiting waiting_;
  std::string key_;
  Bound<SharedList<model::LineIndex>> lines_;
  Bound<Shared<model::VenueRequirement>> venues_;
  Bound<SharedList<model::Need>> needs_;
};

template <class Row>
void reserve_huge(std::vector<Row>& rows, std::size_t n) {
  rows.reserve(n);
  prefer_huge_pages(rows.data(), n * sizeof(Row));
}

}  // namespace

Waiting bind_tasks(std::vector<std::unique_ptr<TaskBatch>>& batches, Binding& binding) {
  std::size_t n = 0;
  for (const auto& batch : batches) n += batch->tasks.size();
  binding.raw_tasks.reserve(n);
  binding.raw_traces.reserve(n);
  binding.task_places.reserve(n);
  reserve_huge(binding.parts.tasks.rows(), n);
  reserve_huge(binding.parts.sessions.rows(), 2 * n);  // some repeat, and moving them all is dear
  TaskBinder binder(binding);
  for (auto& batch : batches) {
    for (RawTask& raw : batch->tasks) binder.bind(raw);
    batch.reset();
  }
  batches.clear();
  return binder.take_waiting();
}

}  // namespace muster::load
