#include "load/binding.h"

#include <algorithm>

#include "load/messages.h"

namespace muster::load {

bool Names::add(const Word& id, Findings& findings) {
  const auto [at, is_new] = positions_.emplace(id.text, static_cast<std::uint32_t>(ids_.size()));
  if (!is_new) {
    findings.add(messages::kDuplicateId, id.place, {std::string(id.text)})
        .related.push_back({places_[at->second], messages::kFirstHere});
    return false;
  }
  ids_.push_back(id.text);
  places_.push_back(id.place);
  return true;
}

void Names::reserve(std::size_t n) {
  positions_.reserve(n);
  ids_.reserve(n);
  places_.reserve(n);
}

std::optional<std::size_t> Names::find(std::string_view id) const {
  const auto found = positions_.find(id);
  if (found == positions_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::size_t> Names::require(const Word& id, Sort sort, Findings& findings) {
  if (const auto found = find(id.text)) return found;
  const std::string_view near = near_.find(id.text, ids_, Severity::error, findings);
  const auto row = static_cast<std::size_t>(sort);
  const MessageText& text =
      near.empty() ? messages::kUnknownId[row] : messages::kUnknownIdNear[row];
  findings.add(text, id.place, {std::string(id.text), std::string(near)});
  return std::nullopt;
}

model::LineIndex Binding::line(const Word& word) {
  if (!word.exists()) return {};
  const auto found = lines.require(word, Sort::line, findings);
  return found ? model::LineIndex(*found) : model::LineIndex();
}

model::GridIndex Binding::grid(const Word& word) {
  if (!word.exists()) return {};
  const auto found = grids.require(word, Sort::grid, findings);
  return found ? model::GridIndex(*found) : model::GridIndex();
}

model::VenueIndex Binding::venue(const Word& word) {
  if (!word.exists()) return {};
  const auto found = venues.require(word, Sort::venue, findings);
  return found ? model::VenueIndex(*found) : model::VenueIndex();
}

std::vector<model::LineIndex> Binding::lines_of(Run<Word> words) {
  std::vector<model::LineIndex> all;
  for (const Word& word : words) {
    const model::LineIndex index = line(word);
    const bool listed = std::find(all.begin(), all.end(), index) != all.end();
    if (index.exists() && !listed) all.push_back(index);
  }
  return all;
}

std::optional<Binding::RawTrace> Binding::tasks_of(std::string_view id) const {
  if (const auto record = raw_tasks.find(id)) return raw_traces[*record];
  const std::size_t slash = id.find('/');
  if (slash == id.npos) return std::nullopt;
  const auto record = raw_tasks.find(id.substr(0, slash));
  const auto grid = grids.find(id.substr(slash + 1));
  if (!record || !grid || !raw_traces[*record].for_each) return std::nullopt;
  RawTrace one = raw_traces[*record];
  const auto begin = parts.tasks.begin() + one.first_task.value;
  const auto end = begin + one.n_tasks;
  const auto at =
      std::lower_bound(begin, end, model::GridIndex(*grid),
                       [](const auto& task, auto sought) { return task.grid < sought; });
  if (at == end || at->grid != model::GridIndex(*grid)) return std::nullopt;
  one.first_task = model::TaskIndex(static_cast<std::size_t>(at - parts.tasks.begin()));
  one.n_tasks = 1;
  return one;
}

model::SkillIndex Binding::skill(const Word& word) {
  if (const auto found = skills.find(word.text)) return model::SkillIndex(*found);
  skills.add(word, findings);
  return parts.skills.push_back(std::string(word.text));
}

IntervalSet Binding::available(const Node* times, const Node* except) const {
  const Interval horizon = parts.calendar.horizon();
  const Duration day{24 * 60};
  IntervalSet set({{horizon.from - day, horizon.until + day}});
  if (times != nullptr) {
    const local_days after = last + std::chrono::days(1);
    set = expand_times(as_times(*times, findings), parts.zone_time, first, after);
  }
  if (except == nullptr) return set;
  std::vector<Interval> holes;
  for (const Exception& each : as_exceptions(*except, findings)) {
    holes.push_back({parts.zone_time.instant(each.from), parts.zone_time.instant(each.until)});
  }
  return set.without(IntervalSet(std::move(holes)));
}

}  // namespace muster::load
