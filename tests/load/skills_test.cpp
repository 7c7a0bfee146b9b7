// Graded skills of people, teams and needs; any of, none of, and what is preferred.
#include <algorithm>

#include "loading.h"

namespace muster::load {
namespace {

using testing::good;
using testing::load_with;
using Words = std::vector<std::string>;

Words names(const model::Problem& problem, const std::vector<model::SkillIndex>& skills) {
  Words out;
  for (model::SkillIndex skill : skills) out.push_back(problem.skills()[skill]);
  std::sort(out.begin(), out.end());
  return out;
}

Words skills_of(const model::Problem& problem, const std::string& head) {
  for (const model::Head& each : problem.heads()) {
    if (each.id == head) return names(problem, each.skills);
  }
  return {"no such head"};
}

const model::Need& need_of(const model::Problem& problem) {
  return problem.tasks().rows().front().needs[0];
}

std::string task(const std::string& need) {
  return "tasks: [{id: a, grid: lanjie, duration: 1h, window: {from: 08:00, to: 12:00}, needs: [{" +
         need + "}]}]\n";
}

TEST_CASE("a person with a grade has the lower ones") {
  const auto workspace =
      good(load_with("people: [{id: ann, teams: [wives], skills: [driving, {first-aid: 3}]},\n"
                     "         {id: bob, teams: [wives], skills: {first-aid: 1}},\n"
                     "         {id: cid, teams: [wives], skills: first-aid≥2}]\n" +
                     task("people: 1, skills: {first-aid: 2}")));
  const model::Problem& p = workspace.problem;
  CHECK(skills_of(p, "ann") == Words{"driving", "first-aid", "first-aid≥2", "first-aid≥3"});
  CHECK(skills_of(p, "bob") == Words{"first-aid"});
  CHECK(skills_of(p, "cid") == Words{"first-aid", "first-aid≥2"});
  CHECK(names(p, need_of(p).skills) == Words{"first-aid≥2"});
}

TEST_CASE("a team counts heads of a grade or better") {
  const auto workspace = good(
      load_with("teams: [{id: t, size: 5, skills: {first-aid: [{count: 3}, {count: 1, grade: 2}],\n"
                "                                  cook: {count: 2, grade: 2}, drive: 1}},\n"
                "        {id: all, size: 1, skills: [{cook: 3}]}]\n" +
                task("people: 1")));
  const model::Problem& p = workspace.problem;
  CHECK(skills_of(p, "t#1") == Words{"cook", "cook≥2", "drive", "first-aid", "first-aid≥2"});
  CHECK(skills_of(p, "t#2") == Words{"cook", "cook≥2", "first-aid"});
  CHECK(skills_of(p, "t#3") == Words{"first-aid"});
  CHECK(skills_of(p, "t#4").empty());
  CHECK(skills_of(p, "all#1") == Words{"cook", "cook≥2", "cook≥3"});
}

TEST_CASE("heads of a higher grade come on top of named people of a lower one") {
  const auto workspace = good(load_with(
      "teams: [{id: t, size: 4, skills: {first-aid: [{count: 2}, {count: 1, grade: 2}]}}]\n"
      "people: [{id: ann, teams: [t], skills: [first-aid]},\n"
      "         {id: bob, teams: [t], skills: [first-aid]}]\n" +
      task("people: 1")));
  CHECK(skills_of(workspace.problem, "t#3") == Words{"first-aid", "first-aid≥2"});
  CHECK(skills_of(workspace.problem, "t#4").empty());
}

TEST_CASE("a need says all of, any of and none of, and what it prefers") {
  const std::string people =
      "people: [{id: ann, teams: [wives], skills: [driving, {first-aid: 3}, novice]}]\n";
  const auto workspace = good(load_with(
      people + task("people: 1, prefer: [tutoring, {first-aid: 3}], skills: {all: driving, "
                    "any: [tutoring, {first-aid: 2}], none: [novice]}")));
  const model::Problem& p = workspace.problem;
  CHECK(names(p, need_of(p).skills) == Words{"driving"});
  CHECK(names(p, need_of(p).any_skills) == Words{"first-aid≥2", "tutoring"});
  CHECK(names(p, need_of(p).no_skills) == Words{"novice"});
  CHECK(names(p, need_of(p).preferred) == Words{"first-aid≥3", "tutoring"});
}

TEST_CASE("tables write grades and parts of skills too") {
  const auto workspace = good(
      testing::read({{"zone.yaml", testing::kZone},
                     {"teams.yaml", testing::kTeams},
                     {"tasks/a.csv",
                      "id,grid,duration,window.from,window.to,people,skills.all,skills.any,prefer\n"
                      "a,lanjie,1h,08:00,12:00,1,tutoring≥1,tutoring;tutoring≥1,tutoring\n"}}));
  const model::Problem& p = workspace.problem;
  CHECK(names(p, need_of(p).skills) == Words{"tutoring"});
  CHECK(names(p, need_of(p).any_skills) == Words{"tutoring"});
  CHECK(names(p, need_of(p).preferred) == Words{"tutoring"});
}

TEST_CASE("what needs prefer is priced by a rule, the workspace's own or an implied one") {
  const std::string prefers = task("people: 1, prefer: [tutoring]");
  const auto implied = good(load_with(prefers));
  REQUIRE(implied.specs.size() == 1);
  CHECK(implied.specs[0].id == "preferred-skills");
  CHECK(implied.specs[0].level == "care");
  REQUIRE(implied.rules.choices.size() == 1);
  CHECK(implied.rules.rules.rows().front().id == "preferred-skills");
  CHECK(good(load_with(task("people: 1, skills: [tutoring]"))).specs.empty());
  const auto own = good(load_with(
      prefers + "rules: [{id: skilled, kind: preference, skills: preferred, weight: 4}]\n"));
  REQUIRE(own.specs.size() == 1);
  CHECK(own.specs[0].id == "skilled");
}

TEST_CASE("the level of the implied rule is one of those that are written") {
  const Loaded loaded = load_with(task("people: 1, prefer: [tutoring]") +
                                  "levels: [must, high, normal, low, staffing]\n");
  CHECK_FALSE(loaded.workspace);
  CHECK(testing::texts(loaded).find(
            "main.yaml:1:107: error: rule \"preferred-skills\" is priced on the level \"care\", "
            "which `levels:` does not list [level-not-listed]\n") == 0);
}

TEST_CASE("grades that are none are told") {
  const Loaded loaded = load_with(task("people: 1, skills: [first-aid≥x, {cook: 10}, driving≥0]"));
  CHECK_FALSE(loaded.workspace);
  const std::string text = testing::texts(loaded);
  CHECK(text.find("\"first-aid≥x\" is no skill with a grade") != std::string::npos);
  CHECK(text.find("\"driving≥0\" is no skill with a grade") != std::string::npos);
  CHECK(text.find("out-of-range") != std::string::npos);
  CHECK(loaded.diagnostics.errors() == 3);
}

TEST_CASE("a grade that nobody has is warned of, with the nearest one") {
  const Loaded loaded = load_with(task("people: 1, skills: {tutoring: 2}"));
  REQUIRE(loaded.workspace);
  const std::string text = testing::texts(loaded);
  CHECK(text.find("nobody has the skill \"tutoring≥2\"") != std::string::npos);
  CHECK(text.find("it needs 1 people with tutoring≥2") != std::string::npos);
}

TEST_CASE("all, any and none stand alone") {
  const Loaded loaded = load_with(task("people: 1, skills: {any: [tutoring], driving: 2}"));
  CHECK_FALSE(loaded.workspace);
  CHECK(testing::texts(loaded).find("unknown key \"driving\"") != std::string::npos);
}

}  // namespace
}  // namespace muster::load
