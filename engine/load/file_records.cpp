#include "load/file_records.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "base/file.h"
#include "load/messages.h"
#include "load/readers.h"

namespace muster::load {

namespace {

constexpr std::array<std::string_view, 9> kSections{"zone",  "venues", "teams", "people",  "tasks",
                                                    "rules", "levels", "use",   "dispatch"};

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

template <class T>
void append(std::vector<T>& all, std::vector<T>& more) {
  if (all.empty()) {
    all = std::move(more);
  } else {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  }
  more.clear();
}

}  // namespace

void FileRecords::read(std::string text) {
  digest_ = sha256(text);
  text_ = std::move(text);
  if (!check_text(text_, file_, findings_)) return;
  if (ends_with(name_, ".csv")) {
    read_csv_tasks(text_, file_, findings_, arenas_, *this);
  } else if (ends_with(name_, ".jsonl")) {
    read_json_lines(text_, file_, findings_, arenas_, *this);
  } else {
    read_yaml(text_, file_, findings_, arenas_, *this);
  }
}

void FileRecords::report_unknown(const Word& key) {
  const std::vector<std::string_view> known(kSections.begin(), kSections.end());
  const std::string_view near = nearest_word(key.text, known);
  findings_.add(messages::kUnknownSection, key.place,
                {std::string(key.text), near.empty() ? fmt::format("{}", fmt::join(known, ", "))
                                                     : "\"" + std::string(near) + "\""});
}

void FileRecords::section(Word key, Node value) {
  const bool known = std::find(kSections.begin(), kSections.end(), key.text) != kSections.end();
  if (!known) return report_unknown(key);
  if (value.is_null()) return;
  if (key.text == "zone") {
    records_.zones.emplace_back(key, value);
  } else if (key.text == "dispatch") {
    records_.dispatch.emplace_back(key, value);
  } else if (value.is_scalar() && key.text == "use") {
    record(key, value);
  } else {
    findings_.add(messages::kSectionNotList, key.place, {std::string(key.text)});
  }
}

void FileRecords::list(Word key) {
  const bool known = std::find(kSections.begin(), kSections.end(), key.text) != kSections.end();
  if (!known) return report_unknown(key);
  if (key.text == "zone") findings_.add(messages::kSectionNotMap, key.place, {"zone"});
  if (key.text == "dispatch") findings_.add(messages::kSectionNotMap, key.place, {"dispatch"});
}

void FileRecords::take_task(const Node& item) {
  auto& batches = records_.tasks;
  if (batches.empty() || batches.back()->tasks.size() >= TaskBatch::kTasks) {
    batches.push_back(std::make_unique<TaskBatch>());
    batches.back()->tasks.reserve(TaskBatch::kTasks);
  }
  TaskBatch& batch = *batches.back();
  if (auto task = read_task(item, findings_, batch.arena)) batch.tasks.push_back(std::move(*task));
}

bool FileRecords::record(Word key, Node item) {
  if (key.text == "tasks") {
    take_task(item);
    return false;
  }
  if (key.text == "venues") {
    records_.venues.push_back(item);
  } else if (key.text == "teams") {
    records_.teams.push_back(item);
  } else if (key.text == "people") {
    records_.people.push_back(item);
  } else if (key.text == "rules") {
    records_.rules.push_back({item, false});
  } else if (key.text == "use") {
    if (const Word word = as_word(item, findings_); word.exists()) records_.use.push_back(word);
  } else if (key.text == "levels") {
    const Word word = as_word(item, findings_);
    const bool same =
        !records_.levels.empty() && records_.levels.back().first.place.line == key.place.line;
    if (!same) records_.levels.push_back({key, {}});
    if (word.exists()) records_.levels.back().second.push_back(word);
  }
  return true;
}

void FileRecords::move_into(Records& all, bool pack, Findings& findings) {
  if (pack) {
    const bool more = !records_.zones.empty() || !records_.venues.empty() ||
                      !records_.teams.empty() || !records_.people.empty() ||
                      !records_.tasks.empty() || !records_.use.empty();
    if (more) findings.add(messages::kPackHolds, {file_, 1, 1, 1}, {name_});
    for (Records::Rule& rule : records_.rules) rule.from_pack = true;
    append(all.rules, records_.rules);
    if (all.levels.empty()) append(all.levels, records_.levels);
    return;
  }
  append(all.zones, records_.zones);
  append(all.dispatch, records_.dispatch);
  append(all.venues, records_.venues);
  append(all.teams, records_.teams);
  append(all.people, records_.people);
  append(all.tasks, records_.tasks);
  append(all.rules, records_.rules);
  append(all.use, records_.use);
  append(all.levels, records_.levels);
  for (std::size_t i = 1; i < all.levels.size(); ++i) {
    findings.add(messages::kLevelsTwice, all.levels[i].first.place)
        .related.push_back({all.levels[0].first.place, messages::kFirstHere});
  }
  if (all.levels.size() > 1) all.levels.resize(1);
}

}  // namespace muster::load
