// A task as written: syntax checked, ids not yet looked up. Small, since there may be 100,000: its
// lists lie in the arena of its batch.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "load/selectors.h"
#include "load/skills.h"
#include "load/times.h"
#include "model/problem.h"

namespace muster::load {

struct RawNeed {
  model::HeadCount people;
  RawSkills skills;
  Run<RawSkill> prefer;
  Place prefer_place;
  RawSelector from;
  bool one_team = false;
};

struct RawVenue {
  std::int32_t seats = 0;
  Run<Word> facilities;
  RawSelector where;
};

struct RawAfter {
  Word task;
  Duration lag;
};

struct RawPin {
  Word start, venue;
  std::vector<Word> teams;
};

// What few tasks have.
struct RawTaskExtras {
  Word repeat;
  std::optional<LocalTime> start;
  std::vector<local_days> except;
  std::vector<RawAfter> after;
  std::optional<RawPin> pin;
  std::optional<RawSelector> each;
  std::vector<Word> related;
};

struct RawTask {
  Word id, kind, grid;
  std::string_view name;
  Run<Word> lines;
  model::Priority priority = model::Priority::normal;
  bool standing = false;
  std::int32_t weight = 1;
  std::int32_t households = 0;
  Duration duration;
  Run<TimesEntry> windows;  // empty: any time of any day
  Run<RawVenue> venue;      // one or none
  Run<RawNeed> needs;
  std::unique_ptr<RawTaskExtras> extras;  // none: it has nothing of these
};

// Tasks that are read, bound and forgotten together.
struct TaskBatch {
  static constexpr std::size_t kTasks = 16384;
  Arena arena;
  std::vector<RawTask> tasks;
};

// What a task's record may say.
const KnownKeys& task_keys();
// None where the record is too wrong to go on with; every trouble is reported.
std::optional<RawTask> read_task(const Node&, Findings&, Arena&);

}  // namespace muster::load
