// bench_replan, tiny: it asks, plans again and replays; no replay breaks a rule.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

#include "folder.h"
#include "generate.h"

using namespace muster;
using testing::Folder;

TEST_CASE("bench_replan asks and plans again on a generated zone") {
  const Folder folder;
  bench::write_zone(folder.path / "w", {.sessions = 60});
  const std::string asked =
      folder.output_of(MUSTER_BENCH_REPLAN, "recommend w --effort 50 --questions 20 --moved 1");
  INFO(asked);
  CHECK(asked.find("exit 0") != std::string::npos);
  CHECK(asked.find("p99 ms") != std::string::npos);
  const std::string lost =
      folder.output_of(MUSTER_BENCH_REPLAN, "declines w --effort 50 --share 0.05 --longer 2");
  INFO(lost);
  CHECK(lost.find("exit 0") != std::string::npos);
}

TEST_CASE("bench_replan replays a programme's changes and breaks no rule") {
  const char* instances = std::getenv("MUSTER_INSTANCES");
  const std::filesystem::path file = std::filesystem::path(instances == nullptr ? "" : instances) /
                                     "events/changes/camp2019.changes.tsv";
  if (!std::filesystem::exists(file)) {
    WARN("skipped: no instances");
    return;
  }
  const Folder folder;
  const std::string out =
      folder.output_of(MUSTER_BENCH_REPLAN, "replay --effort 20 '" + file.string() + "'");
  INFO(out);
  CHECK(out.find("exit 0") != std::string::npos);
}
