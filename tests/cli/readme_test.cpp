// Every command of the tour in both READMEs is run, and its exit code is the one that is shown.
#include <sstream>
#include <vector>

#include <catch2/catch.hpp>

#include "cli/process.h"

namespace {

using namespace muster::tests;

struct Step {
  std::string command;
  int code = 0;
};

// Lines "$ command  # exit N" of the ```console blocks; no "# exit": 0.
std::vector<Step> tour_of(const std::string& readme) {
  std::vector<Step> steps;
  std::istringstream lines(readme);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) {
      inside = line == "```console";
    } else if (inside && line.rfind("$ ", 0) == 0) {
      const std::size_t mark = line.find("# exit ");
      const int code = mark == line.npos ? 0 : std::stoi(line.substr(mark + 7));
      steps.push_back({line.substr(2, mark == line.npos ? line.npos : mark - 2), code});
    }
  }
  return steps;
}

std::vector<std::string> commands_of(const std::vector<Step>& steps) {
  std::vector<std::string> commands;
  for (const Step& step : steps) commands.push_back(step.command);
  return commands;
}

}  // namespace

TEST_CASE("every command of the tour ends as the README says") {
  const std::vector<Step> steps = tour_of(read_text(MUSTER_SOURCE_DIR "/README.md"));
  REQUIRE(steps.size() >= 15);
  const TemporaryFolder folder;
  REQUIRE(run("mkdir bin && ln -s \"$MUSTER\" bin/muster && cp -r \"$SOURCE/examples\" .",
              folder.path())
              .code == 0);
  for (const Step& step : steps) {
    const Finished done = run("PATH=\"$PWD/bin:$PATH\"\n" + step.command, folder.path());
    INFO(step.command << "\n" << done.out << done.err);
    CHECK(done.code == step.code);
  }
}

TEST_CASE("both READMEs give the same tour") {
  const auto english = tour_of(read_text(MUSTER_SOURCE_DIR "/README.md"));
  const auto chinese = tour_of(read_text(MUSTER_SOURCE_DIR "/README.zh-CN.md"));
  CHECK(commands_of(english) == commands_of(chinese));
}
