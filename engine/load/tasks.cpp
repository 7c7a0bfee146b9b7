// Tasks and their sessions: every record × each grid × each occurrence, in this order.
#include <algorithm>
#include <cstdint>
#include <map>

#include "base/limits.h"
#include "load/binding.h"
#include "load/messages.h"
#include "load/recurrence.h"

namespace muster::load {

namespace {

using model::Attribute;
using model::Problem;

// One session of a record before it is known for which grid.
struct Draft {
  std::string suffix;  // "@2017-09-04", or empty
  local_days date;
  std::vector<Interval> windows;
  std::optional<TimePoint> pinned_start;
};

class TaskBinder {
 public:
  explicit TaskBinder(Binding& binding) : b_(binding), grids_only_(grids_of(binding)) {}

  // Leaves of the record what binding the precedences needs.
  void bind(RawTask& raw) {
    if (!b_.raw_tasks.add(raw.id, b_.findings)) {
      raw.id = {};
      return;
    }
    b_.tasks_of_raw.emplace_back();
    if (raw.kind.exists()) b_.task_kinds.insert(raw.kind.text);
    const model::Task task = common(raw);
    const std::vector<Draft> drafts = drafts_of(raw);
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
    const std::vector<std::string_view> known(b_.facilities.begin(), b_.facilities.end());
    const std::string_view near = nearest_word(word.text, known);
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
    const std::string_view near = nearest_word(word.text, b_.skills.ids());
    b_.findings.add(near.empty() ? messages::kNoSkill : messages::kNoSkillNear, word.place,
                    {std::string(word.text), std::string(near)});
  }

  std::vector<Draft> drafts_of(const RawTask& raw) {
    if (raw.standing) return {Draft{"", b_.first, {}, std::nullopt}};
    const std::vector<TimesEntry> entries =
        raw.windows.empty() ? std::vector<TimesEntry>{TimesEntry()} : raw.windows;
    if (raw.extras && raw.extras->repeat.exists()) return occurrences(raw, entries);
    Draft once;
    once.date = b_.first;
    if (raw.extras && raw.extras->start) {
      once.date = raw.extras->start->day;
      const bool inside = b_.first <= once.date && once.date <= b_.last;
      if (inside) once.windows = windows_of(entries, once.date, once.date);
    } else {
      once.windows = windows_of(entries, b_.first, b_.last);
    }
    if (raw.extras) remove_excepted(raw.extras->except, once.windows);
    if (once.windows.empty()) warn_never(raw);
    pin_start(raw, once, one_day(once.windows));
    return {once};
  }

  // Many tasks have the same times: each is expanded once.
  const std::vector<Interval>& windows_of(const std::vector<TimesEntry>& entries, local_days first,
                                          local_days last) {
    WindowKey key{first.time_since_epoch().count(), last.time_since_epoch().count()};
    const auto put = [&](const std::optional<local_days>& day) {
      key.push_back(day ? day->time_since_epoch().count() : INT64_MIN);
    };
    for (const TimesEntry& entry : entries) {
      key.push_back(entry.days_mask);
      key.push_back(entry.from_minute);
      key.push_back(entry.to_minute);
      put(entry.first);
      put(entry.last);
    }
    const auto found = windows_.find(key);
    if (found != windows_.end()) return found->second;
    if (windows_.size() >= kExpandedTimes) windows_.clear();
    auto expanded = expand_windows(entries, b_.parts.zone_time, first, last);
    return windows_.emplace(std::move(key), std::move(expanded)).first->second;
  }

  void remove_excepted(const std::vector<local_days>& days, std::vector<Interval>& windows) const {
    if (days.empty()) return;
    const auto excepted = [&](Interval window) {
      const local_days day = b_.parts.zone_time.local(window.from).day;
      return std::find(days.begin(), days.end(), day) != days.end();
    };
    windows.erase(std::remove_if(windows.begin(), windows.end(), excepted), windows.end());
  }

  void warn_never(const RawTask& raw) {
    b_.findings.add(messages::kNeverOccurs, raw.id.place, {std::string(raw.id.text)});
  }

