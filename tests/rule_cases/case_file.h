// rules/cases/<kind>.yaml: a workspace, a line of three dashes, then cases.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/problem.h"
#include "model/solution.h"

namespace muster {

struct Expectation {
  std::string is;  // violated | satisfied | edge
  std::int64_t cost = 0;
};

struct RuleCase {
  struct Crew {
    std::string team;
    std::vector<std::string> heads;
    std::uint32_t need = 0;
  };
  struct Placement {
    std::string session, start, venue;
    std::vector<Crew> crews;
  };
  std::string name;
  std::vector<Placement> placements;
  std::vector<Placement> base;                // the plan before; none: there was none
  std::map<std::string, Expectation> expect;  // by rule id
};

struct CaseFile {
  std::string kind;       // from the file's name
  std::string workspace;  // YAML
  std::vector<RuleCase> cases;
};

// All case files, by kind. Throws where one is not as rules/README.md says.
std::vector<CaseFile> read_case_files();
// Ids looked up; throws where one does not exist.
model::Solution solution_of(const std::vector<RuleCase::Placement>&, const model::Problem&);

}  // namespace muster
