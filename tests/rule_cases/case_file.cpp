#include "case_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <yaml-cpp/yaml.h>

#include "base/zone_time.h"

namespace muster {

namespace fs = std::filesystem;

namespace {

template <class I, class T>
I find_id(const Table<I, T>& table, const std::string& id) {
  for (I i : indices(table)) {
    if (table[i].id == id) return i;
  }
  throw std::runtime_error("a case names what does not exist: " + id);
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

RuleCase::Placement placement_of(const YAML::Node& node) {
  RuleCase::Placement placement;
  placement.session = node["session"].as<std::string>();
  placement.start = node["start"].as<std::string>("");
  placement.venue = node["venue"].as<std::string>("");
  for (const auto& each : node["crews"]) {
    placement.crews.push_back({each["team"].as<std::string>(),
                               each["heads"].as<std::vector<std::string>>(),
                               each["need"].as<std::uint32_t>(0)});
  }
  return placement;
}

RuleCase case_of(const YAML::Node& node) {
  RuleCase made;
  made.name = node["name"].as<std::string>();
  for (const auto& each : node["placements"]) made.placements.push_back(placement_of(each));
  for (const auto& each : node["base"]) made.base.push_back(placement_of(each));
  for (const auto& each : node["expect"]) {
    made.expect[each.first.as<std::string>()] = {each.second["is"].as<std::string>(),
                                                 each.second["cost"].as<std::int64_t>()};
  }
  return made;
}

CaseFile case_file(const fs::path& path) {
  const std::string text = text_of(path);
  const std::string dashes = "\n---\n";
  const std::size_t at = text.find(dashes);
  if (at == std::string::npos) throw std::runtime_error("no cases in " + path.string());
  CaseFile file{path.stem().string(), text.substr(0, at + 1), {}};
  for (const auto& node : YAML::Load(text.substr(at + dashes.size()))["cases"]) {
    file.cases.push_back(case_of(node));
  }
  return file;
}

}  // namespace

std::vector<CaseFile> read_case_files() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(MUSTER_SOURCE_DIR) / "rules/cases")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<CaseFile> files;
  for (const fs::path& path : paths) files.push_back(case_file(path));
  return files;
}

model::Solution solution_of(const std::vector<RuleCase::Placement>& placements,
                            const model::Problem& problem) {
  model::Solution solution;
  solution.placements.resize(problem.sessions().size());
  for (const RuleCase::Placement& written : placements) {
    const auto session = find_id(problem.sessions(), written.session);
    model::Placement placement;
    placement.start = problem.calendar().horizon().from;
    if (!problem.task_of(session).standing) {
      const auto start = parse_date_time(written.start);
      if (!start) throw std::runtime_error("no start: " + written.start);
      placement.start = problem.zone_time().instant(start->local);
    }
    if (!written.venue.empty()) placement.venue = find_id(problem.venues(), written.venue);
    for (const RuleCase::Crew& crew : written.crews) {
      model::Crew made{crew.need, find_id(problem.teams(), crew.team), {}};
      for (const std::string& head : crew.heads) {
        made.heads.push_back(find_id(problem.heads(), head));
      }
      std::sort(made.heads.begin(), made.heads.end());
      placement.crews.push_back(std::move(made));
    }
    std::sort(placement.crews.begin(), placement.crews.end(),
              [](const model::Crew& a, const model::Crew& b) {
                return std::pair(a.need, a.team) < std::pair(b.need, b.team);
              });
    solution.placements[session] = std::move(placement);
  }
  return solution;
}

}  // namespace muster
