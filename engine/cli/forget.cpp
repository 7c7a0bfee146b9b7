// muster forget WORKSPACE PERSON: what is stored of a person goes, hours stay without a name.
#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "base/file.h"
#include "cli/dispatch_inputs.h"
#include "cli/lookup.h"
#include "dispatch/forget.h"

namespace muster::cli {

namespace fs = std::filesystem;

namespace {

struct Person {
  std::string id, name;
};

bool is_known(const model::Problem& problem, const std::string& id) {
  const auto& people = problem.people();
  return std::any_of(people.begin(), people.end(),
                     [&](const model::Person& each) { return each.id == id; });
}

// By id, or by a name that only one has; an id that the workspace has not (any more) is tried as it
// is. None, and told, where several have the name.
std::optional<Person> find_person(const model::Problem& problem, const std::string& wanted,
                                  Console& console) {
  std::vector<std::string> ids;
  Person found{wanted, ""};
  for (const model::Person& each : problem.people()) {
    if (each.id == wanted) return Person{each.id, each.name};
    if (each.name != wanted) continue;
    ids.push_back(each.id);
    found = {each.id, each.name};
  }
  if (ids.size() < 2) return found;
  console.err << fmt::format(
      fmt::runtime(console.say({"muster: several people have that name, say which: {}\n",
                                "muster：有几个人叫这个名字，请写编号：{}\n"})),
      fmt::join(ids, ", "));
  return std::nullopt;
}

// The history without the person; how many turns it had of them, or the exit code.
std::variant<std::size_t, int> forget_history(const fs::path& file, const std::string& id,
                                              Console& console) {
  if (!fs::exists(file)) return std::size_t{0};
  Sources sources;
  auto read = read_rows<load::HistoryRow>(file, sources, console);
  if (const int* code = std::get_if<int>(&read)) return *code;
  auto& rows = std::get<std::vector<load::HistoryRow>>(read);
  const std::size_t turns = dispatch::forget_turns(rows, id);
  if (turns == 0) return turns;
  auto written = write_file(file, load::history_csv(rows));
  if (!written) return console.fail(written.failure());
  return turns;
}

bool is_in_file(const fs::path& file, const std::set<std::string>& names) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const bool found = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return line.find('"' + name + '"') != std::string::npos;
    });
    if (found) return true;
  }
  return false;
}

// What muster does not write over: the coordinator's own files, and what was sent.
void tell_what_is_left(const load::Loaded& loaded, const fs::path& workspace, const Person& person,
                       const std::set<std::string>& names, Console& console) {
  if (is_known(loaded.workspace->problem, person.id)) {
    console.err << fmt::format(
        fmt::runtime(console.say(
            {"the workspace's files still have {}: delete the entry, with its contacts\n",
             "工作区文件中仍有 {}：请删除该条目及联系方式\n"})),
        person.id);
  }
  std::vector<fs::path> files{store::store_folder(workspace) / "outbox.jsonl"};
  for (const load::ChannelPolicy& channel : loaded.workspace->dispatch.channels) {
    if (!channel.path.empty()) files.push_back(folder_of(workspace) / channel.path);
  }
  for (const fs::path& file : files) {
    if (!is_in_file(file, names)) continue;
    console.err << fmt::format(
        fmt::runtime(console.say(
            {"{} has messages that name them: delete it\n", "{} 中有提到此人的消息：请删除\n"})),
        file.string());
  }
}

std::string summary(const dispatch::Forgotten& done, std::size_t turns, Console& console) {
  return fmt::format(
      fmt::runtime(console.say(
          {"forgotten: {} assignments, {} services, {} mentions, {} turns of the history\n",
           "已删除：派单 {}，服务记录 {}，提及 {}，历史 {} 人次\n"})),
      done.assignments, done.services, done.mentions, turns);
}

}  // namespace

int forget(const ForgetOptions& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  const load::Loaded& loaded = std::get<load::Loaded>(read);
  auto clock = clock_of(options, loaded.workspace->problem.zone_time(), console);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  const auto person = find_person(loaded.workspace->problem, options.person, console);
  if (!person) return kBadInput;
  auto opened = open_published(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  dispatch::Forgotten done;
  const auto stored =
      std::get<std::unique_ptr<store::Store>>(opened)->transact([&](store::Transaction& rows) {
        done = dispatch::forget(rows, person->id, person->name, std::get<GivenClock>(clock).now());
      });
  if (!stored) return console.fail(stored.failure());
  if (!done.still_to_come.empty()) {
    console.err << fmt::format(
        fmt::runtime(console.say(
            {"muster: {} is still to go to {}: delete them from the workspace, plan and publish "
             "again first\n",
             "muster：{} 还要去 {}：请先从工作区删除此人，重新编排并发布\n"})),
        person->id, done.still_to_come);
    return kBadInput;
  }
  const auto turns =
      forget_history(folder_of(options.workspace) / load::kHistoryFile, person->id, console);
  if (const int* code = std::get_if<int>(&turns)) return *code;
  const bool any = done.any() || std::get<std::size_t>(turns) > 0;
  if (!any && !is_known(loaded.workspace->problem, person->id)) {
    std::vector<std::string_view> ids;
    for (const model::Person& each : loaded.workspace->problem.people()) ids.push_back(each.id);
    return unknown_id(person->id, {"person", "人"}, ids, console);
  }
  if (!any) {
    console.err << console.say({"nothing is stored of that person\n", "没有此人的存档信息\n"});
  } else {
    console.out << summary(done, std::get<std::size_t>(turns), console);
  }
  tell_what_is_left(loaded, options.workspace, *person, done.names, console);
  return kDone;
}

}  // namespace muster::cli
