// The reader of public instances, and the bench itself on a made-up one.
#include "smptsp_file.h"

#include <catch2/catch.hpp>

#include "folder.h"
#include "rule/catalog.h"
#include "solve/solve.h"

using namespace muster;

namespace {

// Three workers would do by the clock, for 2, 3 and 4 overlap; but only worker 0 can do both 0 and
// 4, and only worker 3 both 1 and 3. Without either something stays undone.
const std::string kSmall =
    "# made up\n"
    "Type = 1\n"
    "Jobs = 5\n"
    " 0 100\n 10 60\n 50 120\n 60 130\n 100 150\n"
    "Qualifications = 4\n"
    "2: 0 4\n"
    "2: 2 0\n"
    "3: 1 2 4\n"
    "2: 3 1\n";

}  // namespace

TEST_CASE("a public instance is a problem like any other") {
  std::string trouble;
  const auto file = bench::parse_smptsp(kSmall, trouble);
  REQUIRE(file);
  REQUIRE(file->jobs.size() == 5);
  CHECK(file->jobs[2] == std::pair{50, 120});
  CHECK(file->jobs_of[1] == std::vector<std::uint32_t>{0, 2});
  const bench::Stated stated = bench::state_smptsp(*file);
  CHECK(stated.problem.heads().size() == 4);
  CHECK(model::starts_of(stated.problem, model::SessionIndex(2u)).size() == 1);
  Diagnostics diagnostics;
  const auto rules = rule::compile(stated.rules, {}, stated.problem, diagnostics);
  solve::Options options;
  options.effort = 500;
  const auto out = solve::solve(stated.problem, rules, options);
  CHECK(out.score[rules.priority_levels[0]] == 0);
  CHECK(out.score[*rules.levels.find("care")] == 3);
}

TEST_CASE("what is no public instance is refused with its line") {
  std::string trouble;
  CHECK_FALSE(bench::parse_smptsp("", trouble));
  CHECK_FALSE(bench::parse_smptsp("Type = 1\nJobs = 1\n", trouble));
  CHECK_FALSE(bench::parse_smptsp("Type = 1\nJobs = 1\n 9 9\nQualifications = 0\n", trouble));
  CHECK(trouble == "expected \"start end\" of a job, found \" 9 9\"");
  for (const std::string bad : {"1: 1", "2: 0", "1: x", "1 0", ""}) {
    INFO(bad);
    CHECK_FALSE(
        bench::parse_smptsp("Type = 1\nJobs = 1\n 0 9\nQualifications = 1\n" + bad, trouble));
  }
}

TEST_CASE("the bench prints a row a file and sums up what is known") {
  const testing::Folder folder;
  folder.write("set/small.dat", kSmall);
  folder.write("best_known.tsv",
               "instance\tbest_upper_bound\tclosed\tbest_lower_bound\n"
               "set/other.dat\t9\tyes\t9\nset/small.dat\t3\tyes\t3\n");
  const std::string out =
      folder.output_of(MUSTER_BENCH_SMPTSP, "set/small.dat --time 0.2s --seed 2");
  INFO(out);
  CHECK(out.find("set/small.dat\t5\t4\t0\t3\t") != std::string::npos);
  CHECK(out.find("\t3\tyes\t3\t") != std::string::npos);
  CHECK(out.find("# set: 1 files; closed 1, of these at the optimum 1; at the known bound 1; "
                 "above the best known 0; mean gap to the known bound 0.00 %; not verified 0") !=
        std::string::npos);
  CHECK(out.find("exit 0") != std::string::npos);
  CHECK(folder.output_of(MUSTER_BENCH_SMPTSP, "").find("skipped: no instances") !=
        std::string::npos);
  CHECK(folder.output_of(MUSTER_BENCH_SMPTSP, "none.dat --time 0.1s").find("exit 3") !=
        std::string::npos);
}
