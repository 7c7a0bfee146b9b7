// A real event: the volunteer tasks of FOSDEM as its volunteer tool keeps them, with volunteers
// that are invented here. Read from MUSTER_INSTANCES, or ../shared/instances beside the source.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <catch2/catch.hpp>

#include "load/workspace.h"
#include "plan/reasons.h"
#include "plan/verify.h"
#include "solve/solve.h"

namespace {

using namespace muster;
namespace fs = std::filesystem;
using boost::property_tree::ptree;

fs::path fosdem_folder() {
  const char* set = std::getenv("MUSTER_INSTANCES");
  const fs::path root =
      set != nullptr ? fs::path(set) : fs::path(MUSTER_SOURCE_DIR) / "../shared/instances";
  return root / "events/fosdem_volunteers";
}

int minute_of(const std::string& clock) {
  int hour = 0, minute = 0;
  if (std::sscanf(clock.c_str(), "%d:%d", &hour, &minute) != 2) return 0;
  return hour * 60 + minute;
}

// Names of places become grids "place-1", "place-2", … in order of their first use.
struct Places {
  std::map<std::string, std::size_t> number;
  std::string yaml;
  std::string id(const std::string& name) {
    const auto [at, fresh] = number.emplace(name, number.size() + 1);
    const std::string id = fmt::format("place-{}", at->second);
    if (fresh) yaml += fmt::format("    - {{id: {}, name: \"{}\"}}\n", id, name);
    return id;
  }
};

// Day 0 is Saturday, 31 January 2026.
std::string date_of(int day) {
  return day <= 0 ? fmt::format("2026-01-{:02d}", 31 + day) : fmt::format("2026-02-{:02d}", day);
}

// One record. The tool lets min, wanted and max disagree, wants nobody at times, and writes an end
// before its start for work past midnight: the wanted number is raised to min, max to wanted.
std::string task_yaml(const std::string& id, const ptree& task, Places& places) {
  const int min = std::max(1, task.get("nbr_volunteers_min", 1));
  const int want = std::max(min, task.get("nbr_volunteers", 1));
  const int max = std::max(want, task.get("nbr_volunteers_max", 1));
  const auto from = task.get<std::string>("start_time");
  const auto to = task.get<std::string>("end_time");
  int length = minute_of(to) - minute_of(from);
  if (length <= 0) length += 24 * 60;
  return fmt::format(
      "  - id: {}\n    name: \"{}\"\n    grid: {}\n    priority: high\n"
      "    window: {{date: {}, from: \"{}\", to: \"{}\"}}\n    duration: {}min\n"
      "    needs: [{{people: {{min: {}, want: {}, max: {}}}}}]\n",
      id, task.get<std::string>("name"), places.id(task.get<std::string>("location")),
      date_of(task.get<int>("day")), from, to, length, min, want, max);
}

std::map<std::string, std::string> workspace_of(const fs::path& folder, int volunteers) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Places places;
  std::string tasks = "tasks:\n";
  for (const fs::path& file : files) {
    ptree tree;
    read_xml(file.string(), tree);
    std::string stem = file.stem().string();
    std::replace(stem.begin(), stem.end(), '_', '-');
    int n = 0;
    for (const auto& [tag, task] : tree.get_child("generic_tasks")) {
      if (tag == "task") tasks += task_yaml(fmt::format("{}-{}", stem, ++n), task, places);
    }
  }
  return {{"zone.yaml",
           "zone:\n  id: fosdem\n  name: FOSDEM\n  timezone: Europe/Brussels\n"
           "  horizon: {from: 2026-01-29, until: 2026-02-02}\n  step: 15min\n"
           "  grids:\n" +
               places.yaml},
          {"teams.yaml",
           fmt::format("teams:\n  - {{id: volunteers, name: Volunteers, size: {}}}\n", volunteers)},
          {"tasks.yaml", tasks},
          {"rules.yaml",
           "rules:\n  - {id: long-day, kind: working-time, hard: true, every: day, "
           "at-most: 11h}\n"}};
}

// Sessions left out, each with a reason; the plan holds against the verifier.
std::size_t left_out(const fs::path& folder, int volunteers) {
  const load::Loaded loaded = load::load_texts(workspace_of(folder, volunteers), {});
  INFO(to_text(loaded.diagnostics, loaded.sources, Language::english));
  REQUIRE(loaded.workspace.has_value());
  const load::Workspace& workspace = *loaded.workspace;
  REQUIRE(workspace.problem.sessions().size() == 130);
  CHECK(workspace.problem.grids().size() == 17);
  solve::Options options;
  options.effort = 200;
  const solve::Outcome outcome = solve::solve(workspace.problem, workspace.rules, options);
  const plan::Verdict verdict =
      plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
  CHECK(verdict.broken.empty());
  CHECK(verdict.score == outcome.score);
  const auto unserved =
      plan::reasons(workspace.problem, workspace.specs, workspace.rules.levels, outcome.solution);
  for (const plan::Unserved& each : unserved) CHECK_FALSE(each.reasons.empty());
  return unserved.size();
}

}  // namespace

TEST_CASE("FOSDEM's volunteer tasks are planned: all with many, some with few") {
  const fs::path folder = fosdem_folder();
  if (!fs::exists(folder)) {
    std::cout << "skipped: no instances\n";
    return;
  }
  CHECK(left_out(folder, 220) == 0);
  CHECK(left_out(folder, 25) > 0);
}
