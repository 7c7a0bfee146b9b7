#include "load/task_record.h"

#include <algorithm>
#include <new>

#include "base/limits.h"
#include "load/messages.h"

namespace muster::load {

namespace {

constexpr Bilingual kTask{"task", "任务"};
constexpr Bilingual kPeople{"people", "人数"};
constexpr Bilingual kNeed{"need", "需求"};
constexpr Bilingual kAfter{"after", "前置"};
constexpr Bilingual kPin{"pin", "固定"};
constexpr std::int64_t kMost = 1'000'000'000;

model::HeadCount read_people(const Node& node, Findings& findings) {
  constexpr std::int64_t kHeads = limits::kHeadsPerNeed;
  if (node.is_scalar()) {
    const auto n = static_cast<std::int32_t>(as_count(node, 1, kHeads, findings).value_or(1));
    return {n, n, n};
  }
  const Fields fields(node, kPeople, {"min", "want", "max"}, findings);
  const std::int64_t want = fields.count("want", -1, 1, kHeads);
  const std::int64_t min = fields.count("min", want, 0, kHeads);
  const std::int64_t wanted = want >= 0 ? want : min;
  const std::int64_t max = fields.count("max", std::max(wanted, min), 1, kHeads);
  if (fields.is_map() && min < 0 && max >= 0) fields.require("min");
  if (fields.is_map() && (min < 0 || max < 0)) {
    if (max < 0) fields.require("min");
    return {};
  }
  if (min > wanted || wanted > max || max < 1) {
    findings.add(messages::kHeadCounts, node.place,
                 {std::to_string(min), std::to_string(wanted), std::to_string(max)});
    return {};
  }
  return {static_cast<std::int32_t>(min), static_cast<std::int32_t>(wanted),
          static_cast<std::int32_t>(max)};
}

RawNeed read_need(const Node& node, Findings& findings, Arena& arena) {
  const Fields fields(node, kNeed, {"people", "skills", "prefer", "from", "team"}, findings);
  RawNeed need;
  if (const Node* people = fields.require("people")) need.people = read_people(*people, findings);
  if (const Node* skills = fields.find("skills")) {
    need.skills = read_needed_skills(*skills, findings, arena);
  }
  if (const Node* prefer = fields.find("prefer")) {
    need.prefer = read_skill_list(*prefer, findings, arena);
    need.prefer_place = prefer->place;
  }
  if (const Node* from = fields.find("from")) {
    need.from = read_selector(*from, Target::team, findings, arena);
  }
  if (const Node* team = fields.find("team")) {
    need.one_team = as_choice(*team, {"any", "one"}, findings) == std::size_t{1};
  }
  return need;
}

Run<RawNeed> read_needs(const Node& node, Findings& findings, Arena& arena) {
  const Run<Node> items = node.is_list() ? node.items : Run<Node>{&node, 1};
  auto* needs = arena.room<RawNeed>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    new (&needs[i]) RawNeed(read_need(items[i], findings, arena));
  }
  return {needs, items.count};
}

RawVenue read_venue(const Node& node, Findings& findings, Arena& arena) {
  RawVenue venue;
  venue.where = read_selector(node, Target::venue_of_task, findings, arena);
  if (!node.is_map()) return venue;
  if (const Node* seats = node.find("seats"); seats != nullptr && !seats->is_null()) {
    venue.seats = static_cast<std::int32_t>(as_count(*seats, 0, kMost, findings).value_or(0));
  }
  if (const Node* words = node.find("facilities"); words != nullptr && !words->is_null()) {
    venue.facilities = as_words(*words, findings, arena);
  }
  return venue;
}

std::vector<RawAfter> read_after(const Node& node, Findings& findings) {
  std::vector<RawAfter> all;
  const auto take = [&](const Node& item) {
    RawAfter after;
    if (item.is_map()) {
      const Fields fields(item, kAfter, {"task", "lag"}, findings);
      after.task = fields.require_word("task");
      after.lag = fields.duration("lag").value_or(Duration{});
    } else {
      after.task = as_word(item, findings);
    }
    if (after.task.exists()) all.push_back(after);
  };
  if (!node.is_list()) {
    take(node);
  } else {
    for (const Node& item : node.items) take(item);
  }
  return all;
}

RawPin read_pin(const Node& node, Findings& findings) {
  const Fields fields(node, kPin, {"start", "venue", "team", "teams"}, findings);
  RawPin pin{fields.word("start"), fields.word("venue"), fields.words("teams")};
  for (const Word& team : fields.words("team")) pin.teams.push_back(team);
  return pin;
}

std::optional<LocalTime> read_start(const Node& node, Findings& findings) {
  if (const auto time = node.is_scalar() ? parse_date_time(node.text) : std::nullopt) {
    if (!time->offset_minutes) return time->local;
    findings.add(messages::kOffset, node.place, {std::string(node.text)});
    return std::nullopt;
  }
  const auto date = as_date(node, findings);
  if (!date) return std::nullopt;
  return LocalTime{*date, 0};
}

std::unique_ptr<RawTaskExtras> read_extras(const Fields& fields, Findings& findings, Arena& arena) {
  constexpr std::string_view kKeys[] = {"repeat", "start", "except", "after",
                                        "pin",    "each",  "related"};
  const auto is_there = [&](std::string_view key) { return fields.find(key) != nullptr; };
  if (std::none_of(std::begin(kKeys), std::end(kKeys), is_there)) return nullptr;
  auto extras = std::make_unique<RawTaskExtras>();
  extras->repeat = fields.word("repeat");
  if (const Node* start = fields.find("start")) extras->start = read_start(*start, findings);
  if (const Node* dates = fields.find("except")) {
    for (const Exception& each : as_exceptions(*dates, findings)) {
      for (auto day = each.from.day; day < each.until.day; day += std::chrono::days(1)) {
        extras->except.push_back(day);
        if (extras->except.size() > limits::kOccurrencesPerTask) break;
      }
    }
  }
  if (const Node* after = fields.find("after")) extras->after = read_after(*after, findings);
  if (const Node* pin = fields.find("pin")) extras->pin = read_pin(*pin, findings);
  if (const Node* each = fields.find("each")) {
    extras->each = read_selector(*each, Target::grid, findings, arena);
  }
  extras->related = fields.words("related");
  const bool any = extras->repeat.exists() || extras->start || !extras->except.empty() ||
                   !extras->after.empty() || extras->pin || extras->each ||
                   !extras->related.empty();
  if (!any) extras.reset();
  return extras;
}

void read_times(const Fields& fields, RawTask& task, Findings& findings, Arena& arena) {
  task.standing = fields.flag("standing");
  const Node* window = fields.find("window");
  const Node* windows = fields.find("windows");
  std::vector<TimesEntry> entries;
  if (window != nullptr) entries = as_windows(*window, findings);
  if (windows != nullptr) {
    for (const TimesEntry& entry : as_windows(*windows, findings)) entries.push_back(entry);
  }
  task.windows = arena.keep(entries);
  if (const auto duration = fields.duration("duration")) task.duration = *duration;
}

Run<Word> read_lines(const Fields& fields, Findings& findings, Arena& arena) {
  const Node* several = fields.find("lines");
  const Node* one = fields.find("line");
  if (one == nullptr) return several == nullptr ? Run<Word>() : as_words(*several, findings, arena);
  std::vector<Word> lines = fields.words("lines");
  for (const Word& line : as_words(*one, findings)) lines.push_back(line);
  return arena.keep(lines);
}

// What only the whole record shows.
bool check_whole(const Fields& fields, const RawTask& task, Findings& findings) {
  if (task.standing) {
    for (std::string_view key : {"repeat", "window", "windows", "duration", "venue", "after"}) {
      if (const Node* node = fields.find(key)) {
        findings.add(messages::kStandingHas, node->place, {std::string(key)});
      }
    }
    return true;
  }
  if (task.duration > Duration{0}) return true;
  const Node* duration = fields.require("duration");
  if (duration != nullptr && parse_duration(duration->text)) {
    findings.add(messages::kNoDuration, duration->place);
  }
  return false;
}

}  // namespace

