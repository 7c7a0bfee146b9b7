#include "cli/dispatch_inputs.h"

#include <fmt/format.h>

namespace muster::cli {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& workspace) {
  return store::store_folder(workspace).parent_path();
}

namespace {

fs::path store_file(const fs::path& workspace) {
  return store::store_folder(workspace) / "muster.db";
}

}  // namespace

std::variant<std::unique_ptr<store::Store>, int> open_store(const fs::path& workspace,
                                                            Console& console) {
  auto opened = store::open_sqlite(store_file(workspace));
  if (!opened) return console.fail(opened.failure());
  return std::move(opened).value();
}

std::variant<std::unique_ptr<store::Store>, int> find_store(const fs::path& workspace,
                                                            Console& console) {
  std::error_code error;
  if (fs::status(workspace, error).type() == fs::file_type::not_found) {
    console.err << fmt::format(fmt::runtime(console.say({"muster: there is no workspace {}\n",
                                                         "muster：没有工作区 {}\n"})),
                               workspace.string());
    return kBadInput;
  }
  const fs::path file = store_file(workspace);
  if (fs::status(file, error).type() == fs::file_type::not_found) {
    return std::unique_ptr<store::Store>();
  }
  auto opened = store::open_sqlite(file, store::Opening::existing);
  if (!opened) return console.fail(opened.failure());
  return std::move(opened).value();
}

std::variant<std::unique_ptr<store::Store>, int> open_published(const fs::path& workspace,
                                                                Console& console) {
  auto found = find_store(workspace, console);
  auto* store = std::get_if<std::unique_ptr<store::Store>>(&found);
  if (store == nullptr || *store != nullptr) return found;
  say_nothing_published(console);
  return store::make_memory();
}

void say_nothing_published(Console& console) {
  console.err << console.say({"muster: nothing was published from this workspace yet\n",
                              "muster：这个工作区还没有发布过计划\n"});
}

std::variant<GivenClock, int> clock_of(const DispatchBase& options, const ZoneTime& zone,
                                       Console& console, bool runs) {
  if (options.now.empty()) return GivenClock(std::nullopt);
  const auto now = parse_now(options.now, zone);
  if (now) return GivenClock(now, runs);
  console.err << fmt::format(
      fmt::runtime(console.say({"muster: --now {} is not a time like 2017-09-04T08:00\n",
                                "muster：--now {} 不是 2017-09-04T08:00 这样的时间\n"})),
      options.now);
  return kBadInput;
}

std::variant<Site, int> open_site(const DispatchBase& options, Console& console) {
  auto read = read_workspace(options.workspace, 1, false, console);
  if (auto* code = std::get_if<int>(&read)) return *code;
  load::Loaded& loaded = std::get<load::Loaded>(read);
  auto clock = clock_of(options, loaded.workspace->problem.zone_time(), console);
  if (auto* code = std::get_if<int>(&clock)) return *code;
  auto opened = open_published(options.workspace, console);
  if (auto* code = std::get_if<int>(&opened)) return *code;
  return Site{std::move(loaded), std::get<GivenClock>(clock),
              std::move(std::get<std::unique_ptr<store::Store>>(opened))};
}

}  // namespace muster::cli
