// Generated workspaces are whole, of the size that was asked for, and the planted ones as good as
// they say.
#include "generate.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "base/file.h"
#include "folder.h"
#include "load/workspace.h"
#include "plan/plan_json.h"
#include "plan/verify.h"
#include "solve/solve.h"

using namespace muster;
using testing::Folder;

namespace {

using Writer = void (*)(const std::filesystem::path&, const bench::Wish&);

const std::map<std::string, Writer> kKinds{
    {"zone", bench::write_zone}, {"field", bench::write_field}, {"fixed", bench::write_fixed}};
const std::map<std::string, Writer> kPlanted{{"zone", bench::write_planted_zone},
                                             {"field", bench::write_planted_field},
                                             {"fixed", bench::write_planted_fixed}};

load::Workspace read(const std::filesystem::path& folder) {
  auto loaded = load::load_workspace(folder, {});
  REQUIRE(loaded);
  INFO(to_text(loaded.value().diagnostics, loaded.value().sources, Language::english));
  REQUIRE(loaded.value().workspace);
  return std::move(*loaded.value().workspace);
}

solve::Outcome solved(const load::Workspace& workspace, std::uint64_t effort) {
  solve::Options options;
  options.effort = effort;
  return solve::solve(workspace.problem, workspace.rules, options);
}

// All files of a folder by name.
std::map<std::string, std::string> texts(const Folder& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().lexically_relative(folder.path).string();
    out[name] = folder.read(name);
  }
  return out;
}

rule::Score known_score(const Folder& folder, const rule::Levels& levels) {
  std::istringstream text(folder.read("planted.txt"));
  rule::Score out;
  std::string level;
  for (std::int64_t score = 0; text >> level >> score;) out[levels.find(level).value()] = -score;
  return out;
}

}  // namespace

TEST_CASE("sixty sessions of each kind are read, planned and verified") {
  for (const auto& [kind, write] : kKinds) {
    for (const double tightness : {0.6, 1.0, 1.8}) {
      CAPTURE(kind, tightness);
      const Folder folder;
      write(folder.path, {.sessions = 60, .tightness = tightness});
      const load::Workspace workspace = read(folder.path);
      CHECK(workspace.problem.sessions().size() == 60);
      const solve::Outcome out = solved(workspace, 20);
      const auto verdict =
          plan::verify(workspace.problem, workspace.specs, workspace.rules.levels, out.solution);
      CHECK(verdict.broken.empty());
      CHECK(verdict.score == out.score);
    }
  }
}

TEST_CASE("zones have the features of the first users' zone") {
  const Folder folder;
  bench::write_zone(folder.path, {.sessions = 1'000});
  const load::Workspace workspace = read(folder.path);
  const model::Problem& problem = workspace.problem;
  CHECK(problem.sessions().size() == 1'000);
  CHECK(problem.venues().size() == 20);
  CHECK(problem.teams().size() == 100);
  CHECK(problem.calendar().days() == 28);
  CHECK_FALSE(problem.precedences().empty());
  std::set<std::string> kinds;
  for (const rule::RuleSpec& rule : workspace.specs) kinds.insert(rule.kind);
  for (const char* kind : {"travel", "working-time", "rest", "fair-share", "home-first", "coverage",
                           "preference", "continuity", "mix-of-lines"}) {
    CAPTURE(kind);
    CHECK(kinds.count(kind) == 1);
  }
  int in_two_teams = 0;
  for (const model::Person& person : problem.people()) in_two_teams += person.teams.size() == 2;
  CHECK(in_two_teams == 15);
  int standing = 0, repeated = 0, several_needs = 0, at_venues = 0;
  for (auto t : indices(problem.tasks())) {
    const model::Task& task = problem.tasks()[t];
    standing += task.standing;
    repeated += problem.sessions_of(t).size() > 1;
    several_needs += task.needs.size() > 1;
    at_venues += task.venue.has_value();
  }
  for (int count : {standing, repeated, several_needs, at_venues}) CHECK(count > 0);
}

TEST_CASE("a seed makes the same bytes again, another seed others") {
  for (const auto& kinds : {kKinds, kPlanted}) {
    for (const auto& [kind, write] : kinds) {
      CAPTURE(kind);
      const Folder one, again, other;
      write(one.path, {.sessions = 60});
      write(again.path, {.sessions = 60});
      write(other.path, {.sessions = 60, .seed = 2});
      CHECK(texts(one) == texts(again));
      CHECK(texts(one) != texts(other));
    }
  }
}

TEST_CASE("the tighter a workspace, the fewer hands it has") {
  for (const auto& [kind, write] : kKinds) {
    CAPTURE(kind);
    const Folder slack, over;
    write(slack.path, {.sessions = 400, .tightness = bench::tightness_of("slack")});
    write(over.path, {.sessions = 400, .tightness = bench::tightness_of("over")});
    CHECK(read(slack.path).problem.heads().size() > read(over.path).problem.heads().size());
  }
  CHECK(bench::tightness_of("moderate") == 1);
  CHECK(bench::tightness_of("1.4") == 1.4);
  for (const char* bad : {"", "loose", "1.4x", "nan"}) CHECK_FALSE(bench::tightness_of(bad) > 0);
}

TEST_CASE("planted plans are legal, cost what planted.txt says, and nothing found is better") {
  for (const auto& [kind, write] : kPlanted) {
    for (const double tightness : {0.6, 1.0, 1.8}) {
      CAPTURE(kind, tightness);
      const Folder folder;
      write(folder.path, {.sessions = 110, .tightness = tightness, .seed = 3});
      const load::Workspace workspace = read(folder.path);
      const rule::Levels& levels = workspace.rules.levels;
      const rule::Score known = known_score(folder, levels);
      Diagnostics diagnostics;
      const auto planted =
          plan::parse_plan(workspace.problem, levels, 0, folder.read("planted.json"), diagnostics);
      REQUIRE(planted);
      const auto verdict =
          plan::verify(workspace.problem, workspace.specs, levels, planted->solution);
      CHECK(verdict.broken.empty());
      CHECK(verdict.score == known);
      const solve::Outcome out = solved(workspace, 20);
      CHECK(out.score >= known);
      CHECK(out.bound <= known);
    }
  }
}

TEST_CASE("the search reaches the optimum of small planted workspaces") {
  const auto reaches = [](Writer write, int sessions, double tightness) {
    const Folder folder;
    write(folder.path, {.sessions = sessions, .tightness = tightness, .seed = 1});
    const load::Workspace workspace = read(folder.path);
    return solved(workspace, 20'000).score == known_score(folder, workspace.rules.levels);
  };
  CHECK(reaches(bench::write_planted_fixed, 30, 1));
  CHECK(reaches(bench::write_planted_fixed, 30, 1.8));
  CHECK(reaches(bench::write_planted_field, 21, 1));
  CHECK(reaches(bench::write_planted_field, 21, 1.8));
}

TEST_CASE("bench_generate says what it can't do") {
  const Folder folder;
  const std::string program = MUSTER_BENCH_GENERATE;
  CHECK(folder.output_of(program, "field planted --planted --sessions 5000").find("exit 2") !=
        std::string::npos);
  CHECK(folder.output_of(program, "zone x --tightness loose").find("'loose' is none of slack") !=
        std::string::npos);
  CHECK(folder.output_of(program, "zone /proc/none").find("exit 3") != std::string::npos);
  CHECK(folder.output_of(program, "fixed x --sessions 30") == "exit 0\n");
  CHECK(read(folder.path / "x").problem.sessions().size() == 30);
}
