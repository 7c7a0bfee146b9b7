// bench_solve's rows, and what bench_export tells other solvers.
#include <catch2/catch.hpp>

#include <map>

#include <boost/json.hpp>

#include "folder.h"
#include "generate.h"

using namespace muster;
using testing::Folder;

namespace {

// The cells of one line, by the names in the header.
std::map<std::string, std::string> row_of(const std::string& table) {
  const auto cells = [](const std::string& line) {
    std::vector<std::string> out;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, '\t');) out.push_back(cell);
    return out;
  };
  std::istringstream text(table);
  std::string header, row;
  std::getline(text, header);
  std::getline(text, row);
  const auto names = cells(header), values = cells(row);
  REQUIRE(names.size() == values.size());
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < names.size(); ++i) out[names[i]] = values[i];
  return out;
}

}  // namespace

TEST_CASE("bench_solve measures a workspace over seeds and knows its planted optimum") {
  const Folder folder;
  bench::write_planted_fixed(folder.path / "w", {.sessions = 60, .tightness = 1.8});
  const std::string arguments = "w --effort 3000 --seeds 3";
  const std::string out = folder.output_of(MUSTER_BENCH_SOLVE, arguments);
  INFO(out);
  CHECK(out.find("exit 0") != std::string::npos);
  auto row = row_of(out);
  CHECK(row["sessions"] == "60");
  CHECK(row["served"].find("low:0/30") != std::string::npos);
  CHECK(row["planted"] == "reached");
  CHECK(std::stod(row["gap %"]) >= 0);
  CHECK(std::stod(row["first plan s"]) <= std::stod(row["solve s"]));
  CHECK(std::stod(row["within 1 % s"]) <= std::stod(row["solve s"]));
  CHECK(std::stod(row["moves/s"]) > 0);
  CHECK(std::stod(row["peak MB"]) > 0);
  folder.write("w/planted.txt", "low -100000\n");
  CHECK(row_of(folder.output_of(MUSTER_BENCH_SOLVE, arguments))["planted"].find(
            "BETTER THAN POSSIBLE low") == 0);
  folder.write("w/planted.txt", "low 0\n");
  CHECK(row_of(folder.output_of(MUSTER_BENCH_SOLVE, arguments))["planted"].find(" of 0") !=
        std::string::npos);
}

TEST_CASE("bench_solve fails where a workspace does") {
  const Folder folder;
  folder.write("bad/zone.yaml", "zone: {id: 7}\n");
  CHECK(folder.output_of(MUSTER_BENCH_SOLVE, "bad").find("exit 2") != std::string::npos);
  CHECK(folder.output_of(MUSTER_BENCH_SOLVE, "none").find("exit 3") != std::string::npos);
  CHECK(folder.output_of(MUSTER_BENCH_SOLVE, "bad --time soon").find("not a time like") !=
        std::string::npos);
}

TEST_CASE("bench_export resolves recurrences, selectors and travel") {
  const Folder folder;
  folder.write("w/all.yaml", R"(
zone:
  id: z
  timezone: Asia/Shanghai
  horizon: {from: 2017-09-04, until: 2017-09-10}
  lines: [{id: a}, {id: b}]
  grids: [{id: g, at: [28.9, 120.0]}, {id: h, at: [28.9, 120.1]}]
  travel: {speed: 30km/h, detour: 1, fixed: 5min}
venues: [{id: v, grid: h, rooms: 2, facilities: [stage], open: [{from: 08:00, to: 12:00}]}]
teams:
  - {id: x, lines: [a], base: g, size: 2, skills: {care: 1}}
  - {id: y, lines: [b], base: h, size: 1}
tasks:
  - {id: t, grid: g, duration: 1h, repeat: "FREQ=WEEKLY;BYDAY=MO,WE", window: {from: 08:00, to: 10:00},
     venue: {facilities: [stage]}, needs: [{people: 1, skills: [care], from: {lines: [a]}}]}
rules: [{id: hours, kind: working-time, every: day, at-most: 2h, hard: true}]
)");
  const std::string out = folder.output_of(MUSTER_BENCH_EXPORT, "w");
  const auto end = out.rfind("exit 0");
  REQUIRE(end != std::string::npos);
  const auto value = boost::json::parse(out.substr(0, end));
  const auto at = [&](const char* pointer) {
    return boost::json::serialize(value.at_pointer(pointer));
  };
  CHECK(value.at("sessions").as_array().size() == 2);
  CHECK(at("/sessions/1/id") == R"("t@2017-09-06")");
  CHECK(at("/tasks/0/venues") == "[0]");
  CHECK(at("/tasks/0/needs/0/teams") == "[0]");
  CHECK(value.at("heads").as_array().size() == 3);
  CHECK(at("/heads/1/skills") == "[]");
  CHECK(at("/venues/0/place") == "2");
  CHECK(at("/travel/0/1") == "25");  // 9.7 km at 30 km/h, and five minutes
  CHECK(at("/travel/1/2") == "0");   // the venue is where its grid is
  CHECK(at("/ledgers/0/bounds/0") == "[0,120,60,1]");
  CHECK(at("/ledgers/0/level") == R"("hard")");
}

TEST_CASE("the scripts are Python") {
  if (std::system("command -v python3 > /dev/null") != 0) {
    WARN("skipped: no python3");
    return;
  }
  const Folder folder;
  folder.write("parse.py",
               "import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name).read())\n");
  const std::string bench = MUSTER_SOURCE_DIR "/bench/";
  const std::string out =
      folder.output_of("python3", "parse.py '" + bench + "run.py' '" + bench + "'peers/*.py");
  CHECK(out == "exit 0\n");
}