const KnownKeys& task_keys() {
  static const KnownKeys keys({"id",       "name",   "kind",       "lines",    "line",   "grid",
                               "priority", "weight", "households", "standing", "repeat", "start",
                               "except",   "window", "windows",    "duration", "venue",  "needs",
                               "after",    "pin",    "each",       "related",  "why",    "note"});
  return keys;
}

std::optional<RawTask> read_task(const Node& node, Findings& findings, Arena& arena) {
  const Fields fields(node, kTask, task_keys(), findings);
  if (!fields.is_map()) return std::nullopt;
  RawTask task;
  task.id = fields.require_id();
  const Word name = fields.word("name");
  task.name = name.exists() ? name.text : task.id.text;
  task.kind = fields.word("kind");
  task.lines = read_lines(fields, findings, arena);
  task.grid = fields.word("grid");
  if (const Node* priority = fields.find("priority")) {
    const auto choice = as_choice(*priority, {"must", "high", "normal", "low"}, findings);
    if (choice) task.priority = static_cast<model::Priority>(*choice);
  }
  task.weight = static_cast<std::int32_t>(fields.count("weight", 1, 1, 1'000'000));
  task.households = static_cast<std::int32_t>(fields.count("households", 0, 0, kMost));
  read_times(fields, task, findings, arena);
  if (const Node* node = fields.find("venue")) {
    const RawVenue venue = read_venue(*node, findings, arena);
    task.venue = arena.keep(&venue, 1);
  }
  if (const Node* needs = fields.require("needs")) {
    task.needs = read_needs(*needs, findings, arena);
    if (task.needs.empty()) findings.add(messages::kNoNeeds, needs->place);
  }
  task.extras = read_extras(fields, findings, arena);
  fields.word("why");
  fields.word("note");
  const bool whole = check_whole(fields, task, findings);
  if (!task.id.exists() || task.needs.empty() || !whole) return std::nullopt;
  return task;
}

}  // namespace muster::load
