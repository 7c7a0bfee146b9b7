// Workspaces from texts, for the tests of this room.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "load/workspace.h"

namespace muster::load::testing {

inline const std::string kZone = R"(zone:
  id: z
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-17}
  step: 15min
  lines: [{id: youth, name: 共青团}, {id: women}]
  grids:
    - {id: lanjie, name: 兰街村, kind: village, at: [28.931, 120.064], households: 290}
    - {id: xiaxi, name: 夏溪村, kind: village, at: [28.94, 120.07]}
    - {id: works, kind: enterprise, parent: xiaxi}
  travel: {speed: 25km/h, fixed: 5min}
)";
inline const std::string kTeams = R"(venues:
  - {id: hall, grid: xiaxi, line: women, capacity: 60, facilities: [stage, projector]}
teams:
  - {id: wives, kind: service, lines: [women], base: hall, size: 6, skills: {tutoring: 3}}
  - {id: guard, kind: guard, lines: [youth], size: 4}
)";

inline Loaded read(std::map<std::string, std::string> files, Options options = {}) {
  options.environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "GUARD_URL") return "https://guard.example/?key=s3cret";
    return std::nullopt;
  };
  return load_texts(files, options);
}

// The zone and teams above, and `more` as main.yaml.
inline Loaded load_with(const std::string& more) {
  return read({{"main.yaml", more}, {"zone.yaml", kZone}, {"teams.yaml", kTeams}});
}

inline std::string texts(const Loaded& loaded, Language language = Language::english) {
  return to_text(loaded.diagnostics, loaded.sources, language);
}

// Loads, shows what is wrong if anything is, and gives the workspace.
inline Workspace good(Loaded loaded) {
  INFO(texts(loaded));
  REQUIRE(loaded.workspace);
  return std::move(*loaded.workspace);
}

inline std::vector<std::string> session_ids(const model::Problem& problem) {
  std::vector<std::string> ids;
  for (const model::Session& session : problem.sessions()) ids.push_back(session.id);
  return ids;
}

}  // namespace muster::load::testing