  // The day on which all windows begin, if it is one.
  std::optional<local_days> one_day(const std::vector<Interval>& windows) const {
    if (windows.empty()) return b_.first;
    const local_days first = b_.parts.zone_time.local(windows.front().from).day;
    const local_days last = b_.parts.zone_time.local(windows.back().from).day;
    return first == last ? std::optional(first) : std::nullopt;
  }

  std::vector<Draft> occurrences(const RawTask& raw, const std::vector<TimesEntry>& entries) {
    const Word& rule = raw.extras->repeat;
    const LocalTime start = raw.extras->start.value_or(LocalTime{b_.first, 0});
    const Occurrences found = expand_recurrence(std::string(rule.text), start, raw.extras->except,
                                                b_.first, b_.last, limits::kOccurrencesPerTask);
    if (found.trouble != Occurrences::Trouble::none) report(rule, found);
    bool several = false;
    for (std::size_t i = 1; i < found.starts.size(); ++i) {
      several |= found.starts[i].day == found.starts[i - 1].day;
    }
    std::vector<Draft> drafts;
    for (const LocalTime& at : found.starts) {
      Draft draft{"@" + iso_date(at.day), at.day, windows_on(raw, entries, at), std::nullopt};
      if (several) draft.suffix += clock(at.minute);
      pin_start(raw, draft, at.day);
      if (!draft.windows.empty()) drafts.push_back(std::move(draft));
    }
    if (drafts.empty() && found.trouble == Occurrences::Trouble::none) warn_never(raw);
    return drafts;
  }

  // A rule that tells the hour tells the window where no window is written.
  std::vector<Interval> windows_on(const RawTask& raw, const std::vector<TimesEntry>& entries,
                                   LocalTime at) {
    if (!raw.windows.empty() || at.minute == 0) {
      return windows_of(entries, at.day, at.day);
    }
    const TimePoint from = b_.parts.zone_time.instant(at);
    return {{from, from + raw.duration}};
  }

  static std::string clock(int minute) {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return "T" + two(minute / 60) + ":" + two(minute % 60);
  }

  void report(const Word& rule, const Occurrences& found) {
    switch (found.trouble) {
      case Occurrences::Trouble::malformed:
        b_.findings.add(messages::kRepeatMalformed, rule.place,
                        {found.detail.empty() ? std::string(rule.text) : found.detail});
        break;
      case Occurrences::Trouble::too_many:
        b_.findings.add(messages::kRepeatTooMany, rule.place,
                        {std::to_string(limits::kOccurrencesPerTask)});
        break;
      case Occurrences::Trouble::unsupported:
        b_.findings.add(messages::kRepeatUnsupported, rule.place,
                        {found.detail.empty() ? std::string(rule.text) : found.detail});
        break;
      case Occurrences::Trouble::none: break;
    }
  }

  void pin_start(const RawTask& raw, Draft& draft, std::optional<local_days> day) {
    if (!raw.extras || !raw.extras->pin || !raw.extras->pin->start.exists()) return;
    const Word& start = raw.extras->pin->start;
    const auto minute = parse_clock(start.text);
    const auto date_time = parse_date_time(start.text);
    if (minute && day) {
      draft.pinned_start = b_.parts.zone_time.instant({*day, *minute});
    } else if (minute) {
      b_.findings.add(messages::kPinNeedsDate, start.place, {std::string(start.text)});
    } else if (date_time && !date_time->offset_minutes) {
      draft.pinned_start = b_.parts.zone_time.instant(date_time->local);
    } else {
      b_.findings.add(date_time ? messages::kOffset : messages::kNotClock, start.place,
                      {std::string(start.text)});
    }
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

  using WindowKey = std::vector<std::int64_t>;
  static constexpr std::size_t kExpandedTimes = 10'000;  // kept at a time

  Binding& b_;
  Problem grids_only_;
  std::map<WindowKey, std::vector<Interval>> windows_;
  bool full_ = false;
};

}  // namespace

void bind_tasks(std::vector<RawTask>& tasks, Binding& binding) {
  TaskBinder binder(binding);
  for (RawTask& raw : tasks) binder.bind(raw);
}

}  // namespace muster::load
